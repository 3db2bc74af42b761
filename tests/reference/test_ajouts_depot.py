"""The folder of the indicators added: whole or unchanged, read beside those that are shipped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.errors import DataFileError, NotWritableError
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.ajouts import depot as depots
from cartoexp.reference.ajouts import seuils
from cartoexp.reference.ajouts.depot import Ajout, Depot
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.refaire import rebuild
from cartoexp.reference.ajouts.terrain import Terrain
from cartoexp.services.registry import Services
from cartoexp.store.ajouts import INDEX, OTHER_REFERENCE, Ajouts, read_ajouts
from tests.ajouts import made_up
from tests.loaded import REFERENCE

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import os, signal, sys
from pathlib import Path
from cartoexp.reference.ajouts import depot
from cartoexp.reference.ajouts.terrain import Terrain
from tests.ajouts import made_up
from tests.loaded import REFERENCE
def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)
depot.thresholds = kill
terrain, folder = Terrain.read(REFERENCE), Path(sys.argv[1])
kept = depot.Depot(folder, REFERENCE, terrain.reference.version)
kept.put(depot.Ajout(made_up(terrain, "autre_essai"), folder.parent / "source.csv", "source"))
"""


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return Terrain.read(REFERENCE)


@pytest.fixture
def depot(tmp_path: Path, terrain: Terrain, monkeypatch: pytest.MonkeyPatch) -> Depot:
    monkeypatch.setattr(depots, "thresholds", lambda *_: {"commune": 0.5})
    made = Depot(tmp_path / "indicateurs", REFERENCE, terrain.reference.version)
    made.put(ajout(terrain, tmp_path))
    return made


def ajout(terrain: Terrain, folder: Path, nom: str = "part_essai") -> Ajout:
    source = folder / "source.csv"
    source.write_text("code;valeur\n")
    return Ajout(made_up(terrain, nom), source, "source.csv")


def state(depot: Depot) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in depot.folder.iterdir() if p.name != depots.LOCK}


@pytest.fixture(scope="module")
def plain() -> Services:
    return Services.connect("sqlite://", REFERENCE)


def test_services_read_both_as_one_catalogue_and_share_the_distance(
    depot: Depot, plain: Services
) -> None:
    beside = Services.connect("sqlite://", REFERENCE, depot.folder)
    assert beside.ajouts.version
    assert not plain.ajouts.version
    known = beside.indicateurs.metadata
    assert known[:-1] == plain.indicateurs.metadata
    assert known[-1].ensemble == known[-1].id == "part_essai"
    assert known[-1].manquants["commune"] == pytest.approx(0.004, abs=0.001)
    matrix = beside.indicateurs.matrix(Niveau.COMMUNE)
    assert matrix[:, :-1].tobytes() == plain.indicateurs.matrix(Niveau.COMMUNE).tobytes()
    assert matrix[0, -1] == 1
    assert "part_essai" in beside.colorations.choices(Niveau.EPCI)
    assert "part_essai" not in plain.colorations.choices(Niveau.EPCI)

    ours, both = (p.reglage(Niveau.COMMUNE) for p in (plain.profils, beside.profils))
    assert sum(both.poids.values()) == pytest.approx(1)
    total = sum(ours.poids.values()) + 0.05
    assert both.poids["part_essai"] == pytest.approx(0.05 / total)
    assert both.poids["densite"] == pytest.approx(ours.poids["densite"] / total)
    assert both.seuil == 0.5
    assert "indicateurs ajoutés" in both.origine
    assert "indicateurs ajoutés" not in ours.origine


def test_what_is_near_is_measured_again(
    terrain: Terrain, plain: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seuils, "SAMPLE", 100)
    made = made_up(terrain)
    added = Ajouts(
        "x",
        tuple({**i, "ensemble": made.nom} for i in made.indicateurs),
        (made.table,),
        made.classes,
        {"epci": made.poids["epci"]},
    )
    found = seuils.thresholds(REFERENCE, added)
    assert set(found) == {"epci"}
    ours = plain.profils.reglage(Niveau.EPCI)
    assert found["epci"] == pytest.approx(ours.seuil, rel=0.5)
    assert seuils.thresholds(REFERENCE, replace(added, poids={})) == {}


