"""The page « Essaimage » in a browser: a slider moves, the ranking and the map have followed."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from benchmarks import chromium, servers
from benchmarks.results import NBSP, Row, Section, milliseconds, table
from benchmarks.timing import median, quantile

if TYPE_CHECKING:
    from benchmarks.chromium import Visit

BOUND_MS, MOVES, REST_MS = 300, 20, 250
VALUES = ("0", "0.5", "1.5", "2", "2.5", "3")
STARTS = {
    "55 communes (`tzcld`)": "experimentation=tzcld&niveau=commune",
    "intercommunalités de `tzcld`": "experimentation=tzcld&niveau=epci",
    "une commune (`route_solaire`)": "experimentation=route_solaire&niveau=commune",
}
MOVE = """(value) => {
  const slider = document.getElementById("p-centralite");
  slider.value = value;
  for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
}"""
PAINTED = "() => performance.getEntriesByName('essaimage-peinte')[0]?.startTime"
METHODE = (
    f"Chromium, 1280 × 800, cache vide, notre serveur sur la boucle locale. Un poids change "
    f"{MOVES} fois ; le temps va de la demande (40 ms après le dernier mouvement) à la liste et à "
    "la carte repeintes. Le modèle est déjà appris : il l’est à l’ouverture de la page."
)


def measure(database_url: str) -> Section:
    """Open each start, move a slider."""
    port = servers.free()
    with (
        servers.running(servers.by_command(port), port, database_url),
        chromium.opened() as browser,
    ):
        found = {}
        for name, query in STARTS.items():
            with chromium.visiting(browser, chromium.DESKTOP) as visit:
                found[name] = _moves(visit, f"http://127.0.0.1:{port}/essaimage?{query}")
    lines = [
        [name, *map(milliseconds, (painted, median(moves), quantile(moves, 0.9)))]
        for name, (painted, moves) in found.items()
    ]
    worst = max(median(moves) for _, moves in found.values())
    name, bound = "Essaimage, page : un curseur bouge", f"≤ {BOUND_MS}{NBSP}ms"
    row = Row(name, milliseconds(worst), bound, worst <= BOUND_MS)
    head = ["départ", "carte peinte", "curseur (médiane)", "curseur (90 %)"]
    return Section("Essaimage, dans la page", [row], METHODE, [table(head, lines)])


def _moves(visit: Visit, address: str) -> tuple[float, list[float]]:
    """Return the moment of the first painting, and the time of each move, in ms."""
    visit.go(address)
    painted = float(visit.wait(PAINTED))
    visit.rest(1_500)
    spent = []
    for n, value in enumerate(islice(cycle(VALUES), MOVES)):
        visit.page.evaluate(MOVE, value)
        spent.append(float(visit.wait(_duration(n))))
        visit.rest(REST_MS)
    return painted, spent


def _duration(n: int) -> str:
    return f"() => performance.getEntriesByName('reclassement')[{n}]?.duration"
