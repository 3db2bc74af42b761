"""How much of a column's content speaks for each role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes.roles import Role
from cartoexp.domain.rattachement.niveaux import lire_niveau

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.domain.colonnes.connus import Connus

_DATE = re.compile(
    r"(?:\d{4}-\d{2}(?:-\d{2})?(?:[T ].*)?|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|(?:19|20)\d{2})"
)
_AMOUNT = re.compile(
    r"-?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?\s*(?:€|EUR|euros?|k€|M€)?", re.IGNORECASE
)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:\d{4,5}|2[ABab]\d{3}|\d{9}|\d{3}|0?\d|\d{2}|2[ABab])(?:[.,]0)?\s*")
_SIREN = re.compile(r"\s*\d{3}\s?\d{3}\s?\d{3}(?:\s?\d{5})?\s*")
_POSTAL = re.compile(r"\s*\d{4,5}(?:[.,]0)?\s*")
_DEGREES = re.compile(r"\s*[+-]?\d{1,3}[.,]\d{2,}\s*")
_LONGEST_NAME = 90
LOOKED_AT = 150
"""Cells of a column that are looked at, spread over the sample."""
_SHORT = re.compile(r"\s*\d{0,2}\s*")


def tests(connus: Connus | None) -> dict[Role, Callable[[str], bool]]:
    """Return, for each role that content can tell, the test of a cell."""
    return {
        Role.CODE: connus.code if connus else _matches(_CODE),
        Role.SIREN: connus.siren if connus else _matches(_SIREN),
        Role.NOM: connus.nom if connus else _looks_like_a_name,
        Role.DEPARTEMENT: connus.departement if connus else _matches(_SHORT),
        Role.REGION: connus.region if connus else lambda _text: True,
        Role.CODE_POSTAL: connus.code_postal if connus else _matches(_POSTAL),
        Role.NIVEAU: lambda text: lire_niveau(text) is not None,
        Role.LONGITUDE: _matches(_DEGREES),
        Role.LATITUDE: _matches(_DEGREES),
        Role.DATE: _matches(_DATE),
        Role.DEBUT: _matches(_DATE),
        Role.FIN: _matches(_DATE),
        Role.MONTANT: _matches(_AMOUNT),
        Role.SOURCE_URL: _matches(_URL),
    }


def part(cellules: Sequence[str], test: Callable[[str], bool]) -> float:
    """Return the share of the filled cells that pass a test, of some of them when many are."""
    filled = [c for c in cellules if c.strip()]
    filled = filled[:: max(1, len(filled) // LOOKED_AT)]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text.strip()) is not None


def _looks_like_a_name(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return len(text) <= _LONGEST_NAME and letters * 2 > len(text)
