"""Mixed requests, twenty at once, against two workers."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from benchmarks import servers
from benchmarks.demands import SEED, Demand, Makers, ask
from benchmarks.results import NBSP, Row, Section, milliseconds, number, table
from benchmarks.timing import median, quantile
from benchmarks.tour import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.registry import Services

AT_ONCE, WORKERS, BOUND_MS = 20, 2, 400.0
MIX = {
    "carte": 60,
    "rappel de la carte": 90,
    "liste": 60,
    "fiche d’expérimentation": 90,
    "fiche de territoire": 90,
    "autres pages": 60,
    "API": 90,
    "tuiles": 30,
    "styles et scripts": 30,
}
METHODE = (
    f"{sum(MIX.values())} demandes mêlées (graine fixe), par {AT_ONCE} connexions simultanées qui "
    f"n’attendent jamais, contre un serveur de {WORKERS} processus lancé pour cela ; le client "
    "tourne sur la même machine et lui prend du temps. « À froid » : aussitôt après la première "
    "page ; « à chaud » : d’autres demandes, ensuite. La cible vaut pour les deux."
)

Spent = dict[str, list[float]]


def measure(database_url: str, services: Services) -> Section:
    """Start two workers and load them twice: cold, then warm."""
    port = servers.free()
    command = servers.by_command(port, WORKERS)
    with servers.running(command, port, database_url):
        makers = Makers(services, lambda path: read(port, path))
        passes = {"à froid": _load(port, mixed(makers)), "à chaud": _load(port, mixed(makers))}
    rows = []
    for name, (spent, errors, seconds) in passes.items():
        every = [t for times in spent.values() for t in times]
        p95 = quantile(every, 0.95)
        told = f"{errors} erreur{'s' if errors > 1 else ''}, p95 {milliseconds(p95)} "
        told += f"({number(len(every) / seconds)} demandes par seconde)"
        title = f"{len(every) + errors} demandes, {AT_ONCE} à la fois, {name}"
        bound = f"0 erreur, p95 ≤ {number(BOUND_MS)}{NBSP}ms"
        rows.append(Row(title, told, bound, errors == 0 and p95 <= BOUND_MS))
    return Section("Charge", rows, METHODE, [_table(spent, n) for n, (spent, *_) in passes.items()])


def mixed(makers: Makers) -> list[Demand]:
    """Return the requests of one pass, shuffled."""
    demands = [makers.kinds[kind]() for kind, n in MIX.items() for _ in range(n)]
    random.Random(SEED).shuffle(demands)
    return demands


def _load(port: int, demands: list[Demand]) -> tuple[Spent, int, float]:
    """Send everything, ``AT_ONCE`` at a time; return times (ms) by kind, errors and seconds."""
    waiting: SimpleQueue[Demand] = SimpleQueue()
    for demand in demands:
        waiting.put(demand)
    spent: Spent = defaultdict(list)
    failed: list[Demand] = []
    lock = Lock()

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for demand in _taken(waiting):
            took = _timed(connection, demand)
            with lock:
                if took is None:
                    failed.append(demand)
                else:
                    spent[demand.kind].append(took)
        connection.close()

    threads = [Thread(target=client) for _ in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    for demand in failed:
        print(f"  échec : {demand}")
    return spent, len(failed), seconds


def _taken(waiting: SimpleQueue[Demand]) -> Iterator[Demand]:
    with suppress(Empty):
        while True:
            yield waiting.get_nowait()


def _timed(connection: HTTPConnection, demand: Demand) -> float | None:
    start = time.perf_counter()
    try:
        status, size = ask(connection, demand)
    except (OSError, HTTPException):
        connection.close()
        return None
    took = (time.perf_counter() - start) * 1_000
    return took if status == 200 and size else None


def _table(spent: Spent, name: str) -> str:
    every = [t for times in spent.values() for t in times]
    lines = []
    for kind, times in [*((k, spent[k]) for k in MIX), ("toutes", every)]:
        figures = (median(times), quantile(times, 0.95), max(times))
        lines.append([kind, str(len(times)), *map(milliseconds, figures)])
    head = [f"sorte, {name}", "demandes", "p50", "p95", "maximum"]
    return table(head, lines)
