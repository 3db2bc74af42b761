"""Standard reasons of refusal and criteria of acceptance, in French."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Texte:
    """A short title and what it means."""

    id: str
    titre: str
    texte: str


def motifs() -> tuple[Texte, ...]:
    """Return the standard reasons of refusal."""
    return _textes()[0]


def criteres() -> tuple[Texte, ...]:
    """Return the criteria of acceptance."""
    return _textes()[1]


def motif(identifiant: str) -> Texte | None:
    """Return one reason of refusal, ``None`` when there is none such."""
    return next((m for m in motifs() if m.id == identifiant), None)


@cache
def _textes() -> tuple[tuple[Texte, ...], tuple[Texte, ...]]:
    text = files("cartoexp.domain.contributions").joinpath("textes.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return (
        tuple(Texte(**row) for row in told["motif"]),
        tuple(Texte(**row) for row in told["critere"]),
    )
