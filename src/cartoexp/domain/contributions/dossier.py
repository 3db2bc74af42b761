"""The dossier: all that the catalogue tells of one experiment, as rows of cells."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES, Catalogue, Problem, RawTable, validate_catalogue
from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.catalogue.tables import LINKS
from cartoexp.domain.catalogue.writing import write_cell
from cartoexp.domain.contributions.contribution import Ligne

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.catalogue import Table, Territoires
    from cartoexp.domain.experiments import Source

Dossier = dict[str, dict[str, Ligne]]
"""Rows by table and id. The row of the experiment has one cell more, ``sources``: its links.

A version kept before a table came says nothing of it.
"""
SOURCES = "sources"
PARTS = tuple(table for table in TABLES if table is not LINKS)
_PLACE = ("experimentation", "niveau", "code", "perimetre", "vague")
DOUBLE = "ce territoire est déjà dans la fiche ou dans la proposition. Gardez une seule ligne."


def de_catalogue(catalogue: Catalogue) -> Dossier:
    """Return the dossier of a catalogue that holds one experiment."""
    return {
        table.name: {
            record.id: _ligne(record, [c.name for c in table.columns])
            for record in getattr(catalogue, table.name)
        }
        for table in PARTS
    }


def lignes(sources: Iterable[Source]) -> dict[str, Ligne]:
    """Return sources as rows, by id."""
    return de_catalogue(Catalogue((), (), (), tuple(sources)))["sources"]


def _ligne(record: object, names: list[str]) -> Ligne:
    if hasattr(record, SOURCES):
        names = [*names, SOURCES]
    cells = ((name, write_cell(getattr(record, name))) for name in names)
    return {name: cell for name, cell in cells if cell}


def partie(catalogue: Catalogue, experimentation: str) -> Catalogue:
    """Return what a catalogue holds of one experiment."""
    experiments = tuple(x for x in catalogue.experiments if x.id == experimentation)
    placed = tuple(i for i in catalogue.implantations if i.experimentation == experimentation)
    judged = tuple(e for e in catalogue.evaluations if e.experimentation == experimentation)
    asked = tuple(d for d in catalogue.derogations if d.experimentation == experimentation)
    part = Catalogue(experiments, placed, judged, (), asked)
    cited = part.citees
    return replace(part, sources=tuple(s for s in catalogue.sources if s.id in cited))


def valider(
    dossier: Dossier, territoires: Territoires, connues: Iterable[str] = ()
) -> tuple[Catalogue | None, list[Problem]]:
    """Check a dossier as the catalogue is checked; return its records, or why there are none.

    ``connues`` are the ids of the other experiments, one of which may be the parent.
    """
    parents = {row["parent"] for row in dossier["experiments"].values() if "parent" in row}
    alone = dossier | {
        "experiments": {
            key: {name: cell for name, cell in row.items() if name != "parent"}
            for key, row in dossier["experiments"].items()
        }
    }
    catalogue, problems = validate_catalogue(_tables(alone), territoires)
    file = TABLES[0].file
    problems += [
        Problem(file, 2, "parent", p, f"{quote(p)} n’est pas au catalogue. Corrigez la référence.")
        for p in parents - set(connues)
    ]
    twice = _doubles(dossier if catalogue is None else de_catalogue(catalogue))
    problems += twice
    if catalogue is None or twice or parents - set(connues):
        return None, problems
    experiments = tuple(
        replace(x, parent=dossier["experiments"][x.id].get("parent")) for x in catalogue.experiments
    )
    return replace(catalogue, experiments=experiments), problems


def _doubles(dossier: Dossier) -> list[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    problems = []
    for line, (name, row) in enumerate(dossier["implantations"].items(), 2):
        key = tuple(row.get(c, "") for c in _PLACE)
        if row.get("code") and seen.setdefault(key, name) != name:
            problems.append(Problem("implantations.csv", line, "code", row["code"], DOUBLE))
    return problems


def _tables(dossier: Dossier) -> dict[str, RawTable]:
    tables = {table.name: _table(table, dossier.get(table.name, {}).values()) for table in PARTS}
    links = [
        [key, str(rang), source]
        for key, row in dossier["experiments"].items()
        for rang, source in enumerate(filter(None, row.get(SOURCES, "").split(LIST_SEPARATOR)), 1)
    ]
    header = tuple(c.name for c in LINKS.columns)
    tables[LINKS.name] = RawTable(LINKS.file, header, [*range(2, len(links) + 2)], links)
    return tables


def _table(table: Table, rows: Iterable[Mapping[str, str]]) -> RawTable:
    header = tuple(c.name for c in table.columns)
    cells = [[row.get(name, "") for name in header] for row in rows]
    return RawTable(table.file, header, [*range(2, len(cells) + 2)], cells)


def empreinte(dossier: Dossier) -> str:
    """Return a hash of a dossier: what a decision was taken on."""
    return sha256(json.dumps(dossier, sort_keys=True).encode()).hexdigest()
