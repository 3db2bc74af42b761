"""Settings of a likeness as an address writes them: weights, where, sizes, who is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.lecture import THEMES
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.query import Reader

MOST_WEIGHT = 3.0
LARGEST = 100_000_000
YES = "oui"
FLAGS = ("voisine", "un_par_epci", "deja", "conditions")
_PAIR = re.compile(r"([a-z_]{1,40}):([0-3](?:\.[05])?)", re.ASCII)


class Ou(StrEnum):
    """Where comparables are sought, seen from the territory."""

    PARTOUT = "partout"
    DEPARTEMENT = "departement"
    REGION = "region"
    HORS = "hors_departement"


@dataclass(frozen=True, slots=True)
class Reglages:
    """Weights that are not 1, by theme; bounds of population; where; flags of « Essaimage »."""

    poids: tuple[tuple[str, float], ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    ou: Ou = Ou.PARTOUT
    region: str | None = None
    departement: str | None = None
    voisine: bool = False
    un_par_epci: bool = False
    deja: bool = False
    conditions: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that are set, in one order only."""
        told = {
            "poids": ",".join(f"{theme}:{weight:g}" for theme, weight in self.poids),
            "population_min": self.population_min,
            "population_max": self.population_max,
            "ou": "" if self.ou is Ou.PARTOUT else self.ou.value,
            "region": self.region,
            "departement": self.departement,
            **{name: YES if getattr(self, name) else "" for name in FLAGS},
        }
        return [(name, str(value)) for name, value in told.items() if value not in {None, ""}]

    @property
    def contraintes(self) -> Contraintes:
        """The same as constraints on the territories of an answer."""
        return Contraintes(
            meme_departement=self.ou is Ou.DEPARTEMENT,
            meme_region=self.ou is Ou.REGION,
            hors_departement=self.ou is Ou.HORS,
            regions=(self.region,) if self.region else (),
            departements=(self.departement,) if self.departement else (),
            population_min=self.population_min,
            population_max=self.population_max,
        )


COMPARABLES = ("poids", "population_min", "population_max", "ou")
ESSAIMAGE = ("poids", "population_min", "population_max", "region", "departement", *FLAGS)
"""Names of the parameters that each kind of likeness reads."""


def read_comparables(reader: Reader) -> Reglages:
    """Read the settings of comparables; problems stay with the reader."""
    low, high = _inhabitants(reader)
    return Reglages(_weights(reader), low, high, reader.choice("ou", Ou, Ou.PARTOUT))


def read_essaimage(reader: Reader) -> Reglages:
    """Read the settings of candidates; problems stay with the reader."""
    low, high = _inhabitants(reader)
    return Reglages(
        _weights(reader),
        low,
        high,
        region=reader.code("region", Niveau.REGION),
        departement=reader.code("departement", Niveau.DEPARTEMENT),
        voisine=_yes(reader, "voisine"),
        un_par_epci=_yes(reader, "un_par_epci"),
        deja=_yes(reader, "deja"),
        conditions=_yes(reader, "conditions"),
    )


def _yes(reader: Reader, name: str) -> bool:
    return bool(reader.values(name, (YES,)))


def _inhabitants(reader: Reader) -> tuple[int | None, int | None]:
    low, high = (
        reader.integer(name, 0, 0, LARGEST) if reader.single(name) else None
        for name in ("population_min", "population_max")
    )
    return low, high


def _weights(reader: Reader) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for value in filter(None, ",".join(reader.query.get("poids", ())).split(",")):
        match = _PAIR.fullmatch(value)
        if not match or float(match[2]) > MOST_WEIGHT or match[1] in found:
            told = "Un poids va de 0 à 3 par pas de 0,5, un par thème, comme demographie:1.5."
            reader.problem("poids", told)
            return ()
        found[match[1]] = float(match[2])
    kept = sorted(found, key=lambda theme: (_rank(theme), theme))
    return tuple((theme, found[theme]) for theme in kept if found[theme] != 1)


def _rank(theme: str) -> int:
    return list(THEMES).index(theme) if theme in THEMES else len(THEMES)
