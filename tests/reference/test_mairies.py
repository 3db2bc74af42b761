"""Address, site and hours of a mairie, as read from the source."""

import pytest

from cartoexp.reference.horaires import hours_a_week, parse_horaires
from cartoexp.reference.mairies import split_address, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 place de l'Église\n08460 Dommery", ("2 place de l'Église", "08460", "Dommery")),
        ("Mairie\nLe Bourg\n01400 Abergement", ("Mairie, Le Bourg", "01400", "Abergement")),
        ("Le Bourg", ("Le Bourg", None, None)),
        ("08460 Dommery", (None, "08460", "Dommery")),
        ("", (None, None, None)),
    ],
)
def test_split_address(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert split_address(text) == expected


@pytest.mark.parametrize("text", ["", "www.ville.fr", "javascript:alert(1)", "https://a b.fr"])
def test_only_http_addresses_become_links(text: str) -> None:
    assert web_address(text) is None


def test_web_address_is_kept() -> None:
    assert web_address(" https://www.ville.fr/ ") == "https://www.ville.fr/"


HOURS = (
    '[["vendredi","vendredi",[["14:00:00","18:30:00"]]],'
    '["lundi","mercredi",[["13:30:00","17:30:00"],["09:00:00","12:00:00"]]]]'
)


def test_hours_are_in_week_order_with_every_day_named() -> None:
    assert parse_horaires(HOURS) == [
        {"jours": ["lundi", "mardi", "mercredi"], "plages": ["09:00-12:00", "13:30-17:30"]},
        {"jours": ["vendredi"], "plages": ["14:00-18:30"]},
    ]


def test_hours_a_week() -> None:
    assert hours_a_week(parse_horaires(HOURS)) == 3 * 7 + 4.5


def test_hours_told_twice_count_once() -> None:
    text = (
        '[["lundi","lundi",[["09:00:00","12:00:00"]]],["lundi","mardi",[["10:00:00","13:00:00"]]]]'
    )
    assert hours_a_week(parse_horaires(text)) == 4 + 3


@pytest.mark.parametrize(
    "text", ["", "[]", '[["lundi","lundi",[["12:00:00","09:00:00"]]]]', '[["férié","férié",[]]]']
)
def test_no_usable_hours(text: str) -> None:
    assert parse_horaires(text) == []
    assert hours_a_week(parse_horaires(text)) is None


def test_hours_beyond_belief_are_unknown() -> None:
    text = '[["lundi","dimanche",[["00:00:00","23:59:00"]]]]'
    assert hours_a_week(parse_horaires(text)) is None
