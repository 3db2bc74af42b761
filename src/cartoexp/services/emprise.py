"""Which territories are in a frame of the map: those of the communes whose centre it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.territoires import Niveau, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from numpy.typing import NDArray

HOLDERS = (Niveau.EPCI, Niveau.EPT, Niveau.DEPARTEMENT, Niveau.REGION)


@dataclass(frozen=True, slots=True)
class Emprise:
    """A frame in degrees (EPSG:4326); ``ouest`` ≤ ``est``, ``sud`` ≤ ``nord``."""

    ouest: float
    sud: float
    est: float
    nord: float


@dataclass(frozen=True, slots=True)
class EmpriseIndex:
    """Centres of the n communes that have one, and who holds them.

    ``lon`` and ``lat`` (n, degrees); for each level the codes and, for each commune, the position
    of its code (-1: none).
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    levels: dict[Niveau, tuple[Sequence[str], NDArray[np.int32]]]

    @classmethod
    def build(cls, territoires: Iterable[Territoire]) -> Self:
        """Index the communes; those without a centre are in no frame."""
        communes = [t for t in territoires if t.niveau is Niveau.COMMUNE and t.centre is not None]
        centres = np.array([t.centre for t in communes], dtype=np.float64).reshape(-1, 2)
        levels = {Niveau.COMMUNE: _numbered([t.code for t in communes])}
        for niveau in HOLDERS:
            levels[niveau] = _numbered([getattr(t, f"code_{niveau}") for t in communes])
        return cls(centres[:, 0], centres[:, 1], levels)

    def territoires_in(self, emprise: Emprise) -> dict[Niveau, frozenset[str]]:
        """Return the codes, by level, of the territories that hold a commune centred there."""
        inside = (self.lon >= emprise.ouest) & (self.lon <= emprise.est)
        inside &= (self.lat >= emprise.sud) & (self.lat <= emprise.nord)
        found = {}
        for niveau, (codes, positions) in self.levels.items():
            held = np.unique(positions[inside])
            found[niveau] = frozenset(codes[i] for i in held.tolist() if i >= 0)
        return found

    def holds(self, emprise: Emprise, places: Sequence[Territoire]) -> NDArray[np.bool_]:
        """Return the mask of the places (p) that are in the frame, wholly or in part."""
        found = self.territoires_in(emprise)
        return np.array([t.code in found.get(t.niveau, ()) for t in places], dtype=bool)


def _numbered(codes: Sequence[str | None]) -> tuple[Sequence[str], NDArray[np.int32]]:
    known = sorted({code for code in codes if code})
    numbers = {code: i for i, code in enumerate(known)}
    return known, np.array([numbers.get(code or "", -1) for code in codes], dtype=np.int32)
