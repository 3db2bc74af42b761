"""Shapes of what communes were."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.histoire import Evenement
from cartoexp.web.api.schemas.commun import Nomme

Jour = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Borne(TypedDict):
    """Jour d’un événement, ou jours entre lesquels il a eu lieu."""

    jour: Annotated[Jour, Field(description="Le jour même, ou le dernier jour possible.")]
    apres: NotRequired[
        Annotated[
            Jour,
            Field(
                description="Présent quand le jour n’est pas connu : l’événement est postérieur à "
                "celui-ci. Les deux sont les jours de deux éditions du code officiel."
            ),
        ]
    ]


class Periode(TypedDict):
    """Commune sous un code, un nom et une étendue ; une borne absente n’est pas connue."""

    code: str
    nom: str
    debut: NotRequired[Borne]
    fin: NotRequired[Borne]
    evenement: NotRequired[Annotated[Evenement, Field(description="Ce qui a ouvert la période.")]]
    raison: NotRequired[Annotated[str, Field(description="Raison, dans les mots de l’INSEE.")]]
    origines: Annotated[list[str], Field(description="Codes des communes dont elle est faite.")]
    suites: Annotated[list[str], Field(description="Codes des communes qu’elle est devenue.")]


class Histoire(TypedDict):
    """Ce qu’un code de commune désignait un jour, et ce que c’est aujourd’hui."""

    code: Annotated[str, Field(description="Code demandé.")]
    date: Jour
    certain: Annotated[
        bool,
        Field(
            description="Faux quand nos sources ne permettent pas d’affirmer : « alors » liste ce "
            "qui est possible, ou la date précède ce que nos sources couvrent."
        ),
    ]
    message: str
    alors: Annotated[list[Periode], Field(description="Communes désignées ce jour-là.")]
    aujourdhui: Annotated[list[Nomme], Field(description="Communes actuelles qui en héritent.")]
    periodes: Annotated[list[Periode], Field(description="Tout ce que ce code a désigné.")]
