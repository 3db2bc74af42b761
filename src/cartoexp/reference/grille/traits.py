"""Thin boundaries to draw above the grid: ``traits-departement.bin`` and ``traits-epci.bin``.

A file is a series of arcs, each one varints (seven bits a byte, the lowest first, the high bit
set when more follow): number of points, kind, then the first point and the moves to the others.
Points are world pixels of zoom 10, x then y; the first point of an arc is relative to the first
point of the arc before (to 0, 0 for the first arc). Moves and first points are signed, written
zigzag: 0, -1, 1, -2… as 0, 1, 2, 3… The number and the kind are not.

Kinds are those of :mod:`cartoexp.reference.grille.arcs`. Arcs follow one another on the ground,
either way round, which keeps first points small.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from cartoexp.domain.mercator import world
from cartoexp.reference.coverage import dissolve
from cartoexp.reference.grille.arcs import DEPARTEMENT, EPCI, OUTER, REGION, Arc, Owner, arcs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely import Geometry

ZOOM = 10
TOLERANCE = 9.0
"""In pixels of zoom 10: about a kilometre in the métropole; see docs/adr/0005-grille.md."""
FILES = {"departement": {OUTER, REGION, DEPARTEMENT}, "epci": {EPCI}}
"""Kinds of arc by file."""
MORE, LOW, SHIFT = 0x80, 0x7F, 7


def boundaries(outlines: Mapping[str, Geometry], owners: Mapping[str, Owner]) -> dict[str, bytes]:
    """Return the content of each of :data:`FILES`.

    Args:
        outlines: communes by code, in degrees; a valid coverage.
        owners: to whom each commune belongs.
    """
    members: dict[Owner, list[str]] = {}
    for code in sorted(outlines):
        members.setdefault(owners[code], []).append(code)
    known = sorted(members)
    shapes = np.array([dissolve(outlines, members[owner]) for owner in known], dtype=object)
    found = arcs(shapely.transform(shapes, partial(world, zoom=ZOOM)), known, TOLERANCE)
    return {
        name: encode([arc for arc in found if arc.kind in kinds]) for name, kinds in FILES.items()
    }


def encode(found: Sequence[Arc]) -> bytes:
    """Return arcs as bytes."""
    content = bytearray()
    before = np.zeros(2, dtype=np.int64)
    for kind, points in _walk(found):
        moves = np.diff(points, axis=0, prepend=before[np.newaxis])
        before = points[0]
        content += _varints([len(points), kind])
        content += _varints(((moves << 1) ^ (moves >> 63)).ravel().tolist())
    return bytes(content)


def decode(content: bytes) -> list[Arc]:
    """Return arcs from bytes: what the browser does."""
    numbers = _numbers(content)
    before = np.zeros(2, dtype=np.int64)
    found = []
    for count in numbers:
        kind = next(numbers)
        coded = np.array([next(numbers) for _ in range(2 * count)], dtype=np.int64).reshape(-1, 2)
        moves = (coded >> 1) ^ -(coded & 1)
        moves[0] += before
        points = np.cumsum(moves, axis=0)
        before = points[0]
        found.append(Arc(kind, points))
    return found


def _walk(found: Sequence[Arc]) -> Iterator[Arc]:
    """Yield each arc once, the nearest first point next, turned round when that is nearer."""
    ends = np.array([(arc.points[0], arc.points[-1]) for arc in found]).reshape(-1, 2, 2)
    far = np.zeros(len(found), dtype=np.int64)
    here = np.zeros(2, dtype=np.int64)
    for _ in found:
        distances = np.abs(ends - here).sum(axis=2) + far[:, np.newaxis]
        nearest, end = divmod(int(distances.argmin()), 2)
        far[nearest] = 1 << 40
        arc = found[nearest]
        points = arc.points[::-1] if end else arc.points
        here = points[0]
        yield Arc(arc.kind, points)


def _varints(numbers: Iterable[int]) -> bytes:
    content = bytearray()
    for number in numbers:
        rest = number
        while rest >= MORE:
            content.append(rest & LOW | MORE)
            rest >>= SHIFT
        content.append(rest)
    return bytes(content)


def _numbers(content: bytes) -> Iterator[int]:
    number = place = 0
    for byte in content:
        number |= (byte & LOW) << place
        place += SHIFT
        if byte < MORE:
            yield number
            number = place = 0
