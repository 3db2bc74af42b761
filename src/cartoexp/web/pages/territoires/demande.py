"""The comparables that are asked for: read from the address or the form, written back one way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.lecture import THEMES
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.services import semblables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Territoire

MOST, STEP = 3.0, 0.5
LARGEST = 100_000_000
FIELD = "poids_"
"""Before the theme, in the name of a slider."""
POIDS, OU, MIN, MAX = "poids", "ou", "population_min", "population_max"


class Ou(StrEnum):
    """Where comparables are sought."""

    PARTOUT = "partout"
    DEPARTEMENT = "departement"
    REGION = "region"
    HORS = "hors_departement"


CHOICES = {
    Niveau.COMMUNE: tuple(Ou),
    Niveau.EPCI: tuple(Ou),
    Niveau.DEPARTEMENT: (Ou.PARTOUT, Ou.REGION),
}
"""By level, what makes sense."""


@dataclass(frozen=True, slots=True)
class Demande:
    """Weights that are not 1, by theme; where; bounds of population."""

    poids: Mapping[str, float] = field(default_factory=dict)
    ou: Ou = Ou.PARTOUT
    population_min: int | None = None
    population_max: int | None = None

    @property
    def usual(self) -> bool:
        """Whether nothing was asked for."""
        return self == Demande()

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the address, in a fixed order; the usual is left out."""
        found = []
        if self.poids:
            told = (f"{t}:{self.poids[t]:g}" for t in THEMES if t in self.poids)
            found.append((POIDS, ",".join(told)))
        if self.ou is not Ou.PARTOUT:
            found.append((OU, self.ou.value))
        bounds = ((MIN, self.population_min), (MAX, self.population_max))
        return found + [(name, str(value)) for name, value in bounds if value is not None]

    def address(self, here: Territoire) -> str:
        """Return the address of the fiche with these comparables."""
        pairs = self.pairs()
        return f"{here.chemin}?{urlencode(pairs, safe=',:')}" if pairs else here.chemin

    @property
    def service(self) -> semblables.Demande:
        """The same, as the services want it."""
        limits = Contraintes(
            meme_departement=self.ou is Ou.DEPARTEMENT,
            meme_region=self.ou is Ou.REGION,
            hors_departement=self.ou is Ou.HORS,
            population_min=self.population_min,
            population_max=self.population_max,
        )
        return semblables.Demande(self.poids, limits)


def sent_by_form(query: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the query comes from the form: it is then to be rewritten as an address."""
    return any(name.startswith(FIELD) for name in query)


def read(query: Mapping[str, Sequence[str]], niveau: Niveau) -> Demande:
    """Read what is asked for, from a link or from the form.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    reader = Reader(query)
    fields = [f"{FIELD}{theme}" for theme in THEMES]
    reader.refuse_unknown((POIDS, OU, MIN, MAX, *fields))
    given = _weights(reader)
    for theme, name in zip(THEMES, fields, strict=True):
        if (value := reader.number(name, 0.0, MOST)) is not None:
            given[theme] = value
    ou = reader.choice(OU, Ou, Ou.PARTOUT)
    if ou not in CHOICES.get(niveau, (Ou.PARTOUT,)):
        reader.problem(OU, "Ce choix n’a pas de sens à ce niveau.", CHOICES.get(niveau, ()))
    low, high = (_population(reader, name) for name in (MIN, MAX))
    reader.raise_problems()
    return Demande({t: w for t, w in given.items() if w != 1}, ou, low, high)


def _weights(reader: Reader) -> dict[str, float]:
    """Read ``demographie:2,elus:0``."""
    found: dict[str, float] = {}
    for couple in filter(None, (reader.single(POIDS) or "").split(",")[: 2 * len(THEMES)]):
        theme, _, weight = couple.partition(":")
        read_one = Reader({POIDS: [weight]})
        value = read_one.number(POIDS, 0.0, MOST)
        if theme not in THEMES or value is None:
            told = f"« {POIDS} » attend des couples thème:poids, de 0 à {MOST:g}, comme elus:0.5."
            reader.problem(POIDS, told, THEMES)
            return {}
        found[theme] = value
    return found


def _population(reader: Reader, name: str) -> int | None:
    value = reader.integer(name, -1, 0, LARGEST)
    return None if value < 0 else value
