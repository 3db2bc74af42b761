"""GeoJSON (RFC 7946), a feature a line: longitude then latitude in WGS 84, outer rings first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from cartoexp.services.sorties.colonnes import Colonne, Genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.services.sorties.tables import Table

PRECISION = 6
"""Decimals of a degree: about 10 cm, less than the outlines are worth."""


def write(table: Table) -> Iterator[bytes]:
    """Yield the collection; unknown values are null, a row without a shape has a null geometry."""
    yield f'{_text(_head(table))[:-1]},"features":[\n'.encode()
    names, key = table.noms, table.noms.index(table.cle) if table.cle else None
    rounded = [(i, c) for i, c in enumerate(table.colonnes) if c.decimales is not None]
    between = ""
    for rows, shapes in table.blocs():
        lines = []
        for row, geometry in zip(rows, written(shapes), strict=True):
            known = _rounded(row, rounded) if rounded else row
            told = _text(dict(zip(names, known, strict=True)))
            identity = "" if key is None else f'"id":{_text(row[key])},'
            lines.append(
                f'{{"type":"Feature",{identity}"properties":{told},"geometry":{geometry}}}'
            )
        yield (between + ",\n".join(lines)).encode()
        between = ",\n"
    yield b"\n]}\n"


def _head(table: Table) -> dict[str, Any]:
    notice = table.notice
    return {
        "type": "FeatureCollection",
        "name": table.nom,
        "titre": table.titre,
        "geometrie": table.formes.sens if table.formes else None,
        "date": notice.jour.isoformat(),
        "adresse": notice.adresse,
        "filtres": [*notice.filtres],
        "sources": [*notice.sources],
        "avertissements": [*notice.avertissements],
        "licence": "Licence Ouverte 2.0",
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _rounded(row: Sequence[Any], columns: Sequence[tuple[int, Colonne]]) -> list[Any]:
    found = [*row]
    for place, colonne in columns:
        value = found[place]
        if value is not None and colonne.genre is Genre.NOMBRE:
            found[place] = round(value, colonne.decimales)
    return found


def written(wkb: Sequence[bytes | None]) -> list[str]:
    """Return geometries as GeoJSON, « null » for none, all at once."""
    shapes: NDArray[np.object_] = shapely.from_wkb(np.array(wkb, dtype=object))
    known = np.flatnonzero(~shapely.is_missing(shapes))
    found = ["null"] * len(wkb)
    if len(known):
        held = shapely.orient_polygons(shapes[known])
        held = shapely.transform(held, lambda points: np.round(points, PRECISION))
        for place, text in zip(known.tolist(), shapely.to_geojson(held).tolist(), strict=True):
            found[place] = text
    return found
