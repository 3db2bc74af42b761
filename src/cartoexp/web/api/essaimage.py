"""Endpoints of essaimage: candidates of an experiment or of codes, and the card of its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.services import fiche_modele
from cartoexp.services.essaimage import Options
from cartoexp.services.voisines import THEME
from cartoexp.web.api import choix, ranked
from cartoexp.web.api import parameters as p
from cartoexp.web.api.bodies import Body
from cartoexp.web.api.comparables import RESOLUTION, TOTAL, themes
from cartoexp.web.api.endpoint import CATALOGUE, NEVER, ROOT, Answer, Call, Endpoint, Tag
from cartoexp.web.api.modele import card
from cartoexp.web.api.schemas import essaimage as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartoexp.services.depart import Depart
    from cartoexp.services.registry import Services
    from cartoexp.web.api.parameters import Parameter
    from cartoexp.web.context import Web

MOST_BYTES = 512 * 1024
"""Enough for 40,000 codes."""
DETAILED = 500
"""Candidates up to which reasons and intervals come unasked."""
NIVEAU = p.one_of(
    "niveau",
    "Niveau des territoires ; sinon celui du plus grand nombre d’implantations.",
    [n.value for n in NiveauCarte],
)
LIMIT = p.integer(
    "limit", "Nombre de candidats ; le niveau entier au plus.", 100, shapes.MOST_LISTED
)
VOISINE = choix.boolean("voisine", "Tenir compte de la proximité d’une implantation.")
UN_PAR_EPCI = choix.boolean("unParEpci", "Ne garder que le premier de chaque intercommunalité.")
AVEC = choix.boolean("avecImplantations", "Classer aussi les territoires où elle a lieu.")
REMPLIES = choix.boolean(
    "conditionsRemplies",
    "Ne garder que ceux qui remplissent les conditions de transfert vérifiables.",
)
DETAILS = choix.boolean(
    "details", f"Raisons et intervalles ; d’office jusqu’à {DETAILED} résultats."
)
HEADERS: dict[str, dict[str, Any]] = {
    "X-Total-Count": TOTAL,
    "X-Niveau": {
        "description": "Niveau des territoires classés.",
        "schema": {"type": "string", "enum": [n.value for n in NiveauCarte]},
    },
    "X-Methode": {
        "description": "« comparables » avec une ou deux implantations : rien n’est appris, le "
        "classement est celui des plus semblables.",
        "schema": {"type": "string", "enum": ["regression", "comparables"]},
    },
    "X-Implantations": {
        "description": "Nombre de territoires dont il est appris.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "X-Ecartes": {
        "description": "Nombre de territoires laissés de côté : sans contour, ou d’un niveau "
        "supérieur.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "X-Resolution": RESOLUTION,
}


@dataclass(frozen=True, slots=True)
class _Views:
    services: Services
    poids: Parameter[Mapping[str, float]]

    def candidates(self, call: Call) -> Answer:
        niveau, limit, details = call.read(NIVEAU), call.read(LIMIT), call.read(DETAILS)
        options = Options(
            call.read(self.poids),
            Contraintes(
                regions=call.read(choix.REGIONS),
                departements=call.read(choix.DEPARTEMENTS),
                population_min=call.read(choix.POPULATION_MIN),
                population_max=call.read(choix.POPULATION_MAX),
            ),
            bool(call.read(VOISINE)),
            bool(call.read(UN_PAR_EPCI)),
            bool(call.read(AVEC)),
            bool(call.read(REMPLIES)),
            _detailed(details, limit),
        )
        call.check()
        self._check(options)
        level = Niveau(niveau) if niveau else None
        return self._rank(
            self.services.departs.of_experiment(call.path["id"], level), options, limit
        )

    def post(self, call: Call) -> Answer:
        asked: shapes.Demande = call.body
        call.check()
        given = asked.options
        options = Options(
            given.poids,
            Contraintes(
                regions=tuple(given.regions),
                departements=tuple(given.departements),
                population_min=given.population_min,
                population_max=given.population_max,
            ),
            given.voisine,
            given.un_par_epci,
            given.avec_implantations,
            given.conditions_remplies,
            _detailed(given.details, asked.limit),
        )
        self._check(options)
        return self._rank(self._depart(asked), options, asked.limit)

    def _depart(self, asked: shapes.Demande) -> Depart:
        departs = self.services.departs
        level = Niveau(asked.niveau) if asked.niveau else None
        if isinstance(asked, shapes.EssaimageDExperimentation):
            return departs.of_experiment(asked.experimentation, level)
        return departs.of_codes(asked.territoires, Niveau(asked.niveau))

    def _check(self, options: Options) -> None:
        options.contraintes.check()
        choix.check_places(options.contraintes, self.services.territoires)
        if THEME in options.poids and not options.voisine:
            told = f"« {THEME} » ne se pèse qu’avec l’option « voisine »."
            raise ContradictionError([ParameterProblem("poids", told)])

    def _rank(self, depart: Depart, options: Options, limit: int) -> Answer:
        found = self.services.essaimage.rank(depart, options, limit)
        headers = {
            "X-Total-Count": str(found.effectif),
            "X-Niveau": depart.niveau.value,
            "X-Methode": "comparables" if found.comparables_seulement else "regression",
            "X-Implantations": str(len(depart.territoires)),
            "X-Ecartes": str(len(depart.ecartes)),
            **ranked.resolution(depart.resolus),
        }
        items = [ranked.candidat(c, details=options.details) for c in found.candidats]
        return Answer(items, headers=headers)

    def card(self, call: Call) -> Answer:
        call.check()
        services = self.services
        found = fiche_modele.describe(services.departs, services.essaimage, call.path["id"])
        return Answer(card(found, services.profils))


def _detailed(asked: bool | None, limit: int) -> bool:  # noqa: FBT001  an option as it was given
    return limit <= DETAILED if asked is None else asked


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of essaimage."""
    known = (*themes(web), THEME)
    views = _Views(web.services, choix.weights(known))
    parts = {"id": {"type": "string", "pattern": "^[a-z0-9_-]{1,80}$", "example": "tzcld"}}
    yield Endpoint(
        path=f"{ROOT}/experimentations/{{id}}/candidats",
        name="lister_candidats",
        tag=Tag.ESSAIMAGE,
        summary="Lister les territoires où une expérimentation pourrait aller",
        description=_CANDIDATES,
        view=views.candidates,
        schema=list[shapes.Candidat],
        parameters=(
            *(NIVEAU, LIMIT, views.poids, choix.REGIONS, choix.DEPARTEMENTS),
            *(choix.POPULATION_MIN, choix.POPULATION_MAX, VOISINE, UN_PAR_EPCI, AVEC),
            *(REMPLIES, DETAILS),
        ),
        parts=parts,
        headers=HEADERS,
        conflicts=True,
        cache=CATALOGUE,
        example=f"{ROOT}/experimentations/tzcld/candidats?limit=3",
    )
    yield Endpoint(
        path=f"{ROOT}/experimentations/{{id}}/essaimage",
        name="lire_modele",
        tag=Tag.ESSAIMAGE,
        summary="Lire ce dont ce classement apprend, et ce qu’il vaut",
        description=_CARD,
        view=views.card,
        schema=shapes.Fiche,
        parts=parts,
        cache=CATALOGUE,
        example=f"{ROOT}/experimentations/tzcld/essaimage",
    )
    yield Endpoint(
        path=f"{ROOT}/essaimage",
        name="classer_candidats",
        tag=Tag.ESSAIMAGE,
        summary="Classer les candidats à partir d’une liste de territoires",
        description=_POST,
        view=views.post,
        schema=list[shapes.Candidat],
        parts={},
        body=Body(shapes.demandes(known), _EXAMPLE, MOST_BYTES),
        headers=HEADERS,
        conflicts=True,
        cache=NEVER,
        example=f"{ROOT}/essaimage",
    )


_EXAMPLE = {
    "niveau": "commune",
    "territoires": ["59178", "62498", "02691", "80001"],
    "options": {"regions": ["32"], "populationMax": 50_000},
    "limit": 3,
}
_CANDIDATES = (
    "Tous les autres territoires du niveau, du plus semblable à ceux où elle a lieu au moins "
    "semblable. Une régression apprend ce qui distingue ces derniers ; la somme des contributions "
    "des thèmes est « score ». Ce n’est pas une chance de réussite : un rang."
)
_CARD = (
    "Par niveau : le nombre d’implantations dont il est appris, et une épreuve qui en cache une "
    "partie et la cherche parmi tous les autres territoires."
)
_POST = (
    "Comme les candidats d’une expérimentation, pour une liste de codes d’un même niveau (40 000 "
    "au plus, 512 Ko) ou pour une expérimentation du catalogue. Un code inconnu à ce niveau est "
    "refusé, avec les autres : rien n’est deviné."
)
