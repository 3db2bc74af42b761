"""Point → commune by the exact outline, against PostGIS."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks import postgres
from benchmarks.results import NBSP, Row, Section, microseconds, number, table, times
from benchmarks.timing import in_turns, median, quantile

if TYPE_CHECKING:
    from psycopg import Connection

    from cartoexp.services.territoires import TerritoireService

SEED, POINTS, BLOCK, BOUND = 244, 4_000, 200, 20.0
BOXES = (
    ("Hexagone et Corse", 80, (-5.3, 41.2, 9.7, 51.2)),
    ("Guadeloupe", 4, (-61.9, 15.8, -60.9, 16.6)),
    ("Martinique", 4, (-61.3, 14.3, -60.7, 15.0)),
    ("Guyane", 4, (-54.7, 2.0, -51.5, 5.9)),
    ("La Réunion", 4, (55.1, -21.5, 55.9, -20.8)),
    ("Mayotte", 4, (44.9, -13.1, 45.4, -12.5)),
)
"""Where points are drawn: share in hundredths; west, south, east, north in degrees (EPSG:4326)."""
PARTIAL = """CREATE INDEX ON territoire USING gist (geom) WHERE niveau = 'commune'"""
QUERY = """
SELECT code FROM territoire
WHERE niveau = 'commune' AND ST_Intersects(geom, ST_SetSRID(ST_MakePoint(%s, %s), 4326))
"""
NOM, CIBLE = "Point → commune, contour exact", f"≥ {number(BOUND)}{NBSP}× PostGIS"
METHODE = (
    "`services.territoires.locate` contre `ST_Intersects` sur la table `territoire` du produit "
    "(une requête préparée, une connexion sur la boucle locale). L’index GiST du produit porte "
    "sur tous les niveaux ; pour que le pair soit à son mieux, on lui donne ici un index des "
    "seules communes. Les deux côtés alternent par blocs, sur les mêmes points (graine fixe, terre "
    "et mer, outre-mer compris), et doivent donner la même commune pour chacun. Un point en mer "
    "étant vite écarté, la cible vaut pour chacun des deux groupes."
)


def measure(connection: Connection | None, territoires: TerritoireService) -> Section:
    """Time both on the same points; every answer is compared."""
    if connection is None:
        return Section("Position", [Row.skipped(NOM, CIBLE, postgres.ABSENT)], METHODE)
    connection.execute(PARTIAL)
    connection.execute("ANALYZE territoire")
    places = draw(POINTS)
    cursor = connection.cursor(binary=True)

    def peer(place: tuple[float, float]) -> list[str]:
        return [row[0] for row in cursor.execute(QUERY, place, prepare=True).fetchall()]

    def ours(place: tuple[float, float]) -> str | None:
        found = territoires.locate(*place)
        return found.code if found else None

    theirs = [min(peer(p), default=None) for p in places]
    mine = [ours(p) for p in places]
    same = sum(a == b for a, b in zip(mine, theirs, strict=True))
    groups = {
        "à terre": [p for p, code in zip(places, theirs, strict=True) if code],
        "en mer ou à l’étranger": [p for p, code in zip(places, theirs, strict=True) if not code],
    }
    spent = {
        name: in_turns({"Cartoexp": ours, "PostGIS": peer}, found, BLOCK)
        for name, found in groups.items()
    }
    ratios = {n: median(s["PostGIS"]) / median(s["Cartoexp"]) for n, s in spent.items()}
    told = ", ".join(f"{times(ratio)} {name}" for name, ratio in ratios.items())
    told += f" ; {number(same)} réponses égales sur {number(len(places))}"
    row = Row(NOM, told, CIBLE, min(ratios.values()) >= BOUND and same == len(places))
    lines = [
        [f"{side}, {name}", number(len(t)), *_figures(t)]
        for name, sides in spent.items()
        for side, t in sides.items()
    ]
    kept = table(["", "points", "médiane", "p95", "maximum"], lines)
    return Section("Position", [row], METHODE, [postgres.version(connection), kept])


def _figures(spent: list[float]) -> list[str]:
    return [microseconds(v) for v in (median(spent), quantile(spent, 0.95), max(spent))]


def draw(n: int, seed: int = SEED) -> list[tuple[float, float]]:
    """Return random (longitude, latitude) pairs, in degrees."""
    chance = random.Random(seed)
    boxes = chance.choices([b for _, _, b in BOXES], [share for _, share, _ in BOXES], k=n)
    return [(chance.uniform(w, e), chance.uniform(s, n)) for w, s, e, n in boxes]
