"""What is right in a refused query is kept, and nothing else."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.filters import PARAMETERS, Filters
from cartoexp.domain.reprise import salvage
from tests.unit.test_filters import filters


@given(filters())
def test_a_right_query_is_kept_whole(chosen: Filters) -> None:
    assert salvage(parse_qs(chosen.query())) == chosen


@given(
    st.dictionaries(
        st.sampled_from([*PARAMETERS, "couleur"]),
        st.lists(st.text(st.sampled_from("0123456789-,abeginrstué <"), max_size=12), max_size=3),
    )
)
def test_any_query_is_survived(query: dict[str, list[str]]) -> None:
    kept = salvage(query)
    assert Filters.parse(parse_qs(kept.query())) == kept


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("theme=energie,magie&statut=en_cours", "theme=energie&statut=en_cours"),
        ("theme=magie&couleur=rouge&q=eau", "q=eau"),
        ("annee=2024-2016&effet=nul", "effet=nul"),
        ("annee=2016&annee=2017&effet=nul", "effet=nul"),
        ("departement=999&region=32", "region=32"),
        ("theme=" + ",".join(["energie"] * 61), "theme=energie"),
    ],
)
def test_the_rest_is_left_out(query: str, left: str) -> None:
    assert salvage(parse_qs(query)).query() == left
