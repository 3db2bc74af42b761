"""A frame of a static map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.cadres import Cadre


@dataclass(frozen=True, slots=True)
class Feuille:
    """A frame: size in units, path data by key of what is coloured.

    ``fond`` is drawn under them, ``traits`` over them; ``cadre`` is how places are found in it,
    ``None`` where none is marked.
    """

    nom: str
    largeur: int
    hauteur: int
    traces: Mapping[str, str]
    traits: str = ""
    fond: str = ""
    cadre: Cadre | None = None

    def place(self, lonlat: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return a point (WGS 84, degrees) in units, ``None`` when it is not in this frame."""
        if self.cadre is None or lonlat is None or not self.cadre.holds(*lonlat):
            return None
        x, y = self.cadre.project(np.array([lonlat]))[0]
        return round(float(x), 1), round(float(y), 1)
