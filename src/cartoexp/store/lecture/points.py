"""Geometries as two columns: longitude and latitude in WGS 84, of a point that stands for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COLUMNS = ("longitude", "latitude")
_DECIMALS = 7
"""A centimetre."""
_WGS84 = CRS.from_epsg(4326)


class Points:
    """What turns geometries (WKB) of one CRS into texts of longitude and latitude."""

    def __init__(self, crs: str | dict[str, object] | None) -> None:
        """Prepare the transformation; coordinates without CRS are taken as WGS 84."""
        self.remarque = ""
        self._transform: Transformer | None = None
        if crs is None:
            return
        try:
            known = CRS.from_user_input(crs)
        except CRSError:
            self.remarque = "Système de coordonnées inconnu, pris pour du WGS 84."
            return
        if not known.equals(_WGS84, ignore_axis_order=True):
            self._transform = Transformer.from_crs(known, _WGS84, always_xy=True)
            self.remarque = f"Coordonnées passées de {known.name} à WGS 84."

    def of_wkb(self, geometries: Sequence[bytes | None]) -> tuple[list[str], list[str]]:
        """Return longitudes and latitudes, empty where there is no geometry."""
        shapes = shapely.from_wkb(np.array(geometries, dtype=object), on_invalid="ignore")
        absent = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        other = ~absent & (shapely.get_type_id(shapes) != shapely.GeometryType.POINT)
        if other.any():
            shapes = shapes.copy()
            shapes[other] = _inside(shapes[other])
        return self.of_pairs(shapely.get_x(shapes), shapely.get_y(shapes))

    def of_pairs(self, x: Floats, y: Floats) -> tuple[list[str], list[str]]:
        """Return longitudes and latitudes of coordinates in the CRS that was given."""
        if self._transform is not None:
            x, y = self._transform.transform(x, y)
        return _told(x), _told(y)


def _inside(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    try:
        return shapely.point_on_surface(shapes)  # type: ignore[no-any-return]
    except shapely.errors.GEOSException:
        return shapely.centroid(shapes)  # type: ignore[no-any-return]


def _told(values: Floats) -> list[str]:
    return [
        format(round(value, _DECIMALS), ".7f").rstrip("0").rstrip(".") if np.isfinite(value) else ""
        for value in values.tolist()
    ]
