"""Dates of the legal texts that a reference names: « loi n° 2016-231 du 29 février 2016 »."""

from __future__ import annotations

import re

from cartoexp.domain.dates import PartialDate

_MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_TEXT = re.compile(
    r"(?P<titre>\b(?:loi|ordonnance|décret|arrêté|décision)\b[^;,()]{0,60}?)"
    rf" du (?P<jour>\d{{1,2}})(?:er)? (?P<mois>{'|'.join(_MOIS)}) (?P<annee>\d{{4}})",
    re.IGNORECASE,
)


def dated(reference: str | None) -> list[tuple[PartialDate, str]]:
    """Return the texts of a reference that carry a whole date, in the order of their dates."""
    found = []
    for match in _TEXT.finditer(reference or ""):
        month = _MOIS.index(match["mois"].lower()) + 1
        try:
            day = PartialDate.parse(f"{match['annee']}-{month:02d}-{int(match['jour']):02d}")
        except ValueError:  # a day that no calendar has: the reference stays as it is, elsewhere
            continue
        title = match["titre"]
        found.append((day, f"{title[0].upper()}{title[1:]}"))
    return sorted(set(found))
