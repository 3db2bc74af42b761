"""Values and classes of the map: each territory has one class, which holds its value."""

import itertools

import numpy as np
import pytest

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.filters import Filters
from cartoexp.domain.lecture import Portee
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Theme
from cartoexp.services.colorations import MIN_POPULATION, NOMBRE, TAUX
from cartoexp.services.registry import Services

LEVELS = [Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI, Niveau.COMMUNE]
DRAWN = {Niveau.REGION: 18, Niveau.DEPARTEMENT: 101, Niveau.EPCI: 1_255, Niveau.COMMUNE: 34_875}


@pytest.mark.parametrize("niveau", LEVELS)
def test_every_colour_of_every_level_is_whole(services: Services, niveau: Niveau) -> None:
    for couleur in services.colorations.choices(niveau):
        found = services.colorations.of(Filters(), niveau, couleur)
        size = DRAWN[niveau]
        assert len(found.codes) == len(found.valeurs) == len(found.classes) == size
        assert list(found.codes) == sorted(found.codes)
        assert sum(found.effectifs.values()) == size
        assert 1 <= len(found.libelles) <= 5
        ranks = range(1, len(found.libelles) + 1)
        assert all(found.effectifs[k] for k in ranks), f"{couleur}: an empty class"
        unknown = np.isin(found.classes, [AUCUNE, MASQUE])
        assert np.array_equal(np.isnan(found.valeurs), unknown)
        known = [found.valeurs[found.classes == k] for k in ranks]
        for lower, upper in itertools.pairwise(known):
            assert lower.max() < upper.min()
        assert (found.valeurs[found.classes == 0] == 0).all()
        assert found.zero is not None or found.effectifs[0] == 0


@pytest.mark.parametrize("niveau", LEVELS)
def test_numbers_are_those_that_are_counted(services: Services, niveau: Niveau) -> None:
    filters = Filters(theme=(Theme.ENERGIE,))
    found = services.colorations.of(filters, niveau)
    counts = services.experiments.counts(filters, niveau).experimentations
    told = dict(zip(found.codes, found.valeurs.tolist(), strict=True))
    assert {c: n for c, n in told.items() if n} == {c: n for c, n in counts.items() if c in told}


def test_rates_leave_small_populations_out(services: Services) -> None:
    found = services.colorations.of(Filters(), Niveau.EPCI, TAUX)
    counts = services.colorations.of(Filters(), Niveau.EPCI)
    for code, value, n, rank in zip(
        found.codes,
        found.valeurs.tolist(),
        counts.valeurs.tolist(),
        found.classes.tolist(),
        strict=True,
    ):
        population = services.territoires.get(Niveau.EPCI, code).population
        assert population is not None
        if population < MIN_POPULATION:
            assert rank == MASQUE
        else:
            assert value == pytest.approx(100_000 * n / population, rel=1e-5)
    assert found.effectifs[MASQUE] == 527


def test_refused_colours_name_the_allowed_ones(services: Services) -> None:
    with pytest.raises(InvalidParametersError) as unknown:
        services.colorations.check(Niveau.REGION, "licornes")
    assert "taux" in unknown.value.problems[0].valeurs_admises
    for niveau, couleur in ((Niveau.COMMUNE, TAUX), (Niveau.REGION, "rang_epci")):
        with pytest.raises(ContradictionError) as refused:
            services.colorations.of(Filters(), niveau, couleur)
        assert couleur not in refused.value.problems[0].valeurs_admises


def test_the_surroundings_colour_no_map(services: Services) -> None:
    for niveau in LEVELS:
        offered = services.colorations.indicators(niveau)
        assert {i.portee for i in offered} == {Portee.TERRITOIRE}
        with pytest.raises(ContradictionError, match="environs"):
            services.colorations.check(niveau, "elus_20km_artisans")


def test_a_share_is_told_in_percent_and_a_code_in_words(services: Services) -> None:
    share = services.colorations.of(Filters(), Niveau.EPCI, "littoral")
    assert share.unite == "% de la population"
    assert 1 < np.nanmax(share.valeurs) <= 100
    code = services.colorations.of(Filters(), Niveau.COMMUNE, "tension_logement")
    assert code.zero == "Zone C"
    assert list(code.libelles) == ["Zone B2", "Zone B1", "Zone A", "Zone A bis"]


def test_nothing_found_is_all_zero(services: Services) -> None:
    for couleur in (NOMBRE, TAUX):
        found = services.colorations.of(Filters(q="xyzxyz"), Niveau.DEPARTEMENT, couleur)
        assert found.effectifs[0] == 101
