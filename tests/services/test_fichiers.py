"""Files to download: described, and no other."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.errors import DataFileError
from cartoexp.services.fichiers import catalogue_files, reference_files
from tests.loaded import CATALOGUE, REFERENCE, reference

if TYPE_CHECKING:
    from pathlib import Path


def test_the_catalogue_is_described_as_it_is() -> None:
    files = catalogue_files(CATALOGUE)
    assert {p.name for p in CATALOGUE.iterdir() if p.suffix in {".csv", ".json"}} == set(files)
    for name, file in files.items():
        content = (CATALOGUE / name).read_bytes()
        assert file.octets == len(content)
        assert file.sha256 == sha256(content).hexdigest()
        assert file.titre
    assert files["implantations.csv"].lignes == 1321
    assert files["datapackage.json"].lignes is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("id\na\n", encoding="utf-8")
    assert catalogue_files(tmp_path)["sources.csv"].lignes == 1
    path.write_text('id\na\n"b\nc"\n', encoding="utf-8")
    assert catalogue_files(tmp_path)["sources.csv"].lignes == 2


def test_only_known_names_are_given(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("id\n", encoding="utf-8")
    (tmp_path / "secret.csv").write_text("id\n", encoding="utf-8")
    assert set(catalogue_files(tmp_path)) == {"sources.csv"}


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="CARTOEXP_CATALOGUE_DIR"):
        catalogue_files(tmp_path)


def test_the_reference_is_listed_by_its_manifest() -> None:
    files = reference_files(REFERENCE, reference().manifest)
    assert {"communes.parquet", "contours/epci.parquet", "passages.parquet"} <= set(files)
    for file in files.values():
        assert file.chemin.stat().st_size == file.octets
        assert file.titre, file.nom
