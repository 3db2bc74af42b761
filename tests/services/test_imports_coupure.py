"""kill -9 in the middle of an import: nothing is left half done, and the next import works."""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING

from tests import coupure
from tests.imports import Essai, make_catalogue, prepare, write_files
from tests.loaded import reference

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 60
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.coupure"])


def rows() -> list[tuple[str, str]]:
    towns = [t for t in reference().territoires if t.code.startswith("01") and len(t.code) > 2]
    return [("code", "nom"), *((t.code, t.nom) for t in towns[:35])]


def killed(essai: Essai, path: Path, moment: str) -> None:
    """Start an import, kill it at a moment."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(
        target=coupure.importer, args=(moment, essai.url, essai.catalogue, path, there)
    )
    process.start()
    there.close()
    assert here.poll(PATIENCE_S), "the moment never came"
    assert here.recv() == moment
    process.kill()
    process.join(PATIENCE_S)
    assert process.exitcode == -signal.SIGKILL
    process.close()
    here.close()


def test_nothing_is_left_half_done(empty_database_url: str, tmp_path: Path) -> None:
    files = write_files(make_catalogue("a", "b"), tmp_path / "catalogue")
    essai = Essai(empty_database_url, files, tmp_path)
    prepare(essai.url, files)
    path = essai.fichier(rows())
    before = essai.contenu()
    for moment in ("lot", "source", "milieu", "version"):
        killed(essai, path, moment)
        assert essai.contenu() == before, moment
        assert essai.lister() == [], moment
        assert essai.lire("SELECT count(*) FROM lot_enregistrement") == [(0,)], moment
    killed(essai, path, "apres")
    (held,) = essai.lister()
    assert held.implantations == {"": 35}, "committed: all of it is there"
    assert essai.importer(path).deja == held.lot
    essai.annuler(held.lot.id)
    again = essai.importer(path)
    assert again.lot is not None
    assert essai.lire("SELECT count(*) FROM implantation") == [(37,)]
