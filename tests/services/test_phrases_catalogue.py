"""The sentences of real data: every experiment, and the map of each indicator at each level."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases import carte, experimentation
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.resume import sum_up
from tests import loaded
from tests.unit.fautes import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartoexp.services.registry import Services

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def services(make_loaded_database: Callable[[str], str]) -> Services:
    return loaded.services(make_loaded_database("sqlite"))


def test_every_experiment_is_well_said(services: Services) -> None:
    experiments = services.experiments
    for known in experiments.snapshot().experiments:
        record = experiments.get(known.id)
        told = experimentation.told(record.experiment, record.implantations, TODAY)
        for text in (told.titre, told.phrase, told.alternative):
            assert faults(text) == [], text


@pytest.mark.parametrize("niveau", list(NiveauCarte))
def test_every_map_is_well_said(services: Services, niveau: NiveauCarte) -> None:
    known = services.colorations.indicators(niveau.niveau)
    assert known
    for couleur in ("nombre", *(i.id for i in known)):
        coloration = services.colorations.of(Filters(), niveau.niveau, couleur)
        resume = sum_up(coloration, services.territoires)
        told = carte.told(carte.titled(coloration), carte.indicator(coloration, resume))
        for text in (told.titre, told.phrase, told.alternative):
            assert faults(text) == [], text
