"""French-cities, INSEE's own package, on the same names: the part of it that needs no network.

It asks the network for the list of communes, for what became of the former ones, and for what its
own comparison of names did not find. Here the first two are handed to it, those of our reference,
so that only its comparison of names is measured; the third is left out.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from benchmarks.peers.npm import AbsentError
from benchmarks.peers.pip import install
from gates.niveau import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = "french-cities==1.2.1"
SCRIPT = Path(__file__).with_name("pair_script.py")
PATIENCE_S = 1_200


def measure(rows: Sequence[tuple[str, str]], truth: Sequence[str]) -> dict[str, Any]:
    """Return its recall, its precision and its speed; why, when it cannot be had."""
    with TemporaryDirectory(prefix="cartoexp-pair-") as name:
        folder = Path(name)
        try:
            python = install(folder / "env", [PACKAGE])
            answer = _run(python, folder, rows)
        except (AbsentError, subprocess.SubprocessError) as error:
            return {"nom": PACKAGE, "absent": str(error)}
    found = answer["codes"]
    right = sum(a == b for a, b in zip(found, truth, strict=True))
    held = sum(code is not None for code in found)
    return {
        "nom": PACKAGE,
        "lignes": len(truth),
        "rappel": round(right / len(truth), 5),
        "precision": round(right / held, 5) if held else None,
        "par_seconde": round(len(truth) / answer["secondes"]),
    }


def _run(python: Path, folder: Path, rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    asked, answered = folder / "demande.json", folder / "reponse.json"
    asked.write_text(json.dumps({"lignes": rows, **_reference()}), encoding="utf-8")
    subprocess.run(  # noqa: S603  fixed words
        [str(python), str(SCRIPT), str(asked), str(answered)],
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
        cwd=folder,
    )
    answer: dict[str, Any] = json.loads(answered.read_text(encoding="utf-8"))
    return answer


def _reference() -> dict[str, Any]:
    """Return the communes, current and former, as INSEE's service lists them."""
    current = pq.read_table(REFERENCE / "communes.parquet", columns=["code", "nom"]).to_pylist()
    former = pq.read_table(REFERENCE / "noms.parquet").to_pylist()
    passages = pq.read_table(REFERENCE / "passages.parquet").to_pylist()
    listed = [(row["code"], row["nom"]) for row in current]
    listed += [(r["code_ancien"], r["nom"]) for r in former if r["niveau"] == "commune"]
    areas = pq.read_table(REFERENCE / "departements.parquet", columns=["code"])
    return {
        "communes": listed,
        "departements": areas["code"].to_pylist(),
        "passages": {row["code_ancien"]: row["code"] for row in passages},
    }
