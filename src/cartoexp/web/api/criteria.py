"""Criteria of the lists of territories: their parameters, and the territories that meet them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.api import levels
from cartoexp.web.api import parameters as p
from cartoexp.web.api.parameters import Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.api.endpoint import Call
    from cartoexp.web.api.levels import Level

    Box = tuple[float, float, float, float]


POPULATION = "population"


class TypeCommune(StrEnum):
    """Types of commune that are served: the others lead to a current one."""

    ACTUELLE = "commune-actuelle"


class TriTerritoires(StrEnum):
    """Order of a list of territories."""

    CODE = "code"
    NOM = "nom"
    POPULATION = "population"


TRI = p.one_of(
    "tri",
    "Ordre : code, nom, ou population de la plus grande à la plus petite. Sans lui, une recherche "
    "par nom donne le plus proche d’abord, sinon l’ordre est celui des codes.",
    list(TriTerritoires),
)
SIDES = 4


def read_box(reader: Reader) -> Box | None:
    """Read west, south, east, north in degrees.

    Raises:
        ContradictionError: when the west is not before the east, nor the south before the north.
    """
    text = reader.single("bbox")
    if text is None:
        return None
    numbers = [Reader({"bbox": [part]}).number("bbox", -180, 180) for part in text.split(",")]
    known = [number for number in numbers if number is not None]
    if len(numbers) != SIDES or len(known) != SIDES:
        reader.problem("bbox", "« bbox » attend quatre nombres : ouest, sud, est, nord.")
        return None
    west, south, east, north = known
    if west > east or south > north:
        told = "« bbox » attend l’ouest avant l’est, le sud avant le nord."
        raise ContradictionError([ParameterProblem("bbox", told)])
    return west, south, east, north


NOM = p.text("nom", "Nom, ou une partie, sans égard aux accents ni aux tirets.", "Saint-Denis")
SIREN = p.matching("siren", "Numéro SIREN.", r"[0-9]{9}", "neuf chiffres", "215901786")
CODE_POSTAL = p.matching("codePostal", "Code postal.", r"[0-9]{5}", "cinq chiffres", "59500")
CODE_EPCI = p.matching(
    "codeEpci",
    "Code SIREN de l’intercommunalité.",
    levels.EPCIS.pattern,
    "neuf chiffres",
    "200044618",
)
CODE_DEPARTEMENT = p.matching(
    "codeDepartement",
    "Code du département.",
    levels.DEPARTEMENTS.pattern,
    "un code de département, comme 59, 2A ou 974",
    "59",
)
CODE_REGION = p.matching(
    "codeRegion", "Code de la région.", levels.REGIONS.pattern, "deux chiffres, comme 32", "32"
)
POSITION = p.together(
    "position",
    "Position : la commune dont le contour exact la contient.",
    p.number("lon", "Longitude en degrés (WGS 84).", 180, 3.08),
    p.number("lat", "Latitude en degrés (WGS 84).", 90, 50.37),
)
BBOX = Parameter(
    "bbox",
    "Cadre que le contour touche : ouest, sud, est, nord, en degrés (WGS 84).",
    {
        "type": "array",
        "items": {"type": "number", "minimum": -180, "maximum": 180},
        "minItems": 4,
        "maxItems": 4,
    },
    read_box,
    "2.9,50.3,3.2,50.5",
    listed=True,
    expected="quatre nombres : ouest, sud, est, nord",
)
BOOST = p.one_of("boost", "Ce qui relève le score d’un nom.", (POPULATION,))
TYPE = p.choice("type", "Type de commune.", TypeCommune, TypeCommune.ACTUELLE)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list of territories was asked for; ``parents`` are codes by attribute.

    ``position`` is (longitude, latitude), ``cadre`` (west, south, east, north): degrees, WGS 84.
    """

    niveau: Niveau
    zones: tuple[str, ...]
    nom: str | None = None
    code: str | None = None
    siren: str | None = None
    code_postal: str | None = None
    parents: tuple[tuple[str, str], ...] = ()
    position: tuple[float, float] | None = None
    boost: bool = False
    cadre: Box | None = None
    tri: str = ""

    def __bool__(self) -> bool:
        """Whether anything restricts the list."""
        told = (self.nom, self.code, self.siren, self.code_postal, self.parents, self.position)
        return any((*told, self.cadre, Zone.METRO not in self.zones))


@dataclass(frozen=True, slots=True)
class Found:
    """Territories in order, with their score when a name was asked; how a code was resolved."""

    territoires: Sequence[Territoire]
    scores: Sequence[float] | None = None
    resolution: Resolution | None = None


def code(level: Level) -> Parameter[str | None]:
    """Return the parameter that names one territory of a level."""
    expected = f"un code, comme {level.example}"
    told = "Code, actuel ou ancien."
    return p.matching("code", told, r"[0-9A-Za-z]{1,14}", expected, level.example)


def zone(level: Level) -> Parameter[tuple[str, ...]]:
    """Return the parameter that restricts a level to parts of France."""
    told = "Métropole, départements et régions d’outre-mer, collectivités d’outre-mer."
    return p.values("zone", told, [z.value for z in Zone], level.zones)


def parameters(level: Level) -> tuple[Parameter[Any], ...]:
    """Return the criteria of a level."""
    own: dict[Niveau, tuple[Parameter[Any], ...]] = {
        Niveau.COMMUNE: (
            *(NOM, CODE_POSTAL, SIREN, CODE_EPCI, CODE_DEPARTEMENT, CODE_REGION),
            *(POSITION, BBOX, BOOST, TYPE),
        ),
        Niveau.EPCI: (NOM, CODE_DEPARTEMENT, CODE_REGION, BOOST),
        Niveau.EPT: (NOM, CODE_DEPARTEMENT, BOOST),
        Niveau.DEPARTEMENT: (NOM, CODE_REGION),
        Niveau.REGION: (NOM,),
    }
    return (code(level), *own[level.niveau], zone(level), TRI)


def read(call: Call, level: Level) -> Criteria:
    """Read the criteria of a level; refusals are kept by the call."""
    asked = {parameter.name: call.read(parameter) for parameter in parameters(level)}
    return Criteria(
        niveau=level.niveau,
        zones=asked["zone"],
        nom=asked["nom"] or None,
        code=asked["code"],
        siren=asked.get("siren"),
        code_postal=asked.get("codePostal"),
        parents=tuple(
            (attribute, asked[name]) for name, attribute in ATTRIBUTES.items() if asked.get(name)
        ),
        position=_position(asked.get("position")),
        boost=asked.get("boost") == POPULATION,
        cadre=asked.get("bbox"),
        tri=asked["tri"],
    )


def _position(found: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    lon, lat = found or (None, None)
    return None if lon is None or lat is None else (lon, lat)


ATTRIBUTES = {
    "codeEpci": "code_epci",
    "codeDepartement": "code_departement",
    "codeRegion": "code_region",
}
