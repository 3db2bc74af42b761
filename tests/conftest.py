"""What every test may ask for: a database of each kind, Chromium, the project's shared folder."""

import contextlib
import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from tests import modeles, redis_server
from tests.postgis import PostgisServer
from tests.servers import (
    FINDERS,
    find_chromium,
    find_gdal,
    find_libreoffice,
    find_poppler,
    find_postgis,
    find_redis,
)

SHARED = Path(__file__).parents[2] / "shared"
# Set by the process that was started and inherited by xdist's workers: what they have in common.
COMMON_FOLDER = "CARTOEXP_TESTS_FOLDER"
DATABASES = ["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
# Any name but loopback's is unknown: a page that asks for something foreign fails its test.
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
# Properties are about results: how long one example takes depends on what else the machine does.
settings.register_profile("cartoexp", deadline=None)
settings.load_profile("cartoexp")


def pytest_configure(config: pytest.Config) -> None:
    """Let the process that was started own what its workers share."""
    if not hasattr(config, "workerinput"):
        os.environ[COMMON_FOLDER] = tempfile.mkdtemp(prefix="cartoexp-tests-")
        # What whoever runs the tests has added to their own site is no part of what is tested.
        os.environ["CARTOEXP_INDICATEURS_DIR"] = f"{os.environ[COMMON_FOLDER]}/indicateurs"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, if a test started one; xdist's workers have ended by then."""
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(COMMON_FOLDER))
        with contextlib.suppress(FileNotFoundError):
            _read_server(folder).stop()
        shutil.rmtree(folder)


def pytest_report_header() -> list[str]:
    """Say at the top what the run has and what it lacks."""
    found: dict[str, Path | None] = {name: find() for name, find in FINDERS.items()}
    found["../shared"] = SHARED if SHARED.is_dir() else None
    return [f"{name} : {path or 'absent'}" for name, path in found.items()]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for: `-m 'not browser'` then never forgets one."""
    for item in items:
        for fixture, mark in {"chromium_path": "browser", "shared": "shared"}.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


def _lack(what: str) -> NoReturn:
    """Skip with the reason; on CI, where a green run has to mean something, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI=true : {what}", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with real data that is not committed."""
    if not SHARED.is_dir():
        pytest.skip("../shared est absent")  # told everywhere: the data there is not ours to ship
    return SHARED


@pytest.fixture(scope="session")
def postgis_server() -> PostgisServer:
    """The PostGIS server of this run, started by the first test of any worker that needs it."""
    binaries = find_postgis()
    if binaries is None:
        _lack("PostGIS est absent")
    folder = Path(os.environ[COMMON_FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(FileNotFoundError):
            return _read_server(folder)
        server = PostgisServer.start(binaries)
        _server_file(folder).write_text(server.to_json())
        return server


def _server_file(folder: Path) -> Path:
    return folder / "server.json"


def _read_server(folder: Path) -> PostgisServer:
    return PostgisServer.from_json(_server_file(folder).read_text())


@pytest.fixture(scope="session")
def make_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """A function from `sqlite` or `postgis` to the address of a new, empty database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    numbers = itertools.count(1)

    def make(kind: str) -> str:
        name = f"test_{worker}_{next(numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name)}/cartoexp.sqlite"
        server: PostgisServer = request.getfixturevalue("postgis_server")
        return server.create_database(name)

    return make


@pytest.fixture(scope="session")
def make_loaded_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """A function from `sqlite` or `postgis` to the address of a new database of what is shipped."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    numbers = itertools.count(1)
    common = Path(os.environ[COMMON_FOLDER])

    def make(kind: str) -> str:
        name = f"loaded_{worker}_{next(numbers)}"
        if kind == "sqlite":
            return modeles.copied_sqlite(common, tmp_path_factory.mktemp(name) / "cartoexp.sqlite")
        return modeles.copied_postgis(common, request.getfixturevalue("postgis_server"), name)

    return make


@pytest.fixture(params=DATABASES)
def loaded_database_url(
    request: pytest.FixtureRequest, make_loaded_database: Callable[[str], str]
) -> str:
    """A database of each kind that holds what is shipped, for one test, which may commit."""
    return make_loaded_database(request.param)


@pytest.fixture(scope="session")
def loaded_postgis_url(make_loaded_database: Callable[[str], str]) -> str:
    """A PostGIS database that holds what is shipped; tests only read."""
    return make_loaded_database("postgis")


@pytest.fixture(scope="session", params=DATABASES)
def database_url(request: pytest.FixtureRequest, make_database: Callable[[str], str]) -> str:
    """One empty database of each kind for the whole run: tests roll back what they write."""
    return make_database(request.param)


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, make_database: Callable[[str], str]) -> str:
    """An empty database of each kind for one test, which may commit."""
    return make_database(request.param)


@pytest.fixture(scope="session")
def postgis_url(make_database: Callable[[str], str]) -> str:
    """An empty PostGIS database, for what only PostGIS has."""
    return make_database("postgis")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The system's Chromium: Playwright's own would have to be downloaded."""
    path = find_chromium()
    if path is None:
        _lack("Chromium est absent")
    return path


@pytest.fixture(scope="session")
def ogr2ogr() -> Path:
    """GDAL's command to copy from any source to any file."""
    path = find_gdal()
    if path is None:
        _lack("GDAL est absent")
    return path


@pytest.fixture(scope="session")
def soffice() -> Path:
    """LibreOffice's command."""
    path = find_libreoffice()
    if path is None:
        _lack("LibreOffice est absent")
    return path


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Poppler's command."""
    path = find_poppler()
    if path is None:
        _lack("pdftotext est absent")
    return path


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis server of the test's own: on loopback, with a password, gone at the end."""
    binary = find_redis()
    if binary is None:
        _lack("Redis est absent")
    with redis_server.started(binary, tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """None: tests name the server they open. pytest-playwright's own one warns since pytest 9."""
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium_path: Path
) -> dict[str, Any]:
    """Drive the system's Chromium, cut off from everything but loopback."""
    # It opens our own pages only, and its sandbox cannot start as root or in most containers.
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", LOOPBACK_ONLY]
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": arguments}
