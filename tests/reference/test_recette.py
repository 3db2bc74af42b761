"""The sources of a build with another version of the code, and how near its counts must be."""

from pathlib import Path
from typing import Any

import pytest

from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.fetch import sha256_of
from cartoexp.reference.gates import count_gates, near
from cartoexp.reference.recette import Recette, avec
from cartoexp.reference.sources import UNPINNED
from tests.reference.builders import cog, commune
from tests.vintages import package

EMPTY: dict[str, list[dict[str, Any]]] = {"communes": [], "epci": []}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of version 7.0.0, as npm would have left it in the cache."""
    return package(tmp_path / "etalab-decoupage-administratif-7.0.0.tgz", "7.0.0", **EMPTY)


def test_the_pinned_recipe_knows_every_edition() -> None:
    pinned = Recette.epinglees()
    assert (pinned.cog, pinned.millesime, pinned.epinglee) == ("cog-2026", 2026, True)
    assert pinned.editions == (2019, 2021, 2022, 2023, 2024, 2025, 2026)
    assert all("empreinte" not in source.as_record() for source in pinned.sources)


def test_another_version_comes_beside_the_pinned_editions(archive: Path) -> None:
    recette = avec("7.0.0", archive.parent, millesime=2027)
    first = recette.sources[0]
    assert (recette.cog, recette.millesime, recette.epinglee) == ("cog-2027", 2027, False)
    assert recette.editions[-2:] == (2026, 2027)
    assert first.as_record()["empreinte"] == UNPINNED
    assert first.sha256 == sha256_of(archive)
    assert len(recette.sources) == len(Recette.epinglees().sources) + 1


def test_a_hash_that_is_given_is_verified(archive: Path) -> None:
    told = avec("7.0.0", archive.parent, sha256_of(archive), 2027).sources[0]
    assert told.epingle
    assert "empreinte" not in told.as_record()
    with pytest.raises(SourceUnavailableError, match="empreinte sha256 inattendue"):
        avec("7.0.0", archive.parent, "0" * 64, 2027)


def test_a_version_that_does_not_tell_its_year_wants_it(archive: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="--millesime"):
        avec("7.0.0", archive.parent)


def test_another_version_of_a_pinned_year_stands_for_it(tmp_path: Path) -> None:
    package(tmp_path / "etalab-decoupage-administratif-5.9.0.tgz", "5.9.0", **EMPTY)
    recette = avec("5.9.0", tmp_path)
    assert recette.editions == (2019, 2021, 2022, 2023, 2024, 2025)
    assert [s.version for s in recette.sources if s.id == "cog-2025"] == ["5.9.0"]


@pytest.mark.parametrize(("measure", "ok"), [(34_000, True), (33_000, False), (0, False)])
def test_counts_of_another_version_are_near(measure: int, *, ok: bool) -> None:
    gate = near("Communes", 34_969, measure)
    assert gate.ok is ok
    assert gate.attendu == "34\u202f969 à 1\u202f748 près"


def test_a_part_that_is_missing_is_refused_whatever_the_version() -> None:
    gates = {g.libelle: g.ok for g in count_gates(cog([commune("01001")]), exact=False)}
    assert not gates["Communes"]
    assert not gates["Régions"]
    assert gates["Communes dont la population manque"]
