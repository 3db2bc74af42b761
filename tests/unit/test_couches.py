"""Layers of visitors: numbers as they are written, rows summed up, addresses read back."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.couches import Cumul, Lignes, Nature, ecriture
from cartoexp.domain.couches.agregat import EGALITE, MODALITES, agreger, modalites
from cartoexp.domain.couches.couche import echeance
from cartoexp.domain.couches.nombres import IllisibleError, nombre
from cartoexp.domain.couches.vue import VueCouche
from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.genres import Symboles
from cartoexp.domain.territoires import Niveau, NiveauCarte

JETON = "a" * 32
PLACES = ((Niveau.COMMUNE, "01004"), (Niveau.COMMUNE, "59178"), (Niveau.EPCI, "200040293"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 000,50", 12000.5),
        ("1\u202f234\u00a0567,8 €", 1234567.8),
        ("1.234.567", 1234567),
        ("1,234,567.5", 1234567.5),
        ("1.234,5", 1234.5),
        ("3,5 %", 3.5),
        ("−2", -2),
        ("'+4", 4),
        ("1e3", 1000),
        ("0", 0),
        ("", None),
        ("s", None),
        ("n.d.", None),
        ("—", None),
    ],
)
def test_numbers_are_read_as_french_files_write_them(text: str, value: float | None) -> None:
    assert nombre(text) == value


@pytest.mark.parametrize("text", ["=1+1", "12 k€", "environ 3", "1,2,3", "inf", "1e99", "3-4"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    with pytest.raises(IllisibleError):
        nombre(text)


rows = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["", "s", "x", "1", "2,5", "-3"])))


def lines(held: list[tuple[int, str]]) -> Lignes:
    return Lignes(PLACES, tuple(r for r, _ in held), tuple(c for _, c in held))


@given(rows)
def test_counts_add_up_and_order_changes_nothing(held: list[tuple[int, str]]) -> None:
    found = agreger(lines(held), Nature.NOMBRE, Cumul.SOMME)
    again = agreger(lines(held[::-1]), Nature.NOMBRE, Cumul.SOMME)
    assert found == again
    assert sum(found.lignes.values()) == len(held)
    told = {"1": 1.0, "2,5": 2.5, "-3": -3.0}
    sums = [v for v in found.valeurs.values() if isinstance(v, float)]
    assert math.isclose(sum(sums), sum(told.get(c, 0.0) for _, c in held), abs_tol=1e-9)
    assert found.illisibles == sum(c == "x" for _, c in held)
    known = {r for r, c in held if c in told}
    assert [v is not None for v in found.valeurs.values()] == [r in known for r in range(3)]
    assert found.groupes == sum(n > 1 for n in Counter(r for r, _ in held).values())
    counted = agreger(lines(held), Nature.NOMBRE, Cumul.LIGNES)
    assert sum(v or 0 for v in counted.valeurs.values()) == len(held)  # type: ignore[misc]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["", "a", "b", "c"]))))
def test_a_category_is_the_most_frequent_or_none_is_chosen(held: list[tuple[int, str]]) -> None:
    found = agreger(lines(held), Nature.CATEGORIE, Cumul.SOMME)
    for rank, place in enumerate(PLACES):
        counts = Counter(c for r, c in held if r == rank and c)
        best = [name for name, n in counts.items() if n == max(counts.values())]
        expected = None if not best else best[0] if len(best) == 1 else EGALITE
        assert found.valeurs[place] == expected


def test_eight_categories_are_shown_the_most_frequent_first() -> None:
    names = [f"n{k}" for k in range(12) for _ in range(12 - k)]
    assert modalites([*names, None, EGALITE]) == tuple(f"n{k}" for k in range(MODALITES))


def test_a_mean_leaves_absences_out() -> None:
    held = lines([(0, "1"), (0, "s"), (0, "4")])
    found = agreger(held, Nature.NOMBRE, Cumul.MOYENNE)
    assert found.valeurs[PLACES[0]] == 2.5
    assert found.partiels == 1


@given(rows)
def test_rows_are_read_back(held: list[tuple[int, str]]) -> None:
    assert ecriture.lire(ecriture.ecrire(lines(held))) == lines(held)


def test_a_view_is_written_back_one_way() -> None:
    query = {
        "niveau": ["epci"],
        "minimum": ["1.5"],
        "maximum": [" "],
        "categorie": ["Rural, isolé", "Urbain"],
        "region": ["84"],
        "symboles": ["aucun"],
        "theme": ["energie"],
        "tableau": ["non"],
    }
    vue = VueCouche.parse(JETON, query)
    assert (vue.niveau, vue.minimum, vue.maximum) == (NiveauCarte.EPCI, 1.5, None)
    assert vue.categories == ("Rural, isolé", "Urbain")
    assert vue.symboles is Symboles.AUCUN
    pairs: dict[str, list[str]] = {}
    for name, value in vue.pairs():
        pairs.setdefault(name, []).append(value)
    assert VueCouche.parse(JETON, pairs) == vue
    assert "tableau" not in vue.page()
    assert vue.adresse("png", largeur="600").startswith(f"/embed/ma-carte/{JETON}.png?")


@pytest.mark.parametrize(
    "query",
    [
        {"minimum": ["3"], "maximum": ["1"]},
        {"minimum": ["beaucoup"]},
        {"couleur": ["taux"]},
        {"niveau": ["ept"]},
        {"region": ["x"]},
        {"categorie": ["x" * 200]},
    ],
)
def test_what_a_view_is_not_is_refused(query: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidParametersError):
        VueCouche.parse(JETON, query)


def test_thirty_days() -> None:
    assert echeance(date(2026, 11, 29)) == date(2026, 12, 29)
