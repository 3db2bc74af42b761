"""The answers do not depend on how many threads the linear algebra takes."""

import os
import subprocess
import sys

import numpy as np

from cartoexp import ROOT

PROGRAM = """
import sys
import numpy as np
from pathlib import Path
from cartoexp.domain import comparables
from cartoexp.domain.essaimage import Modele
from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services
services = Services.connect("sqlite://", Path(sys.argv[1]))
level = services.profils.level(Niveau.COMMUNE)
rows = np.arange(100, len(level.territoires), 431)
score = Modele.learn(level.profils, rows, level.expansion).score()
near, _ = comparables.distances(level.profils, 77, services.comparables.weights(Niveau.COMMUNE))
np.savez(sys.argv[2], score=score, near=near)
"""


def test_one_thread_or_two_give_the_same_answers(tmp_path: object) -> None:
    found = []
    for threads in ("1", "2"):
        file = f"{tmp_path}/{threads}.npz"
        command = [sys.executable, "-c", PROGRAM, str(ROOT / "data" / "communes"), file]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads}
        subprocess.run(command, env=environment, check=True)  # noqa: S603  our own interpreter
        found.append(np.load(file))
    assert np.allclose(found[0]["score"], found[1]["score"], rtol=0, atol=1e-6)
    assert np.array_equal(found[0]["near"], found[1]["near"])
    assert np.array_equal(
        np.argsort(-found[0]["score"], kind="stable")[:100],
        np.argsort(-found[1]["score"], kind="stable")[:100],
    )
