"""Files that libraries of C read are copied in a process of their own, within bounds."""

from pathlib import Path

import geopandas
import pytest
from shapely import Point

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture import bac
from tests.unit.lecture import lire, texte


@pytest.fixture
def gpkg(tmp_path: Path) -> Path:
    path = tmp_path / "a.gpkg"
    known = geopandas.GeoDataFrame(
        {"code": ["01001", "01002"], "nom": ["Un", "Deux"]}, geometry=[Point(5, 46)] * 2, crs=4326
    )
    known.to_file(path, layer="a")
    known.head(1).to_file(path, layer="b")
    return path


def test_the_copy_is_read_as_the_file(gpkg: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copie"
    bac.copier(gpkg, copy, "a", 2)
    assert lire(copy) == lire(gpkg, "a")


def test_refusals_are_passed_on(gpkg: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copie"
    with pytest.raises(FichierRefuseError, match="plus de 1 lignes"):
        bac.copier(gpkg, copy, None, 1)
    assert not copy.exists()


def test_greed_is_refused(gpkg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bac, "WAIT_S", 0.01)
    with pytest.raises(FichierRefuseError, match="mémoire ou de temps"):
        bac.copier(gpkg, tmp_path / "copie", None, 2)


def test_texts_and_workbooks_stay(tmp_path: Path, gpkg: Path) -> None:
    assert not bac.a_part(texte(tmp_path, "Code;Nom\n01001;Un"))
    assert bac.a_part(gpkg)


@pytest.mark.parametrize(
    "content", ['{"cartoexp-tableau": ', '{"cartoexp-tableau": {"nom": "", "entetes": 3}}\n']
)
def test_a_broken_copy(tmp_path: Path, content: str) -> None:
    with pytest.raises(FichierRefuseError, match="abîmé"):
        lire(texte(tmp_path, content))