@pytest.mark.parametrize("stage", ["thresholds", "_keep"])
def test_an_interruption_leaves_what_was_there(
    depot: Depot, terrain: Terrain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    before = read_ajouts(depot.folder, depot.reference)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(depots, stage, interrupt)
        with pytest.raises(KeyboardInterrupt):
            depot.put(ajout(terrain, tmp_path, "autre_essai"))
    assert read_ajouts(depot.folder, depot.reference).version == before.version
    depot.put(ajout(terrain, tmp_path, "autre_essai"))
    found = read_ajouts(depot.folder, depot.reference)
    assert [i["id"] for i in found.indicateurs] == ["part_essai", "autre_essai"]
    assert len(state(depot)) == 5  # an index, two tables, two sources: nothing begun is left


def test_a_killed_process_leaves_what_was_there(depot: Depot) -> None:
    before = read_ajouts(depot.folder, depot.reference)
    killed = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", CODE, str(depot.folder)], check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert read_ajouts(depot.folder, depot.reference).version == before.version


def test_a_set_is_replaced_removed_or_refused(
    depot: Depot, terrain: Terrain, tmp_path: Path
) -> None:
    whole = state(depot)
    depot.put(ajout(terrain, tmp_path))
    assert state(depot) == whole
    twin = ajout(terrain, tmp_path)
    with pytest.raises(AjoutRefuseError, match="déjà dans"):
        depot.put(replace(twin, ensemble=replace(twin.ensemble, nom="jumeau")))
    with pytest.raises(AjoutRefuseError, match="Connus"):
        depot.remove("jumeau")
    (depot.folder / "notes.csv").write_text("à moi")
    depot.remove("part_essai")
    assert read_ajouts(depot.folder, depot.reference).indicateurs == ()
    assert sorted(state(depot)) == [INDEX, "notes.csv"]


def test_another_reference_leaves_them_aside_until_they_are_made_again(
    depot: Depot, terrain: Terrain, tmp_path: Path
) -> None:
    later = replace(depot, reference="later")
    found = read_ajouts(later.folder, later.reference)
    assert (found.indicateurs, found.remarque) == ((), OTHER_REFERENCE)
    with pytest.raises(AjoutRefuseError, match="refaire"):
        later.put(ajout(terrain, tmp_path, "autre_essai"))
    source = next(depot.folder.glob("*.source.*"))
    source.write_text("autre chose")
    with pytest.raises(AjoutRefuseError, match="abîmée"):
        rebuild(later, terrain)
    later.remove("part_essai")  # what can no longer be made again may leave
    assert read_ajouts(later.folder, depot.reference).indicateurs == ()


def test_what_is_broken_is_told(depot: Depot, tmp_path: Path) -> None:
    table = next(depot.folder.glob("*.parquet"))
    table.write_bytes(table.read_bytes()[:-10])
    with pytest.raises(DataFileError, match="contenu différent"):
        read_ajouts(depot.folder, depot.reference)
    table.unlink()
    with pytest.raises(DataFileError, match="absent"):
        read_ajouts(depot.folder, depot.reference)
    index = depot.folder / INDEX
    index.write_text(json.dumps({"reference": depot.reference, "ensembles": [{}]}))
    with pytest.raises(DataFileError, match="inattendu"):
        read_ajouts(depot.folder, depot.reference)
    index.write_text("{")
    with pytest.raises(DataFileError, match="illisible"):
        read_ajouts(depot.folder, depot.reference)
    blocked = tmp_path / "fichier"
    blocked.write_text("")
    with pytest.raises(NotWritableError, match="CARTOEXP_INDICATEURS_DIR"):
        replace(depot, folder=blocked / "x").remove("part_essai")
