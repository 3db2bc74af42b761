"""The grid and its lines: kept for ever at the right version, compressed, 204 at sea."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

ABSENT = ["6/32/22", "10/518/352", "9/512/0", "7/0/128", "9/-1/0", "9/a/0", "z5"]
LEVELS = ["appartenances/commune", "appartenances/ept", "noms/canton"]
LINES = ["traits/region", "traits/commune", "vecteurs/9/259/176", "vecteurs/10/1024/0"]
FILES = [
    *[f"grille/{file}" for file in ("z6", "9/259/176", "8/129/88", "7/64/44")],
    *["grille/appartenances/region", "grille/noms/commune"],
    *["traits/departement", "traits/epci", "vecteurs/10/518/352"],
]


def address(file: str, version: str) -> str:
    """The address of a file: its kind, the version, the rest."""
    kind, _, rest = file.partition("/")
    return f"/tuiles/{kind}/{version}/{rest}"


@pytest.mark.parametrize("file", FILES)
def test_files_are_kept_for_ever_at_their_address(
    services: Services, client: FlaskClient, file: str
) -> None:
    path = address(file, services.grille.version)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    other = client.get(address(file, "000000000000"))
    assert other.headers["Cache-Control"] == "public, max-age=3600"
    assert other.data == answer.data


@pytest.mark.parametrize("file", FILES)
def test_every_encoding_holds_the_same(services: Services, client: FlaskClient, file: str) -> None:
    path = address(file, services.grille.version)
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    for encoding, undo in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
        answer = client.get(path, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert len(answer.data) < len(plain.data)
        assert undo(answer.data) == plain.data


def test_browsers_get_brotli(services: Services, client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    answer = client.get(f"/tuiles/grille/{services.grille.version}/z6", headers=headers)
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.mimetype == "application/octet-stream"


@pytest.mark.parametrize("file", ["grille/9/0/0", "vecteurs/10/0/0"])
def test_a_tile_at_sea_is_empty(services: Services, client: FlaskClient, file: str) -> None:
    answer = client.get(address(file, services.grille.version))
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("file", [*(f"grille/{file}" for file in (*ABSENT, *LEVELS)), *LINES])
def test_nothing_else_is_there(services: Services, client: FlaskClient, file: str) -> None:
    path = address(file, services.grille.version)
    assert client.get(path).status_code == 404
