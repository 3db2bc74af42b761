"""Embeds over HTTP: made for the first time, from memory, and how many a second."""

from __future__ import annotations

import gzip
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import servers
from benchmarks.demands import BROWSER, PROGRAM, Demand, ask
from benchmarks.results import NBSP, Row, Section, milliseconds, number, table
from benchmarks.timing import median, quantile
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.registry import Services

COLD_MS, KEPT_MS, A_SECOND = 150.0, 5.0, 300.0
ASKED, AT_ONCE, WORKERS, LASTS_S = 400, 4, 2, 4.0
LIGHT = {
    "régions": ("/embed/carte?niveau=region", 40),
    "départements": ("/embed/carte", 40),
    "EPCI": ("/embed/carte?niveau=epci&couleur=densite", 120),
    "toutes les communes": ("/embed/carte?niveau=commune&couleur=densite", 50),
}
"""Embeds that are weighed, and the most of each, in kilobytes."""
KINDS = (
    "/embed/carte",
    "/embed/carte?niveau=epci",
    "/embed/experimentation/tzcld",
    "/embed/territoire/commune/59178",
    "/embed/palmares",
    "/embed/chiffre?region=53",
    "/embed/comparables/commune/59178",
)
METHODE = (
    "À froid : la carte des EPCI, un indicateur jamais demandé à chaque fois, par HTTP, une "
    "connexion : couleurs, tracés, tableau, page, compression. En mémoire : la même carte, "
    f"{ASKED} fois. Par seconde : {AT_ONCE} connexions ensemble sur sept vues déjà demandées, "
    f"{LASTS_S:.0f} s, contre {WORKERS} processus, le client sur la même machine. Poids : la page "
    "entière avec son dessin, en gzip."
)


def measure(database_url: str, services: Services) -> Section:
    """Time and weigh everything; the server is ours and stopped at the end."""
    colours = [i.id for i in services.colorations.indicators(Niveau.EPCI)]
    port = servers.free()
    with servers.running(servers.by_command(port, 1), port, database_url):
        cold = _each(port, [f"/embed/carte?niveau=epci&couleur={colour}" for colour in colours])
        kept = _each(port, ["/embed/carte?niveau=epci"] * (ASKED + 1))[1:]
        weights = {name: _weight(port, path) for name, (path, _) in LIGHT.items()}
    port = servers.free()
    with servers.running(servers.by_command(port, WORKERS), port, database_url):
        rate = _rate(port)
    rows = [
        _bounded("Embed des EPCI, à froid", cold, COLD_MS),
        _bounded("Embed des EPCI, en mémoire", kept, KEPT_MS),
        Row(
            "Embeds par seconde, en mémoire, deux processus",
            number(rate),
            f"≥ {number(A_SECOND)}",
            rate >= A_SECOND,
        ),
        *(_weighed(name, weights[name], most) for name, (_, most) in LIGHT.items()),
    ]
    sides = {"EPCI, à froid": cold, "EPCI, en mémoire": kept}
    lines = [_line(name, spent) for name, spent in sides.items()]
    head = ["demande", "nombre", "médiane", "p95", "maximum"]
    return Section("Embeds", rows, METHODE, [table(head, lines)])


def _bounded(name: str, spent: Sequence[float], bound: float) -> Row:
    p95 = quantile(spent, 0.95)
    told = f"p95 {milliseconds(p95)} (médiane {milliseconds(median(spent))})"
    return Row(name, told, f"p95 ≤ {milliseconds(bound)}", p95 <= bound)


def _weighed(name: str, size: int, most: int) -> Row:
    told = f"{number(size / 1000, 1)}{NBSP}Ko"
    return Row(f"Poids d’un embed, {name}", told, f"≤ {most}{NBSP}Ko", size <= most * 1000)


def _line(name: str, spent: Sequence[float]) -> list[str]:
    figures = (median(spent), quantile(spent, 0.95), max(spent))
    return [name, str(len(spent)), *map(milliseconds, figures)]


def _each(port: int, paths: Sequence[str]) -> list[float]:
    """Return how long each answer took (ms), on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    spent = []
    for path in paths:
        begun = perf_counter()
        status, _ = ask(connection, Demand("embed", path, BROWSER))
        spent.append((perf_counter() - begun) * 1_000)
        if status != 200:
            raise RuntimeError(f"{path} : {status}")
    connection.close()
    return spent


def _weight(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": PROGRAM})
    content = connection.getresponse().read()
    connection.close()
    if not gzip.decompress(content).endswith(b"</html>\n"):
        raise RuntimeError(f"{path} : la page est coupée")
    return len(content)


def _rate(port: int) -> float:
    """Return the answers a second of several connections, once every worker has made each."""
    for _ in range(8 * WORKERS):
        _each(port, KINDS)
    counts: list[int] = []
    until = perf_counter() + LASTS_S
    threads = [Thread(target=partial(_ask_until, port, until, counts, i)) for i in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LASTS_S


def _ask_until(port: int, until: float, counts: list[int], shift: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    done = 0
    for path in islice(cycle(KINDS), shift, None):
        if perf_counter() >= until:
            break
        ask(connection, Demand("embed", path, BROWSER))
        done += 1
    connection.close()
    counts.append(done)
