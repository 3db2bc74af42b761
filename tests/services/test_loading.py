"""Loading: idempotent, all or nothing, on both databases."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from cartoexp.domain.errors import (
    DatabaseNotReadyError,
    DatabaseUnavailableError,
    DataFileError,
    InvalidCatalogueError,
)
from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services import loading
from cartoexp.services.registry import Services
from cartoexp.services.suivi import news
from cartoexp.store import migrate
from cartoexp.store.engine import build_engine
from tests.loaded import CATALOGUE, REFERENCE


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue that a test may break."""
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))


@pytest.fixture
def connect() -> Iterator[Callable[[str], Services]]:
    """Services over any database, closed at the end."""
    opened: list[Services] = []

    def build(url: str) -> Services:
        opened.append(Services.connect(url, REFERENCE))
        return opened[-1]

    yield build
    for services in opened:
        services.close()


def counts(url: str) -> dict[str, int]:
    engine = build_engine(url)
    tables = ("territoire", "experimentation", "implantation", "evaluation", "mairie", "source")
    with engine.connect() as connection:
        found = {
            t: connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one()  # noqa: S608  our own names
            for t in tables
        }
    engine.dispose()
    return found


def test_load_twice_then_a_broken_catalogue(empty_database_url: str, catalogue: Path) -> None:
    first = loading.load(empty_database_url, REFERENCE, CATALOGUE)
    assert first.changed
    assert first.counts["expérimentations"] == 179
    assert first.counts["implantations"] == 1321
    assert first.counts["évaluations"] == 193
    assert first.warnings == ()
    held = counts(empty_database_url)

    assert not loading.load(empty_database_url, REFERENCE, CATALOGUE).changed

    path = catalogue / "implantations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",commune,68224,", ",commune,6822,")
    lines[3] = lines[3].replace(",2026,", ",vingt,", 1)
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(InvalidCatalogueError) as raised:
        loading.load(empty_database_url, REFERENCE, catalogue)
    told = [str(problem).replace("\u00a0", " ") for problem in raised.value.problems]
    assert len(told) == 2
    assert told[0].startswith("implantations.csv, ligne 2, colonne code : « 6822 »")
    assert told[1].startswith("implantations.csv, ligne 4, colonne millesime_cog : « vingt »")
    assert counts(empty_database_url) == held


def test_a_changed_catalogue_replaces_the_former(
    loaded_database_url: str, catalogue: Path, connect: Callable[[str], Services]
) -> None:
    services = connect(loaded_database_url)
    assert services.experiments.get("tzcld").experiment.titre.startswith("Territoires zéro")
    path = catalogue / "experiments.csv"
    changed = path.read_text(encoding="utf-8").replace(
        "Territoires zéro chômeur", "Zones zéro chômeur"
    )
    path.write_text(changed, encoding="utf-8")
    assert loading.load(loaded_database_url, REFERENCE, catalogue).changed
    title = "Zones zéro chômeur de longue durée"
    assert services.experiments.get("tzcld").experiment.titre == title
    assert any(x.titre == title for x in services.experiments.snapshot().experiments)
    latest, before, *_ = news(services.experiments, Filters()).liste
    assert latest.experiment.id == "tzcld"
    assert latest.modifiee > before.modifiee == latest.ajoutee


def test_a_missing_file_is_named(tmp_path: Path, empty_database_url: str) -> None:
    with pytest.raises(DataFileError, match="absent"):
        loading.load(empty_database_url, tmp_path, CATALOGUE)
    with pytest.raises(DataFileError, match="absent"):
        loading.load(empty_database_url, REFERENCE, tmp_path / "nulle-part")


def test_a_cut_reference_file_is_named(tmp_path: Path) -> None:
    broken = shutil.copytree(REFERENCE, tmp_path / "communes")
    path = broken / "epci.parquet"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(DataFileError, match=r"epci\.parquet\s: fichier absent ou illisible"):
        Services.connect("sqlite://", broken)


def test_an_empty_database_is_not_ready(
    empty_database_url: str, connect: Callable[[str], Services]
) -> None:
    services = connect(empty_database_url)
    with pytest.raises(DatabaseNotReadyError, match="cartoexp load"):
        services.experiments.snapshot()
    states = dict(loading.diagnose(empty_database_url, REFERENCE, CATALOGUE))
    assert states["Indicateurs ajoutés"] == "aucun"
    assert states["Base"].startswith("schéma absent")


def test_a_lost_database_is_told(connect: Callable[[str], Services]) -> None:
    services = connect("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(DatabaseUnavailableError):
        services.experiments.snapshot()


def test_the_schema_of_the_migrations_is_that_of_the_tables(empty_database_url: str) -> None:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415  used here only
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    from cartoexp.store.tables import Base  # noqa: PLC0415

    engine = build_engine(empty_database_url)
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    ours = set(Base.metadata.tables)

    def known(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
        return kind != "table" or name in ours

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": known})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert [d for d in differences if "geom" not in str(d)] == []


def test_sqlite_is_opened_as_said(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path}/x.sqlite")
    with engine.connect() as connection:
        asked = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    engine.dispose()
    assert asked == ["wal", 1, 5000]


def test_postgis_has_spatial_tables_with_indexes(loaded_postgis_url: str) -> None:
    engine = create_engine(loaded_postgis_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        columns = connection.execute(
            text("SELECT f_table_name, type, srid FROM geometry_columns ORDER BY 1")
        ).all()
        indexes = connection.execute(
            text("SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%USING gist%' ORDER BY 1")
        ).scalars()
        assert [tuple(c) for c in columns] == [
            ("implantation", "POINT", 4326),
            ("territoire", "MULTIPOLYGON", 4326),
        ]
        assert list(indexes) == ["implantation", "territoire"]
        inside = connection.execute(
            text(
                "SELECT code FROM territoire WHERE niveau = :niveau AND "
                "ST_Contains(geom, ST_SetSRID(ST_MakePoint(3.0807, 50.3679), 4326))"
            ),
            {"niveau": Niveau.COMMUNE.value},
        ).scalar_one()
    engine.dispose()
    assert inside == "59178"
