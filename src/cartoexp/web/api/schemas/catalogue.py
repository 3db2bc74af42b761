"""Shapes of the catalogue: every code of a vocabulary goes with its French label."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import (
    BaseLegale,
    Confiance,
    Dimension,
    EchellePreuve,
    Effet,
    Lecture,
    Provenance,
    Rattachement,
    Statut,
    Suite,
    Theme,
    TypeEvaluation,
    TypeSource,
)
from cartoexp.web.api.schemas.commun import Nomme, Point

Annee = Annotated[int, Field(ge=1900, le=2100)]
DatePartielle = Annotated[
    str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="Année, mois ou jour.")
]
Jugement = Annotated[
    Provenance | None,
    Field(description="« jugement » : qualification proposée par Cartoexp, pas par une source."),
]
StatutPhrase = Annotated[
    str,
    Field(
        description="Ce qui peut se dire aujourd’hui : « en cours en 2019 », jamais « en cours », "
        "quand l’attestation a plus de 24 mois."
    ),
]
AReverifier = Annotated[
    bool, Field(description="Vrai quand l’attestation a plus de 24 mois ou n’a pas de date.")
]


class PartStatut(TypedDict):
    """Implantations d’une expérimentation qui ont un statut."""

    statut: Statut
    statutLibelle: str
    implantations: int


class StatutDerive(TypedDict):
    """Statut d’une expérimentation, déduit de ses implantations."""

    statut: Annotated[
        Statut | None, Field(description="Nul quand les implantations n’ont pas toutes le même.")
    ]
    statutLibelle: str
    statutPhrase: StatutPhrase
    statutDate: Annotated[
        DatePartielle | None, Field(description="Attestation la plus récente, si elle est connue.")
    ]
    statutAReverifier: AReverifier
    statuts: list[PartStatut]


class Periode(TypedDict):
    """Années d’une expérimentation ; une fin inconnue n’est pas une fin."""

    debut: Annotated[Annee | None, Field(description="Première année connue.")]
    fin: Annotated[Annee | None, Field(description="Dernière fin connue.")]
    periodeLibelle: str
    implantationsSansDebut: int
    implantationsSansFin: int


class Fiche(StatutDerive, Periode):
    """Ce que la liste et la fiche d’une expérimentation ont en commun."""

    id: str
    titre: str
    resume: str
    themes: list[Theme]
    themesLibelles: list[str]
    dimension: Dimension | None
    dimensionLibelle: str | None
    dimensionProvenance: Jugement
    baseLegale: BaseLegale
    baseLegaleLibelle: str
    baseLegaleProvenance: Jugement
    referenceLegale: str | None
    page: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]


class Experimentation(Fiche):
    """Expérimentation d’une liste : statut et période sont ceux des implantations retenues."""

    implantations: Annotated[int, Field(description="Implantations qui répondent aux critères.")]
    implantationsTotal: Annotated[int, Field(description="Toutes ses implantations recensées.")]


class StatutAtteste(TypedDict):
    """Statut d’une implantation, à la date de son attestation."""

    statut: Statut
    statutLibelle: str
    statutPhrase: StatutPhrase
    statutDate: DatePartielle | None
    statutAReverifier: AReverifier


class Implantation(StatutAtteste):
    """Une expérimentation sur un territoire."""

    id: str
    experimentation: str
    titre: Annotated[str, Field(description="Titre de l’expérimentation.")]
    titreLocal: Annotated[str | None, Field(description="Titre sur ce territoire, s’il diffère.")]
    themes: list[Theme]
    niveau: Niveau
    code: str
    nom: str
    codeEpci: str | None
    codeDepartement: str | None
    codeRegion: str | None
    debut: Annee | None
    fin: Annee | None
    centre: Annotated[
        Point | None, Field(description="Point à l’intérieur du territoire ; nul sans contour.")
    ]


class Importation(TypedDict):
    """D’où vient un enregistrement importé : fichier, ligne, instant (ISO 8601, UTC)."""

    fichier: str
    ligne: int
    instant: str


class ImplantationComplete(Implantation):
    """Une implantation, avec tout ce que le catalogue en dit."""

    nomSource: Annotated[str, Field(description="Nom du territoire dans la source.")]
    millesimeCog: int
    rattachement: Rattachement
    rattachementLibelle: str
    citeeDansEssai: bool
    resumeLocal: str | None
    referenceLegaleLocale: str | None
    perimetre: str | None
    vague: str | None
    note: str | None
    source: Annotated[str, Field(description="Identifiant d’une des sources de la fiche.")]
    importation: Annotated[
        Importation | None,
        Field(description="Nul pour ce qui vient des fichiers du catalogue."),
    ]
    codeDonne: Annotated[
        str, Field(description="Code avant tout changement de millésime du code officiel.")
    ]
    millesimeDonne: Annotated[int, Field(description="Millésime du code donné.")]


class EnAttente(TypedDict):
    """Implantation qu’un changement de millésime laisse à trancher."""

    id: str
    niveau: Niveau
    codeDonne: str
    nomSource: str
    millesimeDonne: int
    motif: str
    candidats: list[Nomme]


class Evaluation(TypedDict):
    """Évaluation ; force de la preuve et effet sont une qualification proposée par Cartoexp."""

    id: str
    annee: Annee | None
    titre: str
    evaluateur: str
    type: TypeEvaluation
    typeLibelle: str
    methode: str
    echellePreuve: EchellePreuve
    echellePreuveLibelle: str
    echellePreuveProvenance: Jugement
    effet: Effet
    effetLibelle: str
    resultats: str
    suite: Suite
    suiteLibelle: str
    lecture: Lecture
    lectureLibelle: str
    confiance: Confiance
    confianceLibelle: str
    source: Annotated[str, Field(description="Identifiant d’une des sources de la fiche.")]


class Source(TypedDict):
    """Page ou document public."""

    id: str
    titre: str | None
    libelle: Annotated[str, Field(description="Titre, ou à défaut site et chemin de la page.")]
    url: str | None
    date: DatePartielle | None
    dateLibelle: Annotated[str, Field(description="« date inconnue » quand elle l’est.")]
    type: TypeSource
    typeLibelle: str


class ExperimentationComplete(Fiche):
    """Fiche entière d’une expérimentation."""

    description: str | None
    probleme: str | None
    problemeProvenance: Jugement
    hypotheses: str | None
    criteresSucces: str | None
    echantillon: str | None
    normeDerogee: str | None
    porteurs: str | None
    partenaires: str | None
    publicVise: str | None
    financement: str | None
    conditionsTransfert: str | None
    conditionsTransfertProvenance: Jugement
    enseignements: str | None
    pageOfficielle: str | None
    notesProvenance: str | None
    parent: Annotated[str | None, Field(description="Expérimentation dont celle-ci procède.")]
    verifieLe: DatePartielle | None
    implantations: list[ImplantationComplete]
    evaluations: list[Evaluation]
    sources: list[Source]
    enAttente: Annotated[
        list[EnAttente],
        Field(description="Implantations dont le code officiel ne dit plus le territoire."),
    ]


class Resultat(TypedDict):
    """Résultat d’une recherche : un territoire ou une expérimentation."""

    type: Literal["territoire", "experimentation"]
    niveau: Niveau | None
    code: Annotated[str | None, Field(description="Code du territoire.")]
    id: Annotated[str | None, Field(description="Identifiant de l’expérimentation.")]
    nom: str
    chemin: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]
    precision: Annotated[str, Field(description="Ce qui distingue ce résultat des autres.")]


class Sante(TypedDict):
    """État du service et ce qui est chargé dans sa base."""

    statut: Literal["ok"]
    communes: int
    epci: int
    experimentations: int
    implantations: int
    evaluations: int
    millesime: Annotated[str, Field(description="Millésime du Code officiel géographique.")]


class EvaluationListee(Evaluation):
    """Évaluation d’une liste, avec l’expérimentation qu’elle évalue."""

    experimentation: str
    titreExperimentation: str


class SourceCitee(Source):
    """Source, avec les expérimentations qui la citent."""

    experimentations: Annotated[list[str], Field(description="Identifiants, en montant.")]
