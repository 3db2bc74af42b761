"""Départements that a cell tells, by code or by name, or through its région, as sets of codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.territoires import Territoire

_EDGES = re.compile(r"^(\d{1,3}|2[ABab]|69[DM])\b|\b(\d{2,3}|2[ABab]|69[DM])$", re.ASCII)
_WORDS = re.compile(
    r"^(?:departement|dept|dpt|dep|region|conseil (?:departemental|regional|general))"
    r"(?: de la| de l| du| des| de| d)? "
)
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
_ANCIENNES_REGIONS = {
    "aquitaine": ("24", "33", "40", "47", "64"),
    "auvergne": ("03", "15", "43", "63"),
    "basse normandie": ("14", "50", "61"),
    "bourgogne": ("21", "58", "71", "89"),
    "centre": ("18", "28", "36", "37", "41", "45"),
    "champagne ardenne": ("08", "10", "51", "52"),
    "franche comte": ("25", "39", "70", "90"),
    "haute normandie": ("27", "76"),
    "languedoc roussillon": ("11", "30", "34", "48", "66"),
    "limousin": ("19", "23", "87"),
    "lorraine": ("54", "55", "57", "88"),
    "midi pyrenees": ("09", "12", "31", "32", "46", "65", "81", "82"),
    "nord pas de calais": ("59", "62"),
    "picardie": ("02", "60", "80"),
    "poitou charentes": ("16", "17", "79", "86"),
    "rhone alpes": ("01", "07", "26", "38", "42", "69", "73", "74"),
    "paca": ("04", "05", "06", "13", "83", "84"),
    "provence alpes cote d azur sud": ("04", "05", "06", "13", "83", "84"),
    "sud": ("04", "05", "06", "13", "83", "84"),
    "aura": ("01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"),
    "alsace champagne ardenne lorraine": (
        *("08", "10", "51", "52", "54", "55", "57", "67", "68", "88"),
    ),
    "reunion": ("974",),
}
"""Régions until 2015 and usual short forms: what they held, by today's départements."""


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
        regions = {k: frozenset(v) for k, v in _ANCIENNES_REGIONS.items()}
        inside: dict[str, set[str]] = {}
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

    def region(self, texte: str) -> frozenset[str] | None:
        """Return the codes of the départements of the région that a cell means."""
        return self._lu(texte, region=True)

    def _lu(self, texte: str, *, region: bool) -> frozenset[str] | None:
        key = texte, region
        if key not in self._lus:
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
