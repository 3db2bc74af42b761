"""Search by name: against the obvious slow way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.recherche import NameIndex
from cartoexp.domain.texte import fold

NAMES = [
    "Saint-Denis",
    "Denis",
    "Saint-Denis-en-Val",
    "Le Val-Saint-Denis",
    "Douai",
    "Ay",
    "Aydenis",
]
entries = st.lists(
    st.tuples(st.text("ab é-s", min_size=1, max_size=8), st.integers(0, 9)), max_size=30
)


def index(rows: list[tuple[str, int]]) -> NameIndex:
    return NameIndex.build((i, nom, pop, f"{i:05}") for i, (nom, pop) in enumerate(rows))


def slowly(rows: list[tuple[str, int]], text: str) -> list[int]:
    wanted = fold(text)

    def rank(name: str) -> int:
        if name == wanted:
            return 0
        if name.startswith(wanted):
            return 1
        return 2 if f" {wanted}" in name else 3

    kept = [
        (rank(fold(nom)), -population, f"{i:05}", i)
        for i, (nom, population) in enumerate(rows)
        if wanted and wanted in fold(nom) and (len(wanted) > 2 or fold(nom).startswith(wanted))
    ]
    return [i for *_, i in sorted(kept)]


@given(entries, st.text("ab é-s", max_size=5))
def test_same_answer_as_the_slow_way(rows: list[tuple[str, int]], text: str) -> None:
    assert index(rows).search(text, 100) == slowly(rows, text)


@given(entries, st.integers(0, 5))
def test_at_most_the_limit(rows: list[tuple[str, int]], limit: int) -> None:
    assert len(index(rows).search("a", limit)) <= limit


def test_whole_name_then_beginning_then_word_then_anywhere() -> None:
    names = index([(nom, 1) for nom in NAMES])
    assert [NAMES[i] for i in names.search("denis", 9)] == [
        "Denis",
        "Saint-Denis",
        "Saint-Denis-en-Val",
        "Le Val-Saint-Denis",
        "Aydenis",
    ]


@pytest.mark.parametrize("text", ["st denis", "SAINT DENIS", "Sàint-Dénis", "saint'denis"])
def test_accents_case_hyphens_and_abbreviations_do_not_count(text: str) -> None:
    names = index([(nom, 1) for nom in NAMES])
    assert NAMES[names.search(text, 1)[0]] == "Saint-Denis"


def test_the_filter_comes_before_the_limit() -> None:
    names = index([(nom, 1) for nom in NAMES])
    assert names.search("denis", 1, lambda i: i == 6) == [6]


def test_fold() -> None:
    assert fold("L'Haÿ-les-Roses") == "l hay les roses"
    assert fold("Œuilly s/ Marne") == "oeuilly sur marne"
    assert fold("  ") == ""
