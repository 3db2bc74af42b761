"""The level that a column or the words before a name tell: « Commune », « CA », « PETR »."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cartoexp.domain.rattachement.mots import MOTS
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold

COMMUNAUTAIRE = frozenset({Niveau.EPCI, Niveau.EPT})
DOUBLES = tuple(
    frozenset({(Niveau.COMMUNE, commune), (Niveau.DEPARTEMENT, whole)})
    for commune, whole in (("75056", "75"), ("97701", "977"), ("97801", "978"))
)
"""One place under two codes (Paris, Saint-Barthélemy, Saint-Martin): the commune stands for it."""


@dataclass(frozen=True, slots=True)
class NiveauDit:
    """Levels that a word may mean; ``type_epci`` as the reference writes it (CC, CA, CU, METRO).

    ``autre`` names, with its article, what is no territory of ours (« un syndicat »): there is no
    level then.
    """

    niveaux: frozenset[Niveau]
    type_epci: str = ""
    autre: str = ""


GENRES = {
    "commune": NiveauDit(frozenset({Niveau.COMMUNE})),
    "epci": NiveauDit(COMMUNAUTAIRE),
    "ept": NiveauDit(frozenset({Niveau.EPT}), "EPT"),
    "departement": NiveauDit(frozenset({Niveau.DEPARTEMENT})),
    "region": NiveauDit(frozenset({Niveau.REGION})),
    "cc": NiveauDit(COMMUNAUTAIRE, "CC"),
    "ca": NiveauDit(COMMUNAUTAIRE, "CA"),
    "cu": NiveauDit(COMMUNAUTAIRE, "CU"),
    "metro": NiveauDit(COMMUNAUTAIRE, "METRO"),
}
"""What each list of words of ``mots.toml`` means."""
_WORDS = {word: GENRES[kind] for kind, words in MOTS["niveaux"].items() for word in words}
_AUTRES = {word: what for what, words in MOTS["autres"].items() for word in words}


@lru_cache(maxsize=4_096)
def lire_niveau(texte: str) -> NiveauDit | None:
    """Return the level that the cell of a column tells, ``None`` when it tells none."""
    folded = fold(texte)
    return _WORDS.get(folded) or autre(folded)


def autre(folded: str) -> NiveauDit | None:
    """Return what is no territory of ours when a folded text begins by it."""
    words = folded.split()
    for length in (3, 2, 1):
        what = _AUTRES.get(" ".join(words[:length]))
        if what:
            return NiveauDit(frozenset(), "", what)
    return None
