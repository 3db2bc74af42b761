"""What has changed between two lists of rows."""

from cartoexp.domain.ecarts import Ecart, compare

AIN = {"niveau": "departement", "code": "01", "nom": "Ain", "valeur": 2}
NORD = {"niveau": "departement", "code": "59", "nom": "Nord", "valeur": 5}
VAR = {"niveau": "departement", "code": "83", "nom": "Var", "valeur": None}


def test_nothing_has_changed_whatever_the_order() -> None:
    found = compare([AIN, NORD], [NORD, AIN])
    assert not found
    assert found.egales == 2


def test_values_that_moved_and_rows_that_came_and_went() -> None:
    found = compare([AIN, NORD], [{**AIN, "valeur": 3}, VAR])
    assert found
    assert found.changes == [Ecart("Ain", "valeur", 2, 3)]
    assert found.ajoutes == ["Var"]
    assert found.disparus == ["Nord"]
    assert found.egales == 0


def test_a_value_that_becomes_unknown_is_a_change() -> None:
    assert compare([{**VAR, "valeur": 1}], [VAR]).changes == [Ecart("Var", "valeur", 1, None)]


def test_rows_of_one_key_are_all_kept() -> None:
    assert compare([AIN, AIN], [AIN]).disparus == ["Ain"]


def test_a_column_that_vanished_is_told() -> None:
    bare = {k: v for k, v in AIN.items() if k != "valeur"}
    assert compare([AIN], [bare]).changes == [Ecart("Ain", "valeur", 2, None)]
