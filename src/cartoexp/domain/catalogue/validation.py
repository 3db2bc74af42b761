"""The whole check: from tables of text to a catalogue, or to every problem that refuses it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.places import Territoires, check_lieux, check_places
from cartoexp.domain.catalogue.problems import Problem, has_errors
from cartoexp.domain.catalogue.references import check_keys, check_references, check_support
from cartoexp.domain.catalogue.rules import RULES
from cartoexp.domain.catalogue.tables import TABLES, Table
from cartoexp.domain.catalogue.typed import TypedTable, type_rows
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.catalogue.parsing import RawTable


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue that keeps its rules, each part in the order of its ids."""

    experiments: tuple[Experiment, ...]
    implantations: tuple[Implantation, ...]
    evaluations: tuple[Evaluation, ...]
    sources: tuple[Source, ...]
    derogations: tuple[Derogation, ...] = ()

    @property
    def citees(self) -> set[str]:
        """Ids of the sources that its records cite."""
        rows: tuple[Implantation | Evaluation, ...] = (*self.implantations, *self.evaluations)
        found = {s for x in self.experiments for s in x.sources} | {row.source for row in rows}
        return found | {s for d in self.derogations for s in d.citees}


def validate_catalogue(
    tables: Mapping[str, RawTable], territoires: Territoires
) -> tuple[Catalogue | None, list[Problem]]:
    """Check ``tables`` (by name of table: « experiments », « implantations »…).

    Returns the catalogue, ``None`` if anything is an error, and all problems in the order of
    tables, lines and columns. Warnings come with a catalogue.
    """
    typed = {table.name: _typed(table, tables.get(table.name)) for table in TABLES}
    for table in typed.values():
        check_keys(table)
        check_references(table, typed)
        if table.table.name in RULES:
            RULES[table.table.name](table)
    check_support(typed)
    check_places(typed["implantations"], territoires)
    check_lieux(typed["derogations"], territoires)
    problems = _in_order(typed)
    return (None if has_errors(problems) else _build(typed)), problems


def _typed(table: Table, raw: RawTable | None) -> TypedTable:
    if raw is not None:
        return type_rows(table, raw)
    if table.optional:
        return TypedTable(table, [])
    missing = Problem(table.file, 0, "", "", "le fichier manque. Ajoutez-le, même sans ligne.")
    return TypedTable(table, [], problems=[missing], complete=False)


def _in_order(typed: Mapping[str, TypedTable]) -> list[Problem]:
    ordered: list[Problem] = []
    for part in typed.values():
        rank = {"": -1} | {column.name: n for n, column in enumerate(part.table.columns)}
        keyed = [(p.line, rank.get(p.field, -1), p.message, p) for p in part.problems]
        ordered += [problem for *_, problem in sorted(keyed)]
    return ordered


def _build(typed: Mapping[str, TypedTable]) -> Catalogue:
    links = sorted(
        (row["experimentation"], row["rang"], row["source"])
        for row in typed["experimentations_sources"].records()
    )
    sources: dict[str, list[str]] = defaultdict(list)
    for experiment, _, source in links:
        sources[experiment].append(source)
    by_id: Any = attrgetter("id")
    experiments = (
        Experiment(**row, sources=tuple(sources[row["id"]]))
        for row in typed["experiments"].records()
    )
    return Catalogue(
        tuple(sorted(experiments, key=by_id)),
        tuple(sorted((Implantation(**r) for r in typed["implantations"].records()), key=by_id)),
        tuple(sorted((Evaluation(**r) for r in typed["evaluations"].records()), key=by_id)),
        tuple(sorted((Source(**r) for r in typed["sources"].records()), key=by_id)),
        tuple(sorted(map(_derogation, typed["derogations"].records()), key=by_id)),
    )


def _derogation(row: dict[str, Any]) -> Derogation:
    return Derogation(**row | {"territoires": row["territoires"] or ()})
