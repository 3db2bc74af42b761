"""Every real file, whole: each row has one outcome, and the outcomes add up to the rows."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from cartoexp.services.rattachements import joindre
from tests.conftest import SHARED

if TYPE_CHECKING:
    from pathlib import Path

DATA = SHARED / "data"
FILES = sorted(
    path
    for folder in ("imports", "programmes")
    for path in (DATA / folder).glob("*")
    if path.suffix in {".csv", ".geojson"}
)
STATUTS = {"accepte", "repare", "ambigu", "refuse"}
LEAST = {
    "fonds_vert_2023_export.csv": 10_300,
    "anct2024_france_services_20240801.csv": 2_845,
    "anct2025_engagement_citoyen.csv": 218,
    "programmes_anct_2024.csv": 10_100,
    "actee_laureats_sans_contact.csv": 630,
    "cget2019_cte_amicb_cr.csv": 360,
}
"""Rows that have to find their territory: what was read by hand."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.usefixtures("shared")
def test_counts_add_up(path: Path, tmp_path: Path) -> None:
    bilan = joindre(path, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == bilan.lus > 0
    assert bilan.lus == bilan.acceptes + bilan.repares + bilan.ambigus + bilan.refuses
    assert {row["cartoexp_statut"] for row in rows} <= STATUTS
    assert all(
        bool(row["cartoexp_code"]) == (row["cartoexp_statut"] in {"accepte", "repare"})
        for row in rows
    )
    assert all(row["cartoexp_motif"] for row in rows)
    assert bilan.acceptes + bilan.repares >= LEAST.get(path.name, 0)


@pytest.mark.usefixtures("shared")
def test_codes_resolved_by_others_are_found_again(tmp_path: Path) -> None:
    """The programmes were resolved apart from us: their codes are the labels."""
    joindre(DATA / "programmes" / "programmes_anct_2024.csv", tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["code_status"] != "inconnu"]
    right = sum(row["cartoexp_code"] == row["territory_code"] for row in rows)
    assert right >= 0.999 * len(rows)
