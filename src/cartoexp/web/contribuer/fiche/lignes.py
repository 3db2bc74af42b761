"""Rows of a step: what is shown of the record and of the draft, what is kept of what is sent; pure.

Of a row that the record has already only what changes is kept: a decision taken meanwhile on the
rest is not undone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.contributions.proposition import NOUVELLE_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.contributions.contribution import Contenu, Ligne

ID, EXPERIMENTS = "id", "experiments"
LISTES = {c.name for table in TABLES for c in table.columns if c.several}
"""Columns whose cells hold several values."""
REFERENT = ("implantations", "evaluations", "derogations")
"""Tables whose rows name a source."""


@dataclass(frozen=True, slots=True)
class Rangee:
    """A row of a form.

    ``cle`` is the id of the row of the record that it amends, empty for a new one; ``avant`` what
    that row says; ``place`` its rank among the rows of the proposal, ``None`` when it has none.
    """

    cellules: Ligne
    cle: str = ""
    avant: Ligne = field(default_factory=dict)
    place: int | None = None

    @property
    def proposee(self) -> bool:
        """Whether the draft changes or adds it."""
        return self.place is not None


@dataclass(frozen=True, slots=True)
class Gardees:
    """What is kept of what was sent.

    ``lignes`` are the rows of the proposal; ``rangs`` are the ranks that they had in the form;
    ``nouvelles`` the rank, among the new rows held before, of each new row, ``None`` when added.
    """

    lignes: list[Ligne]
    rangs: list[int]
    nouvelles: list[int | None]


def montrer(table: str, base: Mapping[str, Ligne], contenu: Sequence[Ligne]) -> list[Rangee]:
    """Return the rows to show: those of the record as the draft amends them, then the new ones.

    ``base`` is empty when rows of the record are not to be amended.
    """
    if table == EXPERIMENTS:
        avant = next(iter(base.values()), {})
        place = 0 if contenu else None
        return [Rangee({**avant, **(contenu[0] if contenu else {})}, "", avant, place)]
    given = {row[ID]: n for n, row in enumerate(contenu) if row.get(ID) in base}
    held = [
        Rangee({**row, **(contenu[given[key]] if key in given else {})}, key, row, given.get(key))
        for key, row in base.items()
    ]
    new = [Rangee(dict(row), place=n) for n, row in enumerate(contenu) if row.get(ID) not in base]
    return held + new


def garder(
    table: str,
    base: Mapping[str, Ligne],
    contenu: Sequence[Ligne],
    envoi: Mapping[int, Ligne],
    retirer: int | None = None,
) -> Gardees:
    """Return the rows of the proposal once a form is read.

    ``envoi`` holds the cells of the form by rank; the rows of the record that it does not show
    stay as the draft has them. ``retirer`` is the rank of a new row to take out.
    """
    if table == EXPERIMENTS:
        row = changements(
            next(iter(base.values()), {}), contenu[0] if contenu else {}, envoi.get(0, {})
        )
        return Gardees([row] if row else [], [0], [])
    sent = {row[ID]: rank for rank, row in envoi.items() if row.get(ID) in base}
    drafts = {row[ID]: row for row in contenu if row.get(ID) in base}
    lines: list[Ligne] = []
    ranks: list[int] = []
    for key, before in base.items():
        cells = envoi[sent[key]] if key in sent else {}
        row = changements(before, drafts.get(key, {}), cells)
        if row:
            lines.append({ID: key, **row})
            ranks.append(sent.get(key, 0))
    known = sum(row.get(ID) not in base for row in contenu)
    new: list[int | None] = []
    others = [(rank, row) for rank, row in envoi.items() if row.get(ID) not in base]
    for n, (rank, row) in enumerate(others):
        if rank != retirer and any(cell for name, cell in row.items() if name != ID):
            lines.append({name: cell for name, cell in row.items() if cell})
            ranks.append(rank)
            new.append(n if n < known else None)
    return Gardees(lines, ranks, new)


def envoyer(
    table: str, base: Mapping[str, Ligne], contenu: Sequence[Ligne], envoi: Mapping[int, Ligne]
) -> list[Rangee]:
    """Return the rows to show again when what was sent is not kept: as they were written."""
    shown = montrer(table, base, contenu)
    if table == EXPERIMENTS:
        return [replace(shown[0], cellules={**shown[0].cellules, **envoi.get(0, {})}, place=0)]
    sent = {row[ID]: row for row in envoi.values() if row.get(ID) in base}
    held = [
        replace(r, cellules={**r.cellules, **sent[r.cle]}, place=0) if r.cle in sent else r
        for r in shown
        if r.cle
    ]
    new = [row for row in envoi.values() if row.get(ID) not in base]
    return held + [Rangee(dict(row), place=n) for n, row in enumerate(new)]


def changements(avant: Ligne, brouillon: Ligne, envoi: Ligne) -> Ligne:
    """Return what changes of a row of the record; a cell that is emptied stays, empty.

    Values of a list are the same in any order: boxes have one of their own.
    """
    found = {name: cell for name, cell in brouillon.items() if name != ID}
    for name, cell in envoi.items():
        if name == ID:
            continue
        if _valeurs(name, cell) == _valeurs(name, avant.get(name, "")):
            found.pop(name, None)
        else:
            found[name] = cell
    return found


def _valeurs(name: str, cell: str) -> str | list[str]:
    return sorted(cell.split(LIST_SEPARATOR)) if name in LISTES else cell


def renvois(contenu: Contenu, nouvelles: Sequence[int | None]) -> Contenu:
    """Return a content whose rows name the same sources, once these have other ranks.

    ``nouvelles`` is the former rank of each new source. What named one that is gone names none.
    """
    moved = {
        f"{NOUVELLE_SOURCE}{old + 1}": f"{NOUVELLE_SOURCE}{new + 1}"
        for new, old in enumerate(nouvelles)
        if old is not None
    }
    found = dict(contenu)
    for table in REFERENT:
        if table in found:
            found[table] = [_renvoi(row, moved) for row in found[table]]
    return found


def _renvoi(row: Ligne, moved: Mapping[str, str]) -> Ligne:
    source = row.get("source", "")
    if not source.startswith(NOUVELLE_SOURCE):
        return row
    kept = {name: cell for name, cell in row.items() if name != "source"}
    return kept | ({"source": moved[source]} if source in moved else {})


def nom(cellules: Mapping[str, str]) -> str:
    """Return what a row is called, empty when it does not say."""
    return next((cellules[n] for n in ("titre", "url", "objet") if cellules.get(n)), "")


def empreinte(rangees: Iterable[Rangee]) -> str:
    """Return a mark of what rows say: a form tells it back, so that nothing newer is lost."""
    said = [[r.cle, sorted((n, c) for n, c in r.cellules.items() if c)] for r in rangees]
    return sha256(json.dumps(said).encode()).hexdigest()[:24]
