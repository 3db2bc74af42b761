"""The committed reference, read once a session."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from numpy.typing import NDArray

DATA = Path(__file__).parents[2] / "data" / "communes"


@lru_cache(maxsize=16)
def _table(name: str) -> pa.Table:
    return pq.read_table(DATA / f"{name}.parquet")


class Committed:
    """Tables, columns and outlines of ``data/communes/``."""

    folder = DATA

    def table(self, name: str) -> pa.Table:
        """One Parquet file, by its name without suffix."""
        return _table(name)

    def column(self, name: str, column: str) -> list[Any]:
        """One column as Python values."""
        values: list[Any] = _table(name)[column].to_pylist()
        return values

    def by_code(self, name: str, column: str) -> dict[str, Any]:
        """One column by code."""
        return dict(zip(self.column(name, "code"), self.column(name, column), strict=True))

    def outlines(self, name: str) -> NDArray[np.object_]:
        """Outlines of a file, those that exist."""
        wkb = [value for value in self.column(name, "geometry") if value is not None]
        shapes: NDArray[np.object_] = shapely.from_wkb(wkb)
        return shapes

    def indicator(self, niveau: str, name: str) -> dict[str, float | None]:
        """One indicator of a level, by code."""
        return {code: row[name] for code, row in self.indicators(niveau).items()}

    def indicators(self, niveau: str) -> dict[str, dict[str, float | None]]:
        """Rows of the indicators of a level, by code."""
        rows = _table("indicateurs").to_pylist()
        return {row["code"]: row for row in rows if row["niveau"] == niveau}


@pytest.fixture(scope="session")
def committed() -> Committed:
    """The committed reference files."""
    return Committed()


@pytest.fixture(scope="session")
def manifest() -> dict[str, Any]:
    """The committed manifest."""
    record: dict[str, Any] = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    return record
