"""Classes of counts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.bornes import classify_values
from cartoexp.domain.classes import cut

counts = st.dictionaries(st.text("abc", min_size=1), st.integers(0, 5_000))


@given(counts)
def test_every_count_above_zero_has_one_class_that_holds_it(values: dict[str, int]) -> None:
    classes = cut(values.values())
    numbers = np.array(list(values.values()), dtype=np.float32)
    ranks = classify_values(numbers, classes.bornes[1:], zero=True)
    for number, rank in zip(numbers.tolist(), ranks.tolist(), strict=True):
        assert (rank == 0) == (number == 0)
        assert rank == 0 or classes.bornes[rank - 1] <= number
        assert rank in {0, len(classes.bornes)} or number < classes.bornes[rank]


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
