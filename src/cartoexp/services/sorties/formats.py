"""Formats of files: their endings, media types and the names that people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Format(StrEnum):
    """A format by the ending of its files."""

    media: str
    label: str

    def __new__(cls, value: str, media: str, label: str) -> Self:
        """Build a member from its ending, its media type and its name."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.media = media
        member.label = label
        return member

    CSV = "csv", "text/csv; charset=utf-8; header=present", "CSV"
    XLSX = (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel (XLSX)",
    )
    GEOJSON = "geojson", "application/geo+json", "GeoJSON"
    GPKG = "gpkg", "application/geopackage+sqlite3", "GeoPackage"
    PARQUET = "parquet", "application/vnd.apache.parquet", "Parquet"
    SCHEMA = "schema.json", "application/json", "Table Schema"


OFFERED = (Format.CSV, Format.XLSX, Format.GEOJSON, Format.GPKG, Format.PARQUET)
"""Formats of the data themselves."""

SEPARATOR, SEMICOLON = "separateur", "point-virgule"
"""Parameter of an address of a CSV file, and its only value: the variant for a French Excel."""
