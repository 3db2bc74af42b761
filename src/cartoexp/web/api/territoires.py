"""Endpoints of territories: communes, EPCI, EPT, départements, régions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import ParameterProblem
from cartoexp.domain.territoires import Niveau
from cartoexp.web.api import criteria, finding, levels
from cartoexp.web.api.criteria import Found
from cartoexp.web.api.endpoint import Answer, Call, Endpoint, Span
from cartoexp.web.api.fields import Fields
from cartoexp.web.api.levels import FORMAT, LIMIT, PAGE, Format, Level
from cartoexp.web.api.schemas.commun import Collection, Entite
from cartoexp.web.api.writing import View, told
from cartoexp.web.errors import MalformedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.context import Web

CHILDREN = (
    (levels.EPCIS, levels.COMMUNES),
    (levels.EPTS, levels.COMMUNES),
    (levels.DEPARTEMENTS, levels.COMMUNES),
    (levels.REGIONS, levels.DEPARTEMENTS),
)
DECIMALS = 4
"""Decimals of a score."""


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of every level."""
    views = _Views(
        web.services.territoires, Fields(web.services.territoires, web.services.geometries)
    )
    for level in levels.LEVELS:
        yield _list(level, views)
        yield _one(level, views)
        yield from (_children(level, child, views) for parent, child in CHILDREN if parent is level)


@dataclass(frozen=True, slots=True)
class _Views:
    service: TerritoireService
    fields: Fields

    def list(self, call: Call, level: Level) -> Answer:
        asked, view, span = criteria.read(call, level), View.read(call, level), _span(call)
        call.check()
        if level.niveau is Niveau.COMMUNE and view.format is Format.GEOJSON and not asked:
            raise MalformedRequestError([ParameterProblem("format", TOO_WIDE)])
        return self._page(finding.find(self.service, asked), view, span)

    def one(self, call: Call, level: Level) -> Answer:
        view = View.read(call, level)
        call.check()
        found = finding.resolve(self.service, level, call.path["code"])
        return view.one(view.item(self.fields, found.territoire, **told(found)))

    def children(self, call: Call, parent: Level, child: Level) -> Answer:
        view, span = View.read(call, child), _span(call)
        call.check()
        found = finding.resolve(self.service, parent, call.path["code"])
        members = self.service.members(found.territoire, child.niveau)
        return self._page(Found(members), view, span)

    def _page(self, found: Found, view: View, span: Span) -> Answer:
        more: dict[str, Any] = told(found.resolution)
        part = slice(span.offset, span.offset + span.limit)
        kept = found.territoires[part]
        scores = found.scores[part] if found.scores is not None else None
        items = (
            view.item(
                self.fields, t, **more, **({"_score": round(scores[i], DECIMALS)} if scores else {})
            )
            for i, t in enumerate(kept)
        )
        total = replace(span, total=len(found.territoires))
        return view.several(items, total)


def _span(call: Call) -> Span:
    return Span(call.read(PAGE), call.read(LIMIT))


def _list(level: Level, views: _Views) -> Endpoint:
    communal = level.niveau is Niveau.COMMUNE
    return Endpoint(
        path=level.address,
        name=f"lister_{level.path}",
        tag=level.tag,
        summary=f"Lister {level.plural}",
        description=_LIST,
        view=lambda call: views.list(call, level),
        schema=list[level.shape],  # type: ignore[name-defined]
        geo_schema=Collection[level.shape],  # type: ignore[name-defined]
        parameters=(
            *criteria.parameters(level),
            *(level.read_fields, FORMAT, level.read_geometry, LIMIT, PAGE),
        ),
        parts={},
        paged=True,
        conflicts=communal,
        refusals={"400": TOO_WIDE} if communal else {},
        example=_EXAMPLES[level.niveau],
    )


def _one(level: Level, views: _Views) -> Endpoint:
    return Endpoint(
        path=f"{level.address}/{{code}}",
        name=f"lire_{level.path}",
        tag=level.tag,
        summary=f"Lire {level.noun}",
        description=_ONE,
        view=lambda call: views.one(call, level),
        schema=level.shape,
        geo_schema=Entite[level.shape],  # type: ignore[name-defined]
        parameters=(level.read_fields, FORMAT, level.read_geometry),
        parts=level.parts,
        example=f"{level.address}/{level.example}",
    )


def _children(parent: Level, child: Level, views: _Views) -> Endpoint:
    return Endpoint(
        path=f"{parent.address}/{{code}}/{child.path}",
        name=f"lister_{child.path}_de_{parent.path}",
        tag=parent.tag,
        summary=f"Lister les {child.path} dans {parent.noun}",
        description="",
        view=lambda call: views.children(call, parent, child),
        schema=list[child.shape],  # type: ignore[name-defined]
        geo_schema=Collection[child.shape],  # type: ignore[name-defined]
        parameters=(child.read_fields, FORMAT, child.read_geometry, LIMIT, PAGE),
        parts=parent.parts,
        paged=True,
        example=f"{parent.address}/{parent.example}/{child.path}?fields=nom",
    )


_LIST = (
    "Les critères se combinent. Une recherche par nom donne le plus proche d’abord, avec son "
    "« _score » ; sinon l’ordre est celui des codes. Un code ancien mène au territoire actuel, et "
    "« resolution » dit comment."
)
_ONE = (
    "Un code ancien (commune fusionnée, déléguée, associée, arrondissement municipal, zéro perdu, "
    "SIREN) donne le territoire actuel, avec un champ « resolution » qui dit ce qui a été fait. Un "
    "code inconnu donne une erreur 404 avec les trois plus proches."
)
_EXAMPLES = {
    Niveau.COMMUNE: f"{levels.COMMUNES.address}?nom=Saint-Denis&boost=population&limit=5",
    Niveau.EPCI: f"{levels.EPCIS.address}?codeDepartement=59&fields=nom,population,type",
    Niveau.EPT: f"{levels.EPTS.address}?fields=nom,population,nbCommunes",
    Niveau.DEPARTEMENT: f"{levels.DEPARTEMENTS.address}?codeRegion=32",
    Niveau.REGION: f"{levels.REGIONS.address}?fields=nom,chefLieu,surface",
}
TOO_WIDE = (
    "Toutes les communes en GeoJSON ne tiennent pas dans une réponse : ajoutez un critère ou "
    "« bbox », ou prenez le fichier complet, à l’adresse /donnees/complet/communes.geojson."
)
