"""From the start of the process to the first page, when the database is already loaded."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks import servers
from benchmarks.results import NBSP, Row, Section, number
from benchmarks.timing import median
from cartoexp import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS, MAKE_RUNS = 5, 3
COMMAND_S, MAKE_S = 4.0, 6.0
METHODE = (
    "Du lancement du processus à la première page reçue en entier (`/`, demandée toutes les "
    "10 ms), la base étant déjà remplie et les modules compilés par un premier démarrage qui n’est "
    "pas compté."
)


def measure(database_url: str) -> Section:
    """Start the server several times over a database that the first start has loaded."""
    _start(servers.by_command, database_url)
    command = [_start(servers.by_command, database_url) for _ in range(RUNS)]
    rows = [_row("Démarrage de `cartoexp serve`", command, COMMAND_S)]
    name = "Deuxième démarrage de `make serve`"
    if _in_make_environment():
        _start(servers.by_make, database_url)
        made = [_start(servers.by_make, database_url) for _ in range(MAKE_RUNS)]
        rows.append(_row(name, made, MAKE_S))
    else:
        reason = "Python n’est pas celui qu’installe `make`"
        rows.append(Row.skipped(name, _bound(MAKE_S), reason))
    return Section("Démarrage", rows, METHODE)


def _start(command: Callable[[int], list[str]], database_url: str) -> float:
    port = servers.free()
    with servers.running(command(port), port, database_url) as server:
        return server.answered_s


def _row(name: str, spent: list[float], bound: float) -> Row:
    told = f"{number(median(spent), 2)}{NBSP}s (médiane de {len(spent)}, "
    told += f"au pire {number(max(spent), 2)}{NBSP}s)"
    return Row(name, told, _bound(bound), median(spent) <= bound)


def _bound(bound: float) -> str:
    return f"≤ {number(bound)}{NBSP}s"


def _in_make_environment() -> bool:
    """Tell whether `make` made this environment: if not, it would first install another."""
    venv = ROOT / ".venv"
    return sys.prefix == str(venv) and (venv / ".stamp-dev").exists()
