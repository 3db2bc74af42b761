"""Départements that a cell tells, by code or by name, or through its région, as sets of codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.mots import MOTS
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.territoires import Territoire

_EDGES = re.compile(r"^(\d{1,3}|2[ABab]|69[DM])\b|\b(\d{2,3}|2[ABab]|69[DM])$", re.ASCII)
_WORDS = re.compile(
    r"^(?:departement|dept|dpt|dep|region|conseil (?:departemental|regional|general))"
    r"(?: de la| de l| du| des| de| d)? "
)
OVERSEAS = ("97", "98")
"""Beginnings of the codes overseas, written alone in many files."""
MEMORY = 10_000
"""Cells whose reading is kept."""
_NUMBER = re.compile(r"\d{1,3}(?:[.,]0)?", re.ASCII)
_SPECIAL = {
    "20": ("2A", "2B"),
    "corse": ("2A", "2B"),
    "69d": ("69",),
    "69m": ("69",),
    "alsace": ("67", "68"),
    "collectivite europeenne d alsace": ("67", "68"),
    "6ae": ("67", "68"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Zones:
    """Sets of codes of départements by code or folded name, of départements then of régions."""

    departements: dict[str, frozenset[str]]
    regions: dict[str, frozenset[str]]
    _lus: dict[tuple[str, bool], frozenset[str] | None] = field(default_factory=dict)

    @classmethod
    def build(cls, territoires: Iterable[Territoire]) -> Zones:
        """Index the départements and the régions of the reference."""
        known = list(territoires)
        departements = {k: frozenset(v) for k, v in _SPECIAL.items()}
        regions = {k: frozenset(v) for k, v in MOTS["anciennes_regions"].items()}
        inside: dict[str, set[str]] = {}
        codes = [t.code for t in known if t.niveau is Niveau.DEPARTEMENT]
        for start in OVERSEAS:
            departements[start] = frozenset(c for c in codes if c.startswith(start))
        for t in known:
            if t.niveau is Niveau.DEPARTEMENT:
                departements[t.code.lower()] = departements[cle(t.nom)] = frozenset({t.code})
                inside.setdefault(t.code_region or "", set()).add(t.code)
        for t in known:
            if t.niveau is Niveau.REGION:
                regions[t.code] = regions[cle(t.nom)] = frozenset(inside.get(t.code, ()))
        return cls(departements, regions)

    def departement(self, texte: str) -> frozenset[str] | None:
        """Return the codes that a cell of départements means, ``None`` when it means none."""
        return self._lu(texte, region=False)

    def nomme(self, texte: str) -> frozenset[str] | None:
        """Return the départements, or those of the région, that a whole text names.

        « 42 », « Loire » and « 42 - Loire » do; « 4 C » holds a number, and names none.
        """
        key = cle(texte)
        number = _EDGES.search(key)
        if number and number[0] != key:
            rest = _EDGES.sub("", key).strip()
            named = self.departement(number[0])
            same = {self.departements.get(rest), self.departements.get(f"la {rest}")}
            return named if named in same else None
        return self.departement(texte) or self.region(texte)

    def region(self, texte: str) -> frozenset[str] | None:
        """Return the codes of the départements of the région that a cell means."""
        return self._lu(texte, region=True)

    def _lu(self, texte: str, *, region: bool) -> frozenset[str] | None:
        key = texte, region
        if key not in self._lus:
            if len(self._lus) >= MEMORY:
                self._lus.clear()
            self._lus[key] = _read(texte, self.regions if region else self.departements)
        return self._lus[key]


def _read(texte: str, known: dict[str, frozenset[str]]) -> frozenset[str] | None:
    text = texte.strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        text = re.split(r"[.,]", text)[0].zfill(2)
    for candidate in _forms(text):
        found = known.get(candidate)
        if found:
            return found
    return None


def _forms(text: str) -> Iterable[str]:
    """Yield what a cell may hold: « 01 », « Ain », « 01 - Ain », « Dept de l’Ain »."""
    key = cle(text)
    yield key
    yield _WORDS.sub("", key)
    for match in _EDGES.finditer(key):
        yield match[0].zfill(2)
    yield _EDGES.sub("", key).strip()
    yield f"la {key}"
