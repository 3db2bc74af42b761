"""What a list of territories is kept to: same département or région, or not, and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from cartoexp.domain.errors import ContradictionError, InvalidParametersError, ParameterProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire


@dataclass(frozen=True, slots=True, repr=False)
class Situations:
    """What constraints look at, by row: codes (empty when unknown), inhabitants (``NaN``)."""

    departements: NDArray[np.str_]
    regions: NDArray[np.str_]
    populations: NDArray[np.float64]

    @classmethod
    def of(cls, territoires: Sequence[Territoire]) -> Self:
        """Read them from territories."""
        return cls(
            np.array([t.code_departement or "" for t in territoires]),
            np.array([t.code_region or "" for t in territoires]),
            np.array([np.nan if t.population is None else t.population for t in territoires]),
        )


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
            ContradictionError: also bounds the wrong way round.
            InvalidParametersError: negative bounds.
        """
        if self.meme_departement and self.hors_departement:
            told = "« Même département » et « hors de mon département » s’excluent."
            raise ContradictionError([ParameterProblem("horsDepartement", told)])
        low, high = self.population_min or 0, self.population_max
        if low < 0 or (high is not None and high < 0):
            told = "Une population se donne en habitants, sans signe."
            raise InvalidParametersError([ParameterProblem("populationMin", told)])
        if high is not None and high < low:
            told = "La population la plus petite dépasse la plus grande."
            raise ContradictionError([ParameterProblem("populationMin", told)])

    def keeps(self, territoire: Territoire, here: Territoire | None = None) -> bool:
        """Tell whether a territory may be in the answer."""
        return bool(self.mask(Situations.of([territoire]), here)[0])

    def mask(self, situations: Situations, here: Territoire | None = None) -> NDArray[np.bool_]:
        """Tell by row which territories may be in the answer."""
        kept = self._sized(situations.populations)
        if self.regions:
            kept &= np.isin(situations.regions, self.regions)
        if self.departements:
            kept &= np.isin(situations.departements, self.departements)
        if here is not None:
            kept &= self._beside(situations, here)
        return kept

    def _beside(self, situations: Situations, here: Territoire) -> NDArray[np.bool_]:
        kept = np.ones(len(situations.populations), dtype=np.bool_)
        if self.meme_departement:
            kept &= situations.departements == (here.code_departement or "")
        if self.hors_departement:
            kept &= situations.departements != (here.code_departement or "")
        if self.meme_region:
            kept &= situations.regions == (here.code_region or "")
        return kept

    def _sized(self, populations: NDArray[np.float64]) -> NDArray[np.bool_]:
        low, high = self.population_min, self.population_max
        kept = np.ones(len(populations), dtype=np.bool_)
        if low is not None:
            kept &= populations >= low
        if high is not None:
            kept &= populations <= high
        return kept

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Contraintes()
