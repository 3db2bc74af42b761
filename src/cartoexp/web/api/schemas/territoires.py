"""Shapes of territories, with the field names of API Géo."""

from __future__ import annotations

from typing import Annotated, Literal, Required

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.resolution import Nature
from cartoexp.web.api.schemas.commun import Contour, Nomme, Point, Polygone

Score = Annotated[
    float,
    Field(
        description="Proximité du nom cherché : 1 pour le nom entier, 0,8 pour son début, 0,6 pour "
        "le début d’un mot, 0,4 ailleurs ; avec « boost=population », plus un centième de la "
        "population en milliers."
    ),
]
ZoneCode = Annotated[
    Literal["metro", "drom", "com"],
    Field(description="Métropole, département et région d’outre-mer, ou collectivité d’outre-mer."),
]
Population = Annotated[
    int, Field(description="Population municipale ; absente quand la source ne la donne pas.")
]
Surface = Annotated[
    float, Field(description="Surface en hectares, mesurée sur le contour, à deux décimales.")
]
Centre = Annotated[Point, Field(description="Point à l’intérieur du contour.")]


class Resolution(TypedDict):
    """Ce qui a été fait d’un code qui n’est pas un code actuel."""

    demande: Annotated[str, Field(description="Code demandé.")]
    nature: Nature
    message: Annotated[str, Field(description="Phrase qui dit ce que ce code désigne.")]


class Territoire(TypedDict, total=False):
    """Ce que tout territoire peut porter ; un champ inconnu est absent."""

    nom: Required[str]
    code: Required[str]
    population: Population
    surface: Surface
    zone: ZoneCode
    centre: Centre
    contour: Annotated[Contour, Field(description="Contour exact, à six décimales.")]
    bbox: Annotated[Polygone, Field(description="Rectangle englobant.")]
    resolution: Resolution
    _score: Score


class Commune(Territoire, total=False):
    """Commune actuelle."""

    siren: str
    codesPostaux: list[str]
    codeEpci: str
    epci: Nomme
    codeEpt: Annotated[
        str, Field(description="Établissement public territorial, dans le Grand Paris.")
    ]
    codeDepartement: str
    departement: Nomme
    codeRegion: str
    region: Nomme
    mairie: Annotated[Point, Field(description="Emplacement de la mairie.")]
    type: Literal["commune-actuelle"]
    anciensCodes: Annotated[
        list[str],
        Field(
            description="Codes qui désignent aujourd’hui cette commune : communes fusionnées, "
            "déléguées, associées, arrondissements municipaux, codes remplacés."
        ),
    ]
    deleguees: Annotated[list[Nomme], Field(description="Communes déléguées.")]
    associees: Annotated[list[Nomme], Field(description="Communes associées.")]


class Epci(Territoire, total=False):
    """Intercommunalité à fiscalité propre ; son code est son numéro SIREN."""

    type: Annotated[str, Field(description="CC, CA, CU, METRO ou MET69.")]
    nbCommunes: int
    codeDepartement: Annotated[
        str, Field(description="Département où se trouvent le plus de ses communes.")
    ]
    codeRegion: Annotated[str, Field(description="Région de ce département.")]
    codesDepartements: list[str]
    codesRegions: list[str]


class Ept(Epci, total=False):
    """Établissement public territorial, au sein de la métropole du Grand Paris."""

    codeEpci: Annotated[str, Field(description="SIREN de la métropole du Grand Paris.")]


class Departement(Territoire, total=False):
    """Département, ou collectivité d’outre-mer (zone « com »)."""

    codeRegion: str
    region: Nomme
    chefLieu: Annotated[str, Field(description="Code de la commune chef-lieu.")]
    nbCommunes: int


class Region(Territoire, total=False):
    """Région."""

    chefLieu: Annotated[str, Field(description="Code de la commune chef-lieu.")]
    nbCommunes: int
