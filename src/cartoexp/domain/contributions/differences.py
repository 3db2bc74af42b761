"""Differences between two dossiers, cell by cell, and their application to another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.domain.contributions.dossier import Dossier

ORDER = ("sources", "experiments", "implantations", "evaluations", "derogations")
"""Tables, each before those that refer to it."""
CITENT = ("source", "source_suite", "sources")
"""Columns that name sources."""
DEJA = "Le catalogue livré dit maintenant la même chose."
AUTRE = "Le catalogue livré dit maintenant autre chose : c’est lui qui est gardé."
ABSENT = "Le catalogue livré n’a plus cet enregistrement."

Cle = tuple[str, str, str]
"""Table, id of a row, column; no column speaks of the whole row."""


@dataclass(frozen=True, slots=True)
class Changement:
    """One change: of a cell, or of a whole row (``champ`` is then empty).

    Empty or ``None``: there was nothing, or nothing is left. ``expurge`` says that a text was
    taken out of it since.
    """

    table: str
    enregistrement: str
    champ: str
    avant: str | Ligne | None
    apres: str | Ligne | None
    expurge: bool = False

    @property
    def cle(self) -> Cle:
        """What changes."""
        return self.table, self.enregistrement, self.champ


def differences(avant: Dossier, apres: Dossier) -> list[Changement]:
    """Return what leads from a dossier to another, in an order in which it can be applied."""
    return [
        change
        for table in ORDER
        for change in _table(table, avant.get(table, {}), apres.get(table, {}))
    ]


def _table(table: str, avant: dict[str, Ligne], apres: dict[str, Ligne]) -> Iterator[Changement]:
    for key, row in apres.items():
        before = avant.get(key)
        if before is None:
            yield Changement(table, key, "", None, dict(row))
            continue
        for name in [*before, *(n for n in row if n not in before)]:
            if before.get(name) != row.get(name):
                yield Changement(table, key, name, before.get(name), row.get(name))
    for key, row in avant.items():
        if key not in apres:
            yield Changement(table, key, "", dict(row), None)


def choisis(changements: Iterable[Changement], cles: Collection[Cle] | None) -> list[Changement]:
    """Keep the changes that were accepted: all, or those of these keys, with the sources they cite.

    Raises:
        KeyError: a key is that of no change.
    """
    told = {c.cle: c for c in changements}
    if cles is None:
        return list(told.values())
    kept = {cle: told[cle] for cle in cles}
    cited = {source for change in kept.values() for source in citees(change)}
    return [
        change
        for cle, change in told.items()
        if cle in kept or (change.table == "sources" and change.enregistrement in cited)
    ]


def citees(change: Changement) -> set[str]:
    """Return the sources that a change brings into a record."""
    if isinstance(change.apres, dict):
        cells = [change.apres.get(name, "") for name in CITENT]
    else:
        cells = [change.apres or ""] if change.champ in CITENT else []
    return {source for cell in cells for source in cell.split(LIST_SEPARATOR) if source}


def appliquer(
    dossier: Dossier, changements: Iterable[Changement]
) -> tuple[Dossier, list[tuple[Changement, str]]]:
    """Apply changes to a dossier; return it, and the changes that do not apply, with why.

    A change that says what the dossier holds already, or that starts from something else than what
    it holds, is not applied: nothing is overwritten.
    """
    found: Dossier = {name: {k: dict(r) for k, r in rows.items()} for name, rows in dossier.items()}
    left = [(c, told) for c in changements if (told := _appliquer(found[c.table], c))]
    return found, left


def _appliquer(rows: dict[str, Ligne], change: Changement) -> str:
    """Apply one change to a table; return why not, or nothing."""
    row = rows.get(change.enregistrement)
    if row is None:
        if change.champ:
            return ABSENT
        if not isinstance(change.apres, dict):
            return DEJA
        rows[change.enregistrement] = dict(change.apres)
        return ""
    if not change.champ:
        return _ligne_entiere(rows, row, change)
    return _cellule(row, change)


def _cellule(row: Ligne, change: Changement) -> str:
    held = row.get(change.champ)
    if held == change.apres:
        return DEJA
    if held != change.avant and not change.expurge:
        return AUTRE
    row.pop(change.champ, None)
    if isinstance(change.apres, str):
        row[change.champ] = change.apres
    return ""


def _ligne_entiere(rows: dict[str, Ligne], row: Ligne, change: Changement) -> str:
    if change.apres is not None:
        return DEJA if change.apres == row else AUTRE
    if change.avant != row and not change.expurge:
        return AUTRE
    del rows[change.enregistrement]
    return ""
