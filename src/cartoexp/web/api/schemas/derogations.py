"""Shapes of the registry of derogations; what no source tells is null."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.normes import Nature
from cartoexp.domain.registre import Etat
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Decision, Fondement, Provenance, Suite
from cartoexp.web.api.schemas.catalogue import DatePartielle, Source

Cle = Annotated[
    str,
    Field(
        description="Clé de la norme : la même quelle que soit la façon de l’écrire.",
        pattern="^[a-z0-9_-]+$",
    ),
]


class Norme(TypedDict):
    """Norme écartée, telle qu’elle a été comprise."""

    cle: Cle
    libelle: str
    texteCle: Annotated[Cle, Field(description="Clé du texte, sans l’article.")]
    articles: list[str]
    nature: Annotated[Nature | None, Field(description="Nulle quand elle n’a pas été reconnue.")]
    reconnue: Annotated[
        bool, Field(description="Faux : la référence est gardée telle qu’elle est écrite.")
    ]
    ecrite: Annotated[str, Field(description="Ce qui est écrit au catalogue.")]
    url: str | None
    page: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]


class Lieu(TypedDict):
    """Territoire d’une dérogation."""

    niveau: Niveau
    code: str
    nom: str


class Derogation(TypedDict):
    """Dérogation d’une liste."""

    id: str
    experimentation: str
    titreExperimentation: str
    demande: Annotated[
        str, Field(description="Commun aux dérogations de même norme et de même objet.")
    ]
    norme: Norme
    normeProvenance: Annotated[
        Provenance,
        Field(description="« jugement » : le lien avec la norme est proposé par Cartoexp."),
    ]
    objet: str
    autorite: str | None
    fondement: Fondement
    fondementLibelle: str
    territoires: list[Lieu]
    demandeLe: DatePartielle | None
    decision: Decision
    decisionLibelle: str
    decisionLe: DatePartielle | None
    debut: DatePartielle | None
    expiration: DatePartielle | None
    evaluationDueLe: DatePartielle | None
    etat: Annotated[Etat, Field(description="Où elle en est au jour de la réponse.")]
    etatLibelle: str
    issue: Annotated[Suite, Field(description="D’après les sources, et non à ce jour.")]
    issueLibelle: str
    issueLe: DatePartielle | None
    page: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]


class DerogationComplete(Derogation):
    """Dérogation entière."""

    motifs: str | None
    acte: str | None
    acteUrl: str | None
    note: str | None
    source: Annotated[str, Field(description="Identifiant de la source de la norme et de l’acte.")]
    sourceSuite: Annotated[
        str | None, Field(description="Identifiant de la source des échéances et de l’issue.")
    ]
    sources: list[Source]
    soutiens: Annotated[
        list[str], Field(description="Autres dérogations de la même demande, par identifiant.")
    ]


class ArticleEcarte(TypedDict):
    """Article d’un texte, écarté au moins une fois."""

    cle: Cle
    libelle: str


class NormeEcartee(TypedDict):
    """Texte du registre, et ce qui en a été demandé."""

    cle: Cle
    libelle: str
    reconnue: bool
    articles: list[ArticleEcarte]
    demandes: Annotated[int, Field(description="Demandes distinctes.")]
    derogations: int
    territoires: Annotated[int, Field(description="Territoires distincts.")]
    decisions: Annotated[dict[Decision, int], Field(description="Dérogations par décision.")]
    issues: Annotated[dict[Suite, int], Field(description="Dérogations par issue.")]
    page: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]
