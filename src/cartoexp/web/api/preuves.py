"""Endpoints of what the catalogue rests on: evaluations and sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import NotFoundError
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import TypeSource
from cartoexp.web.api import dossier, filtering
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.filtering import FILTERS
from cartoexp.web.api.levels import MAX_LIMIT, PAGE
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.schemas import catalogue as shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.references import Cited
    from cartoexp.web.context import Web

EVALUATIONS, SOURCES = f"{ROOT}/evaluations", f"{ROOT}/sources"


class TriEvaluations(StrEnum):
    """Order of evaluations."""

    EXPERIMENTATION = "experimentation"
    ANNEE = "annee"
    PREUVE = "preuve"


class TriSources(StrEnum):
    """Order of sources."""

    ID = "id"
    TITRE = "titre"
    DATE = "date"
    CITATIONS = "citations"


_ORDERS: Mapping[TriEvaluations, Callable[[Any], Any]] = {
    TriEvaluations.EXPERIMENTATION: lambda e: (e["experimentation"], -(e["annee"] or 0), e["id"]),
    TriEvaluations.ANNEE: lambda e: (-(e["annee"] or 0), e["experimentation"], e["id"]),
    TriEvaluations.PREUVE: lambda e: (-int(e["echellePreuve"]), -(e["annee"] or 0), e["id"]),
}
_SOURCE_ORDERS: Mapping[TriSources, Callable[[Any], Any]] = {
    TriSources.ID: lambda s: s["id"],
    TriSources.TITRE: lambda s: (fold(s["libelle"]), s["id"]),
    TriSources.CITATIONS: lambda s: (-len(s["experimentations"]), s["id"]),
}
LISTED = Liste(shapes.EvaluationListee)
CITED = Liste(shapes.SourceCitee)
TRI = p.choice(
    "tri",
    "Ordre : par expérimentation, de la plus récente à la plus ancienne, ou de la preuve la plus "
    "forte à la plus faible.",
    TriEvaluations,
    TriEvaluations.EXPERIMENTATION,
)
TRI_SOURCES = p.choice(
    "tri",
    "Ordre : identifiants ou titres en montant, dates et citations en descendant.",
    TriSources,
    TriSources.ID,
)
TYPES = p.values("type", "Types de source.", [t.value for t in TypeSource])
EXPERIMENTATION = p.matching(
    "experimentation",
    "Identifiant d’une expérimentation.",
    "[a-z0-9_-]{1,80}",
    "un identifiant, comme tzcld",
    "tzcld",
)
LIMIT = p.integer("limit", "Nombre d’éléments par page.", 100, MAX_LIMIT)
SOURCE = "lagazettedescommunes-com-932516c0"
"""An example."""


@dataclass(frozen=True, slots=True)
class _Views:
    experiments: ExperimentService

    def evaluations(self, call: Call) -> Answer:
        filters = filtering.read(call, self.experiments.territoires)
        tri, vue = call.read(TRI), LISTED.read(call)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        titles = {x.id: x.titre for x in self.experiments.snapshot().experiments}
        found = self.experiments.evaluations(filters)
        items: list[shapes.EvaluationListee] = [
            {
                **dossier.evaluation(e),
                "experimentation": e.experimentation,
                "titreExperimentation": titles[e.experimentation],
            }
            for e in found
        ]
        items.sort(key=_ORDERS[tri])
        part = items[span.offset : span.offset + span.limit]
        return vue.answer(part, replace(span, total=len(items)))

    def sources(self, call: Call) -> Answer:
        types, experiment = call.read(TYPES), call.read(EXPERIMENTATION)
        tri, vue = call.read(TRI_SOURCES), CITED.read(call)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        items = [
            _cited(c)
            for c in self.experiments.cited_sources()
            if (not types or c.source.type in types)
            and (experiment is None or experiment in c.experimentations)
        ]
        if tri is TriSources.DATE:
            items.sort(key=lambda s: (s["date"] or "", s["id"]), reverse=True)
        else:
            items.sort(key=_SOURCE_ORDERS[tri])
        part = items[span.offset : span.offset + span.limit]
        return vue.answer(part, replace(span, total=len(items)))

    def source(self, call: Call) -> Answer:
        call.check()
        for cited in self.experiments.cited_sources():
            if cited.source.id == call.path["id"]:
                return Answer(_cited(cited))
        raise NotFoundError("Aucune source ne porte cet identifiant : voyez « sources ».")


def _cited(cited: Cited) -> shapes.SourceCitee:
    return {**dossier.source(cited.source), "experimentations": list(cited.experimentations)}


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of evaluations and sources."""
    views = _Views(web.services.experiments)
    yield Endpoint(
        path=EVALUATIONS,
        name="lister_evaluations",
        tag=Tag.CATALOGUE,
        summary="Lister des évaluations",
        description=_EVALUATIONS,
        view=views.evaluations,
        schema=LISTED.schema,
        parameters=(*FILTERS, TRI, *LISTED.parameters, LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{EVALUATIONS}?preuve=4,5&effet=favorable&limit=2",
    )
    yield Endpoint(
        path=SOURCES,
        name="lister_sources",
        tag=Tag.CATALOGUE,
        summary="Lister les sources",
        description="Pages et documents publics d’où vient le catalogue, et les expérimentations "
        "qui les citent, elles, leurs implantations ou leurs évaluations.",
        view=views.sources,
        schema=CITED.schema,
        parameters=(TYPES, EXPERIMENTATION, TRI_SOURCES, *CITED.parameters, LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{SOURCES}?experimentation=tzcld&limit=2",
    )
    yield Endpoint(
        path=f"{SOURCES}/{{id}}",
        name="lire_source",
        tag=Tag.CATALOGUE,
        summary="Lire une source",
        description="",
        view=views.source,
        schema=shapes.SourceCitee,
        parts={"id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$", "example": SOURCE}},
        cache=CATALOGUE,
        example=f"{SOURCES}/{SOURCE}",
    )


_EVALUATIONS = (
    "Celles des expérimentations qui répondent aux filtres ; « preuve » et « effet » retiennent "
    "les évaluations elles-mêmes. Force de la preuve et effet sont une qualification proposée par "
    "Cartoexp."
)
