"""Requests of every kind that a server of ours answers, as browsers and programs make them."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from cartoexp.domain.mercator import TILE, world
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.vocabulaires import Statut, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from http.client import HTTPConnection

    from cartoexp.services.registry import Services

BROWSER, PROGRAM, PLAIN = "gzip, deflate, br", "gzip", "identity"
CALLBACK = "/_dash-update-component"
SEED = 2026


@dataclass(frozen=True, slots=True)
class Demand:
    """One request; ``body`` is the JSON that is posted, if any."""

    kind: str
    path: str
    accept: str = BROWSER
    body: str | None = None


def ask(connection: HTTPConnection, demand: Demand) -> tuple[int, int]:
    """Send a request on an open connection; return the status and the bytes of the answer."""
    headers = {"Accept-Encoding": demand.accept}
    if demand.body is not None:
        headers["Content-Type"] = "application/json"
    connection.request("POST" if demand.body else "GET", demand.path, demand.body, headers)
    response = connection.getresponse()
    return response.status, len(response.read())


class Makers:
    """Makes requests at random, of the kinds in ``kinds``; the same seed makes the same ones."""

    def __init__(self, services: Services, read: Callable[[str], str], seed: int = SEED) -> None:
        """Learn what can be asked for; ``read`` gets a page of the running server."""
        self._random = random.Random(seed)
        self._services = services
        self._experiments = [x.id for x in services.experiments.snapshot().experiments]
        self._drawn = [t for t in services.reference.territoires if t.zone is not Zone.COM]
        self._callback = callback_body(read("/_dash-dependencies"))
        self._files = [*re.findall(r'(?:href|src)="(/(?:assets|_dash-comp)[^"]+)"', read("/"))]
        self.kinds: dict[str, Callable[[], Demand]] = {
            "carte": self._map,
            "rappel de la carte": self._map_callback,
            "liste": self._list,
            "fiche d’expérimentation": self._experiment,
            "fiche de territoire": self._territoire,
            "autres pages": self._page,
            "API": self._api,
            "tuiles": self._tile,
            "styles et scripts": self._file,
        }

    def _pick(self, values: Sequence[str]) -> str:
        return self._random.choice(values)

    def _criteria(self) -> str:
        theme, statut = self._pick(list(Theme)), self._pick(list(Statut))
        every = ("", f"theme={theme}", f"statut={statut}", f"theme={theme}&statut={statut}")
        return self._pick((*every, "annee=2016-2024", "q=sante"))

    def _named(self) -> str:
        return quote(self._random.choice(self._drawn).nom)

    def _code(self, niveau: Niveau) -> str:
        return self._pick([t.code for t in self._drawn if t.niveau is niveau])

    def _map(self) -> Demand:
        return Demand("carte", f"/?{self._criteria()}")

    def _map_callback(self) -> Demand:
        level = self._pick(("region", "departement", "epci"))
        body = self._callback(f"?niveau={level}&{self._criteria()}".rstrip("&"))
        return Demand("rappel de la carte", CALLBACK, BROWSER, body)

    def _list(self) -> Demand:
        tri = self._pick(("implantations", "titre", "attestation", "debut"))
        return Demand("liste", f"/experimentations?tri={tri}&{self._criteria()}".rstrip("&"))

    def _experiment(self) -> Demand:
        path = f"/experimentations/{self._pick(self._experiments)}"
        return Demand("fiche d’expérimentation", path)

    def _territoire(self) -> Demand:
        niveau = self._random.choices(list(Niveau), (1, 3, 5, 1, 20))[0]
        return Demand("fiche de territoire", f"/territoires/{niveau}/{self._code(niveau)}")

    def _page(self) -> Demand:
        found = (f"/territoires?q={self._named()}", f"/recherche?q={self._named()}")
        fixed = ("/territoires", "/methode", "/donnees", "/mentions-legales")
        return Demand("autres pages", self._pick((*found, *fixed)))

    def _api(self) -> Demand:
        lon, lat = self._random.choice([t.centre for t in self._drawn if t.centre])
        root = "/api/v1"
        paths = (
            f"{root}/communes?nom={self._named()}&limit=10&boost=population",
            f"{root}/communes?lat={lat}&lon={lon}",
            f"{root}/communes/{self._code(Niveau.COMMUNE)}",
            f"{root}/epcis/{self._code(Niveau.EPCI)}/communes",
            f"{root}/departements/{self._code(Niveau.DEPARTEMENT)}",
            f"{root}/regions",
            f"{root}/recherche?q={self._named()}",
            f"{root}/experimentations?{self._criteria()}",
            f"{root}/experimentations/{self._pick(self._experiments)}",
            f"{root}/implantations?format=geojson&limit=100",
            f"{root}/openapi.json",
            f"{root}/documentation",
            "/health",
        )
        return Demand("API", self._pick(paths).rstrip("?"), PROGRAM)

    def _tile(self) -> Demand:
        """What the map draws with: the pack and its tables, a tile near some place, colours."""
        version = self._services.grille.version
        level = self._pick(("region", "departement", "epci"))
        paths = (
            f"/tuiles/grille/{version}/z6",
            f"/tuiles/grille/{version}/appartenances/{level}",
            f"/tuiles/traits/{version}/{self._pick(('departement', 'epci'))}",
            f"/tuiles/grille/{version}/{self._near(self._random.randint(7, 9))}",
            f"/tuiles/vecteurs/{version}/{self._near(10)}",
            f"/tuiles/implantations.geojson?{self._criteria()}",
            f"/carte/couleurs/x?niveau={level}&{self._criteria()}",
        )
        return Demand("tuiles", self._pick(paths).rstrip("?&"), self._pick((BROWSER, PROGRAM)))

    def _near(self, zoom: int) -> str:
        """Return « z/x/y » of the tile that holds the centre of some drawn territory."""
        centres = [t.centre for t in self._random.sample(self._drawn, 3) if t.centre]
        x, y = (world(np.array(centres[:1]), zoom)[0] // TILE).astype(int).tolist()
        return f"{zoom}/{x}/{y}"

    def _file(self) -> Demand:
        return Demand("styles et scripts", self._pick(self._files))


def callback_body(dependencies: str) -> Callable[[str], str]:
    """Return what writes the body of the map's callback for the query of an address."""
    found = next(d for d in json.loads(dependencies) if not d["clientside_function"])
    pairs = [name.rsplit(".", 1) for name in found["output"].strip(".").split("...")]
    given = found["inputs"][0]

    def body(search: str) -> str:
        return json.dumps(
            {
                "output": found["output"],
                "outputs": [{"id": i, "property": p} for i, p in pairs],
                "inputs": [{**given, "value": search}],
                "changedPropIds": [f"{given['id']}.{given['property']}"],
                "state": [],
            }
        )

    return body
