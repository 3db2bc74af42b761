"""Profiles: the indicators of a level made comparable, whatever their units.

Each indicator is transformed (logarithm, square root…), clipped at its ends, then centred and
reduced within its level. Nothing is imputed: a missing value stays ``NaN``. The result does not
depend on the order in which territories are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CLIP = (1.0, 99.0)
WIDE_CLIP = (0.1, 99.9)
WIDE = frozenset({"population", "densite", "population_15km", "part_epci", "poids_15km"})
"""Indicators whose ends matter: clipped further out."""
SMALLEST_SPREAD = 1e-9


@dataclass(frozen=True, slots=True)
class Trait:
    """An indicator, as profiles treat it: ``none``, ``log``, ``log1p`` or ``sqrt``."""

    id: str
    theme: str
    transform: str


@dataclass(frozen=True, repr=False)
class Profils:
    """Standardised indicators of a level.

    ``codes`` (n) are in ascending order. ``z`` is (v traits x n territories), float32, read-only,
    one row a trait so that each is contiguous; ``NaN`` where the value is missing. ``ecartes``
    are the indicators left out because nothing tells the territories of the level apart.
    """

    codes: tuple[str, ...]
    traits: tuple[Trait, ...]
    z: NDArray[np.float32]
    ecartes: tuple[str, ...]
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    @classmethod
    def build(
        cls, codes: Sequence[str], traits: Sequence[Trait], values: NDArray[np.floating[Any]]
    ) -> Profils:
        """Standardise ``values`` (n x v, in their own units, ``NaN`` when missing)."""
        order = np.array(sorted(range(len(codes)), key=codes.__getitem__), dtype=np.intp)
        columns = [standardise(values[order, j], t) for j, t in enumerate(traits)]
        kept = [j for j, column in enumerate(columns) if column is not None]
        z = np.array([columns[j] for j in kept], dtype=np.float32).reshape(len(kept), len(codes))
        z.flags.writeable = False
        return cls(
            tuple(codes[i] for i in order),
            tuple(traits[j] for j in kept),
            z,
            tuple(t.id for j, t in enumerate(traits) if columns[j] is None),
            {codes[i]: row for row, i in enumerate(order.tolist())},
            {traits[j].id: column for column, j in enumerate(kept)},
        )

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes of the traits, in the order in which they first come."""
        return tuple(dict.fromkeys(t.theme for t in self.traits))

    def after(self, first: int) -> Profils:
        """Return the same territories with their traits from the ``first`` on."""
        traits = self.traits[first:]
        columns = {t.id: i for i, t in enumerate(traits)}
        return Profils(self.codes, traits, self.z[first:], self.ecartes, self.rows, columns)

    @cached_property
    def complete(self) -> NDArray[np.bool_]:
        """Whether each trait (v) is known of every territory."""
        return np.array([not np.isnan(row).any() for row in self.z], dtype=np.bool_)

    def of_theme(self, theme: str) -> NDArray[np.intp]:
        """Rows of ``z`` that belong to a theme."""
        return np.array([j for j, t in enumerate(self.traits) if t.theme == theme], dtype=np.intp)


def standardise(values: NDArray[np.floating[Any]], trait: Trait) -> NDArray[np.float64] | None:
    """Return z-scores of one indicator; ``None`` when its known values are all equal."""
    with np.errstate(invalid="ignore"):
        changed = transform(values.astype(np.float64), trait.transform)
        known = np.isfinite(changed)
        if not known.any():
            return None
        low, high = np.percentile(changed[known], WIDE_CLIP if trait.id in WIDE else CLIP)
        if low == high:
            # A rare trait, such as being a prefecture: its few cases are what matters.
            low, high = changed[known].min(), changed[known].max()
        clipped = np.clip(changed, low, high)
    spread = clipped[known].std()
    if spread < SMALLEST_SPREAD:
        return None
    result: NDArray[np.float64] = np.where(
        known, (clipped - clipped[known].mean()) / spread, np.nan
    )
    return result


def transform(values: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """Return values on the scale on which they are spread most evenly.

    A logarithm has no value at zero or below: those take the smallest positive value known.
    """
    if name == "log":
        positive = values[values > 0]
        return np.log(np.maximum(values, positive.min() if len(positive) else 1.0))
    if name == "log1p":
        return np.log1p(values)
    return np.sqrt(values) if name == "sqrt" else values
