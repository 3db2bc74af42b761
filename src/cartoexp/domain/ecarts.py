"""What has changed between two lists of rows: those of a frozen view and those of today; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Ligne = Mapping[str, Any]

KEYS = ("echeance", "experimentation", "implantation", "niveau", "code", "indicateur", "mesure")
"""Columns that tell which row is which, where a list has them."""
NAMES = ("libelle", "nom", "titre", "mesure")
"""Columns that name a row for people, the best first."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """A value that moved: the row it is in, its column, what it was and what it is."""

    nom: str
    colonne: str
    avant: Any
    apres: Any


@dataclass(frozen=True, slots=True)
class Ecarts:
    """Values that moved, names of the rows that came and went, rows that are as they were."""

    changes: Sequence[Ecart]
    ajoutes: Sequence[str]
    disparus: Sequence[str]
    egales: int

    def __bool__(self) -> bool:
        """Whether anything has changed."""
        return bool(self.changes or self.ajoutes or self.disparus)

    @property
    def lignes_changees(self) -> int:
        """Rows in which a value moved."""
        return len({e.nom for e in self.changes})


def compare(avant: Iterable[Ligne], apres: Iterable[Ligne]) -> Ecarts:
    """Compare two lists by their keys, whatever their order; they keep that of the first."""
    before, after = _by_key(avant), _by_key(apres)
    changes = [e for key in before if key in after for e in _row(before[key], after[key])]
    moved = {e.nom for e in changes}
    common = [key for key in before if key in after]
    return Ecarts(
        changes,
        [_name(row) for key, row in after.items() if key not in before],
        [_name(row) for key, row in before.items() if key not in after],
        sum(_name(before[key]) not in moved for key in common),
    )


def _by_key(rows: Iterable[Ligne]) -> dict[tuple[Any, ...], Ligne]:
    found: dict[tuple[Any, ...], Ligne] = {}
    for row in rows:
        key = tuple(row[name] for name in KEYS if name in row)
        rank = 0
        while (*key, rank) in found:  # a list that names a row twice keeps both
            rank += 1
        found[*key, rank] = row
    return found


def _row(before: Ligne, after: Ligne) -> Iterable[Ecart]:
    name = _name(before)
    for column in dict.fromkeys([*before, *after]):
        if column not in KEYS and before.get(column) != after.get(column):
            yield Ecart(name, column, before.get(column), after.get(column))


def _name(row: Ligne) -> str:
    return next((str(row[name]) for name in NAMES if row.get(name)), "")
