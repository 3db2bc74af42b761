"""What the ids of the grid mean: codes, belongings, names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.territoires import Niveau
from cartoexp.services.grille import NOTHING, PARENTS, GrilleService

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.services.registry import Services

DRAWN = {Niveau.COMMUNE: 34_875, Niveau.EPCI: 1_255, Niveau.DEPARTEMENT: 101, Niveau.REGION: 18}


@pytest.mark.parametrize(("niveau", "count"), DRAWN.items())
def test_codes_and_names_go_together(services: Services, niveau: Niveau, count: int) -> None:
    codes = services.grille.codes(niveau)
    assert len(codes) == len(set(codes)) == count
    assert all(services.grille.index(niveau)[code] == i for i, code in enumerate(codes))
    record = json.loads(services.grille.noms(niveau).brut)
    assert tuple(record["codes"].split()) == codes
    for place in (0, count // 2, count - 1):
        assert record["noms"][place] == services.territoires.get(niveau, codes[place]).nom


@pytest.mark.parametrize("niveau", PARENTS)
def test_each_commune_belongs_where_the_reference_says(services: Services, niveau: Niveau) -> None:
    communes, codes = services.grille.codes(Niveau.COMMUNE), services.grille.codes(niveau)
    assert list(codes) == sorted(codes)
    held = np.frombuffer(services.grille.appartenances(niveau).brut, dtype="<u2")
    assert len(held) == len(communes)
    for commune, place in zip(communes[::97], held[::97].tolist(), strict=True):
        parent = getattr(services.territoires.get(Niveau.COMMUNE, commune), PARENTS[niveau])
        assert (None if place == NOTHING else codes[place]) == parent


def test_four_islands_belong_to_no_epci(services: Services) -> None:
    held = np.frombuffer(services.grille.appartenances(Niveau.EPCI).brut, dtype="<u2")
    communes = services.grille.codes(Niveau.COMMUNE)
    alone = sorted(communes[rank] for rank in np.flatnonzero(held == NOTHING))
    assert alone == ["22016", "29083", "29155", "85113"]


def test_a_tile_is_65_536_ranks_or_nothing(services: Services) -> None:
    tile = services.grille.tile(9, 259, 176)
    assert tile is not None
    ranks = np.frombuffer(tile.brut, dtype="<u2")
    assert len(ranks) == 256 * 256
    paris = services.grille.index(Niveau.COMMUNE)["75056"]
    assert (ranks == paris).sum() > 500
    assert services.grille.tile(9, 0, 0) is None


def test_a_missing_grid_is_told_with_its_cure(services: Services, tmp_path: Path) -> None:
    broken = GrilleService(tmp_path, services.territoires)
    for read in (lambda: broken.version, lambda: broken.z6, lambda: broken.tile(9, 0, 0)):
        with pytest.raises(DataFileError, match="absent ou illisible"):
            read()
