"""Indicators in words: some are amounts, some are ranks, some are codes that a reader must not see.

Only amounts are compared with the other territories of the level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import CODES, Sorte
from cartoexp.domain.phrases.nombres import LARGE, count, number, ordinal
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN

if TYPE_CHECKING:
    from cartoexp.services.indicateurs import Indicateur


def figure(known: Indicateur, kind: Sorte, value: float | None) -> tuple[str, str]:
    """Return a value in words and its unit, empty when the words hold it."""
    if value is None:
        return MISSING, ""
    match kind:
        case Sorte.RANG:
            told = ordinal(round(value), feminine=True), ""
        case Sorte.CODE:
            told = CODES[known.id].get(round(value), MISSING), ""
        case Sorte.OUI_OU_NON:
            told = ("oui" if value else "non"), ""
        case Sorte.PART:
            told = number(value * 100, 1), f"{THIN}% de la population"
        case Sorte.EFFECTIF:
            told = count(round(value), "commune"), ""
        case _:
            space = THIN if known.unite.startswith("%") else NBSP
            decimals = 0 if abs(value) >= LARGE else known.decimales
            told = number(value, decimals), f"{space}{known.unite}"
    return told
