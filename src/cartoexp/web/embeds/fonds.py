"""France as a background, with some territories drawn on it whatever their level."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.services.dessins.service import DessinService


def with_areas(dessins: DessinService, areas: Sequence[Territoire]) -> list[Feuille]:
    """Return the frames of France with these territories as « niveau-code », the largest first."""
    ordered = sorted(areas, key=lambda t: -(t.superficie_km2 or 0))
    drawn = [(f"{t.niveau}-{t.code}", dessins.traces(t.niveau, t.code)) for t in ordered]
    return [
        replace(sheet, traces={key: paths[rank] for key, paths in drawn if paths and paths[rank]})
        for rank, sheet in enumerate(dessins.fonds())
    ]
