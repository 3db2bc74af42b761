"""Memory of one worker after it has answered every kind of request."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING

from benchmarks import servers
from benchmarks.demands import Demand, Makers, ask
from benchmarks.results import NBSP, Row, Section, number, table

if TYPE_CHECKING:
    import psutil

    from cartoexp.services.registry import Services

BOUND = 350
EACH = 60
MEBI = 2**20
METHODE = (
    f"Un serveur d’un seul processus de réponse répond à {EACH} demandes de chacune des sortes du "
    "tableau de la section « Charge » (pages, rappel de la carte, API, tuiles en gzip et brotli), "
    "tirées au hasard avec une graine fixe ; puis psutil lit sa mémoire. La part propre (USS) ne "
    "compte que ce que ce processus ne partage pas ; la part proportionnelle (PSS) répartit ce "
    "qui est partagé."
)


class FailedDemandError(RuntimeError):
    """A request that must be answered was refused."""


def read(port: int, path: str) -> str:
    """Return the text of a page of a running server."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def visit(port: int, demands: list[Demand]) -> None:
    """Send requests one after the other.

    Raises:
        FailedDemandError: when an answer is not a success.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for demand in demands:
        status, size = ask(connection, demand)
        if status != 200 or not size:
            raise FailedDemandError(f"{status} {demand}")
    connection.close()


def measure(database_url: str, services: Services) -> Section:
    """Start one worker, let it answer everything, read its memory."""
    port = servers.free()
    with servers.running(servers.by_command(port, workers=1), port, database_url) as server:
        makers = Makers(services, lambda path: read(port, path))
        (worker,) = server.workers()
        fresh = _memory(worker)
        visit(port, [make() for make in makers.kinds.values() for _ in range(EACH)])
        warm = _memory(worker)
    told = f"{number(warm[0])}{NBSP}Mio"
    name, bound = "Mémoire d’un processus de réponse, à chaud", f"≤ {BOUND}{NBSP}Mio"
    row = Row(name, told, bound, warm[0] <= BOUND)
    head = ["", "résidente (RSS)", "propre (USS)", "proportionnelle (PSS)"]
    lines = [
        [name, *(f"{number(v)}{NBSP}Mio" for v in values)]
        for name, values in (("au démarrage", fresh), ("à chaud", warm))
    ]
    return Section("Mémoire", [row], METHODE, [table(head, lines)])


def _memory(process: psutil.Process) -> tuple[float, float, float]:
    """Return resident, own and proportional memory, in MiB."""
    found = process.memory_full_info()
    return found.rss / MEBI, found.uss / MEBI, found.pss / MEBI
