"""Rules between rows and tables: unique keys, references that exist, records with support."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.catalogue.typed import TypedTable

_MOST_SUGGESTED, _MOST_COMPARED = 20, 5_000
"""Looking for a close id is slow: it stays bounded, whatever the file."""


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
        values = typed.column(column.name)
        unknown = _cures(values, set(target.column("id")) - {None}) if values else {}
        for index, value in enumerate(values) if unknown else ():
            if value in unknown:
                told = f"{quote(value)} n’est pas dans {target.table.file}. {unknown[value]}"
                typed.report(index, column.name, value, told)


def _cures(values: list[str | None], known: set[str]) -> dict[str | None, str]:
    """Return each value that is not known with what to do; close ids are sought for a few only."""
    unknown = [v for v in dict.fromkeys(values) if v is not None and v not in known]
    cures: dict[str | None, str] = dict.fromkeys(unknown, "Ajoutez-l’y, ou corrigez la référence.")
    pool = known if len(known) <= _MOST_COMPARED else set()
    for value in unknown[:_MOST_SUGGESTED]:
        close = get_close_matches(value, pool, n=1)
        if close:
            cures[value] = f"Vouliez-vous écrire {quote(close[0])} ?"
    return cures


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
