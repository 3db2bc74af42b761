"""Comparables and essaimage: over HTTP, in process, twenty people moving sliders at once."""

from __future__ import annotations

import json
import random
from functools import partial
from http.client import HTTPConnection
from threading import Barrier, Lock, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks import servers
from benchmarks.demands import PROGRAM, SEED, Demand, ask
from benchmarks.results import NBSP, Row, Section, milliseconds, number, table, times
from benchmarks.timing import median, quantile, spent_ms
from cartoexp.domain import logistique
from cartoexp.domain.essaimage import FEWEST, Modele, penalty, percentiles
from cartoexp.domain.territoires import Niveau, Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.services.profils import Niveaux
    from cartoexp.services.registry import Services

AT_ONCE, MOVES, ASKED, WORKERS = 20, 8, 200, 2
METHODE = (
    "Comparables : les cinq premiers de communes tirées au hasard (graine fixe), par l’API, une "
    "connexion. Essaimage dans le processus : apprentissage, score et percentiles de toutes les "
    "communes, pour chaque expérimentation du catalogue qui en touche au moins trois. Par HTTP : "
    "100 premières, avec raisons et intervalles, pour des communes de départ jamais demandées "
    f"avant. Curseurs : {AT_ONCE} personnes ont chacune ouvert le classement de son "
    f"expérimentation, puis changent à la fois un poids, {MOVES} fois de suite, contre {WORKERS} "
    "processus. Pair : `LogisticRegression` de "
    "scikit-learn, mêmes colonnes, même pénalité, ses réglages par défaut, un fil des deux côtés."
)


def measure(database_url: str, services: Services) -> Section:
    """Time everything; the server is ours and stopped at the end."""
    level = services.profils.level(Niveau.COMMUNE)
    starts = _starts(services, level)
    inside = [spent_ms(partial(_whole, level, rows)) for rows in starts.values()]
    ratios, slowest = _against_sklearn(level, list(starts.values())[:5])
    port = servers.free()
    with servers.running(servers.by_command(port, WORKERS), port, database_url):
        near = _alike(port, services)
        far = _candidates(port, level)
        moved = _sliders(port, list(starts))
    held = sum(_bytes(services, niveau) for niveau in services.profils.reglages)
    rows = [
        _bounded("Comparables d’une commune, par HTTP", near, 25.0),
        _bounded("Essaimage, toutes les communes, dans le processus", inside, 250.0),
        _bounded("Essaimage, 100 premières, par HTTP", far, 400.0),
        _bounded(f"{AT_ONCE} personnes déplacent un curseur à la fois", moved, 1_200.0),
        Row(
            "Apprentissage contre scikit-learn",
            f"{times(median(ratios))} (au pire {times(min(ratios))} ; "
            f"pair, au plus long {milliseconds(slowest)})",
            f"≥ 5{NBSP}×",
            median(ratios) >= 5,
        ),
        Row(
            "Matrices de tous les niveaux",
            f"{number(held / 2**20, 1)}{NBSP}Mio",
            f"≤ 40{NBSP}Mio",
            held <= 40 * 2**20,
        ),
    ]
    sides = {"comparables": near, "essaimage, processus": inside, "essaimage, HTTP": far}
    lines = [_line(name, spent) for name, spent in {**sides, "curseurs": moved}.items()]
    head = ["demande", "nombre", "médiane", "p95", "maximum"]
    return Section("Comparables et essaimage", rows, METHODE, [table(head, lines)])


def _bounded(name: str, spent: Sequence[float], bound: float) -> Row:
    p95 = quantile(spent, 0.95)
    told = f"p95 {milliseconds(p95)} (médiane {milliseconds(median(spent))})"
    return Row(name, told, f"p95 ≤ {milliseconds(bound)}", p95 <= bound)


def _line(name: str, spent: Sequence[float]) -> list[str]:
    figures = (median(spent), quantile(spent, 0.95), max(spent))
    return [name, str(len(spent)), *map(milliseconds, figures)]


