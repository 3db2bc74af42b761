"""Endpoints of the indicators themselves: what each is, and its value on every territory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING

from cartoexp.domain.errors import NotFoundError
from cartoexp.domain.lecture import THEMES
from cartoexp.domain.territoires import NiveauCarte, Zone
from cartoexp.domain.texte import fold
from cartoexp.services.geometries import point
from cartoexp.web.api import criteria
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.indicateurs import DIGITS
from cartoexp.web.api.levels import MAX_LIMIT, PAGE
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.schemas import statistiques as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.registry import Services
    from cartoexp.web.context import Web

PATH = f"{ROOT}/indicateurs"


class TriValeurs(StrEnum):
    """Order of the values of an indicator."""

    VALEUR = "valeur"
    NOM = "nom"
    CODE = "code"


INDICATEURS = Liste(shapes.Indicateur)
VALEURS = Liste(shapes.ValeurTerritoire, key="code", geometry=lambda item: item["centre"])
PAR = p.choice("par", "Niveau des territoires.", NiveauCarte, NiveauCarte.DEPARTEMENT)
TRI = p.choice(
    "tri",
    "Ordre : valeurs de la plus haute à la plus basse, les inconnues à la fin ; noms ou codes.",
    TriValeurs,
    TriValeurs.CODE,
)
LIMIT = p.integer("limit", "Nombre de territoires par page.", MAX_LIMIT, MAX_LIMIT)
ABOVE = (criteria.CODE_DEPARTEMENT, criteria.CODE_REGION)


@dataclass(frozen=True, slots=True)
class _Views:
    services: Services

    def known(self, call: Call) -> Answer:
        vue = INDICATEURS.read(call)
        call.check()
        return vue.answer([_told(i) for i in self.services.indicateurs.metadata])

    def values(self, call: Call) -> Answer:
        niveau, tri, vue = call.read(PAR).niveau, call.read(TRI), VALEURS.read(call)
        departement, region = (call.read(parameter) for parameter in ABOVE)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        column = self._column(call.path["id"])
        every = [
            t
            for t in self.services.territoires.level(niveau, com=False)
            if _inside(t, departement, region)
        ]
        items = self._items(niveau, every, column)
        items.sort(key=lambda item: _order(item, tri))
        part = items[span.offset : span.offset + span.limit]
        return vue.answer(part, replace(span, total=len(items)))

    def _column(self, identifiant: str) -> int:
        """Return the column of an indicator.

        Raises:
            NotFoundError: when there is none of this name.
        """
        names = [i.id for i in self.services.indicateurs.metadata]
        if identifiant not in names:
            raise NotFoundError(
                "Aucun indicateur ne porte cet identifiant : voyez « indicateurs »."
            )
        return names.index(identifiant)

    def _items(
        self, niveau: Niveau, every: Sequence[Territoire], column: int
    ) -> list[shapes.ValeurTerritoire]:
        service = self.services.indicateurs
        rows = service.rows(niveau, [t.code for t in every])
        values = service.matrix(niveau)[rows, column].tolist()
        return [_valued(t, value) for t, value in zip(every, values, strict=True)]


def _told(i: Indicateur) -> shapes.Indicateur:
    return {
        "id": i.id,
        "libelle": i.libelle,
        "description": i.description,
        "unite": i.unite,
        "theme": i.theme,
        "themeLibelle": THEMES[i.theme],
        "portee": i.portee.value,
        "source": i.source,
        "producteur": i.producteur,
        "millesime": i.millesime,
        "decimales": i.decimales,
        "manquants": dict(i.manquants),
        "ajout": i.ensemble or None,
        "licence": i.licence or None,
    }


def _valued(t: Territoire, value: float) -> shapes.ValeurTerritoire:
    return {
        "niveau": t.niveau,
        "code": t.code,
        "nom": t.nom,
        "codeDepartement": t.code_departement,
        "codeRegion": t.code_region,
        "valeur": None if isnan(value) else float(f"{value:.{DIGITS}g}"),
        "centre": None if t.zone is Zone.COM else point(t.centre),
    }


def _inside(t: Territoire, departement: str | None, region: str | None) -> bool:
    own = {t.niveau.value: t.code}
    return departement in {None, t.code_departement, own.get("departement")} and region in {
        None,
        t.code_region,
        own.get("region"),
    }


def _order(item: shapes.ValeurTerritoire, tri: TriValeurs) -> tuple[bool, float, str, str]:
    value = item["valeur"]
    if tri is TriValeurs.VALEUR:
        return value is None, -(value or 0), fold(item["nom"]), item["code"]
    return False, 0, fold(item["nom"]) if tri is TriValeurs.NOM else "", item["code"]


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of the indicators."""
    views = _Views(web.services)
    known = web.services.indicateurs.metadata[0].id
    yield Endpoint(
        path=PATH,
        name="lister_indicateurs",
        tag=Tag.INDICATEURS,
        summary="Lister les indicateurs",
        description="Ce que chacun mesure, son unité, sa source et son millésime.",
        view=views.known,
        schema=INDICATEURS.schema,
        parameters=INDICATEURS.parameters,
        parts={},
        example=PATH,
    )
    yield Endpoint(
        path=f"{PATH}/{{id}}/valeurs",
        name="lister_valeurs",
        tag=Tag.INDICATEURS,
        summary="Lister les valeurs d’un indicateur",
        description="Sur tous les territoires d’un niveau qui ont un contour.",
        view=views.values,
        schema=VALEURS.schema,
        geo_schema=VALEURS.geo_schema,
        parameters=(PAR, *ABOVE, TRI, *VALEURS.parameters, LIMIT, PAGE),
        parts={"id": {"type": "string", "pattern": "^[a-z0-9_]{1,60}$", "example": known}},
        paged=True,
        example=f"{PATH}/{known}/valeurs?par=region&tri=valeur",
    )
