"""Classes of counts."""

from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.classes import classify, cut

counts = st.dictionaries(st.text("abc", min_size=1), st.integers(0, 5_000))


@given(counts)
def test_every_count_above_zero_has_one_class_that_holds_it(values: dict[str, int]) -> None:
    classes = cut(values.values())
    ranks = classify(values, classes)
    assert set(ranks) == {code for code, n in values.items() if n > 0}
    for code, rank in ranks.items():
        assert classes.bornes[rank - 1] <= values[code]
        assert rank == len(classes.bornes) or values[code] < classes.bornes[rank]


@given(counts)
def test_at_most_five_classes_each_with_its_label(values: dict[str, int]) -> None:
    classes = cut(values.values())
    assert 1 <= len(classes.bornes) <= 5
    assert len(classes.labels) == len(classes.bornes)
    assert list(classes.bornes) == sorted(set(classes.bornes))


def test_small_counts_are_cut_by_hand() -> None:
    values = [1] * 40 + [2] * 20 + [3] * 12 + [4] * 8 + [6] * 8 + [9, 12, 15]
    assert cut(values).labels == ["1", "2", "3 à 4", "5 à 7", "8 à 15"]


def test_no_count_at_all() -> None:
    assert cut([0, 0]).labels == ["1"]
