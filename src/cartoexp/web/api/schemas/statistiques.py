"""Shapes of the statistics of the catalogue: experiments and implantations, never mixed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.territoires import Niveau
from cartoexp.web.api.schemas.commun import Point


class Repartition(TypedDict):
    """Expérimentations qui ont une valeur d’un critère."""

    critere: Annotated[
        str, Field(description="theme, statut, base, dimension, preuve, effet, annee ou niveau.")
    ]
    valeur: str
    libelle: str
    experimentations: Annotated[
        int,
        Field(description="Avec les filtres de la demande, hors celui de ce critère.", ge=0),
    ]
    experimentationsCatalogue: Annotated[int, Field(description="Dans tout le catalogue.", ge=0)]
    implantationsCatalogue: Annotated[
        int | None, Field(description="Dans tout le catalogue ; nul quand il n’est pas compté.")
    ]


class Statistiques(TypedDict):
    """Comptes de la sélection et du catalogue, puis répartition par critère."""

    experimentations: int
    implantations: int
    territoires: Annotated[int, Field(description="Territoires distincts, tous niveaux.")]
    experimentationsCatalogue: int
    implantationsCatalogue: int
    ecarteesSansDate: Annotated[
        int, Field(description="Implantations écartées parce que leur début n’est pas connu.")
    ]
    repartition: list[Repartition]


class CompteTerritoire(TypedDict):
    """Expérimentations d’un territoire, à son niveau ou en dessous."""

    niveau: Niveau
    code: str
    nom: str
    codeDepartement: str | None
    codeRegion: str | None
    population: int | None
    experimentations: int
    pour100000Habitants: Annotated[
        float | None, Field(description="Nul sans population ; prudence sous 10 000 habitants.")
    ]
    centre: Point | None


class ValeurTerritoire(TypedDict):
    """Valeur d’un indicateur sur un territoire."""

    niveau: Niveau
    code: str
    nom: str
    codeDepartement: str | None
    codeRegion: str | None
    valeur: Annotated[float | None, Field(description="Nulle quand elle est inconnue, jamais 0.")]
    centre: Point | None


class Indicateur(TypedDict):
    """Ce qui est dit d’un indicateur : définition, unité, source et millésime."""

    id: str
    libelle: str
    description: str
    unite: str
    theme: str
    themeLibelle: str
    portee: str
    source: str
    producteur: str
    millesime: str
    decimales: int
    manquants: Annotated[
        dict[str, Annotated[float, Field(ge=0, le=1)]],
        Field(description="Part des territoires de chaque niveau dont la valeur est inconnue."),
    ]
    ajout: Annotated[
        str | None,
        Field(description="Ensemble avec lequel il a été ajouté sur ce site ; nul s’il est livré."),
    ]
    licence: Annotated[
        str | None,
        Field(description="D’un indicateur ajouté ; celles des autres sont celles des sources."),
    ]
