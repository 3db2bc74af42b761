"""What a terminal shows of a long reading: how a file is understood, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

    from cartoexp.services.imports import Apercu

SHOWN = 3
"""Rows shown before a confirmation."""
LONGEST = 40


class Avancement:
    """A progress bar with rows per second, on a terminal only."""

    def __init__(self, console: Console) -> None:
        """Prepare the bar; it appears with the first news."""
        self._progress = Progress(
            TextColumn("Lecture"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[lignes]} lignes, {task.fields[rythme]:.0f} par seconde"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=None, lignes=0, rythme=0.0)

    def __enter__(self) -> Self:
        """Return itself: nothing is shown yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._progress.stop()

    def dire(self, lus: int, octets: int, lignes: int) -> None:
        """Show how much is read."""
        self._progress.start()
        elapsed = self._progress.tasks[0].elapsed or 0
        rythme = lignes / elapsed if elapsed else 0.0
        self._progress.update(
            self._task, completed=lus, total=octets or None, lignes=lignes, rythme=rythme
        )


def confirmer(console: Console, apercu: Apercu) -> bool:
    """Show how a file is understood and its first rows, and ask whether it is right."""
    for remark in apercu.remarques:
        console.print(remark, markup=False)
    reasons = {r.colonne: f"{r.confiance:.0%} : {r.raison}" for r in apercu.reconnues}
    plan, table = apercu.plan, Table("Champ", "Colonne", "Reconnue à", "Premières valeurs")
    used = {role.value: c for role, c in plan.lieu.colonnes.items()} | dict(plan.colonnes)
    for nom, column in used.items():
        first = ", ".join(_cut(row.cellules[column]) for row in apercu.lignes[:SHOWN])
        cells = (nom, apercu.entetes[column], reasons.get(column, "choisie"), first)
        table.add_row(*map(Text, cells))
    for nom, text in plan.valeurs.items():
        table.add_row(*map(Text, (nom, "", "donnée", _cut(text))))
    console.print(table)
    return typer.confirm("Importer ainsi ?", default=False)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
