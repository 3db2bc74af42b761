"""Files: 100,000 implantations in each format, by HTTP; time and memory of the worker."""

from __future__ import annotations

import time
from http.client import HTTPConnection
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import databases, servers
from benchmarks.results import NBSP, Row, Section, number, table

if TYPE_CHECKING:
    from pathlib import Path

    import psutil

    from cartoexp.services.registry import Services

IMPLANTATIONS = 100_000
BOUND_S, BOUND_MIB, ROUNDS = 3.0, 16.0, 3
MEBI = 2**20
EVERY_S = 0.02
FORMATS = ("csv", "geojson", "parquet", "gpkg", "xlsx")
METHODE = (
    f"Un catalogue synthétique de {number(IMPLANTATIONS)} implantations "
    "(`benchmarks/synthetic.py`, graine fixe), un serveur d’un processus de réponse, base SQLite, "
    "une connexion, sans compression. Le fichier est lu en entier ; le temps va de la demande au "
    f"dernier octet, le meilleur de {ROUNDS} en CSV. La mémoire est celle du processus (RSS), lue "
    f"toutes les {EVERY_S * 1000:.0f}{NBSP}ms pendant l’envoi, moins celle d’avant, une fois le "
    "catalogue en mémoire et un premier envoi fait. CSV et GeoJSON partent à mesure ; les trois "
    "autres formats sont écrits par lots dans un fichier temporaire."
)


class Sending(NamedTuple):
    """Seconds, bytes received, memory added at most (MiB)."""

    seconds: float
    octets: int
    mebi: float


def measure(folder: Path, services: Services) -> Section:
    """Load the synthetic catalogue, then ask for the whole list in each format."""
    shipped = databases.read_shipped(services.reference)
    experiments = IMPLANTATIONS * len(shipped.experiments) // len(shipped.implantations)
    url = databases.load_synthetic(
        folder, services.reference, shipped, IMPLANTATIONS, experiments, folder_name="fichiers"
    )
    port = servers.free()
    with servers.running(servers.without_loading(port), port, url) as server:
        (worker,) = server.workers()
        _send(worker, port, "csv")  # reads the catalogue
        found = {f: _best(worker, port, f, ROUNDS if f == "csv" else 1) for f in FORMATS}
    lines = [
        [name, f"{number(s.seconds, 2)}{NBSP}s", _mebi(s.octets / MEBI), _mebi(s.mebi)]
        for name, s in found.items()
    ]
    csv = found["csv"]
    label = f"{number(IMPLANTATIONS)} implantations en CSV"
    rows = [
        Row(
            label,
            f"{number(csv.seconds, 2)}{NBSP}s",
            f"≤ {number(BOUND_S)}{NBSP}s",
            csv.seconds <= BOUND_S,
        ),
        Row(
            f"{label}, mémoire en plus",
            _mebi(csv.mebi),
            f"≤ {_mebi(BOUND_MIB)}",
            csv.mebi <= BOUND_MIB,
        ),
    ]
    head = ["format", "temps", "taille", "mémoire en plus"]
    return Section("Fichiers", rows, METHODE, [table(head, lines)])


def _mebi(value: float) -> str:
    return f"{number(value, 1)}{NBSP}Mio"


def _best(worker: psutil.Process, port: int, format_: str, rounds: int) -> Sending:
    every = [_send(worker, port, format_) for _ in range(rounds)]
    return Sending(min(s.seconds for s in every), every[0].octets, max(s.mebi for s in every))


def _send(worker: psutil.Process, port: int, format_: str) -> Sending:
    """Ask for the whole list.

    Raises:
        RuntimeError: when the answer is not a success.
    """
    before, peak, done = worker.memory_info().rss, [0], Event()

    def watch() -> None:
        while not done.wait(EVERY_S):
            peak[0] = max(peak[0], worker.memory_info().rss)

    watcher = Thread(target=watch)
    watcher.start()
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    start = time.perf_counter()
    connection.request("GET", f"/implantations.{format_}")
    answer = connection.getresponse()
    octets = 0
    while chunk := answer.read(1 << 16):
        octets += len(chunk)
    spent = time.perf_counter() - start
    connection.close()
    done.set()
    watcher.join()
    if answer.status != 200:
        raise RuntimeError(f"{format_}: {answer.status}")
    return Sending(spent, octets, max(0, peak[0] - before) / MEBI)
