"""The levels of territory that the API serves: their paths, their fields, their parameters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import ROOT, Tag
from cartoexp.web.api.fields import GEOMETRIES
from cartoexp.web.api.schemas import territoires as shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.web.api.parameters import Parameter

MAX_LIMIT = 1_000
BASE = ("nom", "code")
"""Fields that are always given."""
CODE = {"type": "string", "pattern": "^[0-9A-Za-z .-]{1,20}$"}
"""A code in a path, old ones and those to repair included."""


class Format(StrEnum):
    """Formats of a list."""

    JSON = "json"
    GEOJSON = "geojson"
    CSV = "csv"


class Table(StrEnum):
    """Formats of a list that is nowhere on a map."""

    JSON = "json"
    CSV = "csv"


LIMIT = p.integer("limit", "Nombre d’éléments par page.", MAX_LIMIT, MAX_LIMIT)
PAGE = p.page()
FORMAT = p.choice("format", "Format de la réponse.", Format, Format.JSON)
TABLE = p.choice("format", "Format de la réponse.", Table, Table.JSON)


@dataclass(frozen=True, slots=True)
class Level:
    """A level: ``path`` is its plural in addresses, ``slug`` begins the names of operations."""

    niveau: Niveau
    path: str
    tag: Tag
    noun: str
    plural: str
    shape: type
    fields: tuple[str, ...]
    default: tuple[str, ...]
    geometries: tuple[str, ...]
    pattern: str
    example: str
    zones: tuple[str, ...] = tuple(Zone)

    @property
    def address(self) -> str:
        """Path of its list."""
        return f"{ROOT}/{self.path}"

    @property
    def parts(self) -> Mapping[str, Mapping[str, str]]:
        """What stands in the path of one of its territories."""
        return {"code": {**CODE, "example": self.example}}

    @property
    def read_fields(self) -> Parameter[tuple[str, ...]]:
        """The parameter that chooses the fields."""
        told = "Champs voulus, séparés par des virgules ; nom et code sont toujours donnés."
        return p.values("fields", told, self.fields, self.default)

    @property
    def read_geometry(self) -> Parameter[str]:
        """The parameter that chooses the geometry of a GeoJSON answer."""
        told = "Géométrie d’une réponse GeoJSON : une seule."
        return p.one_of("geometry", told, self.geometries, "centre")


_COMMON = (*BASE, "population", "surface", "zone", *GEOMETRIES)
COMMUNES = Level(
    niveau=Niveau.COMMUNE,
    path="communes",
    tag=Tag.COMMUNES,
    noun="une commune",
    plural="des communes",
    shape=shapes.Commune,
    fields=(
        "nom",
        "code",
        "codeDepartement",
        "siren",
        "codeEpci",
        "codeRegion",
        "codesPostaux",
        "population",
        "surface",
        "zone",
        "type",
        "codeEpt",
        "departement",
        "epci",
        "region",
        "anciensCodes",
        "deleguees",
        "associees",
        "centre",
        "contour",
        "bbox",
        "mairie",
    ),
    default=(
        "nom",
        "code",
        "codeDepartement",
        "siren",
        "codeEpci",
        "codeRegion",
        "codesPostaux",
        "population",
    ),
    geometries=(*GEOMETRIES, "mairie"),
    pattern=r"[0-9]{5}|2[AB][0-9]{3}",
    example="59178",
)
_INTERCOMMUNAL = (
    *BASE,
    "codesDepartements",
    "codesRegions",
    "population",
    "type",
    "nbCommunes",
    "codeDepartement",
    "codeRegion",
    "surface",
    "zone",
)
EPCIS = Level(
    niveau=Niveau.EPCI,
    path="epcis",
    tag=Tag.INTERCOMMUNALITES,
    noun="une intercommunalité",
    plural="des intercommunalités à fiscalité propre",
    shape=shapes.Epci,
    fields=(*_INTERCOMMUNAL, *GEOMETRIES),
    default=_INTERCOMMUNAL[:5],
    geometries=GEOMETRIES,
    pattern=r"[0-9]{9}",
    example="200093201",
)
EPTS = Level(
    niveau=Niveau.EPT,
    path="epts",
    tag=Tag.INTERCOMMUNALITES,
    noun="un établissement public territorial",
    plural="des établissements publics territoriaux du Grand Paris",
    shape=shapes.Ept,
    fields=(*_INTERCOMMUNAL, "codeEpci", *GEOMETRIES),
    default=(*_INTERCOMMUNAL[:5], "codeEpci"),
    geometries=GEOMETRIES,
    pattern=r"[0-9]{9}",
    example="200057867",
)
DEPARTEMENTS = Level(
    niveau=Niveau.DEPARTEMENT,
    path="departements",
    tag=Tag.DEPARTEMENTS,
    noun="un département",
    plural="des départements",
    shape=shapes.Departement,
    fields=(*BASE, "codeRegion", "region", "chefLieu", "nbCommunes", *_COMMON[2:]),
    default=(*BASE, "codeRegion"),
    geometries=GEOMETRIES,
    pattern=r"[0-9]{2}|2[AB]|9[78][0-9]",
    example="59",
    zones=(Zone.METRO, Zone.DROM),
)
REGIONS = Level(
    niveau=Niveau.REGION,
    path="regions",
    tag=Tag.DEPARTEMENTS,
    noun="une région",
    plural="des régions",
    shape=shapes.Region,
    fields=(*BASE, "chefLieu", "nbCommunes", *_COMMON[2:]),
    default=BASE,
    geometries=GEOMETRIES,
    pattern=r"[0-9]{2}",
    example="32",
)
LEVELS = (COMMUNES, EPCIS, EPTS, DEPARTEMENTS, REGIONS)
