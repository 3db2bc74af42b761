"""Search by any part of a name, against PostgreSQL's trigrams."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks import postgres
from benchmarks.results import NBSP, Row, Section, microseconds, milliseconds, number, table, times
from benchmarks.timing import in_turns, median, quantile
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from psycopg import Connection

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

SEED, EACH, BLOCK, LIMIT, BOUND, BOUND_MS = 358, 250, 50, 10, 6.0, 5.0
SHORTEST, LONGEST = 3, 7
QUERY = "SELECT nom FROM nom_plie WHERE plie LIKE %s ORDER BY population DESC LIMIT 10"
NOM, CIBLE = "Recherche par nom", f"≥ {number(BOUND)}{NBSP}× les trigrammes de PostgreSQL"
NOM_MS, CIBLE_MS = "Recherche par nom, la plus lente", f"≤ {number(BOUND_MS)}{NBSP}ms"
METHODE = (
    "`services.territoires.search` contre "
    "`LIKE '%…%' ORDER BY population DESC LIMIT 10` sur une table des mêmes noms, sans accents ni "
    "majuscules, avec un index GIN de trigrammes (pg_trgm), une requête préparée et une connexion "
    "sur la boucle locale. Le texte est donné plié au pair, brut à Cartoexp, qui cherche aussi "
    "parmi les codes et range les réponses par proximité. Les demandes viennent de noms réels "
    "tirés au hasard (graine fixe)."
)

Queries = dict[str, list[str]]


def measure(connection: Connection | None, territoires: TerritoireService) -> Section:
    """Time both on the same queries; the peer must find as many, and all of ours must hold."""
    names = territoires.reference.territoires
    queries = draw(names)
    every = [q for found in queries.values() for q in found]
    random.Random(SEED).shuffle(every)

    def ours(query: str) -> list[Territoire]:
        return territoires.search(query, LIMIT)

    if connection is None:
        ours_ms = in_turns({"Cartoexp": ours}, every, BLOCK)["Cartoexp"]
        rows = [Row.skipped(NOM, CIBLE, postgres.ABSENT), _slowest(ours_ms)]
        return Section("Noms", rows, METHODE)
    _prepare(connection, names)
    cursor = connection.cursor()

    def peer(query: str) -> list[tuple[str]]:
        pattern = (f"%{fold(query)}%",)
        return cursor.execute(QUERY, pattern, prepare=True).fetchall()

    same = sum(len(peer(q)) == len(_holding(ours(q), q)) for q in every)
    by_kind = {
        kind: in_turns({"Cartoexp": ours, "PostgreSQL": peer}, found, BLOCK)
        for kind, found in queries.items()
    }
    spent = {n: [t for s in by_kind.values() for t in s[n]] for n in ("Cartoexp", "PostgreSQL")}
    ratio = median(spent["PostgreSQL"]) / median(spent["Cartoexp"])
    told = f"{times(ratio)} à la médiane, autant de réponses dans {number(same)} demandes sur "
    told += number(len(every))
    rows = [
        Row(NOM, told, CIBLE, ratio >= BOUND and same == len(every)),
        _slowest(spent["Cartoexp"]),
    ]
    lines = [_line(kind, found) for kind, found in [*by_kind.items(), ("toutes", spent)]]
    head = ["demandes", "nombre", "Cartoexp", "p95", "PostgreSQL", "p95", "rapport des médianes"]
    return Section("Noms", rows, METHODE, [table(head, lines)])


def draw(territoires: tuple[Territoire, ...], seed: int = SEED) -> Queries:
    """Return queries by kind, all of at least three letters, from the names of territories."""
    chance = random.Random(seed)
    names = [t.nom for t in territoires if len(fold(t.nom)) > LONGEST]
    several = [n for n in names if len(fold(n).split()) > 1]

    def beginning(name: str) -> str:
        return name[: chance.randint(SHORTEST, LONGEST)]

    def middle(name: str) -> str:
        folded = fold(name)
        length = chance.randint(SHORTEST, LONGEST - 1)
        low = chance.randint(1, len(folded) - length)
        return folded[low : low + length]

    def words(name: str) -> str:
        return " ".join(fold(name).split()[-2:])

    made = {
        "débuts de nom": [beginning(n) for n in chance.sample(names, EACH)],
        "milieux de nom": [middle(n) for n in chance.sample(names, EACH)],
        "noms entiers": chance.sample(names, EACH),
        "plusieurs mots": [words(n) for n in chance.sample(several, EACH)],
    }
    return {kind: [q for q in found if _is_fair(q)] for kind, found in made.items()}


def _is_fair(query: str) -> bool:
    """Tell whether both sides take the text alike: spaces at its ends are dropped by one only."""
    return len(fold(query)) >= SHORTEST and not any(c.isdigit() for c in query)


def _holding(found: list[Territoire], query: str) -> list[Territoire]:
    return [t for t in found if fold(query) in fold(t.nom)]


def _prepare(connection: Connection, names: tuple[Territoire, ...]) -> None:
    connection.execute("CREATE TABLE nom_plie (nom text, plie text, population integer)")
    with connection.cursor().copy("COPY nom_plie FROM STDIN") as copy:
        for t in names:
            copy.write_row((t.nom, fold(t.nom), t.population or 0))
    connection.execute("CREATE INDEX ON nom_plie USING gin (plie gin_trgm_ops)")
    connection.execute("VACUUM ANALYZE nom_plie")


def _slowest(spent: list[float]) -> Row:
    told = f"{milliseconds(max(spent))} (p95 {microseconds(quantile(spent, 0.95))})"
    return Row(NOM_MS, told, CIBLE_MS, max(spent) <= BOUND_MS)


def _line(kind: str, spent: dict[str, list[float]]) -> list[str]:
    mine, theirs = spent["Cartoexp"], spent["PostgreSQL"]
    figures = [v for s in (mine, theirs) for v in (median(s), quantile(s, 0.95))]
    ratio = times(median(theirs) / median(mine))
    return [kind, number(len(mine)), *map(microseconds, figures), ratio]
