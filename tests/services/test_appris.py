"""What one worker learnt, another one reads; nothing is ever half written."""

from pathlib import Path

import numpy as np
import pytest

from cartoexp.domain.essaimage import Appris
from cartoexp.services import appris
from cartoexp.services.appris import Memoire


def learnt(value: float) -> Appris:
    return Appris(np.full(3, value), np.eye(4, dtype=np.float32), np.array([0.5, value]))


def never() -> Appris:
    raise AssertionError("learnt again")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Memoire, Memoire]:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    first = Memoire()
    first.share()
    other = Memoire(folder=first.folder)  # what a fork leaves it
    return first, other


def test_another_worker_reads_what_was_learnt(shared: tuple[Memoire, Memoire]) -> None:
    first, other = shared
    made = first.get(b"a", lambda: learnt(2.0))
    read = other.get(b"a", never)
    assert read.coefficients.tolist() == made.coefficients.tolist()
    assert read.hessian.dtype == np.float32
    assert read.manques.tolist() == [0.5, 2.0]
    assert first.get(b"a", never) is made
    assert other.get(b"b", lambda: learnt(3.0)).coefficients[0] == 3.0


def test_a_broken_file_is_learnt_again(shared: tuple[Memoire, Memoire], tmp_path: Path) -> None:
    first, other = shared
    first.get(b"a", lambda: learnt(2.0))
    (path,) = tmp_path.glob("*/*.npz")
    path.write_bytes(path.read_bytes()[:100])
    assert other.get(b"a", lambda: learnt(4.0)).coefficients[0] == 4.0


def test_memory_and_folder_are_bounded(
    shared: tuple[Memoire, Memoire], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = shared
    monkeypatch.setattr(appris, "MOST_FILES", 5)
    monkeypatch.setattr(appris, "KEPT", 2)
    for n in range(9):
        first.get(bytes([n]), lambda: learnt(1.0))
    assert len([*tmp_path.glob("*/*")]) == 5
    assert first.get(bytes([8]), never)


def test_without_a_folder_it_learns_alone() -> None:
    alone = Memoire()
    assert alone.get(b"a", lambda: learnt(1.0)) is alone.get(b"a", never)
