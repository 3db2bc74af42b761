"""Areas of INSEE's comparateur (SUPERF), recoded to the current communes."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path


def read_superf(archive: Path, current: Mapping[str, str]) -> dict[str, float]:
    """Return SUPERF in km² by current commune: former communes are summed.

    Args:
        archive: the zip as INSEE publishes it.
        current: current code of each former and current code, arrondissements left out.
    """
    with zipfile.ZipFile(archive) as content:
        text = content.read("base_cc_comparateur.CSV").decode("utf-8-sig")
    total: dict[str, float] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        code = current.get(row["CODGEO"])
        if code is not None and row["SUPERF"]:
            total[code] = total.get(code, 0.0) + float(row["SUPERF"])
    return total
