"""Communes of a 40 km viewport as GeoJSON, with links and paging, against tipg on PostGIS."""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from http.client import HTTPConnection
from math import cos, radians
from typing import TYPE_CHECKING, Any

from benchmarks import postgres, servers
from benchmarks.peers import pip
from benchmarks.peers.npm import AbsentError
from benchmarks.results import NBSP, Row, Section, milliseconds, number, table, times
from benchmarks.timing import in_turns, median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from psycopg import Connection

    from cartoexp.services.registry import Services

SEED, VIEWS, BLOCK, ROUNDS, BOUND, SIDE_KM, LIMIT = 40, 120, 10, 3, 15.0, 40.0, 1_000
KM_A_DEGREE = 111.2
TIPG = ("tipg==1.6.1", "uvicorn")
NOM = "Communes d’un cadre de 40 km en GeoJSON, liens et pages OGC"
CIBLE = f"≥ {number(BOUND)}{NBSP}× tipg sur PostGIS"
COPY = """
CREATE TABLE communes AS
  SELECT code, nom, population, siren, code_epci, code_ept, code_departement, code_region,
         zone, codes_postaux, superficie_km2, geom
  FROM territoire WHERE niveau = 'commune' AND geom IS NOT NULL;
ALTER TABLE communes ADD PRIMARY KEY (code);
CREATE INDEX ON communes USING gist (geom);
ANALYZE communes
"""
METHODE = (
    f"{VIEWS} cadres de {SIDE_KM:g} km de côté, autour de communes tirées au hasard (graine fixe), "
    f"demandés par `bbox` et `limit={LIMIT}`, une connexion sur la boucle locale, non compressés, "
    "les deux serveurs en alternance par blocs, après un premier passage de chacun sur tous les "
    f"cadres, {ROUNDS} fois de suite : la fois médiane compte. Chaque réponse est lue en entier ; "
    "les communes rendues doivent être les mêmes. Cartoexp : `/ogc/collections/communes/items`, "
    "servi comme en production. tipg (OGC API – Features et Tiles sur PostGIS) : installé pour la "
    "mesure dans un environnement jeté ensuite, un processus uvicorn, sur une table des seules "
    "communes, contours exacts, index GiST, analysée. Les deux rendent contours exacts, "
    "propriétés, liens et nombres."
)


def measure(
    connection: Connection | None, services: Services, folder: Path, database_url: str
) -> Section:
    """Time both on the same viewports; every answer is compared."""
    if connection is None:
        return Section("OGC API", [Row.skipped(NOM, CIBLE, postgres.ABSENT)], METHODE)
    try:
        python = pip.install(folder / "tipg", TIPG)
    except AbsentError as error:
        return Section("OGC API", [Row.skipped(NOM, CIBLE, str(error))], METHODE)
    connection.execute(COPY)
    port, peer = servers.free(), servers.free()
    with (
        servers.running(servers.by_command(port), port, database_url),
        servers.running(tipg(python, peer, connection), peer, database_url),
        asking(port, "/ogc/collections/communes/items") as ours,
        asking(peer, "/collections/public.communes/items") as theirs,
    ):
        views = draw(services)
        same, sizes = compare(ours, theirs, views)
        sides = {"Cartoexp": ours, "tipg": theirs}
        rounds = [in_turns(sides, views, BLOCK) for _ in range(ROUNDS)]
    spent = {name: [t for one in rounds for t in one[name]] for name in sides}
    ratio = median(spent["tipg"]) / median(spent["Cartoexp"])
    whole = median([sum(one["tipg"]) / sum(one["Cartoexp"]) for one in rounds])
    rates = {n: median([len(views) * 1_000 / sum(one[n]) for one in rounds]) for n in sides}
    told = (
        f"{times(whole)} ({number(rates['Cartoexp'])} demandes par seconde contre "
        f"{number(rates['tipg'])} ; durées médianes {times(ratio)}) ; "
        f"{number(same)} réponses égales sur {number(len(views))}"
    )
    row = Row(NOM, told, CIBLE, whole >= BOUND and same == len(views))
    lines = [
        [name, *map(milliseconds, (median(t), quantile(t, 0.95), max(t))), f"{number(size)}{NBSP}o"]
        for (name, t), size in zip(spent.items(), sizes, strict=True)
    ]
    kept = table(["", "médiane", "p95", "maximum", "octets d’une réponse, médiane"], lines)
    return Section("OGC API", [row], METHODE, [postgres.version(connection), kept])


def tipg(python: Path, port: int, connection: Connection) -> list[str]:
    """Return the command that serves the peer."""
    info = connection.info
    url = f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}"
    serve = [str(python), "-m", "uvicorn", "tipg.main:app", "--port", str(port)]
    return ["env", f"DATABASE_URL={url}", *serve, "--log-level", "warning"]


@contextmanager
def asking(port: int, path: str) -> Iterator[Callable[[str], bytes]]:
    """Give what asks a server for a viewport on one connection, and reads the whole answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept": "application/geo+json"}

    def ask(bbox: str) -> bytes:
        connection.request("GET", f"{path}?limit={LIMIT}&bbox={bbox}", headers=headers)
        response = connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {content[:300]!r}")
        return content

    try:
        yield ask
    finally:
        connection.close()


def draw(services: Services, n: int = VIEWS) -> list[str]:
    """Return the boxes (west, south, east, north, degrees) around communes drawn at random."""
    known = [t.centre for t in services.territoires.outlines.communes if t.centre]
    found = []
    for lon, lat in random.Random(SEED).sample(known, n):
        high = SIDE_KM / KM_A_DEGREE / 2
        wide = high / cos(radians(lat))
        sides = (lon - wide, lat - high, lon + wide, lat + high)
        found.append(",".join(f"{side:.5f}" for side in sides))
    return found


def compare(
    ours: Callable[[str], bytes], theirs: Callable[[str], bytes], views: Sequence[str]
) -> tuple[int, list[float]]:
    """Return how many answers hold the same communes, and the median size of each side's."""
    same = 0
    sizes: tuple[list[int], list[int]] = ([], [])
    for view in views:
        answers = [ours(view), theirs(view)]
        for kept, answer in zip(sizes, answers, strict=True):
            kept.append(len(answer))
        mine, their = (json.loads(answer) for answer in answers)
        same += _codes(mine) == _codes(their) and mine["numberMatched"] == their["numberMatched"]
    return same, [median(side) for side in sizes]


def _codes(answer: dict[str, Any]) -> set[str]:
    return {feature["properties"]["code"] for feature in answer["features"]}
