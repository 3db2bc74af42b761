"""Shapes of comparables, of candidates, and of what is sent to rank them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from cartoexp.domain.essaimage import Drapeau
from cartoexp.domain.ponderation import MOST
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.depart import MOST_CODES
from cartoexp.web.api.schemas.commun import Nomme

MOST_LISTED = 100_000
Part = Annotated[float, Field(ge=0, le=1)]
Rang = Annotated[int, Field(ge=1)]
Intervalle = Annotated[
    list[int],
    Field(min_length=2, max_length=2, description="Bornes du rang dans neuf tirages sur dix."),
]
Contributions = Annotated[
    dict[str, float], Field(description="Part de chaque thème ; leur somme est le tout.")
]
Phrases = list[str]


class Situe(TypedDict):
    """Territoire et ce qui le situe ; ce qui est inconnu est absent."""

    code: str
    nom: str
    population: NotRequired[int]
    codeEpci: NotRequired[str]
    codeDepartement: NotRequired[str]
    codeRegion: NotRequired[str]


class Comparable(Situe):
    """Territoire comparable à un autre."""

    rang: Rang
    score: Annotated[
        Part,
        Field(description="Part des paires de territoires du niveau qui se ressemblent moins."),
    ]
    intervalle: Intervalle
    confiance: Annotated[
        Part, Field(description="Part du poids des indicateurs connus des deux territoires.")
    ]
    ecart: Annotated[float, Field(ge=0, description="Carré de la distance entre les profils.")]
    raisons: Annotated[Phrases, Field(description="« rapproche », puis « eloigne ».")]
    rapproche: Annotated[Phrases, Field(description="Ce que les deux ont en commun.")]
    eloigne: Annotated[Phrases, Field(description="Ce qui les sépare.")]
    contributions: Contributions
    distanceKm: NotRequired[
        Annotated[float, Field(description="Distance entre les centres, à vol d’oiseau.")]
    ]


class Voisine(TypedDict):
    """Implantation la plus proche sur la carte."""

    code: str
    nom: str
    distanceKm: float


class Condition(TypedDict):
    """Condition de transfert de la notice, que nos données permettent de vérifier."""

    extrait: Annotated[str, Field(description="Cité de la notice.")]
    remplie: Annotated[bool | None, Field(description="Nul quand une donnée manque.")]


class Candidat(Situe):
    """Territoire où l’expérimentation pourrait aller."""

    rang: Rang
    percentile: Annotated[
        Part,
        Field(description="Part des autres territoires du niveau classés après. Pas une chance."),
    ]
    drapeau: Annotated[
        Drapeau,
        Field(description="Les 3 % les plus proches, les 12 % suivants « à adapter », les autres."),
    ]
    score: Annotated[float, Field(description="Somme des contributions ; ne vaut que par rang.")]
    contributions: Contributions
    intervalle: NotRequired[Intervalle]
    raisons: NotRequired[Annotated[Phrases, Field(description="« pour », puis « contre ».")]]
    pour: NotRequired[Phrases]
    contre: NotRequired[Phrases]
    adapter: NotRequired[
        Annotated[Phrases, Field(description="Ce qui diffère le plus des implantations.")]
    ]
    semblable: NotRequired[
        Annotated[Nomme, Field(description="Implantation au profil le plus proche.")]
    ]
    voisine: NotRequired[Voisine]
    conditions: NotRequired[
        Annotated[
            list[Condition], Field(description="Celles qui distinguent les territoires du niveau.")
        ]
    ]


class Epreuve(TypedDict):
    """Épreuve : des implantations cachées, cherchées parmi tous les autres territoires."""

    cachees: Annotated[int, Field(description="Implantations cachées à chaque tirage.")]
    tirages: int
    rappel: Annotated[
        Part, Field(description="Part des n cachées retrouvées dans les n premières, en moyenne.")
    ]
    auc: Annotated[
        Part,
        Field(description="Chance qu’une cachée passe devant un autre territoire ; 0,5 au hasard."),
    ]
    indicatif: Annotated[bool, Field(description="Vrai sous 15 implantations.")]


class NiveauAppris(TypedDict):
    """Ce qui est appris à un niveau de territoire."""

    niveau: NiveauCarte
    implantations: Annotated[int, Field(description="Territoires dont il est appris.")]
    montees: Annotated[int, Field(description="Venues d’un niveau inférieur, par appartenance.")]
    ecartes: Annotated[Phrases, Field(description="Territoires laissés de côté.")]
    methode: Literal["regression", "comparables", "aucune"]
    candidats: Annotated[int, Field(description="Territoires à classer.")]
    epreuve: Epreuve | None


class Fiche(TypedDict):
    """Fiche du modèle d’une expérimentation."""

    id: str
    titre: str
    niveaux: list[NiveauAppris]
    abandonnees: Annotated[int, Field(description="Implantations abandonnées, comptées aussi.")]
    themes: Annotated[list[str], Field(description="Thèmes dont le poids se règle.")]
    conditionsTransfert: str | None
    limites: Annotated[Phrases, Field(description="Ce que ce classement ne peut pas savoir.")]


class _Envoi(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", strict=True, use_enum_values=False
    )


def _whole(value: object) -> object:
    """Return 3 for 3.0: JSON has one kind of number only."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(_whole)
