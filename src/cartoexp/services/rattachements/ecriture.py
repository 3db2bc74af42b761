"""Writers of rows of text, one a format, that hold no more than a few rows in memory."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cartoexp.domain.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

SUFFIXES = (".csv", ".xlsx", ".parquet")
MOST_ROWS = 1_048_575
"""Rows that a sheet holds under its header."""
LONGEST = 32_767
"""Characters that a cell of a sheet holds."""
BATCH = 10_000


def ecrivain(
    chemin: Path, suffix: str, noms: Sequence[str]
) -> AbstractContextManager[Callable[[Sequence[str]], object]]:
    """Return what writes rows at a path, in the format of a suffix."""
    return {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}[suffix](chemin, noms)


@contextmanager
def _csv(chemin: Path, noms: Sequence[str]) -> Iterator[Callable[[Sequence[str]], object]]:
    with chemin.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(noms)
        yield writer.writerow


@contextmanager
def _xlsx(chemin: Path, noms: Sequence[str]) -> Iterator[Callable[[Sequence[str]], object]]:
    from xlsxwriter import Workbook  # noqa: PLC0415  heavy

    from cartoexp.services.sorties.classeur import OPTIONS  # noqa: PLC0415  heavy

    with Workbook(chemin, OPTIONS) as book:
        sheet = book.add_worksheet("Rattachement")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, noms, bold)
        line = 0

        def write(row: Sequence[str]) -> None:
            nonlocal line
            line += 1
            if line > MOST_ROWS:
                raise DataFileError(
                    chemin, "plus de lignes qu’une feuille n’en tient", "Écrivez un .csv"
                )
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, cell[:LONGEST])

        yield write


@contextmanager
def _parquet(chemin: Path, noms: Sequence[str]) -> Iterator[Callable[[Sequence[str]], object]]:
    import pyarrow as pa  # noqa: PLC0415  heavy
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy

    schema = pa.schema([(name, pa.string()) for name in noms])
    held: list[Sequence[str]] = []
    with pq.ParquetWriter(chemin, schema, compression="zstd") as file:

        def flush() -> None:
            columns = list(zip(*held, strict=True)) or [()] * len(noms)
            file.write_table(pa.table([pa.array(c, pa.string()) for c in columns], schema=schema))
            held.clear()

        def write(row: Sequence[str]) -> None:
            held.append(row)
            if len(held) >= BATCH:
                flush()

        yield write
        flush()
