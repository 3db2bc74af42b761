"""How the values of a level are spread, as a silhouette on which one value can be placed."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 48, 30
"""Size of a silhouette, in units; y grows downwards, the base is at the bottom."""
WINSOR = 0.005
"""Share of the territories beyond each end: they are drawn, and placed, at the end."""
FEW = 40
"""Below this number of territories each is a stroke of its own."""
LOG_RATIO = 20.0
"""A logarithmic scale is worth its difficulty when the ends differ by this factor."""
SMOOTH = 1.2
"""Standard deviation of the smoothing, in steps."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The ends of the axis, its scale, and the drawing, as path data.

    ``chacun`` says that each stroke is one territory; otherwise the path is a silhouette.
    """

    low: float
    high: float
    logarithmic: bool
    trace: str
    chacun: bool

    def place(self, value: float) -> float:
        """Return where a value stands on the axis, in percent, within 0 and 100."""
        within = min(max(value, self.low), self.high)
        if self.logarithmic:
            return log(within / self.low) / log(self.high / self.low) * 100
        return (within - self.low) / (self.high - self.low) * 100


def describe(known: NDArray[np.floating[Any]], *, logarithmic: bool) -> Distribution | None:
    """Return the distribution of values sorted in ascending order; ``None`` when all are equal.

    ``logarithmic`` asks for a logarithmic scale; it is granted when the values are positive and
    spread enough.
    """
    size = len(known)
    if not size:
        return None
    cut = int(size * WINSOR)
    low, high = float(known[cut]), float(known[size - 1 - cut])
    if low == high:
        return None
    spread = logarithmic and low > 0 and high / low >= LOG_RATIO
    within = np.clip(known.astype(np.float64), low, high)
    places = np.log(within / low) / log(high / low) if spread else (within - low) / (high - low)
    trace = _strokes(places) if size < FEW else _silhouette(places)
    return Distribution(low, high, spread, trace, chacun=size < FEW)


def _strokes(places: NDArray[np.float64]) -> str:
    """Return one stroke a territory."""
    return "".join(f"M{x:.1f} 8V{HEIGHT}" for x in (places * WIDTH).tolist())


def _silhouette(places: NDArray[np.float64]) -> str:
    """Return the smoothed number of territories along the axis, as an area."""
    counts, _ = np.histogram(places, bins=WIDTH, range=(0.0, 1.0))
    reach = np.arange(-4, 5)
    kernel = np.exp(-((reach / SMOOTH) ** 2) / 2)
    # Mirrored at both ends, so that a crowd at an end does not seem to thin out there.
    padded = np.pad(counts.astype(np.float64), len(reach) // 2, mode="symmetric")
    smooth = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    tops = np.rint(HEIGHT - 1 - smooth / smooth.max() * (HEIGHT - 2)).astype(int)
    steps = np.diff(tops).tolist()
    line = " ".join(f"1 {step}" if step >= 0 else f"1{step}" for step in steps)
    return f"M0 {HEIGHT}V{tops[0]}h.5l{line}h.5V{HEIGHT}z"
