"""Endpoints of the catalogue: experiments and implantations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.listing import Tri, TriLieux
from cartoexp.web.api import filtering, records
from cartoexp.web.api import parameters as p
from cartoexp.web.api.dossier import dossier
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.filtering import FILTERS
from cartoexp.web.api.levels import MAX_LIMIT, PAGE
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.schemas import catalogue as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.web.context import Web

EXPERIMENTATIONS = f"{ROOT}/experimentations"
IMPLANTATIONS = f"{ROOT}/implantations"
POINTS = frozenset({Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT})
"""Levels whose implantations are points on a map; larger territories are areas."""

LISTED = Liste(shapes.Experimentation)
PLACED = Liste(
    shapes.Implantation, geometry=lambda i: i["centre"] if i["niveau"] in POINTS else None
)
LIMIT = p.integer("limit", "Nombre d’expérimentations par page.", 50, MAX_LIMIT)
PLACES_LIMIT = p.integer("limit", "Nombre d’implantations par page.", MAX_LIMIT, 10 * MAX_LIMIT)
TRI = p.choice(
    "tri", "Ordre : du plus grand au plus petit, sauf les titres.", Tri, Tri.IMPLANTATIONS
)
PLACES_TRI = p.choice(
    "tri",
    "Ordre : par expérimentation, par nom de territoire, ou dates de la plus récente à la plus "
    "ancienne.",
    TriLieux,
    TriLieux.EXPERIMENTATION,
)


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def list(self, call: Call) -> Answer:
        filters, tri = filtering.read(call, self.web.services.territoires), call.read(TRI)
        span, vue = Span(call.read(PAGE), call.read(LIMIT)), LISTED.read(call)
        call.check()
        found = self.web.services.experiments.list_page(filters, tri, span.offset, span.limit)
        today = self.web.today()
        items = [records.experimentation(card, today) for card in found.cards]
        return vue.answer(items, replace(span, total=found.experimentations))

    def one(self, call: Call) -> Answer:
        call.check()
        record = self.web.services.experiments.get(call.path["id"])
        return Answer(dossier(record, self.web.today()))

    def places(self, call: Call) -> Answer:
        filters, tri = filtering.read(call, self.web.services.territoires), call.read(PLACES_TRI)
        span, vue = Span(call.read(PAGE), call.read(PLACES_LIMIT)), PLACED.read(call)
        call.check()
        service, today = self.web.services.experiments, self.web.today()
        found = service.places(filters, span.offset, span.limit, tri)
        span = replace(span, total=service.count_places(filters))
        return vue.answer([records.place(place, today) for place in found], span)


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of the catalogue."""
    views = _Views(web)
    yield Endpoint(
        path=EXPERIMENTATIONS,
        name="lister_experimentations",
        tag=Tag.CATALOGUE,
        summary="Lister des expérimentations",
        description=_LIST,
        view=views.list,
        schema=LISTED.schema,
        parameters=(*FILTERS, TRI, *LISTED.parameters, LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{EXPERIMENTATIONS}?theme=energie,emploi&statut=en_cours&limit=2",
    )
    yield Endpoint(
        path=f"{EXPERIMENTATIONS}/{{id}}",
        name="lire_experimentation",
        tag=Tag.CATALOGUE,
        summary="Lire une expérimentation",
        description=_ONE,
        view=views.one,
        schema=shapes.ExperimentationComplete,
        parts={"id": {"type": "string", "pattern": "^[a-z0-9_-]{1,80}$", "example": "tzcld"}},
        cache=CATALOGUE,
        example=f"{EXPERIMENTATIONS}/tzcld",
    )
    yield Endpoint(
        path=IMPLANTATIONS,
        name="lister_implantations",
        tag=Tag.CATALOGUE,
        summary="Lister des implantations",
        description=_PLACES,
        view=views.places,
        schema=PLACED.schema,
        geo_schema=PLACED.geo_schema,
        parameters=(*FILTERS, PLACES_TRI, *PLACED.parameters, PLACES_LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{IMPLANTATIONS}?departement=59&niveau=commune&format=geojson",
    )


_LIST = (
    "Expérimentations recensées, liste non exhaustive. Une expérimentation répond quand une de ses "
    "implantations au moins répond à tous les critères ; statut, période et nombre d’implantations "
    "sont alors ceux des implantations retenues. Les valeurs d’un critère s’ajoutent, les critères "
    "se restreignent. Un thème de moins de 30 implantations se compare avec prudence."
)
_ONE = (
    "Toute la fiche : implantations, évaluations, sources, et la provenance de chaque "
    "qualification. « statut » vaut à la date de son attestation, pas à celle du jour."
)
_PLACES = (
    "Une implantation est une expérimentation sur un territoire : une expérimentation en a "
    "souvent plusieurs, les deux nombres ne se mélangent pas. En GeoJSON, communes, "
    "intercommunalités et établissements publics territoriaux sont des points ; la géométrie d’un "
    "département ou d’une région est nulle, car l’expérimentation y couvre tout le territoire."
)
