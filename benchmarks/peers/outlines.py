"""What the peers draw: simplified outlines as GeoJSON and as vector tiles, and two sets of classes.

Each territory is known by its rank in the file of contours; ``classes-<niveau>.json`` gives the
class (1 to 5) of each rank, one digit a territory, in two divisions ``a`` and ``b``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FILES = {Niveau.COMMUNE: "communes", Niveau.EPCI: "epci"}
DECIMALS = 3
"""About 100 m, a third of a pixel at zoom 9: the peers' bytes are not padded."""
ZOOMS = (3, 5)
"""Tiles are made for these zooms: a phone asks for those of zoom 3, a desktop for those of 4."""
DIVISIONS: Mapping[str, Sequence[float]] = {"a": (20, 40, 60, 80), "b": (50, 75, 90, 97)}
"""Percentiles of the population that divide the territories into five classes."""


class Level(NamedTuple):
    """A level as the peers draw it: ranks in order, outlines in degrees (EPSG:4326)."""

    niveau: Niveau
    codes: list[str]
    shapes: NDArray[np.object_]


def read(reference_dir: Path, niveau: Niveau) -> Level:
    """Return the simplified outlines of a level, all of them or an error of GeoPandas."""
    table = gpd.read_parquet(reference_dir / "contours" / f"{FILES[niveau]}.parquet")
    return Level(niveau, table["code"].to_list(), table["geometry"].to_numpy())


def write_geojson(level: Level, folder: Path) -> Path:
    """Write ``<niveau>.json``: features without spaces, ``id`` and ``n`` their rank."""
    rounded = shapely.set_precision(level.shapes, 10**-DECIMALS, mode="pointwise")
    # A commune smaller than the step would vanish, and the peer would have less to draw.
    kept = np.where(shapely.is_empty(rounded), level.shapes, rounded)
    features = [
        f'{{"type":"Feature","id":{n},"properties":{{"n":{n}}},"geometry":{shape}}}'
        for n, shape in enumerate(shapely.to_geojson(kept))
    ]
    path = folder / f"{level.niveau.value}.json"
    path.write_text(f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}')
    return path


def write_classes(level: Level, population: Mapping[str, int | None], folder: Path) -> Path:
    """Write ``classes-<niveau>.json`` from the population by code; unknown counts for none."""
    known = np.array([population.get(code) or 0 for code in level.codes])
    divided = {
        name: np.searchsorted(np.percentile(known, shares), known, side="right") + 1
        for name, shares in DIVISIONS.items()
    }
    told = {name: "".join(map(str, classes.tolist())) for name, classes in divided.items()}
    path = folder / f"classes-{level.niveau.value}.json"
    path.write_text(json.dumps(told, separators=(",", ":")))
    return path


def write_tiles(level: Level, folder: Path) -> Path:
    """Write ``tuiles-<niveau>/z/x/y.pbf`` by GDAL's own writer of vector tiles.

    Raises:
        pyogrio.errors.DataSourceError: when this build of GDAL does not write them.
    """
    path = folder / f"tuiles-{level.niveau.value}"
    ranks = np.arange(len(level.codes), dtype=np.int32)
    frame = gpd.GeoDataFrame({"n": ranks}, geometry=level.shapes, crs="EPSG:4326")
    frame.to_file(
        path,
        driver="MVT",
        engine="pyogrio",
        layer=level.niveau.value,
        dataset_options={
            "MINZOOM": ZOOMS[0],
            "MAXZOOM": ZOOMS[1],
            "COMPRESS": "NO",
            # GDAL drops what exceeds 500 kB a tile: nothing may be missing from the picture.
            "MAX_SIZE": 50_000_000,
            "MAX_FEATURES": 1_000_000,
        },
    )
    return path
