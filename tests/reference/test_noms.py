"""Former names lead to what came out of the communes and EPCI that bore them."""

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cartoexp.domain.territoires import Passage
from cartoexp.reference.noms import build_noms
from tests.reference.builders import cog, commune
from tests.reference.conftest import Committed


def archive(folder: Path, year: int, **files: object) -> Path:
    """An edition of decoupage-administratif that holds these files."""
    path = folder / f"{year}.tgz"
    with tarfile.open(path, "w:gz") as tar:
        for name, value in ({"communes": [], "epci": []} | files).items():
            raw = json.dumps(value).encode()
            info = tarfile.TarInfo(f"package/data/{name.replace('_', '-')}.json")
            info.size = len(raw)
            tar.addfile(info, io.BytesIO(raw))
    return path


def state(code: str, nom: str, fin: str, raison: str = "", **more: object) -> dict[str, Any]:
    return {"type": "COM", "code": code, "nom": nom, "dateFin": fin, "raisonFin": raison, **more}


HISTORY = [
    state("01001", "Vieux Nom", "1998-01-04", "changement de nom"),
    state("01003", "Réunie", "2016-01-01", "commune absorbée par la commune nouvelle"),
    state(
        "01001", "Double", "2014-01-01", "dé-fusion", membres=["COMD-01001@2012", "COMD-01002@2012"]
    ),
    state("01001", "Commune 01001", "2015-01-01", "dé-fusion", membres=["COMD-01002@2012"]),
    {"type": "COMP", "code": "01001", "nom": "Une partie", "dateFin": "1960-01-01"},
]


@pytest.fixture
def found(tmp_path: Path) -> Mapping[tuple[str, str | None], tuple[str, str | None]]:
    inside = {"type": "commune-deleguee", "code": "01001", "nom": "Chef-lieu", "chefLieu": "01001"}
    renamed = {"type": "commune-actuelle", "code": "01002", "nom": "Avant"}
    gone = {"code": "200000009", "nom": "CC Finie", "membres": [{"code": "01001"}]}
    old = {"code": "200000001", "nom": "CC d’Avant", "membres": []}
    archives = {
        2019: archive(tmp_path, 2019, historique_communes=HISTORY, epci=[gone, old]),
        2021: archive(tmp_path, 2021, communes=[inside, renamed]),
    }
    code = cog([commune("01001"), commune("01002")])
    ways = [Passage("01003", None, "01001", "fusionnee")]
    return {(n.nom, n.code): (n.nature, n.fin) for n in build_noms(code, ways, archives, 2019)}


def test_former_names(found: Mapping[tuple[str, str | None], tuple[str, str | None]]) -> None:
    assert found == {
        ("Vieux Nom", "01001"): ("ancien", "1998-01-04"),
        ("Réunie", "01001"): ("ancien", "2016-01-01"),
        ("Double", "01001"): ("ancien", "2014-01-01"),
        ("Double", "01002"): ("ancien", "2014-01-01"),
        ("Chef-lieu", "01001"): ("deleguee", None),
        ("Avant", "01002"): ("ancien", "2022-01-01"),
        ("CC Finie", "200000001"): ("dissoute", "2020-01-01"),
        ("CC d’Avant", "200000001"): ("ancien", "2020-01-01"),
    }


def test_the_committed_names(committed: Committed, manifest: dict[str, Any]) -> None:
    rows = committed.table("noms").to_pylist()
    assert len(rows) == manifest["effectifs"]["noms_anciens"] > 6_000
    names = {(row["nom"], row["code"]) for row in rows}
    assert ("Doué-la-Fontaine", "49125") in names
    assert ("Bellegarde-sur-Valserine", "01033") in names
    assert {code for nom, code in names if nom == "Bois-Guillaume-Bihorel"} == {"76095", "76108"}
    current = set(committed.column("communes", "code")) | set(committed.column("epci", "code"))
    assert {row["code"] for row in rows} - {None} <= current
