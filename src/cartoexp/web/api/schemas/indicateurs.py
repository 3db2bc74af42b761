"""Shapes of the indicators of a territory."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cartoexp.domain.lecture import Portee
from cartoexp.web.api.schemas.territoires import Resolution


class Position(TypedDict):
    """Place parmi les territoires du même niveau d’un groupe dont la valeur est connue."""

    part: Annotated[
        float, Field(ge=0, le=1, description="Part de ceux dont la valeur est moindre.")
    ]
    effectif: Annotated[int, Field(ge=2, description="Nombre de territoires, celui-ci compris.")]


Place = Annotated[
    Position | None,
    Field(
        description="Nulle quand la valeur manque, que le territoire n’a pas ce groupe "
        "ou qu’il y est seul."
    ),
]


class Positions(TypedDict):
    """Places d’un territoire parmi ceux de son niveau."""

    france: Place
    region: Place
    departement: Place
    taille: Place


class Indicateur(TypedDict):
    """Indicateur d’un territoire."""

    id: str
    libelle: str
    description: str
    unite: str
    theme: str
    themeLibelle: str
    portee: Annotated[
        Portee, Field(description="Ce qui est décrit : le territoire, ou ses environs.")
    ]
    source: str
    producteur: str
    millesime: str
    valeur: Annotated[float | None, Field(description="Nulle quand elle est inconnue, jamais 0.")]
    positions: Positions


class Indicateurs(TypedDict):
    """Indicateurs d’un territoire."""

    nom: str
    code: str
    resolution: NotRequired[Resolution]
    indicateurs: list[Indicateur]
