"""Endpoints of comparables: the territories most like one, and its twin far away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Niveau
from cartoexp.services.profils import PROFILED
from cartoexp.web.api import choix, levels, ranked
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import Answer, Call, Endpoint, Tag
from cartoexp.web.api.schemas import essaimage as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartoexp.domain.resolution import Resolution
    from cartoexp.services.registry import Services
    from cartoexp.web.api.levels import Level
    from cartoexp.web.api.parameters import Parameter
    from cartoexp.web.context import Web

LIMIT = p.integer("limit", "Nombre de territoires.", 20, levels.MAX_LIMIT)
JUMEAU = choix.boolean(
    "jumeau",
    "Le jumeau seulement : le premier, parmi les 200 plus proches de profil, à plus de 300 km et "
    "dans une autre région. Liste vide s’il n’y en a pas.",
)
MEME_DEPARTEMENT = choix.boolean("memeDepartement", "Dans le même département.")
MEME_REGION = choix.boolean("memeRegion", "Dans la même région.")
HORS_DEPARTEMENT = choix.boolean("horsDepartement", "Hors du département.")
RESOLUTION = {
    "description": "Codes actuels de ceux qui ne le sont plus : « ancien=actuel ». Absent sinon.",
    "schema": {"type": "string"},
}
TOTAL = {
    "description": "Nombre de territoires classés.",
    "schema": {"type": "integer", "minimum": 0},
}
_YES_NO = {"type": "string", "enum": ["true", "false"]}
HEADERS: dict[str, dict[str, Any]] = {
    "X-Total-Count": TOTAL,
    "X-Resolution": RESOLUTION,
    "X-Aucun-Proche": {
        "description": "Vrai quand même le plus proche, sans contrainte, est loin.",
        "schema": _YES_NO,
    },
    "X-Classement-Stable": {
        "description": "Faux quand X-Chevauchement est sous 0,6.",
        "schema": _YES_NO,
    },
    "X-Chevauchement": {
        "description": "Part des vingt premiers qui le restent quand les poids bougent de 10 %.",
        "schema": {"type": "number", "minimum": 0, "maximum": 1},
    },
}


@dataclass(frozen=True, slots=True)
class _Views:
    services: Services

    def around(self, call: Call, level: Level, poids: Parameter[Mapping[str, float]]) -> Answer:
        asked, limit, twin = call.read(poids), call.read(LIMIT), call.read(JUMEAU)
        kept_to = _constraints(call)
        call.check()
        kept_to.check()
        if twin and not kept_to.empty:
            told = "Un jumeau se cherche dans toute la France : retirez les autres critères."
            raise ContradictionError([ParameterProblem("jumeau", told)])
        found = self.resolve(level, call.path["code"])
        answer = self.services.comparables.around(
            found.territoire, 1 if twin else limit, asked, kept_to
        )
        listed = [answer.jumeau] if answer.jumeau else []
        items = listed if twin else answer.liste
        known = found.nature is Nature.ACTUEL
        headers = {
            "X-Total-Count": str(len(items) if twin else answer.effectif),
            "X-Aucun-Proche": ranked.yes_no(answer.aucun_proche),
            "X-Classement-Stable": ranked.yes_no(answer.stable),
            "X-Chevauchement": f"{answer.chevauchement:.2f}",
            **ranked.resolution({} if known else {found.demande: found.territoire.code}),
        }
        return Answer([ranked.comparable(item) for item in items], headers=headers)

    def resolve(self, level: Level, code: str) -> Resolution:
        """Return the current territory; an EPT is understood, and has no profile.

        Raises:
            NoProfileError: for an EPT.
            TerritoireNotFoundError: for an unknown code.
        """
        known = self.services.territoires
        if level.niveau is Niveau.EPCI and (ept := known.find(Niveau.EPT, code)):
            self.services.profils.row(ept)
        return known.resolve(level.niveau, code)


def _constraints(call: Call) -> Contraintes:
    return Contraintes(
        meme_departement=bool(call.read(MEME_DEPARTEMENT)),
        meme_region=bool(call.read(MEME_REGION)),
        hors_departement=bool(call.read(HORS_DEPARTEMENT)),
        population_min=call.read(choix.POPULATION_MIN),
        population_max=call.read(choix.POPULATION_MAX),
    )


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of comparables, one a level."""
    views = _Views(web.services)
    for level in levels.LEVELS:
        if level.niveau in PROFILED:
            weighted = tuple(web.services.comparables.weights(level.niveau).themes)
            yield _around(level, views, choix.weights(weighted))


def themes(web: Web) -> tuple[str, ...]:
    """Return the themes of the indicators."""
    return tuple(dict.fromkeys(i.theme for i in web.services.indicateurs.metadata))


def _around(level: Level, views: _Views, poids: Parameter[Mapping[str, float]]) -> Endpoint:
    near = {
        Niveau.DEPARTEMENT: (MEME_REGION,),
        Niveau.REGION: (),
    }.get(level.niveau, (MEME_DEPARTEMENT, MEME_REGION, HORS_DEPARTEMENT))
    return Endpoint(
        path=f"{level.address}/{{code}}/comparables",
        name=f"lister_comparables_de_{level.path}",
        tag=Tag.ESSAIMAGE,
        summary=f"Lister les comparables : {level.plural.removeprefix('des ')}",
        description=_TEXT if level.niveau is Niveau.COMMUNE else "",
        view=lambda call: views.around(call, level, poids),
        schema=list[shapes.Comparable],
        parameters=(LIMIT, poids, *near, choix.POPULATION_MIN, choix.POPULATION_MAX, JUMEAU),
        parts=level.parts,
        headers=HEADERS,
        conflicts=True,
        example=f"{level.address}/{level.example}/comparables?limit=3",
    )


_TEXT = (
    "Les territoires du même niveau dont les indicateurs ressemblent le plus aux siens, avec les "
    "raisons en mots. La somme des contributions des thèmes est « ecart ». Un territoire sans "
    "contour (collectivités d’outre-mer) et un établissement public territorial ne se comparent "
    "pas : 422, avec la raison."
)
