"""``make fuzz``: reads broken files for minutes; only refusals in words are admitted."""

import argparse
import faulthandler
import tempfile
import time
import warnings
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture import ouvrir
from tests.fuzz.graines import graines
from tests.fuzz.ruines import fichiers

SLOW_S = 10.0
ROUND = 400
"""Files of one seed."""
ALL_CHECKS = list(HealthCheck)


def lire(path: Path) -> bool:
    """Read a file to its end; return whether it was read rather than refused."""
    try:
        with ouvrir(path) as table:
            for row in table.lignes:
                assert len(row.cellules) == len(table.entetes)
                "".join(row.cellules).encode()
            assert len(set(table.entetes)) == len(table.entetes)
            assert 0 <= table.octets_lus() <= max(table.octets, 1)
    except FichierRefuseError as error:
        assert str(error).endswith((".", "»."))  # noqa: PT017  what is told is what is tested
        return False
    return True


def eprouver(sound: Mapping[str, bytes], path: Path, rank: int, examples: int) -> tuple[int, int]:
    """Read files broken in ways that a number chooses; return how many, and how many were read."""
    tried, read, slowest = 0, 0, 0.0

    @seed(rank)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=ALL_CHECKS)
    @given(content=fichiers(sound))
    def once(content: bytes) -> None:
        nonlocal tried, read, slowest
        path.write_bytes(content)  # kept should the process itself die of it
        start = time.monotonic()
        read += lire(path)
        tried += 1
        slowest = max(slowest, time.monotonic() - start)
        assert slowest < SLOW_S

    once()
    return tried, read


def main() -> None:
    """Go on until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--secondes", type=int, default=300)
    wanted = parser.parse_args().secondes
    faulthandler.enable()
    warnings.simplefilter("ignore")
    start, total, read, rank = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="cartoexp-fuzz-") as folder:
        sound = graines(Path(folder))
        path = Path(".cache") / "fuzz-dernier-fichier"
        path.parent.mkdir(exist_ok=True)
        while time.monotonic() - start < wanted:
            rank += 1
            more, found = eprouver(sound, path, rank, ROUND)
            total, read = total + more, read + found
    path.unlink()
    spent = time.monotonic() - start
    print(f"{total} fichiers en {spent:.0f} s : {read} lus, {total - read} refusés, aucun échec.")  # noqa: T201


if __name__ == "__main__":
    main()
