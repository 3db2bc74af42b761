"""A change of vintage: all or nothing, nothing lost, nothing guessed, on both databases."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.histoire import Borne, Evenement, Periode
from cartoexp.domain.lots import Apport, Lot
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.histoire.construire import write_periods
from cartoexp.services import loading
from cartoexp.services.imports import annuler, sessions_pretes
from cartoexp.services.millesimes import attente
from cartoexp.services.millesimes.attente import DecisionError
from cartoexp.services.millesimes.migration import Bilan, migrer
from cartoexp.services.millesimes.vintage import MillesimeError, read_folder
from cartoexp.services.registry import Services
from cartoexp.store import loading as writing
from cartoexp.store import lots
from cartoexp.store.engine import build_engine
from tests.catalogue.samples import to_csv, valid
from tests.dossiers import write_folder
from tests.factories import make_implantation

PARTING = Borne(date(2027, 1, 1), date(2026, 1, 1))
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
PLACES = {
    "jardin-001": ("jardin", "commune", "01002", "Bourg"),  # merged into 01001
    "jardin-002": ("jardin", "epci", "200000001", "CC Une"),  # torn
    "navette-001": ("navette", "commune", "01003", "Poncin"),  # parted
    "seule-001": ("seule", "commune", "01003", "Poncin"),  # parted, and all that there is
    "navette-002": ("navette", "commune", "01001", "Ambérieu"),
    "navette-003": ("navette", "region", "84", "Auvergne-Rhône-Alpes"),
    "navette-004": ("navette", "epci", "200000002", "CC Deux"),  # taken over by one
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The code of 2026 and of 2027."""
    base = tmp_path_factory.mktemp("references")
    names = {"01001": "Ambérieu", "01002": "Bourg", "01003": "Poncin", "01005": "C", "01006": "D"}
    before = write_folder(
        base / "2026",
        2026,
        names,
        {
            "200000001": ("CC Une", "01001 01003"),
            "200000002": ("CC Deux", "01002 01005"),
            "200000009": ("CC Neuf", "01006"),
        },
        {"01004": "01003"},
    )
    after = write_folder(
        base / "2027",
        2027,
        {"01001": "Ambérieu", "01003": "Poncin", "01004": "Rignat", "01005": "C", "01006": "D"},
        {"200000009": ("CC Neuf", "01001 01005 01006"), "200000010": ("CC Dix", "01003 01004")},
        {"01002": "01001"},
    )
    return before, after


