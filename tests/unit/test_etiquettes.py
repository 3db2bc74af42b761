"""Names on a map: in order, never one upon another, never cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.etiquettes import Etiquette, place

ROOM = (960.0, 720.0)
names = st.builds(
    Etiquette,
    st.text("abcdefgh", min_size=1, max_size=25),
    st.integers(-50, 1010),
    st.integers(-50, 770),
)


@given(st.lists(names, max_size=40))
def test_names_keep_apart_and_inside(wanted: list[Etiquette]) -> None:
    kept = place(wanted, [], 32, ROOM, most=12)
    assert len(kept) <= 12
    boxes = [n.box(32) for n in kept]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert right <= ROOM[0]
        assert bottom <= ROOM[1]
        for a in boxes[:i]:
            assert a[2] <= left or right <= a[0] or a[3] <= top or bottom <= a[1]


def test_the_first_wins_and_what_is_taken_stays_free() -> None:
    first, second = Etiquette("Lens", 300, 300), Etiquette("Liévin", 310, 305)
    far = Etiquette("Carvin", 600, 300)
    assert place([first, second, far], [], 32, ROOM, 12) == [first, far]
    assert place([first, second, far], [first.box(40)], 32, ROOM, 12) == [far]
    assert place([first, far], [], 32, ROOM, 1) == [first]
