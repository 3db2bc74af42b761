"""The files of ``data/communes/grille/``, from the committed outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import shapely

from cartoexp.reference.coverage import by_landmass
from cartoexp.reference.grille import pack, tuiles
from cartoexp.reference.grille.manifest import SOURCE, write_manifest, write_ready
from cartoexp.reference.grille.mercator import to_world
from cartoexp.reference.grille.rangs import Block, blocks, order, renumber
from cartoexp.reference.grille.raster import NOTHING, ZOOM, rasterize
from cartoexp.reference.manifest import GRILLE
from cartoexp.reference.parquet import write_rows, write_table
from cartoexp.reference.projections import METRO
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray


def build_grille(output: Path) -> dict[str, Any]:
    """Write the grid of a reference folder from its ``communes.parquet``; return its manifest.

    The same outlines give the same bytes.

    Raises:
        DataFileError: when the communes are missing or broken.
        ReferenceBuildError: when rasterio is not installed.
    """
    codes, shapes = _outlines(output)
    tiles = rasterize(to_world(shapes, ZOOM))
    found = blocks(tiles, _masses(codes))
    ordered = order(found, len(codes))
    ranked = [Block(b.x, b.y, renumber(b.pixels, ordered)) for b in found]
    by_rank = [codes[value] for value in ordered.tolist()]
    folder = output / GRILLE
    folder.mkdir(exist_ok=True)
    write_rows(folder / "rangs.parquet", [{"code": c} for c in by_rank], {"code": pa.string()})
    write_ready(folder / "z6.bin", pack.encode(ranked))
    cells = {place: renumber(grid, ordered) for place, grid in tiles.items()}
    rows = tuiles.table(cells)
    write_table(folder / "tuiles.parquet", rows)
    shown = int(max(block.pixels[block.pixels != NOTHING].max() for block in ranked)) + 1
    counts = {
        "communes": len(codes),
        "communes_au_zoom_6": shown,
        "communes_sans_pixel_au_zoom_9": _unseen(cells.values(), by_rank),
        "tuiles": rows.num_rows,
    }
    return write_manifest(output, counts)


def _outlines(output: Path) -> tuple[list[str], NDArray[np.object_]]:
    """Return the codes of the communes that have an outline, and their outlines (degrees)."""
    table = read_table(output / SOURCE, ["code", "geometry"])
    table = table.filter(table["geometry"].is_valid())
    return table["code"].to_pylist(), shapely.from_wkb(table["geometry"].to_pylist())


def _masses(codes: list[str]) -> list[NDArray[np.intp]]:
    """Return the rows of each landmass: the métropole first, then by code."""
    rows = {code: row for row, code in enumerate(codes)}
    groups = by_landmass(codes)
    names = sorted(groups, key=lambda name: (name != METRO, name))
    return [np.array([rows[code] for code in groups[name]]) for name in names]


def _unseen(cells: Iterable[Any], by_rank: list[str]) -> list[str]:
    seen = np.zeros(NOTHING + 1, dtype=bool)
    for grid in cells:
        seen[grid] = True
    return sorted(by_rank[rank] for rank in np.flatnonzero(~seen[: len(by_rank)]))
