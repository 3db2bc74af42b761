"""Bounds of the map's classes: computed again from the committed indicators, they are the same."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from cartoexp.domain.lecture import Portee, Sorte, sorte
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.classes import FILE, LEVELS, build_classes, check_classes
from cartoexp.services.classement import ClassementService
from cartoexp.services.indicateurs import IndicateurService
from tests.loaded import REFERENCE


def test_the_committed_bounds_are_those_that_are_computed() -> None:
    assert build_classes(REFERENCE) == json.loads((REFERENCE / FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("niveau", LEVELS)
def test_every_indicator_of_the_territory_that_can_be_read_has_bounds(niveau: Niveau) -> None:
    indicateurs = IndicateurService(REFERENCE)
    matrix, found = indicateurs.matrix(niveau), ClassementService(REFERENCE).level(niveau)
    for column, known in enumerate(indicateurs.metadata):
        read = known.portee is Portee.TERRITOIRE and sorte(known, niveau) is not Sorte.ILLISIBLE
        has = read and not np.isnan(matrix[:, column]).all()
        assert (known.id in found) == has, known.id


def test_bounds_are_few_and_short() -> None:
    for level in ClassementService(REFERENCE).niveaux.values():
        for name, found in level.items():
            assert len(found.bornes) <= 4
            assert list(found.bornes) == sorted(set(found.bornes))
            for bound in found.bornes:
                digits = f"{bound:.6f}".replace(".", "").strip("-0")
                assert len(digits) <= 3, name


def test_a_file_of_another_reference_is_told(tmp_path: Path) -> None:
    assert "absent" in check_classes(tmp_path)[0]
    for name in (FILE, "manifest.json"):
        shutil.copy(REFERENCE / name, tmp_path)
    assert check_classes(tmp_path) == []
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"reference": "', '"reference": "x'))
    assert "autre référence" in check_classes(tmp_path)[0]