Poids = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]
Population = Annotated[int, Field(ge=0, le=100_000_000), WHOLE]


class OptionsEssaimage(_Envoi):
    """Comment classer. Aucune option n’est obligatoire."""

    poids: Annotated[dict[str, Poids], Field(description="Poids de chaque thème ; 1 sinon.")] = {}
    regions: Annotated[
        list[Annotated[str, Field(pattern=r"^[0-9]{2}$")]],
        Field(max_length=120, description="Codes des régions où chercher."),
    ] = []
    departements: Annotated[
        list[Annotated[str, Field(pattern=r"^(?:[0-9]{2}|2[AB]|9[78][0-9])$")]],
        Field(max_length=120, description="Codes des départements où chercher."),
    ] = []
    population_min: Annotated[Population | None, Field(description="Comprise.")] = None
    population_max: Annotated[Population | None, Field(description="Comprise.")] = None
    voisine: Annotated[
        bool, Field(description="Tenir compte de la proximité d’une implantation.")
    ] = False
    un_par_epci: Annotated[
        bool, Field(description="Ne garder que le premier de chaque intercommunalité.")
    ] = False
    avec_implantations: Annotated[
        bool, Field(description="Classer aussi les territoires où elle a lieu.")
    ] = False
    conditions_remplies: Annotated[
        bool,
        Field(
            description="Ne garder que ceux qui remplissent les conditions de transfert "
            "vérifiables."
        ),
    ] = False
    details: Annotated[
        bool | None,
        Field(description="Raisons et intervalles ; d’office jusqu’à 500 résultats."),
    ] = None


Limite = Annotated[
    int,
    Field(ge=1, le=MOST_LISTED, description="Nombre de candidats ; le niveau entier au plus."),
    WHOLE,
]


class EssaimageDeTerritoires(_Envoi):
    """Là où une expérimentation a lieu, par codes."""

    niveau: NiveauCarte
    territoires: Annotated[
        list[Annotated[str, Field(pattern=r"^[0-9A-Za-z .-]{1,20}$")]],
        Field(
            min_length=1,
            max_length=MOST_CODES,
            description="Codes de ce niveau, actuels ou anciens ; un code répété compte une fois.",
        ),
    ]
    options: OptionsEssaimage = OptionsEssaimage()
    limit: Limite = 100


class EssaimageDExperimentation(_Envoi):
    """Une expérimentation du catalogue, par identifiant."""

    experimentation: Annotated[
        str, Field(pattern=r"^[a-z0-9_-]{1,80}$", description="Identifiant dans le catalogue.")
    ]
    niveau: Annotated[
        NiveauCarte | None, Field(description="Celui du plus grand nombre d’implantations sinon.")
    ] = None
    options: OptionsEssaimage = OptionsEssaimage()
    limit: Limite = 100


Demande = EssaimageDeTerritoires | EssaimageDExperimentation


def demandes(themes: tuple[str, ...]) -> dict[str, type[BaseModel]]:
    """Return the shapes of what is sent, by the key that tells them apart, for known themes."""
    theme: Any = Literal[themes]
    told = OptionsEssaimage.model_fields["poids"].description
    options: Any = create_model(
        "OptionsEssaimage",
        __base__=OptionsEssaimage,
        __doc__=OptionsEssaimage.__doc__,
        poids=(Annotated[dict[theme, Poids], Field(description=told)], {}),
    )
    described = Annotated[options, Field(description="Comment classer.")]
    return {
        key: create_model(
            kind.__name__, __base__=kind, __doc__=kind.__doc__, options=(described, options())
        )
        for key, kind in (
            ("territoires", EssaimageDeTerritoires),
            ("experimentation", EssaimageDExperimentation),
        )
    }
