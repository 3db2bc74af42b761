"""Shapes of territories as WKB: centres, several centres at once, exact outlines."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

import shapely

from cartoexp.domain.territoires import Niveau
from cartoexp.services.sorties import Forme, Formes
from cartoexp.store.reference import read_wkb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services

POINTS = frozenset({Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT})
"""Levels whose implantations are points of a map; larger territories are areas."""
CENTRE = "centre du territoire"
CENTRES = (
    "centres des communes, intercommunalités et établissements publics territoriaux ; aucun pour "
    "un département ou une région, que l’expérimentation couvre en entier"
)
CONTOUR = "contour exact"
FEW = 1_000
"""Communes whose outlines are taken one by one from those in memory."""
_POINT = struct.Struct("<BIdd")
_POINTS = struct.Struct("<BII")
_KIND_POINT, _KIND_POINTS = 1, 4


def point(territoire: Territoire) -> bytes | None:
    """Return the centre of a territory."""
    return _POINT.pack(1, _KIND_POINT, *territoire.centre) if territoire.centre else None


def place(territoire: Territoire) -> bytes | None:
    """Return where an implantation is shown, ``None`` where it covers an area."""
    return point(territoire) if territoire.niveau in POINTS else None


def points(territoires: Sequence[Territoire]) -> bytes | None:
    """Return the places of an experiment, each once; ``None`` when it only covers areas."""
    held = {t.cle: place(t) for t in territoires}
    found = [wkb for wkb in held.values() if wkb]
    return _POINTS.pack(1, _KIND_POINTS, len(found)) + b"".join(found) if found else None


def centres(territoires: Sequence[Territoire]) -> Formes:
    """Return the centres of territories."""
    return Formes(Forme.POINT, CENTRE, lambda: map(point, territoires))


def outlines(services: Services, niveau: Niveau, territoires: Sequence[Territoire]) -> Formes:
    """Return the exact outlines of territories of one level; none for those of the COM."""
    return Formes(Forme.SURFACE, CONTOUR, partial(_outlines, services, niveau, territoires))


def _outlines(
    services: Services, niveau: Niveau, territoires: Sequence[Territoire]
) -> Iterator[bytes | None]:
    kept = services.territoires.outlines
    if niveau is Niveau.COMMUNE and len(territoires) < FEW:
        shapes = (kept.shape(t) for t in territoires)
        return (None if shape is None else shapely.to_wkb(shape) for shape in shapes)
    # Read when the file is written, and never kept: those of the communes are 20 MB.
    level = services.territoires.level(niveau)
    rows = {t.code: row for row, t in enumerate(level)}
    wkb = read_wkb(services.reference_dir, niveau)
    return (wkb[rows[t.code]] for t in territoires)
