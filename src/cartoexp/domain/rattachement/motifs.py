"""The French sentences that tell what became of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import de
from cartoexp.domain.rattachement.types import Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cartoexp.domain.territoires import Territoire

ACTUEL = "Code actuel."
PAR_NOM = {
    Voie.NOM_DEPARTEMENT: "Par le nom et le département.",
    Voie.NOM_CODE_POSTAL: "Par le nom et le code postal.",
    Voie.NOM_SEUL: "Par le nom, unique en France.",
}
SHOWN = 5
LONGEST = 60
"""Longest piece of a cell that a sentence repeats, in characters."""


def zero_retabli(code: str) -> str:
    """Tell that a code had lost its first zero."""
    return f"Zéro initial rétabli\u00a0: {code}."


def nomme(t: Territoire) -> str:
    """Return « Feurs (42094) », or « Ain (département 01) » for what is no commune nor EPCI."""
    if t.niveau in {Niveau.DEPARTEMENT, Niveau.REGION}:
        return f"{t.nom} ({t.nature.lower()} {t.code})"
    return f"{t.nom} ({t.code})"


def de_nomme(t: Territoire) -> str:
    """Return « d’Ambérieu-en-Bugey (01004) », « de l’Ain (département 01) »."""
    return f"{de(t)}{nomme(t).removeprefix(t.nom)}"


def liste(candidats: Sequence[Territoire]) -> str:
    """Return the first candidates, and how many more there are."""
    told = ", ".join(nomme(t) for t in candidats[:SHOWN])
    more = len(candidats) - SHOWN
    return f"{told} et {more} autre{'s' if more > 1 else ''}" if more > 0 else told


def cite(texte: str) -> str:
    """Return a cell between guillemets, cut when it is long."""
    text = " ".join(texte.split())
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    return f"«\u00a0{cut}\u00a0»"


def phrases(parts: Iterable[str]) -> str:
    """Join sentences, each told once."""
    return " ".join(dict.fromkeys(part for part in parts if part))


def codes(departements: Collection[str]) -> str:
    """Return codes of départements in order."""
    return ", ".join(sorted(departements))
