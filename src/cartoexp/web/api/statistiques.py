"""Endpoints of the counts of the catalogue: by criterion and by territory, as the map shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import NiveauCarte, Zone
from cartoexp.domain.texte import fold
from cartoexp.services.geometries import point
from cartoexp.services.listing import Tri
from cartoexp.web.api import filtering
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.filtering import FILTERS
from cartoexp.web.api.levels import MAX_LIMIT, PAGE, TABLE, Table
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.schemas import statistiques as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services
    from cartoexp.web.context import Web

PATH = f"{ROOT}/statistiques"
RATE = 100_000
DECIMALS = 2


class TriTerritoires(StrEnum):
    """Order of territories that are counted."""

    EXPERIMENTATIONS = "experimentations"
    TAUX = "taux"
    NOM = "nom"
    CODE = "code"


COMPTES = Liste(shapes.CompteTerritoire, key="code", geometry=lambda item: item["centre"])
PAR = p.choice("par", "Niveau des territoires comptés.", NiveauCarte, NiveauCarte.DEPARTEMENT)
TRI = p.choice(
    "tri",
    "Ordre : les nombres du plus grand au plus petit, les noms et les codes en montant.",
    TriTerritoires,
    TriTerritoires.EXPERIMENTATIONS,
)
LIMIT = p.integer("limit", "Nombre de territoires par page.", MAX_LIMIT, MAX_LIMIT)
OVER = {
    "X-Au-Dessus": {
        "description": "Expérimentations de la sélection qu’aucun territoire de ce niveau ne "
        "porte : elles sont sur un territoire plus vaste.",
        "schema": {"type": "integer", "minimum": 0},
    }
}


@dataclass(frozen=True, slots=True)
class _Views:
    services: Services

    def whole(self, call: Call) -> Answer:
        filters = filtering.read(call, self.services.territoires)
        asked = call.read(TABLE)
        call.check()
        service = self.services.experiments
        found = service.list_page(filters, Tri.TITRE, 0, 1)
        rows = [*self._facets(filters), *self._years(filters)]
        if asked is Table.CSV:
            return Answer(rows, columns=tuple(shapes.Repartition.__annotations__))
        content: shapes.Statistiques = {
            "experimentations": found.experimentations,
            "implantations": found.implantations,
            "territoires": found.territoires,
            "experimentationsCatalogue": found.experimentations_catalogue,
            "implantationsCatalogue": found.implantations_catalogue,
            "ecarteesSansDate": found.ecartees_sans_date,
            "repartition": rows,
        }
        return Answer(content)

    def _facets(self, filters: Filters) -> Iterator[shapes.Repartition]:
        for critere, choices in self.services.experiments.facets(filters).items():
            for choice in choices:
                yield {
                    "critere": critere,
                    "valeur": choice.value,
                    "libelle": choice.label,
                    "experimentations": choice.count,
                    "experimentationsCatalogue": choice.total,
                    "implantationsCatalogue": choice.implantations,
                }

    def _years(self, filters: Filters) -> Iterator[shapes.Repartition]:
        found = self.services.experiments.starts(filters)
        rows = [
            (f"-{year.annee}" if year.groupe else str(year.annee), year.count, year.total)
            for year in found.annees
        ]
        for valeur, now, ever in [*rows, ("", found.sans_date, found.sans_date_total)]:
            label = f"{valeur[1:]} et avant" if valeur.startswith("-") else valeur
            yield {
                "critere": "annee",
                "valeur": valeur,
                "libelle": label or "Début inconnu",
                "experimentations": now,
                "experimentationsCatalogue": ever,
                "implantationsCatalogue": None,
            }

    def territories(self, call: Call) -> Answer:
        filters = filtering.read(call, self.services.territoires)
        niveau, tri, vue = call.read(PAR).niveau, call.read(TRI), COMPTES.read(call)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        counts = self.services.experiments.counts(filters, niveau)
        every = [
            (t, counts.experimentations[t.code])
            for t in self.services.territoires.level(niveau)
            if t.code in counts.experimentations
        ]
        items = [_counted(t, n) for t, n in every]
        items.sort(key=lambda item: _order(item, tri))
        headers = {"X-Au-Dessus": str(counts.au_dessus)}
        part = items[span.offset : span.offset + span.limit]
        return vue.answer(part, replace(span, total=len(items)), headers=headers)


def _counted(t: Territoire, experiments: int) -> shapes.CompteTerritoire:
    rate = experiments * RATE / t.population if t.population else None
    return {
        "niveau": t.niveau,
        "code": t.code,
        "nom": t.nom,
        "codeDepartement": t.code_departement,
        "codeRegion": t.code_region,
        "population": t.population,
        "experimentations": experiments,
        "pour100000Habitants": None if rate is None else round(rate, DECIMALS),
        "centre": None if t.zone is Zone.COM else point(t.centre),
    }


def _order(item: shapes.CompteTerritoire, tri: TriTerritoires) -> tuple[float, str, str]:
    code = item["code"]
    if tri is TriTerritoires.NOM:
        return 0, fold(item["nom"]), code
    if tri is TriTerritoires.CODE:
        return 0, code, ""
    value = item["experimentations"]
    rate = item["pour100000Habitants"]
    return (
        -(value if tri is TriTerritoires.EXPERIMENTATIONS else rate or 0),
        fold(item["nom"]),
        code,
    )


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of the statistics."""
    views = _Views(web.services)
    yield Endpoint(
        path=PATH,
        name="lire_statistiques",
        tag=Tag.CATALOGUE,
        summary="Compter les expérimentations par critère",
        description=_WHOLE,
        view=views.whole,
        schema=shapes.Statistiques,
        parameters=(*FILTERS, TABLE),
        parts={},
        cache=CATALOGUE,
        example=f"{PATH}?departement=59",
    )
    yield Endpoint(
        path=f"{PATH}/territoires",
        name="compter_par_territoire",
        tag=Tag.CATALOGUE,
        summary="Compter les expérimentations par territoire",
        description=_TERRITORIES,
        view=views.territories,
        schema=COMPTES.schema,
        geo_schema=COMPTES.geo_schema,
        parameters=(PAR, *FILTERS, TRI, *COMPTES.parameters, LIMIT, PAGE),
        parts={},
        headers=OVER,
        paged=True,
        cache=CATALOGUE,
        example=f"{PATH}/territoires?par=region&theme=emploi",
    )


_WHOLE = (
    "Ce que montrent les filtres des pages : pour chaque valeur de chaque critère, les "
    "expérimentations distinctes qu’elle donnerait, les autres filtres gardés, et celles de tout "
    "le catalogue. Les années sont celles des débuts. Le CSV donne la répartition seule. Un thème "
    "de moins de 30 implantations se compare avec prudence."
)
_TERRITORIES = (
    "Ce que colorie la carte : les expérimentations distinctes de chaque territoire d’un niveau "
    "(« par »), à ce niveau ou en dessous. Un territoire absent n’en a aucune de recensée : cela "
    "ne dit pas qu’il n’y en a pas."
)
