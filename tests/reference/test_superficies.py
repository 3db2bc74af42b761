"""Areas against INSEE's SUPERF: an outline that lacks a part cannot hide."""

import tomllib
from pathlib import Path

import pytest

from tests.reference.conftest import Committed
from tests.reference.superficies import read_superf

LIST = Path(__file__).with_name("superficies.toml")
NOT_COMPARABLE = ("limites_changees", "ville_nouvelle")


@pytest.fixture(scope="module")
def gaps(committed: Committed, shared: Path) -> dict[str, float]:
    """Relative difference between our area and SUPERF, by commune."""
    passages = committed.table("passages").to_pylist()
    current = {
        row["code_ancien"]: row["code"]
        for row in passages
        if row["nature"] != "arrondissement_municipal"
    }
    codes = committed.column("communes", "code")
    superf = read_superf(
        shared / "data" / "insee" / "base_cc_comparateur_csv.zip",
        current | {code: code for code in codes},
    )
    ours = committed.by_code("communes", "superficie_km2")
    return {c: ours[c] / area - 1 for c, area in superf.items() if area and ours[c]}


def test_areas_agree_with_insee(gaps: dict[str, float]) -> None:
    apart = tomllib.loads(LIST.read_text(encoding="utf-8"))
    excluded = {code for reason in NOT_COMPARABLE for code in apart[reason]}
    compared = [abs(gap) for code, gap in gaps.items() if code not in excluded]
    assert len(compared) > 34_800
    assert sum(gap <= 0.05 for gap in compared) >= 0.96 * len(compared)
    assert sum(gap <= 0.10 for gap in compared) >= 0.99 * len(compared)


def test_every_commune_that_differs_is_listed_with_a_reason(gaps: dict[str, float]) -> None:
    apart = tomllib.loads(LIST.read_text(encoding="utf-8"))
    listed = [code for codes in apart.values() for code in codes]
    assert len(listed) == len(set(listed))
    far = {code for code, gap in gaps.items() if abs(gap) > 0.10}
    assert far == set(listed) - {c for c in apart["limites_changees"] if abs(gaps[c]) <= 0.10}


def test_repaired_outlines_agree_with_insee(
    gaps: dict[str, float], manifest: dict[str, dict[str, dict[str, list[str]]]]
) -> None:
    repairs = manifest["reparations"]
    kinds = ("contour_perdu_recompose", "contour_incomplet_complete")
    mended = [code for kind in kinds for code in repairs[kind]["liste"]]
    assert len(mended) == 50
    assert {code: gaps[code] for code in mended if abs(gaps[code]) > 0.05} == {}
