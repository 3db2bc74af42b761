"""Sound files of every format, from which broken ones are made."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas
from shapely import Point

from tests.unit.lecture import Rows, ods, ods_row, xlsx

TEXT = (
    'Liste des communes\r\n\r\nCode;Nom;"Population, 2021";Note\r\n01001;L’Abergement;784;"deux\n'
    'lignes; ""ici"""\r\n2A004;Ajaccio;1,5;été\r\n97411;Saint-Denis;;=1+1\r\n'
)
ROWS: Rows = [["Code", "Nom", "Part"], ["01001", "L’Abergement", 0.5], ["2A004", "Ajaccio", 12]]


def graines(folder: Path) -> dict[str, bytes]:
    """Return the content of a sound file of each format, by name."""
    shapes = geopandas.GeoDataFrame(
        {"code": ["01001", "2A004"], "part": [1, None]},
        geometry=[Point(4.9, 46.1), None],
        crs=4326,
    )
    shapes.to_file(folder / "a.gpkg", layer="communes")
    shapes.to_parquet(folder / "a.parquet")
    rows = ods_row("Code", "Nom") + ods_row("01001", "Un")
    table = f'<table:table table:name="A">{rows}</table:table>'
    made = {
        "xlsx": xlsx(folder, {"Notice": [["Une phrase."]], "Communes": ROWS}).read_bytes(),
        "ods": ods(folder, table).read_bytes(),
        "gpkg": (folder / "a.gpkg").read_bytes(),
        "parquet": (folder / "a.parquet").read_bytes(),
        "geojson": json.dumps(json.loads(shapes.to_json()), ensure_ascii=False).encode(),
        "json": b'{"type": "FeatureCollection", "features": []}',
        "html": b"<html><table><tr><td>Code</td></tr></table>",
        "vide": b"",
    }
    texts = {name: TEXT.encode(name, "ignore") for name in ("utf-8", "cp1252", "utf-16")}
    zipped = {"zip": zip_of({"a.csv": texts["utf-8"]})}
    return made | texts | zipped


def zip_of(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return held.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}
