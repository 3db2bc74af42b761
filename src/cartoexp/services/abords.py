"""Which places of the catalogue may have to do with a territory: a sieve before exact relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from cartoexp.domain.voisinage import NEARBY_KM

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire

KM_A_DEGREE = 110.5
"""Less than the shortest degree of latitude of France, so that nothing near is sifted out."""


@dataclass(frozen=True, slots=True, repr=False)
class Abords:
    """Codes of p places and of what holds each (4 x p), and their latitudes (p, in degrees)."""

    codes: NDArray[np.str_]
    tenants: NDArray[np.str_]
    latitudes: NDArray[np.float64]

    @classmethod
    def of(cls, places: Sequence[Territoire]) -> Self:
        """Read them from places."""
        held = [
            [t.code_region or "" for t in places],
            [t.code_departement or "" for t in places],
            [t.code_epci or "" for t in places],
            [t.code_ept or "" for t in places],
        ]
        latitudes = [t.centre[1] if t.centre else np.nan for t in places]
        return cls(
            np.array([t.code for t in places], dtype=np.str_),
            np.array(held, dtype=np.str_),
            np.array(latitudes, dtype=np.float64),
        )

    def sift(self, here: Territoire, over: Collection[str] = ()) -> list[int]:
        """Return the numbers of the places that may be linked to a territory, or near it.

        ``over`` are codes of larger territories that hold a part of it. A code that two levels
        share lets too much through, never too little.
        """
        above = (here.code_region, here.code_departement, here.code_epci, here.code_ept)
        codes = [code for code in (here.code, *above, *over) if code]
        found = np.isin(self.codes, codes)
        found |= (self.tenants == here.code).any(axis=0)
        if here.code_epci:
            found |= self.tenants[2] == here.code_epci
        if here.centre:
            found |= np.abs(self.latitudes - here.centre[1]) * KM_A_DEGREE <= NEARBY_KM
        return np.flatnonzero(found).tolist()
