"""Criteria of the lists of territories: their parameters, and the territories that meet them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.api import levels
from cartoexp.web.api import parameters as p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.api.endpoint import Call
    from cartoexp.web.api.levels import Level
    from cartoexp.web.api.parameters import Parameter


POPULATION = "population"


class TypeCommune(StrEnum):
    """Types of commune that are served: the others lead to a current one."""

    ACTUELLE = "commune-actuelle"


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
BOOST = p.one_of("boost", "Ce qui relève le score d’un nom.", (POPULATION,))
TYPE = p.choice("type", "Type de commune.", TypeCommune, TypeCommune.ACTUELLE)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list of territories was asked for; ``parents`` are codes by attribute.

    ``position`` is (longitude, latitude) in degrees, WGS 84.
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

    def __bool__(self) -> bool:
        """Whether anything restricts the list."""
        told = (self.nom, self.code, self.siren, self.code_postal, self.parents, self.position)
        return any(told)


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
            *(POSITION, BOOST, TYPE),
        ),
        Niveau.EPCI: (NOM, CODE_DEPARTEMENT, CODE_REGION, BOOST),
        Niveau.EPT: (NOM, CODE_DEPARTEMENT, BOOST),
        Niveau.DEPARTEMENT: (NOM, CODE_REGION),
        Niveau.REGION: (NOM,),
    }
    return (code(level), *own[level.niveau], zone(level))


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
    )


def _position(found: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    lon, lat = found or (None, None)
    return None if lon is None or lat is None else (lon, lat)


ATTRIBUTES = {
    "codeEpci": "code_epci",
    "codeDepartement": "code_departement",
    "codeRegion": "code_region",
}
