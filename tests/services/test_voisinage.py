"""Experiments around a territory, against the catalogue read row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import NEARBY_KM, Relation, distance_km
from cartoexp.services.voisinage import LIMIT, Groupe, Voisinage, around, spread

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services

GRAND_PARIS = (Niveau.EPCI, "200054781")
SAMPLE = [
    (Niveau.COMMUNE, "59178"),
    (Niveau.COMMUNE, "75056"),
    (Niveau.COMMUNE, "97411"),
    (Niveau.COMMUNE, "98735"),
    GRAND_PARIS,
    (Niveau.EPT, "200057867"),
    (Niveau.DEPARTEMENT, "59"),
    (Niveau.DEPARTEMENT, "977"),
    (Niveau.REGION, "84"),
]


def show(services: Services, niveau: Niveau, code: str) -> Voisinage:
    return around(services.experiments, services.territoires.get(niveau, code))


def expected(services: Services, here: Territoire, other: Territoire) -> Relation | None:
    """The rule again, in the words of the method: the first title that fits."""
    members = services.territoires.members
    if other == here:
        return Relation.ICI
    if other in members(here, other.niveau):
        return Relation.INTERIEUR
    if here in members(other, here.niveau) or other.cle in spread(services.territoires, here):
        return Relation.AU_DESSUS
    local = {Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT}
    if not {here.niveau, other.niveau} <= local:
        return None
    if here.code_epci and here.code_epci == other.code_epci:
        return Relation.MEME_EPCI
    distance = distance_km(here, other)
    return Relation.PROCHE if distance is not None and distance <= NEARBY_KM else None


@pytest.mark.parametrize(("niveau", "code"), SAMPLE)
def test_every_implantation_is_counted_once_where_it_belongs(
    services: Services, niveau: Niveau, code: str
) -> None:
    here = services.territoires.get(niveau, code)
    tally: Counter[Relation] = Counter()
    for key in services.experiments.snapshot().keys:
        kind = expected(services, here, services.territoires.get(key.niveau, key.code))
        if kind:
            tally[kind] += 1
    groups = around(services.experiments, here).groupes
    assert {k: g.implantations for k, g in groups.items() if g.implantations} == dict(tally)


@pytest.mark.parametrize(("niveau", "code"), SAMPLE)
def test_counts_and_lists_agree(services: Services, niveau: Niveau, code: str) -> None:
    for group in show(services, niveau, code).groupes.values():
        assert len(group.entrees) == min(group.experimentations, LIMIT)
        ids = [e.experiment.id for e in group.entrees]
        assert len(ids) == len(set(ids))
        if group.experimentations <= LIMIT:
            assert sum(len(e.lieux) for e in group.entrees) == group.implantations
        assert all(
            lieu.key.experimentation == e.experiment.id for e in group.entrees for lieu in e.lieux
        )


def distances(group: Groupe) -> list[float]:
    return [e.lieux[0].distance_km or 0.0 for e in group.entrees]


def test_neighbours_come_by_distance(services: Services) -> None:
    douai = show(services, Niveau.COMMUNE, "59178")
    nearby = distances(douai[Relation.PROCHE])
    assert nearby
    assert nearby == sorted(nearby)
    assert max(nearby) <= NEARBY_KM
    arleux = douai[Relation.MEME_EPCI].entrees[0].lieux[0]
    assert arleux.territoire.nom == "Arleux"
    assert arleux.distance_km == pytest.approx(10, abs=1)


def test_what_happens_here_and_above_is_told_whole(services: Services) -> None:
    douai = show(services, Niveau.COMMUNE, "59178")
    for kind in (Relation.ICI, Relation.AU_DESSUS):
        records = [lieu.implantation for e in douai[kind].entrees for lieu in e.lieux]
        assert records
        assert all(r is not None for r in records)
    assert any(
        e.lieux[0].implantation and e.lieux[0].implantation.note
        for e in douai[Relation.ICI].entrees
    )


def test_the_grand_paris_is_under_all_its_departements(services: Services) -> None:
    paris = services.territoires.get(*GRAND_PARIS)
    codes = {
        code for niveau, code in spread(services.territoires, paris) if niveau is Niveau.DEPARTEMENT
    }
    assert {"75", "92", "93", "94"} <= codes


def test_a_collectivity_without_outline_still_counts_what_it_has(services: Services) -> None:
    here = show(services, Niveau.DEPARTEMENT, "977")
    assert here[Relation.ICI].experimentations == 1
    assert not here[Relation.PROCHE].implantations
    commune = show(services, Niveau.COMMUNE, "97701")
    assert commune[Relation.AU_DESSUS].experimentations == 1


def test_nothing_around_is_false(services: Services) -> None:
    assert not show(services, Niveau.COMMUNE, "98735")
    assert show(services, Niveau.COMMUNE, "59178")
