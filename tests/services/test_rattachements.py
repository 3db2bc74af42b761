"""Joining of tables: every row has one outcome, the right territory, nothing else changed."""

import pandas as pd
import pytest

from cartoexp.domain.errors import CorrespondanceError
from cartoexp.services.rattachements import rattacher

DIRTY = pd.DataFrame(
    {
        "Code INSEE": ["1004", "2a004", "", "200040293", "01053", "99999"],
        "Commune": [
            "AMBERIEU EN BUGEY",
            "Ajaccio",
            "St Etienne (42)",
            "CC du Clunisois",
            "Marseille",
            "",
        ],
        "valeur": [1, 2, 3, 4, 5, 6],
    },
    index=[10, 11, 12, 13, 14, 15],
)


def test_a_table_keeps_its_columns_and_gains_five() -> None:
    joined = rattacher(DIRTY)
    assert list(joined.columns[:3]) == list(DIRTY.columns)
    assert list(joined.index) == list(DIRTY.index)
    statuts = ["repare", "repare", "accepte", "accepte", "ambigu", "refuse"]
    assert list(joined["cartoexp_statut"]) == statuts
    assert list(joined["cartoexp_code"]) == ["01004", "2A004", "42218", "200040293", "", ""]
    assert list(joined["cartoexp_niveau"])[2:4] == ["commune", "epci"]
    assert (joined["cartoexp_motif"] != "").all()


def test_joining_again_changes_nothing() -> None:
    once = rattacher(DIRTY)
    pd.testing.assert_frame_equal(rattacher(once), once)


def test_a_table_without_any_territory_says_what_to_do() -> None:
    with pytest.raises(CorrespondanceError, match="Nommez-la"):
        rattacher(pd.DataFrame({"montant": ["12,5"], "objet": ["Un toit pour la salle des fêtes"]}))


def test_columns_may_be_named() -> None:
    table = pd.DataFrame({"a": ["Feurs"], "b": ["42"]})
    joined = rattacher(table, colonnes={"nom": "a", "departement": "b"})
    assert joined["cartoexp_code"].tolist() == ["42094"]
    with pytest.raises(CorrespondanceError, match="n’a pas de colonne"):
        rattacher(table, colonnes={"nom": "absente"})


@pytest.mark.parametrize(
    ("column", "cells", "codes", "level"),
    [
        ("dep", ["1", "2A", "974"], ["01", "2A", "974"], "departement"),
        ("dep", ["Ain", "Nord", "La Réunion"], ["01", "59", "974"], "departement"),
        ("region", ["53", "94", "4"], ["53", "94", "04"], "region"),
    ],
)
def test_a_column_of_departements_holds_codes_or_names(
    column: str, cells: list[str], codes: list[str], level: str
) -> None:
    joined = rattacher(pd.DataFrame({column: cells, "Taux": ["3", "4", "5"]}))
    assert joined["cartoexp_code"].tolist() == codes
    assert set(joined["cartoexp_niveau"]) == {level}
