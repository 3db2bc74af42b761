"""Filters: one object, written to the query and read back; nothing unknown is dropped."""

from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.filters import PREUVES, Annees, Filters, SansDate
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut, Theme

years = st.integers(1900, 2100)
annees = st.one_of(
    st.none(),
    st.builds(Annees, years, st.none()),
    st.builds(Annees, st.none(), years),
    st.tuples(years, years).map(lambda p: Annees(min(p), max(p))),
)


def several(kind: type[StrEnum]) -> st.SearchStrategy[Any]:
    members = list(kind)
    return st.sets(st.sampled_from(members)).map(lambda s: tuple(m for m in members if m in s))


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    annee = draw(annees)
    allowed = [SansDate.EXCLURE, SansDate.SEULES, *([SansDate.INCLURE] if annee else [])]
    return Filters(
        niveau=draw(several(Niveau)),
        theme=draw(several(Theme)),
        statut=draw(several(Statut)),
        base=draw(several(BaseLegale)),
        dimension=draw(several(Dimension)),
        preuve=draw(st.sets(st.sampled_from(PREUVES)).map(lambda s: tuple(sorted(s)))),
        effet=draw(several(Effet)),
        annee=annee,
        sans_date=draw(st.sampled_from(allowed)),
        region=draw(st.none() | st.sampled_from(["32", "01"])),
        departement=draw(st.none() | st.sampled_from(["59", "2A", "974"])),
        epci=draw(st.none() | st.just("200044618")),
        q=draw(st.sampled_from(["", "eau", "l’eau & l’énergie", "Saint-Étienne (42)"])),
    )


@given(filters())
def test_the_query_is_read_back(chosen: Filters) -> None:
    assert Filters.parse(parse_qs(chosen.query())) == chosen


@given(filters())
def test_removing_each_criterion_leaves_none(chosen: Filters) -> None:
    for name, _ in chosen.pairs():
        chosen = chosen.without(name)
    assert not chosen
    assert chosen.query() == ""


def test_one_value_of_a_criterion_can_be_removed() -> None:
    chosen = Filters.parse({"theme": ["energie,emploi"]})
    assert chosen.without("theme", "energie").theme == (Theme.EMPLOI,)


def test_values_add_up_whether_repeated_or_joined() -> None:
    joined = Filters.parse({"theme": ["energie,emploi"]})
    assert Filters.parse({"theme": ["emploi", "energie", "emploi"]}) == joined


@pytest.mark.parametrize(
    ("query", "parametre"),
    [
        ({"theme": ["energies"]}, "theme"),
        ({"statut": ["fini"]}, "statut"),
        ({"niveau": ["canton"]}, "niveau"),
        ({"preuve": ["6"]}, "preuve"),
        ({"annee": ["-"]}, "annee"),
        ({"annee": ["20162024"]}, "annee"),
        ({"annee": ["99999"]}, "annee"),
        ({"annee": ["2016", "2017"]}, "annee"),
        ({"sans_date": ["inclure,seules"], "annee": ["2016"]}, "sans_date"),
        ({"departement": ["999"]}, "departement"),
        ({"epci": ["1"]}, "epci"),
        ({"couleur": ["rouge"]}, "requête"),
        ({"q": ["a" * 400]}, "q"),
        ({"q": ["a\0b"]}, "q"),
        ({"q": ["<script>alert(1)</script>"]}, "q"),
        ({"q": ["{{7*7}}"]}, "q"),
        ({"q": ["' OR '1'='1"]}, "q"),
        ({"q": ["x'; DROP TABLE experimentation; --"]}, "q"),
        ({"theme": [",".join(["energie"] * 61)]}, "theme"),
    ],
)
def test_what_is_refused_is_named_and_never_echoed(
    query: dict[str, list[str]], parametre: str
) -> None:
    with pytest.raises(InvalidParametersError) as raised:
        Filters.parse(query)
    problems = raised.value.problems
    assert [p.parametre for p in problems] == [parametre]
    given = [v for values in query.values() for v in values if len(v) > 3]
    assert not any(value in p.message for p in problems for value in given)


def test_years_in_the_wrong_order_contradict_each_other() -> None:
    with pytest.raises(ContradictionError) as raised:
        Filters.parse({"annee": ["2024-2016"]})
    assert [p.parametre for p in raised.value.problems] == ["annee"]


def test_including_the_undated_says_nothing_without_years() -> None:
    assert Filters.parse({"sans_date": ["inclure"]}) == Filters()


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidParametersError) as raised:
        Filters.parse({"theme": ["x"], "statut": ["y"], "annee": ["z"]})
    assert [p.parametre for p in raised.value.problems] == ["theme", "statut", "annee"]
    assert raised.value.problems[0].valeurs_admises == tuple(t.value for t in Theme)


def test_parameters_of_others_are_left_to_them() -> None:
    assert Filters.parse({"page": ["2"], "tri": ["titre"]}, also=("page", "tri")) == Filters()
