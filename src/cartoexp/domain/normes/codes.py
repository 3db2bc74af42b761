"""French codes: their names, and the ways to shorten them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from cartoexp.domain.normes.ecriture import simplifier


@cache
def noms() -> dict[str, str]:
    """Return the name of each code by each way of writing it, simplified."""
    text = files("cartoexp.domain.normes").joinpath("codes.toml").read_text("utf-8")
    codes: dict[str, list[str]] = tomllib.loads(text)["codes"]
    return {simplifier(way): name for name, ways in codes.items() for way in (name, *ways)}


@cache
def motif() -> re.Pattern[str]:
    """Return what finds a code in a simplified text, the longest name first."""
    ways = sorted(noms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_motif, ways))})(?![a-z])")


def trouver(ecriture: str) -> str:
    """Return the name of the code that :func:`motif` found."""
    told = ecriture.replace(".", "").replace(" ", "")
    return next(name for way, name in noms().items() if _serre(way) == told)


def _serre(way: str) -> str:
    return way.replace(".", "").replace(" ", "")


def _motif(way: str) -> str:
    """A sigle may have points (« c.g.c.t. »); words are apart by a space."""
    if " " not in way and "." not in way:
        return r"\.?".join(way) + r"\.?"
    return re.escape(way).replace(r"\.", r"\.?").replace(r"\ ", " ?" if "." in way else " ")
