"""The files of ``data/communes/grille/``, from the committed outlines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import shapely

from cartoexp.domain.mercator import world
from cartoexp.reference.grille import pack, traits, tuiles
from cartoexp.reference.grille.communes import read_communes
from cartoexp.reference.grille.manifest import write_brotli, write_manifest, write_ready
from cartoexp.reference.grille.rangs import Block, blocks, order, renumber
from cartoexp.reference.grille.raster import NOTHING, ZOOM, rasterize
from cartoexp.reference.manifest import GRILLE
from cartoexp.reference.parquet import write_rows, write_table
from cartoexp.services.grille import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cartoexp.reference.grille.communes import Communes
    from cartoexp.reference.grille.raster import Grid


def build_grille(output: Path) -> dict[str, Any]:
    """Write the grid of a reference folder from its ``communes.parquet``; return its manifest.

    The same outlines give the same bytes.

    Raises:
        DataFileError: when the communes are missing or broken.
        ReferenceBuildError: when rasterio is not installed.
    """
    communes = read_communes(output)
    folder = output / GRILLE
    folder.mkdir(exist_ok=True)
    counts = _write_grid(folder, communes) | _write_boundaries(folder, communes)
    return write_manifest(output, {"communes": len(communes.codes), **counts})


def _write_grid(folder: Path, communes: Communes) -> dict[str, Any]:
    tiles = rasterize(shapely.transform(communes.shapes, partial(world, zoom=ZOOM)))
    found = blocks(tiles, communes.masses())
    ordered = order(found, len(communes.codes))
    ranked = [Block(b.x, b.y, renumber(b.pixels, ordered)) for b in found]
    by_rank = [communes.codes[row] for row in ordered.tolist()]
    write_rows(folder / "rangs.parquet", [{"code": c} for c in by_rank], {"code": pa.string()})
    noms = names(by_rank, [communes.noms[row] for row in ordered.tolist()])
    write_brotli(folder / "noms-commune.json", noms)
    write_ready(folder / "z6.bin", pack.encode(ranked))
    cells = {place: renumber(grid, ordered) for place, grid in tiles.items()}
    rows = tuiles.table(cells)
    write_table(folder / "tuiles.parquet", rows)
    return {
        "communes_au_zoom_6": len(by_rank) - len(_unseen((b.pixels for b in ranked), by_rank)),
        "communes_sans_pixel_au_zoom_9": _unseen(cells.values(), by_rank),
        "tuiles": rows.num_rows,
    }


def _write_boundaries(folder: Path, communes: Communes) -> dict[str, Any]:
    outlines = dict(zip(communes.codes, communes.shapes, strict=True))
    owners = dict(zip(communes.codes, communes.owners, strict=True))
    counts = {}
    for name, content in traits.boundaries(outlines, owners).items():
        write_ready(folder / f"traits-{name}.bin", content)
        counts[f"traits_{name}"] = len(traits.decode(content))
    return counts


def _unseen(grids: Iterable[Grid], by_rank: Sequence[str]) -> list[str]:
    """Return the codes, in order, of the communes that own no pixel."""
    seen = np.zeros(NOTHING + 1, dtype=bool)
    for grid in grids:
        seen[grid] = True
    return sorted(by_rank[rank] for rank in np.flatnonzero(~seen[: len(by_rank)]).tolist())
