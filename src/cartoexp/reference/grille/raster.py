"""Which commune owns each pixel of zoom 9: the one under the pixel's centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.mercator import TILE
from cartoexp.reference.errors import ReferenceBuildError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    Grid = NDArray[np.uint16]
    Tiles = dict[tuple[int, int], Grid]

NOTHING = 0xFFFF
"""Value of a pixel that no commune owns."""
ZOOM = 9
LEAST = 7
"""Lowest zoom that has tiles of its own: what is below is packed."""
SIDE = TILE << (ZOOM - LEAST)
"""Pixels of zoom 9 along the side of a tile of zoom 7."""


def rasterize(shapes: NDArray[np.object_]) -> Tiles:
    """Return, for each tile of zoom 7 (x, y) that holds land, its pixels of zoom 9.

    Args:
        shapes: outlines of a coverage, in world pixels of zoom 9.

    Returns:
        Arrays (SIDE x SIDE, rows from the north) of positions in ``shapes``, or ``NOTHING``.

    Raises:
        ReferenceBuildError: when rasterio, needed for the build only, is not installed.
    """
    burn = _rasterizer()
    tree = shapely.STRtree(shapes)
    west, south, east, north = (shapely.total_bounds(shapes) // SIDE).astype(int)
    tiles = {}
    for y in range(south, north + 1):
        for x in range(west, east + 1):
            found = np.sort(tree.query(_square(x, y), predicate="intersects"))
            if not len(found):
                continue
            grid = burn(
                zip(shapes[found], found.tolist(), strict=True),
                out_shape=(SIDE, SIDE),
                transform=(1, 0, x * SIDE, 0, 1, y * SIDE),
                fill=NOTHING,
                dtype="uint16",
            )
            if (grid != NOTHING).any():
                tiles[x, y] = grid
    return tiles


def sample(grid: Grid, step: int) -> Grid:
    """Return the pixel at the centre of each ``step`` x ``step`` square."""
    return grid[step // 2 :: step, step // 2 :: step]


def _square(x: int, y: int) -> Any:  # noqa: ANN401 - geometry
    return shapely.box(x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE)


def _rasterizer() -> Callable[..., Grid]:
    try:
        from affine import Affine  # noqa: PLC0415  build only
        from rasterio.features import rasterize as burn  # noqa: PLC0415  build only
    except ImportError as error:
        raise ReferenceBuildError(
            "La grille demande rasterio, qui ne sert qu’à la construire : scripts/install.sh dev"
        ) from error

    def call(*args: Any, transform: tuple[float, ...], **options: Any) -> Grid:  # noqa: ANN401
        return burn(*args, transform=Affine(*transform), **options)  # type: ignore[no-any-return]

    return call
