"""Shapes of the figures of the method: what is loaded, counted on a day."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

Comptes = dict[str, int]


class CompteTheme(TypedDict):
    """Un thème du catalogue."""

    theme: str
    libelle: str
    experimentations: int
    implantations: int
    peuFourni: Annotated[
        bool, Field(description="Moins de 30 implantations : toute comparaison y est fragile.")
    ]


class CatalogueCompte(TypedDict):
    """Le catalogue compté ; sans précision, des implantations."""

    experimentations: int
    implantations: int
    territoires: int
    evaluations: int
    experimentationsEvaluees: int
    sources: int
    sourcesSansDate: int
    sourcesSecondaires: int
    sansDebut: int
    sansAttestation: int
    rattachementsDeduits: int
    attestationsPerimees: int
    avecNote: int
    programmes: Annotated[int, Field(description="Expérimentations de plus de 40 implantations.")]
    basesJugees: int
    dimensionsJugees: int
    preuvesJugees: int
    evaluationsInternes: int
    evaluationsNonLues: int
    themes: list[CompteTheme]
    niveaux: Comptes
    statuts: Comptes
    preuves: Comptes
    effets: Comptes


class SourceOfficielle(TypedDict):
    """Paquet dont les données de référence sont tirées."""

    id: str
    producteurs: list[str]
    millesime: str
    usage: str
    source: str
    version: str
    licence: str
    sha256: str


class Controle(TypedDict):
    """Contrôle de la construction des données de référence."""

    libelle: str
    attendu: str
    mesure: str
    ok: bool


class Reparation(TypedDict):
    """Réparation des données officielles."""

    libelle: str
    nombre: int


class ReferenceComptee(TypedDict):
    """Les données de référence."""

    version: str
    millesime: str
    attribution: str
    effectifs: dict[str, int | Comptes]
    anciensCodes: Comptes
    sources: list[SourceOfficielle]
    controles: list[Controle]
    reparations: list[Reparation]


class Methode(TypedDict):
    """Chiffres de la méthode."""

    jour: str
    catalogue: CatalogueCompte
    reference: ReferenceComptee
    poids: Annotated[
        dict[str, float], Field(description="Part de chaque indicateur entre communes.")
    ]
    epreuves: Annotated[
        dict[str, Any],
        Field(description="Épreuves de la méthode, telles que `make gates` les rend."),
    ]
