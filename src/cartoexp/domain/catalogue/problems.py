"""What is wrong in a catalogue, as data: file, line, column, value, and what to do, in French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_SHOWN = 80
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Gravite(StrEnum):
    """An error refuses the catalogue; a warning tells what was understood."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem.

    ``line`` is the line of the file where the row starts (the header is line 1); 0 speaks of the
    whole file. ``field`` is empty when the whole row is at fault. ``value`` is what was read.
    """

    file: str
    line: int
    field: str
    value: str
    message: str
    gravite: Gravite = Gravite.ERREUR

    def __str__(self) -> str:
        """Return one French line: where, then what and how to mend it."""
        where = [self.file]
        if self.line:
            where.append(f"ligne {self.line}")
        if self.field:
            where.append(f"colonne {self.field}")
        return f"{', '.join(where)} : {self.message}"


def quote(value: str) -> str:
    """Return ``value`` between guillemets, cut to a readable length, without control characters."""
    cut = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return f"« {_UNPRINTABLE.sub('�', cut)} »"


def has_errors(problems: list[Problem]) -> bool:
    """Tell whether one problem at least refuses the catalogue."""
    return any(p.gravite is Gravite.ERREUR for p in problems)
