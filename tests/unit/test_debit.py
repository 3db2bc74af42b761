"""The rate of one address: a bucket that refills evenly."""

from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.debit import Debit


def test_all_may_come_at_once_then_one_by_one() -> None:
    debit, full = Debit(5), 0.0
    left = []
    for _ in range(5):
        full, verdict = debit.take(full, 10.0)
        assert verdict.admise
        left.append(verdict.reste)
    assert left == [4, 3, 2, 1, 0]
    full, refused = debit.take(full, 10.0)
    assert not refused.admise
    assert round(refused.attente_s, 3) == 0.2
    assert round(refused.plein_s, 3) == 1.0
    assert debit.take(full, 10.0 + refused.attente_s)[1].admise
    assert debit.take(full, 20.0)[1].reste == 4


@given(
    st.integers(1, 200), st.lists(st.floats(0, 0.5, allow_subnormal=False), min_size=1, max_size=60)
)
def test_no_more_than_the_rate_and_one_burst_are_let_through(
    limit: int, waits: list[float]
) -> None:
    debit, full, now, admitted = Debit(limit), 0.0, 1_000.0, 0
    for wait in waits:
        now += wait
        for _ in range(limit + 1):
            full, verdict = debit.take(full, now)
            admitted += verdict.admise
            assert 0 <= verdict.reste < limit
            assert verdict.admise == (verdict.attente_s == 0)
    assert admitted <= limit + limit * sum(waits) + len(waits) * 0.01
