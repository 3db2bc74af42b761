"""Reading one cell: from text to a typed value, or a French sentence that says what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.territoires import Lieu, Niveau

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum

LIST_SEPARATOR = "|"
ID_PATTERN = r"[a-z0-9]+([_-][a-z0-9]+)*"
URL_PATTERN = r"https?://[^\s/]\S*"

_YES_NO = {"oui": True, "non": False}
_ID = re.compile(ID_PATTERN)
_URL = re.compile(URL_PATTERN, re.IGNORECASE)
_INTEGER = re.compile(r"\d+", re.ASCII)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CellError(ValueError):
    """A cell cannot be read; its text is the French message."""


def read_text(limit: int) -> Callable[[str], str]:
    """Return a reader of free text of at most ``limit`` characters."""

    def read(cell: str) -> str:
        if _FORBIDDEN.search(cell):
            raise CellError("le texte contient un caractère de contrôle. Retapez-le.")
        if len(cell) > limit:
            raise CellError(
                f"le texte compte {len(cell)} caractères, {limit} au plus. Raccourcissez-le."
            )
        if cell != cell.strip():
            raise CellError("le texte commence ou finit par une espace. Retirez-la.")
        return cell

    return read


def read_id(cell: str) -> str:
    """Read an identifier."""
    if not _ID.fullmatch(cell):
        raise CellError(
            f"{quote(cell)} n’est pas un identifiant. N’employez que des minuscules sans accent, "
            "des chiffres, « _ » et « - »."
        )
    return cell


def read_choice(vocabulary: type[Enum]) -> Callable[[str], object]:
    """Return a reader of one value of ``vocabulary``."""
    members = {str(m.value): m for m in vocabulary}

    def read(cell: str) -> object:
        try:
            return members[cell]
        except KeyError:
            raise CellError(f"{quote(cell)} n’est pas admis. Écrivez {_one_of(members)}.") from None

    return read


def read_choices(vocabulary: type[Enum]) -> Callable[[str], tuple[object, ...]]:
    """Return a reader of one or several values of ``vocabulary``, separated by « | »."""
    one = read_choice(vocabulary)

    def read(cell: str) -> tuple[object, ...]:
        values = tuple(one(part) for part in cell.split(LIST_SEPARATOR))
        if len(set(values)) < len(values):
            raise CellError(f"{quote(cell)} répète une valeur. Écrivez-la une fois.")
        return values

    return read


def read_integer(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of a whole number between two bounds, included."""

    def read(cell: str) -> int:
        if not _INTEGER.fullmatch(cell) or not low <= int(cell[:12]) <= high:
            raise CellError(
                f"{quote(cell)} n’est pas admis. Écrivez un nombre entier de {low} à {high}."
            )
        return int(cell)

    return read


def read_date(cell: str) -> PartialDate:
    """Read a year, a month or a day."""
    try:
        return PartialDate.parse(cell)
    except ValueError as error:
        raise CellError(f"{quote(cell)} n’est pas une date admise : {error}.") from None


def read_url(cell: str) -> str:
    """Read a web address, http or https only, without user name."""
    read_text(500)(cell)
    try:
        parts = urlsplit(cell)
        bare = parts.hostname is not None and parts.username is None
    except ValueError:
        bare = False
    if not bare or not _URL.fullmatch(cell):
        raise CellError(
            f"{quote(cell)} n’est pas une adresse admise. "
            "Écrivez une adresse complète, qui commence par https:// ou http://."
        )
    return cell


def read_lieux(cell: str) -> tuple[Lieu, ...]:
    """Read one or several territories, « commune:59178|epci:200044618 »; no code is checked."""
    places = []
    for part in cell.split(LIST_SEPARATOR):
        niveau, _, code = part.partition(":")
        if niveau not in set(Niveau) or not code.isalnum():
            raise CellError(
                f"{quote(part)} n’est pas un territoire admis. Écrivez son niveau, deux-points et "
                "son code, comme commune:59178 ; séparez plusieurs territoires par « | »."
            )
        places.append(Lieu(Niveau(niveau), code))
    if len(set(places)) < len(places):
        raise CellError(f"{quote(cell)} répète un territoire. Écrivez-le une fois.")
    return tuple(places)


def read_yes_no(cell: str) -> bool:
    """Read « oui » or « non »."""
    try:
        return _YES_NO[cell]
    except KeyError:
        raise CellError(f"{quote(cell)} n’est pas admis. Écrivez oui ou non.") from None


def _one_of(values: dict[str, Enum]) -> str:
    *first, last = values
    return f"{', '.join(first)} ou {last}" if first else last
