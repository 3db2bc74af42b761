"""Shapes that every answer may hold: geometries, features, problems."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, NotRequired, TypeVar

from pydantic import Field
from typing_extensions import TypedDict

T = TypeVar("T")

Position = Annotated[list[float], Field(min_length=2, max_length=2)]
Ring = Annotated[list[Position], Field(min_length=4)]


class Point(TypedDict):
    """Point GeoJSON, longitude puis latitude, en WGS 84."""

    type: Literal["Point"]
    coordinates: Position


class Polygone(TypedDict):
    """Polygone GeoJSON, en WGS 84."""

    type: Literal["Polygon"]
    coordinates: list[Ring]


class MultiPolygone(TypedDict):
    """Multipolygone GeoJSON, en WGS 84."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[Ring]]


Contour = Polygone | MultiPolygone
Geometrie = Point | Polygone | MultiPolygone


class Entite(TypedDict, Generic[T]):
    """Entité GeoJSON (RFC 7946)."""

    type: Literal["Feature"]
    id: NotRequired[str]
    geometry: Geometrie | None
    properties: T


class Collection(TypedDict, Generic[T]):
    """Collection d’entités GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"]
    features: list[Entite[T]]


class Nomme(TypedDict):
    """Code et nom d’un territoire."""

    code: str
    nom: str


class Proche(TypedDict):
    """Suggestion : ce qui ressemble le plus à ce qui était demandé."""

    titre: str
    chemin: str


class ParametreRefuse(TypedDict):
    """Paramètre refusé. La valeur reçue n’est jamais répétée."""

    parametre: str
    message: str
    valeursAdmises: list[str]


class Probleme(TypedDict):
    """Erreur, au format « problem details » (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    proches: NotRequired[list[Proche]]
    erreurs: NotRequired[list[ParametreRefuse]]
