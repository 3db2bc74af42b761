"""Colours by likeness: percentiles that follow the lists, levels that have them, refusals."""

import numpy as np
import pytest

from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.services.registry import Services


def test_the_nearest_come_first_on_the_map_as_in_the_list(services: Services) -> None:
    found = services.colorations.of(Filters(), Niveau.COMMUNE, "comparabilite:59178")
    douai = services.territoires.get(Niveau.COMMUNE, "59178")
    first = [c.territoire.code for c in services.comparables.around(douai, 5).liste]
    places = [found.codes.index(code) for code in first]
    values = found.valeurs[places]
    assert list(values) == sorted(values, reverse=True)
    assert values.min() > 99.9
    assert set(found.classes[places].tolist()) == {5}
    assert found.valeurs.max() == found.valeurs[found.codes.index("59178")]


@pytest.mark.parametrize("niveau", [Niveau.COMMUNE, Niveau.EPCI, Niveau.DEPARTEMENT])
def test_classes_hold_the_share_that_they_tell(services: Services, niveau: Niveau) -> None:
    found = services.colorations.of(Filters(), niveau, "essaimage:tzcld")
    inside = {t.code for t in services.departs.of_experiment("tzcld", niveau).territoires}
    others = found.classes[[code not in inside for code in found.codes]]
    size = len(others)
    assert np.count_nonzero(others == 5) == pytest.approx(0.01 * size, abs=1)
    assert np.count_nonzero(others == 1) == pytest.approx(0.5 * size, abs=1)
    assert sum(found.effectifs.values()) == len(found.codes)


def test_each_colour_has_its_levels(services: Services) -> None:
    levels = services.colorations.ressemblance.levels
    assert levels("comparabilite:59178") == [NiveauCarte.COMMUNE]
    assert levels("comparabilite:200067106") == [NiveauCarte.EPCI]
    assert NiveauCarte.COMMUNE in levels("essaimage:tzcld")
    assert levels("comparabilite:99999") == levels("essaimage:licorne") == []


@pytest.mark.parametrize(
    ("couleur", "niveau", "error"),
    [
        ("comparabilite:59178", Niveau.EPCI, ContradictionError),
        ("comparabilite:99999", Niveau.COMMUNE, InvalidParametersError),
        ("comparabilite:98818", Niveau.COMMUNE, InvalidParametersError),
        ("essaimage:licorne", Niveau.COMMUNE, InvalidParametersError),
        ("essaimage", Niveau.COMMUNE, InvalidParametersError),
    ],
)
def test_what_cannot_be_coloured_is_refused(
    services: Services, couleur: str, niveau: Niveau, error: type[Exception]
) -> None:
    with pytest.raises(error):
        services.colorations.of(Filters(), niveau, couleur)
    assert not services.colorations.has(niveau, couleur)