def write_catalogue(folder: Path, places: dict[str, tuple[str, str, str, str]]) -> Path:
    rows = valid()
    model, experiment = rows["implantations"][0], rows["experiments"][1]
    rows["experiments"].append(experiment | {"id": "seule"})
    rows["experimentations_sources"].append(
        {"experimentation": "seule", "rang": "1", "source": "presse-1"}
    )
    fields = ("experimentation", "niveau", "code", "nom")
    rows["implantations"] = [
        model | {"id": key} | dict(zip(fields, place, strict=True)) for key, place in places.items()
    ]
    rows["derogations"][0]["territoires"] = "commune:01001"
    folder.mkdir(exist_ok=True)
    for name, found in rows.items():
        (folder / f"{name}.csv").write_text(to_csv(found), encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return write_catalogue(tmp_path / "catalogue", PLACES)


@pytest.fixture
def url(empty_database_url: str, folders: tuple[Path, Path], catalogue: Path) -> str:
    """A database of each kind, loaded at the older vintage."""
    loading.load(empty_database_url, folders[0], catalogue)
    return empty_database_url


@pytest.fixture
def connect() -> Iterator[Callable[[str, Path], Services]]:
    opened: list[Services] = []

    def build(url: str, folder: Path) -> Services:
        opened.append(Services.connect(url, folder))
        return opened[-1]

    yield build
    for services in opened:
        services.close()


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = build_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def held(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that a migration may touch."""
    return {
        "implantation": query(url, "SELECT id, niveau, code, nom, millesime_cog FROM implantation"),
        "territoire": query(url, "SELECT niveau, code, nom FROM territoire ORDER BY niveau, code"),
        "recodage": query(url, "SELECT implantation, code_avant, code, etat FROM recodage"),
        "meta": query(url, "SELECT cle, valeur FROM meta ORDER BY cle"),
    }


def codes(url: str) -> dict[str, tuple[str, int]]:
    rows = query(url, "SELECT id, code, millesime_cog FROM implantation")
    return {key: (code, year) for key, code, year in rows}


def go(url: str, folders: tuple[Path, Path]) -> Bilan:
    return migrer(url, read_folder(folders[0]), folders[1], NOW)


AFTER = {
    "jardin-001": ("01001", 2027),
    "navette-002": ("01001", 2026),
    "navette-003": ("84", 2026),
    "navette-004": ("200000009", 2027),
}


def test_nothing_is_lost_nor_guessed(url: str, folders: tuple[Path, Path]) -> None:
    bilan = go(url, folders)
    assert bilan == Bilan(change=True, millesime="2027", gardees=2, deplacees=2, attente=3)
    assert bilan.gardees + bilan.deplacees + bilan.attente == len(PLACES)
    assert codes(url) == AFTER
    waiting = attente.lister(url)
    assert [w.implantation for w in waiting] == ["jardin-002", "navette-001", "seule-001"]
    torn, parted, _ = waiting
    assert [c.code for c in torn.candidats] == ["200000010", "200000009"]
    assert (parted.code_avant, parted.nom_avant, parted.millesime_avant) == (
        *("01003", "Poncin", 2026),
    )
    assert [c.code for c in parted.candidats] == ["01003", "01004"]
    kept = query(
        url,
        "SELECT code_avant, nom_avant, millesime_avant, code, etat FROM recodage "
        "WHERE implantation = 'jardin-001'",
    )
    assert kept == [("01002", "Bourg", 2026, "01001", "deplacee")]
    before = held(url)
    assert go(url, folders) == Bilan(change=False, millesime="2027", attente=3)
    assert held(url) == before


def test_every_page_lives_with_what_waits_and_sees_a_decision_at_once(
    url: str, folders: tuple[Path, Path], connect: Callable[[str, Path], Services]
) -> None:
    go(url, folders)
    services = connect(url, folders[1])
    moved = services.experiments.get("jardin").donnees["jardin-001"]
    assert (moved.code_avant, moved.nom_avant, moved.millesime_avant) == ("01002", "Bourg", 2026)
    record = services.experiments.get("seule")
    assert list(record.implantations) == []
    assert [(w.nom_avant, w.motif) for w in record.attente] == [
        ("Poncin", "Poncin (01003) s’est séparée en Poncin (01003) et Rignat (01004).")
    ]
    assert len(services.experiments.snapshot().keys) == 4
    attente.trancher(url, "seule-001", "01004", NOW)
    assert len(services.experiments.snapshot().keys) == 5
    decided = services.experiments.get("seule")
    assert [(i.code, i.nom, i.millesime_cog) for i, _ in decided.implantations] == [
        ("01004", "Poncin", 2027)
    ]
    assert list(decided.attente) == []


def test_a_decision_is_one_of_the_candidates_and_may_change(
    url: str, folders: tuple[Path, Path]
) -> None:
    go(url, folders)
    for key, code, told in (
        ("navette-001", "01001", r"Choisissez parmi\s: Poncin \(01003\) ; Rignat \(01004\)"),
        ("navette-001", "99999", "ne convient pas"),
        ("navette-002", "01001", "n’attend de décision"),
        ("rien", "01001", "n’attend de décision"),
    ):
        with pytest.raises(DecisionError, match=told):
            attente.trancher(url, key, code, NOW)
    assert codes(url) == AFTER
    for code in ("01003", "01004"):
        assert attente.trancher(url, "navette-001", code, NOW).code == code
        assert codes(url)["navette-001"] == (code, 2027)
    assert [w.implantation for w in attente.lister(url)] == ["jardin-002", "seule-001"]


def test_territories_of_derogations_follow(url: str, folders: tuple[Path, Path]) -> None:
    """Merged and taken over: the current code. Parted or torn: the former one is kept."""
    former = "commune:01002|epci:200000002|commune:01003|epci:200000001|commune:01001"
    engine = build_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE derogation SET territoires = :t"), {"t": former})
    engine.dispose()
    go(url, folders)
    (told,) = query(url, "SELECT territoires FROM derogation")
    assert told == ("commune:01001|epci:200000009|commune:01003|epci:200000001",)


def test_a_load_keeps_what_was_done(url: str, folders: tuple[Path, Path], tmp_path: Path) -> None:
    go(url, folders)
    attente.trancher(url, "navette-001", "01004", NOW)
    done = codes(url)
    catalogue = tmp_path / "catalogue"
    assert not loading.load(url, folders[1], catalogue).changed
    sources = catalogue / "sources.csv"
    sources.write_text(sources.read_text().replace("Rapport", "Bilan"), encoding="utf-8")
    again = loading.load(url, folders[1], catalogue)
    assert again.changed
    assert [p.line for p in again.warnings] == []
    assert codes(url) == done
    assert [w.implantation for w in attente.lister(url)] == ["jardin-002", "seule-001"]
    attente.trancher(url, "jardin-002", "200000010", NOW)
    assert codes(url)["jardin-002"] == ("200000010", 2027)
    assert not loading.load(url, folders[1], catalogue).changed
    # A record that the catalogue itself has mended waits no more.
    mended = PLACES | {"seule-001": ("seule", "commune", "01004", "Rignat")}
    write_catalogue(catalogue, mended)
    assert loading.load(url, folders[1], catalogue).changed
    assert codes(url)["seule-001"] == ("01004", 2026)
    assert attente.lister(url) == []


def test_a_load_does_not_stand_for_a_migration(
    url: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    before = held(url)
    with pytest.raises(MillesimeError, match="cartoexp reference migrate"):
        loading.load(url, folders[1], tmp_path / "catalogue")
    assert held(url) == before
    go(url, folders)
    with pytest.raises(MillesimeError, match="CARTOEXP_REFERENCE_DIR"):
        loading.load(url, folders[0], tmp_path / "catalogue")
    with pytest.raises(MillesimeError, match="ne revient pas en arrière"):
        migrer(url, read_folder(folders[1]), folders[0], NOW)


def test_another_vintage_than_the_one_held_is_refused(url: str, folders: tuple[Path, Path]) -> None:
    before = held(url)
    with pytest.raises(MillesimeError, match="--depuis"):
        migrer(url, read_folder(folders[1]), folders[1], NOW)
    assert held(url) == before


KILL = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from cartoexp.services.millesimes import migration
from cartoexp.services.millesimes.vintage import read_folder
migration.publier = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
url, before, after = sys.argv[1:]
migration.migrer(url, read_folder(Path(before)), Path(after), datetime.now(tz=UTC))
"""


def test_a_kill_in_the_middle_leaves_all_as_it_was(url: str, folders: tuple[Path, Path]) -> None:
    before = held(url)
    arguments = [sys.executable, "-c", KILL, url, *map(str, folders)]
    killed = subprocess.run(arguments, check=False)  # noqa: S603  our own process
    assert killed.returncode == -signal.SIGKILL
    assert held(url) == before
    assert go(url, folders).change


def test_the_commands(
    url: str, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", url)
    monkeypatch.setenv("CARTOEXP_REFERENCE_DIR", str(folders[0]))

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["reference", *arguments])
        return result.exit_code, result.output.replace("\u00a0", " ")

    assert run("migrate") == (0, "La base est déjà à cette référence (COG 2026).\n")
    assert run("migrate", "--vers", str(folders[0] / "rien"))[0] == 2
    assert run("file") == (0, "À trancher : 0.\n")
    status, told = run("migrate", "--vers", str(folders[1]))
    assert status == 1
    assert "gardées : 2, déplacées : 2" in told.replace("\n", " ")
    assert "CARTOEXP_REFERENCE_DIR" in told
    status, told = run("file")
    assert status == 1
    assert "navette-001 : Poncin (01003, COG 2026)" in told
    assert "Candidats : Poncin (01003) ; Rignat (01004)" in told
    assert run("trancher", "navette-001", "84")[0] == 2
    for key, code in (("navette-001", "01003"), ("seule-001", "01003")):
        assert run("trancher", key, code)[0] == 0
    assert run("trancher", "jardin-002", "200000009") == (
        0,
        "jardin-002 est rattachée à CC Neuf (200000009).\n",
    )
    monkeypatch.setenv("CARTOEXP_REFERENCE_DIR", str(folders[1]))
    assert run("migrate") == (0, "La base est déjà à cette référence (COG 2027).\n")


def test_what_was_imported_is_treated_alike(
    url: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    catalogue = tmp_path / "catalogue"
    given = {"experimentation": "seule", "source": "presse-1", "millesime_cog": 2026}
    fiches = [
        make_implantation(id=f"lot-{code}", niveau=Niveau(niveau), code=code, **given)
        for niveau, code in (("commune", "01002"), ("commune", "01003"), ("epci", "200000001"))
    ]
    with sessions_pretes(url) as sessions, sessions.begin() as session:
        lots.inserer(session, Lot("lot", "liste.csv", "0", NOW.isoformat(), "", ""))
        lots.inserer_apports(session, [Apport(f, 2, {}, "lot") for f in fiches])
        writing.write_implantations(session, ((f, None) for f in fiches))
        attente.publier(session)
    bilan = go(url, folders)
    assert (bilan.deplacees, bilan.attente) == (3, 5)
    assert codes(url)["lot-01002"] == ("01001", 2027)
    attente.trancher(url, "lot-01003", "01003", NOW)
    # The catalogue is read anew, and the import applied to it again: nothing of it is undone.
    sources = catalogue / "sources.csv"
    sources.write_text(sources.read_text().replace("Rapport", "Bilan"), encoding="utf-8")
    done = codes(url)
    assert loading.load(url, folders[1], catalogue).changed
    assert codes(url) == done
    assert "lot-200000001" in {w.implantation for w in attente.lister(url)}
    with sessions_pretes(url) as sessions:
        annuler(sessions, "lot", NOW.isoformat())
    assert not {key for key in codes(url) if key.startswith("lot")}
    assert [w.implantation for w in attente.lister(url)] == [
        *("jardin-002", "navette-001", "seule-001"),
    ]


def test_a_commune_parted_since_its_record_waits_from_the_first_load(
    empty_database_url: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    parted = [
        Periode("01003", "Poncin", fin=PARTING, suites=("01003", "01004")),
        Periode("01003", "Poncin", PARTING, None, Evenement.SEPARATION, origines=("01003",)),
        Periode("01004", "Rignat", PARTING, None, Evenement.SEPARATION, origines=("01003",)),
    ]
    folder = shutil.copytree(folders[1], tmp_path / "2027")
    (folder / "manifest.json").write_text('{"version": "v", "millesime": "2027"}')
    write_periods(folder, parted)
    places = {
        "jardin-001": ("jardin", *PLACES["navette-002"][1:]),
        "navette-001": PLACES["navette-001"],
    }
    places |= {"seule-001": ("seule", "commune", "01004", "Rignat")}
    catalogue = write_catalogue(tmp_path / "catalogue", places)
    loading.load(empty_database_url, folder, catalogue)
    (waiting,) = attente.lister(empty_database_url)
    assert (waiting.implantation, waiting.code_avant, waiting.millesime_avant) == (
        *("navette-001", "01003", 2026),
    )
    assert [c.code for c in waiting.candidats] == ["01003", "01004"]
    assert set(codes(empty_database_url)) == {"jardin-001", "seule-001"}
    assert not loading.load(empty_database_url, folder, catalogue).changed
    attente.trancher(empty_database_url, "navette-001", "01004", NOW)
    assert not loading.load(empty_database_url, folder, catalogue).changed
    assert codes(empty_database_url)["navette-001"] == ("01004", 2027)
