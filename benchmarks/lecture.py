"""Reading of files that people bring: rows a second and memory added, one process a file."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import geopandas
import numpy as np
import shapely
import xlsxwriter

from benchmarks.results import NBSP, Row, Section, number, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEBI = 2**20
CSV_BYTES, SHEET_ROWS, RECORDS = 199 * MEBI, 100_000, 200_000
BOUND_MIB = 32.0
HEAD = ("code", "nom", "projet", "montant", "date", "note")
METHODE = (
    "Fichiers synthétiques : un CSV de 200 Mo, un XLSX de "
    f"{number(SHEET_ROWS)} lignes (mêmes six colonnes), et {number(RECORDS)} points en Parquet, "
    "GeoPackage (Lambert-93) et GeoJSON. Chacun est lu en entier par `store.lecture`, dans un "
    "processus à lui ; la mémoire est le plus haut point du processus (VmHWM), moins celui d’avant "
    "l’ouverture."
)
READER = """
import json, sys, time
from pathlib import Path
from cartoexp.store.lecture import ouvrir

def peak():
    # What getrusage tells counts the process that started this one.
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024

before, start = peak(), time.perf_counter()
with ouvrir(Path(sys.argv[1])) as table:
    rows = sum(1 for _ in table.lignes)
print(json.dumps([rows, time.perf_counter() - start, peak() - before]))
"""


class Lu(NamedTuple):
    """Rows read, seconds, memory added at most (MiB)."""

    rows: int
    seconds: float
    mebi: float


def measure(folder: Path) -> Section:
    """Write the files, read each in a process of its own."""
    found = {path: _read(path) for path in _files(folder)}
    lines = [
        [
            path.suffix.removeprefix("."),
            f"{number(path.stat().st_size / MEBI)}{NBSP}Mio",
            number(lu.rows),
            f"{number(lu.seconds, 1)}{NBSP}s",
            number(lu.rows / lu.seconds),
            f"{number(lu.mebi)}{NBSP}Mio",
        ]
        for path, lu in found.items()
    ]
    csv = found[folder / "lecture.csv"]
    label = f"CSV de 200{NBSP}Mo lu en entier"
    bound = f"≤ {number(BOUND_MIB)}{NBSP}Mio"
    rows = [
        Row.without_bound(label, f"{number(csv.rows / csv.seconds)} lignes par seconde", "rythme"),
        Row(
            f"{label}, mémoire en plus",
            f"{number(csv.mebi)}{NBSP}Mio",
            bound,
            csv.mebi <= BOUND_MIB,
        ),
    ]
    head = ["format", "taille", "lignes", "temps", "lignes par seconde", "mémoire en plus"]
    return Section("Lecture de fichiers", rows, METHODE, [table(head, lines)])


def _read(path: Path) -> Lu:
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  our own
    return Lu(*json.loads(done.stdout))


def _files(folder: Path) -> Iterator[Path]:
    yield _csv(folder / "lecture.csv")
    yield _xlsx(folder / "lecture.xlsx")
    yield from _geographic(folder)


def _row(rank: int) -> tuple[str, str, str, float, str, str]:
    code = f"{rank % 95 + 1:02d}{rank % 900 + 1:03d}"
    day = f"{2010 + rank % 15}-0{rank % 9 + 1}-1{rank % 9}"
    project = f"Intitulé du projet d’aménagement {rank * 7_919 % 100_003}"
    amount = rank * 37 % 100_000 + 0.5
    return code, f"Commune n°{rank}", project, amount, day, f"Texte entre guillemets; {rank}"


def _csv(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(";".join(HEAD) + "\r\n")
        rank = 0
        while out.tell() < CSV_BYTES:
            rows = (_row(one) for one in range(rank, rank + 10_000))
            out.write("".join(f'{a};{b};{c};{d};{e};"{f}"\r\n' for a, b, c, d, e, f in rows))
            rank += 10_000
    return path


def _xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Projets")
        sheet.write_row(0, 0, HEAD)
        for rank in range(SHEET_ROWS):
            sheet.write_row(rank + 1, 0, _row(rank))
    return path


def _geographic(folder: Path) -> Iterator[Path]:
    columns = dict(zip(HEAD, zip(*map(_row, range(RECORDS)), strict=True), strict=True))
    ways = np.linspace(0, 5, RECORDS), np.linspace(44, 48, RECORDS)
    points = geopandas.GeoDataFrame(columns, geometry=shapely.points(*ways), crs=4326)
    for name in ("lecture.parquet", "lecture.gpkg", "lecture.geojson"):
        path = folder / name
        if name.endswith("parquet"):
            points.to_parquet(path)
        else:
            (points.to_crs(2154) if name.endswith("gpkg") else points).to_file(path)
        yield path
