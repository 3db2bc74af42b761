"""The axis of years: what is attested is drawn plain, what follows is unknown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.vocabulaires import Statut
from cartoexp.web.pages.experimentations.fiche.timeline import (
    MOST_COLUMNS,
    build_axis,
    moment,
    spans,
    starts_by_year,
)
from tests.factories import make_implantation

if TYPE_CHECKING:
    from cartoexp.domain.experiments import Implantation

TODAY = date(2026, 11, 24)


def test_axis_runs_from_the_first_start_to_this_year() -> None:
    axis = build_axis([make_implantation(debut=2016), make_implantation(debut=2020)], TODAY)
    assert axis is not None
    assert (axis.low, axis.high, axis.cut) == (2016, 2026, False)
    assert (axis.share(2016), axis.share(2021.5), axis.share(2027)) == (0.0, 50.0, 100.0)


def test_no_start_no_axis() -> None:
    assert build_axis([make_implantation(debut=None)], TODAY) is None


def test_old_starts_are_gathered_in_the_first_column() -> None:
    held = [make_implantation(debut=y) for y in (1975, 1990, 2020)]
    axis = build_axis(held, TODAY)
    assert axis is not None
    assert axis.cut
    assert len(axis.years) == MOST_COLUMNS
    assert starts_by_year(held, axis) == {axis.low: 2, 2020: 1}


def test_running_status_is_plain_up_to_its_attestation_only() -> None:
    held = [make_implantation(debut=2017, statut_date=PartialDate(2021, 12))]
    axis = build_axis(held, TODAY)
    assert axis is not None
    (span,) = spans(held, axis, TODAY)
    assert (span.start, span.known) == (0.0, 50.0)
    assert span.end == axis.share(moment(2026, 11)) > span.known


@pytest.mark.parametrize("statut", [Statut.TERMINEE, Statut.ABANDONNEE])
def test_ended_status_stops_at_its_end(statut: Statut) -> None:
    held = [make_implantation(statut=statut, debut=2017, fin=2018, statut_date=PartialDate(2026))]
    axis = build_axis(held, TODAY)
    assert axis is not None
    (span,) = spans(held, axis, TODAY)
    assert span.end == span.known == axis.share(2019)


def test_statuses_come_by_number() -> None:
    held = [
        make_implantation(statut=Statut.PROJET),
        make_implantation(statut=Statut.EN_COURS),
        make_implantation(statut=Statut.EN_COURS),
        make_implantation(statut=Statut.ABANDONNEE, debut=None),
    ]
    axis = build_axis(held, TODAY)
    assert axis is not None
    assert [(s.statut, s.implantations) for s in spans(held, axis, TODAY)] == [
        (Statut.EN_COURS, 2),
        (Statut.PROJET, 1),
    ]


years = st.integers(1950, 2026)


@given(
    st.lists(
        st.builds(
            make_implantation,
            debut=st.none() | years,
            fin=st.none() | years,
            statut=st.sampled_from(Statut),
            statut_date=st.none() | st.builds(PartialDate, years, st.integers(0, 12)),
        ),
        min_size=1,
    )
)
def test_no_bar_ever_runs_backwards_or_out(held: list[Implantation]) -> None:
    axis = build_axis(held, TODAY)
    if axis is None:
        return
    for span in spans(held, axis, TODAY):
        assert 0 <= span.start <= span.known <= span.end <= 100