def _starts(services: Services, level: Niveaux) -> dict[str, np.ndarray]:
    """Return the rows where each experiment runs, by its id."""
    known = level.profils.rows
    found = {}
    for experiment in services.experiments.snapshot().experiments:
        places = [t for _, t in services.experiments.get(experiment.id).implantations]
        codes = {t.code for t in places if t.niveau is Niveau.COMMUNE}
        rows = np.array(sorted(known[c] for c in codes if c in known), dtype=np.intp)
        if len(rows) >= FEWEST:
            found[experiment.id] = rows
    return found


def _whole(level: Niveaux, rows: np.ndarray) -> object:
    modele = Modele.learn(level.profils, rows, level.expansion)
    return percentiles(modele.score(), rows)


def _against_sklearn(level: Niveaux, starts: Sequence[np.ndarray]) -> tuple[list[float], float]:
    """Return our ratio for each start, in turns, and the peer's slowest time (ms)."""
    columns = level.expansion.matrix()
    wide = np.ascontiguousarray(columns.T)
    ratios, theirs = [], []
    for rows in starts:
        ones = np.zeros(columns.shape[1], dtype=np.bool_)
        ones[rows] = True
        strength = penalty(len(rows))
        peer = LogisticRegression(C=1 / strength, max_iter=1_000)
        ours = spent_ms(partial(logistique.fit, columns, ones, strength))
        theirs.append(spent_ms(partial(peer.fit, wide, ones)))
        ratios.append(theirs[-1] / ours)
    return ratios, max(theirs)


def _alike(port: int, services: Services) -> list[float]:
    drawn = [t for t in services.territoires.level(Niveau.COMMUNE) if t.zone is not Zone.COM]
    codes = [t.code for t in random.Random(SEED).sample(drawn, ASKED)]
    paths = [f"/api/v1/communes/{code}/comparables?limit=5" for code in codes]
    return _asked(port, [Demand("comparables", path, PROGRAM) for path in paths])


def _candidates(port: int, level: Niveaux) -> list[float]:
    generator = random.Random(SEED)
    bodies: list[dict[str, Any]] = [
        {
            "niveau": "commune",
            "territoires": generator.sample(level.profils.codes, generator.randint(5, 300)),
            "limit": 100,
        }
        for _ in range(30)
    ]
    path = "/api/v1/essaimage"
    return _asked(port, [Demand("essaimage", path, PROGRAM, json.dumps(b)) for b in bodies])


def _asked(port: int, demands: Sequence[Demand]) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    spent = [spent_ms(_checked(connection, demand)) for demand in demands]
    connection.close()
    return spent


def _checked(connection: HTTPConnection, demand: Demand) -> Callable[[], None]:
    def call() -> None:
        status, size = ask(connection, demand)
        if status != 200 or not size:
            raise RuntimeError(f"{demand.path}: {status}")

    return call


def _sliders(port: int, experiments: Sequence[str]) -> list[float]:
    """Let people move sliders at once, each after the answer to the move before."""
    spent: list[float] = []
    lock, opened = Lock(), Barrier(AT_ONCE)

    def person(number_: int) -> None:
        generator = random.Random(SEED + number_)
        identifiant = experiments[number_ % len(experiments)]
        whole = f"/api/v1/experimentations/{identifiant}/candidats?niveau=commune&limit=20"
        _asked(port, [Demand("classement", whole, PROGRAM)])
        opened.wait()
        path = f"{whole}&poids="
        weights = [f"demographie:{generator.randint(0, 30) / 10}" for _ in range(MOVES)]
        took = _asked(port, [Demand("curseur", path + w, PROGRAM) for w in weights])
        with lock:
            spent.extend(took)

    threads = [Thread(target=person, args=(k,)) for k in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent


def _bytes(services: Services, niveau: Niveau) -> int:
    """Return what the indicators and the profiles of a level take."""
    return (
        services.indicateurs.matrix(niveau).nbytes + services.profils.level(niveau).profils.z.nbytes
    )
