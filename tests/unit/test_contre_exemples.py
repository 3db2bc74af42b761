"""The counter-example: the nearest one that gave up something of interest here, or none."""

from dataclasses import replace
from typing import Any

from cartoexp.domain.raisons import Raisons
from cartoexp.domain.vocabulaires import Statut, Theme
from cartoexp.services.comparables import Comparable
from cartoexp.services.contre_exemples import Arret, choose
from tests.factories import make_experiment, make_implantation, make_source, make_territoire


def alike(code: str, rang: int) -> Comparable:
    there = make_territoire(code=code, nom=f"Commune {code}")
    return Comparable(
        there, rang, 0.9, 0.1, (rang, rang), 1.0, Raisons((), ()), {}, {}, distance_km=None
    )


def stop(code: str, theme: Theme = Theme.ENERGIE, **fields: Any) -> Arret:  # noqa: ANN401  any field
    record = make_implantation(code=code, statut=Statut.ABANDONNEE, note="arrêtée après un an")
    x = make_experiment(themes=(theme,), **fields)
    return Arret(x, record, make_territoire(code=code), make_source())


NEAR, NEXT = alike("59606", 1), alike("62498", 2)


def test_the_nearest_on_a_theme_of_this_territory() -> None:
    stops = [stop("62498"), stop("59606", Theme.SANTE)]
    found = choose([NEAR, NEXT], stops, {Theme.ENERGIE})
    assert found is not None
    assert (found.comparable, found.theme) == (NEXT, Theme.ENERGIE)


def test_any_theme_where_nothing_is_tried() -> None:
    found = choose([NEAR, NEXT], [stop("62498"), stop("59606", Theme.SANTE)], ())
    assert found is not None
    assert (found.comparable, found.theme) == (NEAR, None)


def test_none_when_no_theme_is_shared_or_nobody_is_alike() -> None:
    assert choose([NEAR], [stop("59606", Theme.SANTE)], {Theme.ENERGIE}) is None
    assert choose([NEAR], [stop("75056")], ()) is None
    assert choose([], [stop("59606")], ()) is None


def test_what_this_territory_does_itself_teaches_nothing() -> None:
    assert choose([NEAR], [stop("59606", id="eclairage")], (), {"eclairage"}) is None


def test_a_stop_without_a_word_of_why_is_no_lesson() -> None:
    mute = stop("59606", enseignements=None)
    mute = replace(mute, implantation=replace(mute.implantation, note=None))
    assert choose([NEAR], [mute], ()) is None
    assert choose([NEAR], [replace(mute, experiment=make_experiment())], ()) is not None
