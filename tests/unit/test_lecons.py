"""What records say they taught, sorted without a word lost."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.lecons import Lecons, trier
from tests.loaded import CATALOGUE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ce qui marche : le temps plein. Ce qui freine : un poste de trois ans.",
            Lecons(("Le temps plein.",), ("Un poste de trois ans.",)),
        ),
        ("Ce qui marche (Eusko) : les relais. Fin.", Lecons(("Les relais. Fin.",))),
        ("Ce qui ne marche pas : tout.", Lecons((), ("Tout.",))),
        (
            "Ce qui a manqué : du temps. Limite : une ville.",
            Lecons((), ("Du temps.", "Une ville.")),
        ),
        ("Leçon : voir loin.", Lecons((), (), ("Leçon : voir loin.",))),
        ("Rien ne l’annonce.", Lecons((), (), ("Rien ne l’annonce.",))),
        (
            "Ce qui reste à prouver : l’effet.",
            Lecons((), (), ("Ce qui reste à prouver : l’effet.",)),
        ),
        ("Ce qui marche : ", Lecons()),
        (None, Lecons()),
    ],
)
def test_sorted(text: str | None, found: Lecons) -> None:
    assert trier(text) == found


PARTS = st.lists(
    st.sampled_from(["Ce qui marche : ", "Ce qui freine : ", "Leçon : ", "un mot. ", "Deux. ", "…"])
)


@given(PARTS)
def test_nothing_is_lost_and_nothing_is_added(parts: list[str]) -> None:
    text = "".join(parts)
    found = trier(text)
    pieces = (*found.marche, *found.freine, *found.autres)
    assert all(piece[1:] in text for piece in pieces)
    told = " ".join(pieces).casefold()
    assert told.count("un mot") == text.count("un mot")
    assert told.count("deux") == text.count("Deux")


def test_most_records_of_the_catalogue_say_what_worked_or_hindered() -> None:
    with (CATALOGUE / "experiments.csv").open(encoding="utf-8", newline="") as file:
        taught = [trier(row["enseignements"]) for row in csv.DictReader(file)]
    assert sum(bool(x.marche) for x in taught) >= 125
    assert sum(bool(x.freine) for x in taught) >= 100
