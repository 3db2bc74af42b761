"""Rules between rows and tables: unique keys, references that exist, records with support."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.catalogue.typed import TypedTable


def check_keys(typed: TypedTable) -> None:
    """Refuse a key used twice, naming the line that used it first."""
    for names in typed.table.keys:
        _check_key(typed, names)


def _check_key(typed: TypedTable, names: tuple[str, ...]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for index, key in enumerate(zip(*map(typed.column, names), strict=True)):
        if None in key:
            continue
        first = seen.setdefault(key, index)
        if first != index:
            shown = " ".join(map(str, key))
            line = typed.lines[first]
            told = f"{quote(shown)} est déjà à la ligne {line}. Gardez une seule de ces lignes."
            typed.report(index, names[-1], shown, told)


def check_references(typed: TypedTable, tables: Mapping[str, TypedTable]) -> None:
    """Refuse a reference to an id that its table does not hold."""
    for column in typed.table.columns:
        target = tables.get(column.references or "")
        if target is None or not target.complete:
            continue
        known = set(target.column("id"))
        for index, value in enumerate(typed.column(column.name)):
            if value is not None and value not in known:
                told = f"{quote(value)} n’est pas dans {target.table.file}. {_cure(value, known)}"
                typed.report(index, column.name, value, told)


def _cure(value: str, known: set[str]) -> str:
    close = get_close_matches(value, known - {None}, n=1)
    return f"Vouliez-vous écrire {quote(close[0])} ?" if close else "Ajoutez-l’y, ou corrigez-la."


def check_support(tables: Mapping[str, TypedTable]) -> None:
    """Refuse an experiment that has no implantation or no source."""
    experiments = tables["experiments"]
    for name, what in (
        ("implantations", "aucune implantation"),
        ("experimentations_sources", "aucune source"),
    ):
        table = tables[name]
        if not table.complete:
            continue
        held = set(table.column("experimentation"))
        for index, key in enumerate(experiments.column("id")):
            if key is not None and key not in held:
                told = f"{quote(key)} n’a {what}. Ajoutez-en une dans {table.table.file}."
                experiments.report(index, "id", key, told)
