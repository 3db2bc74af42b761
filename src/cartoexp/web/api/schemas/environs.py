"""Shapes of what surrounds a territory: experiments, contact, a stop to learn from."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Statut, Theme
from cartoexp.domain.voisinage import Relation
from cartoexp.web.api.schemas.catalogue import Annee, DatePartielle, Source, StatutPhrase
from cartoexp.web.api.schemas.territoires import Resolution


class Lieu(TypedDict):
    """Territoire où se tient une expérimentation, vu d’un autre."""

    implantation: str
    niveau: Niveau
    code: str
    nom: str
    distanceKm: Annotated[
        float | None,
        Field(description="De centre à centre ; nulle quand l’un contient l’autre."),
    ]
    statut: Statut
    statutPhrase: StatutPhrase
    statutDate: DatePartielle | None
    debut: Annee | None
    fin: Annee | None
    titreLocal: str | None
    perimetre: NotRequired[str | None]
    note: NotRequired[str | None]


class Entree(TypedDict):
    """Expérimentation des environs, et où elle se tient, du plus proche au plus lointain."""

    id: str
    titre: str
    themes: list[Theme]
    lieux: list[Lieu]


class Groupe(TypedDict):
    """Expérimentations d’une même relation au territoire ; la liste s’arrête à 60."""

    relation: Annotated[
        Relation,
        Field(
            description="Ici, à l’intérieur, dans la même intercommunalité, dans un territoire "
            "plus vaste, ou à moins de 30 km."
        ),
    ]
    experimentations: int
    implantations: int
    entrees: list[Entree]


class Environs(TypedDict):
    """Expérimentations recensées ici et autour ; une implantation n’est que dans un groupe."""

    nom: str
    code: str
    resolution: NotRequired[Resolution]
    groupes: list[Groupe]


class Ouverture(TypedDict):
    """Heures d’ouverture."""

    jours: list[str]
    plages: Annotated[list[str], Field(description="Comme 08:30-12:00.")]


class Mairie(TypedDict):
    """Coordonnées publiques de la mairie ; une coordonnée inconnue ou douteuse est nulle."""

    nom: str
    code: str
    resolution: NotRequired[Resolution]
    adresse: str | None
    codePostal: str | None
    commune: str | None
    telephone: str | None
    courriel: Annotated[
        str | None, Field(description="Adresse de service, jamais celle d’une personne.")
    ]
    site: str | None
    horaires: list[Ouverture] | None


class ContreExemple(TypedDict):
    """Territoire semblable qui a arrêté une expérimentation, et ce que la fiche en dit."""

    niveau: Niveau
    code: str
    nom: str
    rang: Annotated[int, Field(ge=1, description="Rang parmi les plus proches par leur profil.")]
    distanceKm: float | None
    theme: Annotated[Theme | None, Field(description="Thème que les deux travaillent.")]
    experimentation: str
    titre: str
    implantation: str
    statut: Statut
    statutDate: DatePartielle | None
    note: str | None
    enseignements: str | None
    source: Source | None
