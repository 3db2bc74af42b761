"""Archives come from the registries' own clients, once, and are verified."""

import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cartoexp.reference import fetch
from cartoexp.reference.archives import read_json, read_member, read_rows
from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.outlines import parse
from cartoexp.reference.sources import Source, read_sources

CONTENT = b"contenu"
SOURCE = Source(
    id="essai",
    registre="npm",
    paquet="essai",
    version="1.0.0",
    archive="essai-1.0.0.tgz",
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    usage="essai",
    producteurs=("moi",),
    licence="Licence Ouverte 2.0",
    millesime="2026",
    attribution="moi",
    fichiers=("a.json",),
)


@pytest.fixture
def no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """No npm anywhere, and nothing may be run."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("subprocess.run", None)


@pytest.mark.usefixtures("no_client")
def test_a_cached_archive_needs_no_client(tmp_path: Path) -> None:
    (tmp_path / SOURCE.archive).write_bytes(CONTENT)
    assert fetch.obtain(SOURCE, tmp_path) == tmp_path / SOURCE.archive


@pytest.mark.usefixtures("no_client")
def test_without_npm_the_message_tells_the_cure(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="apt-get install npm"):
        fetch.obtain(SOURCE, tmp_path)


def test_another_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / SOURCE.archive).write_bytes(b"autre")
    with pytest.raises(SourceUnavailableError, match="empreinte"):
        fetch.obtain(SOURCE, tmp_path)


def test_a_client_that_fails_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/false")
    with pytest.raises(SourceUnavailableError, match="le client npm a échoué") as failure:
        fetch.obtain(SOURCE, tmp_path)
    assert "\n" not in str(failure.value)


def test_a_client_that_delivers_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/true")
    with pytest.raises(SourceUnavailableError, match=r"essai-1\.0\.0\.tgz"):
        fetch.obtain(SOURCE, tmp_path)


def test_a_package_of_pypi_is_asked_to_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        asked.append(command)
        (tmp_path / SOURCE.archive).write_bytes(CONTENT)

    monkeypatch.setattr("subprocess.run", run)
    fetch.obtain(replace(SOURCE, registre="pypi"), tmp_path)
    assert asked[0][1:4] == ["-m", "pip", "download"]
    assert asked[0][-1] == "essai==1.0.0"


def test_sources_are_pinned_and_name_no_host() -> None:
    sources = read_sources()
    assert len({source.sha256 for source in sources.values()}) == len(sources)
    for source in sources.values():
        text = json.dumps(source.as_record())
        assert "://" not in text
        assert source.version in source.archive
        assert source.producteurs
        assert source.licence


def test_members_of_both_kinds_of_archive(tmp_path: Path) -> None:
    table = lzma.compress(b"code,nom\n01001,\\N\n01002,B\n")
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("t.csv.lzma", table)
    rows = list(read_rows(tmp_path / "a.whl", "t.csv.lzma"))
    assert rows == [{"code": "01001", "nom": ""}, {"code": "01002", "nom": "B"}]
    with tarfile.open(tmp_path / "b.tgz", "w:gz") as tar:
        info = tarfile.TarInfo("package/a.json")
        info.size = 2
        tar.addfile(info, io.BytesIO(b"[]"))
    assert read_json(tmp_path / "b.tgz", "package/a.json") == []
    with pytest.raises(SourceUnavailableError, match=r"absent\.json"):
        read_member(tmp_path / "b.tgz", "absent.json")


@pytest.mark.parametrize("text", ["01", "zz", "0101000000000000000000"])
def test_unreadable_outlines_are_told_apart_from_absent_ones(text: str) -> None:
    assert parse(text) is None
    absent = parse("")
    assert absent is not None
    assert absent.is_empty
