"""Shapes of deadlines."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.echeances import Constat, Moment, Nature, Precision, Selon
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Statut, Suite, Theme
from cartoexp.web.api.schemas.catalogue import DatePartielle


class SuiteDite(TypedDict):
    """Ce qu’il en est advenu, et ce qui le dit."""

    suite: Suite
    suiteLibelle: str
    selon: Annotated[Selon, Field(description="Ce qui le dit.")]
    date: Annotated[DatePartielle | None, Field(description="Date de ce qui le dit.")]


class Lieu(TypedDict):
    """Territoire concerné."""

    niveau: Niveau
    code: str
    nom: str


class Echeance(TypedDict):
    """Une date, autant qu’elle est connue, ce dont elle est la date et ce qu’il en est advenu."""

    id: str
    nature: Nature
    natureLibelle: str
    date: Annotated[DatePartielle | None, Field(description="Nulle quand elle est inconnue.")]
    dateLibelle: str
    precision: Precision
    auPlusTot: Annotated[
        str | None, Field(description="Premier jour possible, selon ce qui est connu.")
    ]
    auPlusTard: Annotated[
        str | None, Field(description="Dernier jour possible, selon ce qui est connu.")
    ]
    moment: Annotated[
        Moment,
        Field(description="« incertain » : la date, connue au mois ou à l’année, a pu passer."),
    ]
    experimentation: str
    titre: Annotated[str, Field(description="Titre de l’expérimentation.")]
    derogation: Annotated[
        str | None, Field(description="Dérogation dont c’est l’échéance, s’il y en a une.")
    ]
    objet: Annotated[
        str | None, Field(description="Titre de l’évaluation, ou objet de la dérogation.")
    ]
    themes: list[Theme]
    statut: Annotated[Statut | None, Field(description="Celui des territoires concernés.")]
    attestationAncienne: Annotated[
        DatePartielle | None, Field(description="Nulle dès que l’une n’est pas connue.")
    ]
    attestationRecente: DatePartielle | None
    suites: list[SuiteDite]
    evaluation: Annotated[
        Constat,
        Field(description="Ce qui est recensé ; « non_recensee » n’est pas « non évaluée »."),
    ]
    evaluationLibelle: str
    contradiction: Annotated[
        str | None, Field(description="Ce qui contredit la date, en une phrase.")
    ]
    territoires: list[Lieu]
    sources: Annotated[list[str], Field(description="Identifiants.")]
    page: Annotated[str, Field(description="Chemin de sa page, à la racine du site.")]
