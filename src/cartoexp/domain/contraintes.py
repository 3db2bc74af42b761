"""What a list of territories is kept to: same département or région, or not, and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import ContradictionError, InvalidParametersError, ParameterProblem

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire


@dataclass(frozen=True, slots=True)
class Contraintes:
    """Constraints on the territories of an answer; none by default.

    ``meme_departement``, ``meme_region`` and ``hors_departement`` are relative to the territory
    asked about; ``regions`` and ``departements`` are codes; populations are inhabitants, bounds
    included. A territory whose population is unknown meets no bound.
    """

    meme_departement: bool = False
    meme_region: bool = False
    hors_departement: bool = False
    regions: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    population_min: int | None = None
    population_max: int | None = None

    def check(self) -> None:
        """Refuse what nothing can meet.

        Raises:
            ContradictionError: same département asked for and excluded.
            InvalidParametersError: bounds that are negative or the wrong way round.
        """
        if self.meme_departement and self.hors_departement:
            told = "« Même département » et « hors de mon département » s’excluent."
            raise ContradictionError([ParameterProblem("horsDepartement", told)])
        low, high = self.population_min, self.population_max
        if (low or 0) < 0 or (high is not None and high < (low or 0)):
            told = "La population la plus petite doit être positive et inférieure à la plus grande."
            raise InvalidParametersError([ParameterProblem("populationMin", told)])

    def keeps(self, territoire: Territoire, here: Territoire | None = None) -> bool:
        """Tell whether a territory may be in the answer."""
        if here is not None and not self._beside(territoire, here):
            return False
        if self.regions and territoire.code_region not in self.regions:
            return False
        if self.departements and territoire.code_departement not in self.departements:
            return False
        return self._sized(territoire)

    def _beside(self, territoire: Territoire, here: Territoire) -> bool:
        same = territoire.code_departement == here.code_departement
        if (self.meme_departement and not same) or (self.hors_departement and same):
            return False
        return not self.meme_region or territoire.code_region == here.code_region

    def _sized(self, territoire: Territoire) -> bool:
        low, high, here = self.population_min, self.population_max, territoire.population
        if low is None and high is None:
            return True
        return here is not None and (low or 0) <= here and (high is None or here <= high)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Contraintes()
