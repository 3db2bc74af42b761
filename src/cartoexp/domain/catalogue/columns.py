"""A column of the catalogue: how a cell is read, and how Table Schema describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import cells
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum

DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``required`` speaks of each cell; ``optional`` of the column, which a file may leave out.
    ``references`` names the table whose ``id`` the cell must be. ``schema`` holds the type and
    the constraints in the words of Table Schema. ``vocabulary`` lists the values of a choice, of
    which ``several`` says whether a cell may hold more than one.
    """

    name: str
    description: str
    read: Callable[[str], object]
    required: bool = False
    optional: bool = False
    references: str | None = None
    schema: Mapping[str, object] = field(default_factory=dict)
    vocabulary: type[Enum] | None = None
    several: bool = False


def text(
    name: str, description: str, *, limit: int, required: bool = False, optional: bool = False
) -> Column:
    """Describe free text of at most ``limit`` characters."""
    schema = {"type": "string", "constraints": {"maxLength": limit}}
    return Column(name, description, cells.read_text(limit), required, optional, None, schema)


def identifier(
    name: str,
    description: str,
    *,
    references: str | None = None,
    required: bool = True,
    optional: bool = False,
) -> Column:
    """Describe the id of a row, or a reference to the id of another table."""
    schema = {"type": "string", "constraints": {"pattern": cells.ID_PATTERN}}
    return Column(name, description, cells.read_id, required, optional, references, schema)


def choice(name: str, description: str, vocabulary: type[Enum], *, required: bool = True) -> Column:
    """Describe one value of a vocabulary."""
    values = [m.value for m in vocabulary]
    kind = "integer" if isinstance(values[0], int) else "string"
    schema = {"type": kind, "constraints": {"enum": values}}
    read = cells.read_choice(vocabulary)
    return Column(name, description, read, required, schema=schema, vocabulary=vocabulary)


def choices(name: str, description: str, vocabulary: type[Enum]) -> Column:
    """Describe one or several values of a vocabulary, separated by « | »."""
    one = "|".join(str(m.value) for m in vocabulary)
    schema = {"type": "string", "constraints": {"pattern": rf"({one})(\|({one}))*"}}
    read = cells.read_choices(vocabulary)
    return Column(
        name, description, read, required=True, schema=schema, vocabulary=vocabulary, several=True
    )


def integer(name: str, description: str, *, low: int, high: int, required: bool = False) -> Column:
    """Describe a whole number."""
    schema = {"type": "integer", "constraints": {"minimum": low, "maximum": high}}
    return Column(name, description, cells.read_integer(low, high), required, schema=schema)


def year(name: str, description: str) -> Column:
    """Describe a year, possibly unknown."""
    schema = {"type": "year", "constraints": {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}}
    return Column(name, description, cells.read_integer(FIRST_YEAR, LAST_YEAR), schema=schema)


def partial_date(name: str, description: str, *, optional: bool = False) -> Column:
    """Describe a date known to the year, the month or the day."""
    schema = {"type": "string", "constraints": {"pattern": DATE_PATTERN}}
    return Column(name, description, cells.read_date, optional=optional, schema=schema)


def url(name: str, description: str) -> Column:
    """Describe a web address, possibly unknown."""
    schema = {"type": "string", "constraints": {"pattern": cells.URL_PATTERN}}
    return Column(name, description, cells.read_url, schema=schema)


def lieux(name: str, description: str) -> Column:
    """Describe a list of territories, « niveau:code » separated by « | »."""
    one = rf"({'|'.join(n.value for n in Niveau)}):[0-9AB]+"
    schema = {"type": "string", "constraints": {"pattern": rf"{one}(\|{one})*"}}
    return Column(name, description, cells.read_lieux, schema=schema)


def yes_no(name: str, description: str) -> Column:
    """Describe a « oui » or a « non »."""
    schema = {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}
    return Column(name, description, cells.read_yes_no, required=True, schema=schema)
