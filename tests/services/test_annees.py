"""Experiments by first year: they are those that the catalogue says."""

from collections import defaultdict

from cartoexp.domain.filters import Annees, Filters
from cartoexp.domain.vocabulaires import Theme
from cartoexp.services.annees import GROUPED
from cartoexp.services.registry import Services


def test_bars_are_the_first_years_of_the_catalogue(services: Services) -> None:
    filters = Filters(theme=(Theme.ENERGIE,), annee=Annees(2016, 2018))
    found = services.experiments.starts(filters)
    wanted: dict[int, set[str]] = defaultdict(set)
    for place in services.experiments.places(filters.without("annee")):
        year = place.key.debut
        wanted[0 if year is None else max(year, GROUPED)].add(place.experiment.id)
    assert {d.annee: d.count for d in found.annees if d.count} == {
        year: len(ids) for year, ids in wanted.items() if year
    }
    assert found.sans_date == len(wanted[0])
    years = [d.annee for d in found.annees]
    assert years == list(range(GROUPED, years[-1] + 1))
    assert [d.groupe for d in found.annees] == [True] + [False] * (len(years) - 1)
    assert all(d.count <= d.total for d in found.annees)
