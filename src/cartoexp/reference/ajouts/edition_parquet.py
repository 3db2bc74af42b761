"""The Parquet edition of INSEE's base, one line a value, turned into the columns of the CSV one.

Written from public descriptions of that edition, whose file could not be had where this was
written: only the measures that these name are read, and anything else than them is refused.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cartoexp.reference.ajouts.errors import AjoutRefuseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MEASURES: Mapping[str, tuple[str, ...]] = {
    "POP": ("P{}_POP",),
    "DWELLINGS": ("P{}_LOG",),
    "DWELLINGS_OCS_DW_MAIN": ("P{}_RP", "P{}_MEN"),
    "DWELLINGS_OCS_DW_MAIN_TSH_100": ("P{}_RP_PROP",),
    "DWELLINGS_OCS_DW_SEC_DW_OCC": ("P{}_RSECOCC",),
    "DWELLINGS_OCS_DW_VAC": ("P{}_LOGVAC",),
    "MED_SL": ("MED{}",),
    "PR_MD60": ("TP60{}",),
}
"""Columns of the CSV edition that each measure of a year stands for."""
YEARLY = {"LVB": "NAIS", "DTH": "DECE"}
"""Births and deaths of a year: added up from one census to the next."""
COLUMNS = ("GEO", "GEO_OBJECT", "TAB_MEASURE", "TIME_PERIOD", "OBS_VALUE")
STATUS, HIDDEN = "CONF_STATUS", "C"
"""Statistical secrecy."""
CODE, COMMUNE = "CODGEO", "COM"
FIRST_YEAR = 2010
MOST_ROWS = 50_000_000

Values = dict[tuple[str, int], "NDArray[np.float64]"]


def read(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    """Return the header and the lines of a base, as those of its CSV edition.

    Raises:
        AjoutRefuseError: when it is broken, or is not such an edition.
    """
    try:
        with pq.ParquetFile(path) as file:
            absent = sorted(set(COLUMNS) - set(file.schema_arrow.names))
            if absent or file.metadata.num_rows > MOST_ROWS:
                _refuse(path, ", ".join(absent) or "trop de lignes")
            codes, values = _spread(_kept(file))
    except (pa.ArrowException, OSError, ValueError) as error:
        _refuse(path, str(error).splitlines()[0], error)
    columns = dict(_columns(values))
    rows = zip(codes, *columns.values(), strict=True)
    return [CODE, *columns], ([code, *map(_told, told)] for code, *told in rows)


def _refuse(path: Path, reason: str, cause: Exception | None = None) -> NoReturn:
    raise AjoutRefuseError(
        f"{path.name} : ce n’est pas l’édition en Parquet que nous savons lire ({reason}). Prenez "
        "l’archive CSV."
    ) from cause


def _kept(file: pq.ParquetFile) -> pa.Table:
    """Return the values of communes that are used."""
    wanted = pa.array([*MEASURES, *YEARLY])
    names = [n for n in (*COLUMNS, STATUS) if n in file.schema_arrow.names]
    batches = []
    for batch in file.iter_batches(columns=names):
        kept = pc.and_(
            pc.equal(batch["GEO_OBJECT"], COMMUNE), pc.is_in(batch["TAB_MEASURE"], wanted)
        )
        if STATUS in names:
            hidden = pc.fill_null(pc.equal(batch[STATUS], HIDDEN), fill_value=False)
            kept = pc.and_(kept, pc.invert(hidden))
        batches.append(batch.filter(kept))
    return pa.Table.from_batches(batches, schema=batches[0].schema if batches else None)


def _spread(table: pa.Table) -> tuple[Sequence[str], Values]:
    """Return the codes, and by measure and year the value of each, ``NaN`` where unknown."""
    codes, rows = np.unique(np.array(table["GEO"].to_pylist(), dtype=np.str_), return_inverse=True)
    years = [int(str(period)[:4]) for period in table["TIME_PERIOD"].to_pylist()]
    observed = table["OBS_VALUE"].cast(pa.float64()).to_pylist()
    found: Values = {}
    measures = table["TAB_MEASURE"].to_pylist()
    for row, measure, year, value in zip(rows.tolist(), measures, years, observed, strict=True):
        if year >= FIRST_YEAR and value is not None:
            key = measure, year
            if key not in found:
                found[key] = np.full(len(codes), np.nan)
            if not np.isnan(found[key][row]):
                raise ValueError(f"deux valeurs de {measure} en {year} pour {codes[row]}")
            found[key][row] = value
    return codes.tolist(), found


def _columns(values: Values) -> Iterator[tuple[str, NDArray[np.float64]]]:
    for (measure, year), column in sorted(values.items()):
        for name in MEASURES.get(measure, ()):
            yield name.format(f"{year % 100:02}"), column
    censuses = sorted(year for measure, year in values if measure == "POP")
    for start, end in itertools.pairwise(censuses):
        for measure, name in YEARLY.items():
            keys = [(measure, year) for year in range(start, end)]
            parts = [values[key] for key in keys if key in values]
            if len(parts) == len(keys):
                yield f"{name}{start % 100:02}{end % 100:02}", np.sum(parts, axis=0)


def _told(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value))
