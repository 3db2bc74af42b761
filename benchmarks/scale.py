"""The list page with 100,000 synthetic implantations against the shipped catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import databases
from benchmarks.demands import CALLBACK, callback_body
from benchmarks.results import NBSP, Row, Section, milliseconds, number, table, times
from benchmarks.timing import in_turns, median
from cartoexp.domain.filters import Filters
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

IMPLANTATIONS, ROUNDS, BOUND = 100_000, 25, 2.0
QUERIES = {
    "sans filtre": "",
    "un thème": "theme=emploi",
    "thème et statut": "theme=energie,emploi&statut=en_cours",
    "années": "annee=2016-2020",
    "région": "region=53",
    "mots": "q=saint",
    "triée par titre": "tri=titre",
    "troisième page": "page=3",
}
METHODE = (
    f"Un catalogue synthétique de {number(IMPLANTATIONS)} implantations sur des territoires réels "
    "(`benchmarks/synthetic.py`, graine fixe), chargé par le code du produit dans une base SQLite "
    "temporaire, contre le catalogue livré. Deux variantes : autant d’implantations par "
    "expérimentation que le catalogue livré, et autant d’expérimentations. Les pages sont "
    f"demandées en alternance au client d’essai de Flask, {ROUNDS} fois chacune, sans compression."
)

Clients = dict[str, "FlaskClient"]


def measure(folder: Path, services: Services) -> Section:
    """Build both synthetic catalogues, then time pages, facets and the map's callback in turns."""
    shipped = databases.read_shipped(services.reference)
    real = len(shipped.experiments)
    ratio = IMPLANTATIONS * real // len(shipped.implantations)
    every = {"livré": services}
    for experiments in (ratio, real):
        url = databases.load_synthetic(
            folder, services.reference, shipped, IMPLANTATIONS, experiments
        )
        every[number(experiments)] = type(services).connect(url, databases.REFERENCE)
    clients = {n: create_app(Settings(), s).server.test_client() for n, s in every.items()}
    calls = {
        "liste": _pages(clients, "/experimentations"),
        "carte": _pages(clients, "/", ("sans filtre", "un thème", "années", "région", "mots")),
        "rappel de la carte": _callbacks(clients),
        "facettes, sans la page": _facets(every),
    }
    spent = {name: _times(found) for name, found in calls.items()}
    for service in every.values():
        service.close()
    rows = [row for synthetic in list(every)[1:] for row in _rows(spent["liste"], synthetic)]
    return Section("Passage à l’échelle", rows, METHODE, [_table(spent, list(every))])


Calls = dict[str, "Mapping[str, Callable[[object], object]]"]


def _pages(clients: Clients, path: str, kept: tuple[str, ...] = ()) -> Calls:
    def get(client: FlaskClient, address: str) -> Callable[[object], object]:
        return lambda _: _answered(client.get(address))

    return {
        name: {n: get(c, f"{path}?{query}") for n, c in clients.items()}
        for name, query in QUERIES.items()
        if not kept or name in kept
    }


def _callbacks(clients: Clients) -> Calls:
    body = callback_body(next(iter(clients.values())).get("/_dash-dependencies").text)

    def post(client: FlaskClient, search: str) -> Callable[[object], object]:
        content = body(search)
        return lambda _: _answered(
            client.post(CALLBACK, data=content, content_type="application/json")
        )

    asked = {f"par {level}": f"?niveau={level}" for level in ("region", "departement", "epci")}
    asked["un thème"] = "?theme=emploi"
    return {name: {n: post(c, q) for n, c in clients.items()} for name, q in asked.items()}


def _facets(every: Mapping[str, Services]) -> Calls:
    def call(services: Services, filters: Filters) -> Callable[[object], object]:
        return lambda _: services.experiments.facets(filters)

    asked = {"sans filtre": Filters(), "un thème": Filters.parse({"theme": ["emploi"]})}
    return {name: {n: call(s, f) for n, s in every.items()} for name, f in asked.items()}


class UnansweredError(RuntimeError):
    """A page that must be answered was refused."""


def _answered(response: object) -> None:
    if getattr(response, "status_code", 0) != 200:
        raise UnansweredError(str(response))


def _times(calls: Calls) -> dict[str, dict[str, float]]:
    """Return the median time (ms) of each side, by query."""
    found = {}
    for name, sides in calls.items():
        for call in sides.values():  # reads the catalogue, fills what is kept
            call(None)
        spent = in_turns(sides, [None] * ROUNDS, 1)
        found[name] = {side: median(values) for side, values in spent.items()}
    return found


def _rows(spent: dict[str, dict[str, float]], synthetic: str) -> Iterator[Row]:
    """Yield the plain list, which the target speaks of, then the dearest of the others."""
    ratios = {name: sides[synthetic] / sides["livré"] for name, sides in spent.items()}
    plain = ratios.pop("sans filtre")
    dearest = max(ratios, key=ratios.__getitem__)
    name = f"Liste, {number(IMPLANTATIONS)} implantations, {synthetic} expérimentations"
    bound = f"≤ {number(BOUND)}{NBSP}× le catalogue livré"
    yield Row(name, times(plain), bound, plain <= BOUND)
    told = f"{times(ratios[dearest])} au pire ({dearest})"
    yield Row(f"{name}, filtrée ou triée", told, bound, ratios[dearest] <= BOUND)


def _table(spent: dict[str, dict[str, dict[str, float]]], sides: list[str]) -> str:
    lines = []
    for kind, queries in spent.items():
        for query, found in queries.items():
            base = found[sides[0]]
            others = [f"{milliseconds(found[s])} ({times(found[s] / base)})" for s in sides[1:]]
            lines.append([f"{kind}, {query}", milliseconds(base), *others])
    heads = [f"{number(IMPLANTATIONS)}, {s} expérimentations" for s in sides[1:]]
    return table(["demande", "catalogue livré", *heads], lines)
