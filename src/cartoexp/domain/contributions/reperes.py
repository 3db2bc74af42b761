"""Where each problem is in a proposal: in which row as its author wrote it, not in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.catalogue.tables import LINKS

if TYPE_CHECKING:
    from cartoexp.domain.catalogue import Problem
    from cartoexp.domain.contributions.proposition import Proposition

_TABLES = {table.file: table.name for table in TABLES}
_SUPPORTS = {"implantations.csv": "implantations", LINKS.file: "sources"}
"""By the file that the check names when an experiment lacks a row in it: the part that lacks."""
FIRST_LINE = 2
"""Line of the first row of a file: the header is the first one."""


@dataclass(frozen=True, slots=True)
class Repere:
    """A place in a proposal.

    ``rang`` is that of the row of the proposal, from 0, ``None`` for a row that it leaves as the
    catalogue has it and for a part as a whole; ``cle`` is the id of the row in the dossier. An
    empty ``table`` speaks of the whole proposal.
    """

    table: str = ""
    rang: int | None = None
    champ: str = ""
    cle: str = ""


def de_contenu(problem: Problem) -> Repere:
    """Return the place of a problem whose line is that of a row of the proposal."""
    table = _TABLES.get(problem.file, "")
    return Repere(table, max(0, problem.line - FIRST_LINE), problem.field) if table else Repere()


def de_dossier(problem: Problem, made: Proposition) -> Repere:
    """Return the place of a problem whose line is that of a row of the dossier."""
    table = _TABLES.get(problem.file, "")
    if not table or table == LINKS.name:
        return Repere("sources" if table else "")
    if table == "experiments" and problem.field == "id":
        lacking = [part for file, part in _SUPPORTS.items() if file in problem.message]
        return Repere(lacking[0] if lacking else "")
    keys = list(made.propose[table])
    line = problem.line - FIRST_LINE
    key = keys[line] if 0 <= line < len(keys) else ""
    given = made.cles.get(table, [])
    rank = given.index(key) if key in given else None
    return Repere(table, rank, problem.field, key)
