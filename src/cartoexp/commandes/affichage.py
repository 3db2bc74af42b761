"""What a terminal shows of a long reading: how a file is understood, how far it is."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Self

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from cartoexp.domain.phrases.nombres import number, percent
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

    from cartoexp.services.imports import Apercu

ASKED = "Importer ainsi (oui ou non) ?"
SHOWN = 3
"""Rows shown before a confirmation."""
LONGEST = 40
SHORTEST_S = 1e-3


class Avancement:
    """A progress bar with rows per second, on a terminal only."""

    def __init__(self, console: Console) -> None:
        """Prepare the bar; it appears with the first news."""
        self._progress = Progress(
            TextColumn("Lecture"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[lignes]} lignes, {task.fields[rythme]} par seconde"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._begun = perf_counter()
        self._task = self._progress.add_task("", start=False, total=None, lignes="0", rythme="0")

    def __enter__(self) -> Self:
        """Return itself: nothing is shown yet."""
        self._begun = perf_counter()
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
        rythme = lignes / max(perf_counter() - self._begun, SHORTEST_S)
        self._progress.start_task(self._task)
        self._progress.update(
            self._task,
            completed=lus,
            total=octets or None,
            lignes=number(lignes),
            rythme=number(rythme),
        )


def confirmer(console: Console, apercu: Apercu) -> bool:
    """Show how a file is understood and its first rows, and ask whether it is right."""
    for remark in apercu.remarques:
        console.print(remark, markup=False)
    reasons = {r.colonne: f"{percent(r.confiance)} : {r.raison}" for r in apercu.reconnues}
    plan, table = apercu.plan, Table("Champ", "Colonne", "Reconnue à", "Premières valeurs")
    used = {role.value: c for role, c in plan.lieu.colonnes.items()} | dict(plan.colonnes)
    for nom, column in used.items():
        first = ", ".join(_cut(row.cellules[column]) for row in apercu.lignes[:SHOWN])
        cells = (nom, apercu.entetes[column], reasons.get(column, "choisie"), first)
        table.add_row(*map(Text, cells))
    for nom, text in plan.valeurs.items():
        table.add_row(*map(Text, (nom, "", "donnée", _cut(text))))
    console.print(table)
    return fold(typer.prompt(ASKED, default="non", prompt_suffix=" ")) in {"o", "oui"}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
