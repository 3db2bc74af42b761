"""The grid before the start: what is kept of a form, what is missing, when it ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.referentiel import referentiel
from cartoexp.domain.referentiel.champs import Champ, lire, nettoyer
from cartoexp.domain.referentiel.dossier import Dossier, Partie, Sorte
from cartoexp.domain.referentiel.evaluation import lire_etape, lire_identite, reponses
from cartoexp.domain.referentiel.grille import lire_mesure, lire_projet
from cartoexp.domain.referentiel.lacunes import fin, indicateurs, manques

DAY = date(2026, 11, 29)
R = referentiel()


def grille(**parts: dict[str, object]) -> Dossier:
    held = {name: Partie(1, values) for name, values in parts.items()}
    return Dossier(Sorte.GRILLE, "1.0", "", held, DAY, DAY, DAY)


def test_texts_are_kept_clean() -> None:
    assert nettoyer("  un\r\n\r\n\r\ndeux \t trois\x00\x1b ") == "un\ndeux trois"
    found, faults = lire([Champ("a", "A", most=5)], {"a": "un\ndeux", "b": "laissé"})
    assert found == {"a": "un deux"}
    assert "7 caractères, 5 au plus" in faults[0].message


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = nettoyer(text)
    assert nettoyer(once) == once
    assert "\n\n" not in once


def test_what_is_too_long_comes_back_whole() -> None:
    found, faults = lire_projet({"titre": "T", "probleme": "x" * 501})
    assert len(found["probleme"]) == 501
    assert [f.champ for f in faults] == ["probleme"]
    _, faults = lire_projet({"titre": "T", "action": "\n".join("abcdefgh")})
    assert "8 lignes, 7 au plus" in faults[0].message


def test_no_person_is_named_by_an_address() -> None:
    _, faults = lire_projet({"titre": "T", "porteur": "jeanne@mairie.exemple.fr"})
    assert "une fonction" in faults[0].message


def test_a_name_is_asked_for() -> None:
    for text in ("", "  \n "):
        assert [f.champ for f in lire_projet({"titre": text})[1]] == ["titre"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cible-2": "12"}, "nom-2"),
        ({"debut": "mars 2027"}, "debut"),
        ({"debut": "2027-02-30"}, "debut"),
        ({"mois": "0"}, "mois"),
        ({"mois": "121"}, "mois"),
        ({"mois": "1e1"}, "mois"),
        ({"mois": "٣"}, "mois"),
        ({"mois": "-4"}, "mois"),
    ],
)
def test_what_is_to_be_corrected(given: dict[str, str], field: str) -> None:
    found, faults = lire_mesure(given)
    assert [f.champ for f in faults] == [field]
    assert set(given) <= set(found)


@pytest.mark.parametrize(
    ("debut", "mois", "told"),
    [
        ("2027-03", "12", "févr. 2028"),
        ("2027-03-15", "12", "mars 2028"),
        ("2027-01-01", "1", "janv. 2027"),
        ("2027-12", "1", "déc. 2027"),
        ("2027", "24", "2029"),
        ("2027", "18", None),
        ("", "18", None),
    ],
)
def test_when_it_ends(debut: str, mois: str, told: str | None) -> None:
    end = fin(grille(mesure={"debut": debut, "mois": mois}))
    assert (end and end.label) == told


def test_what_is_missing_is_told_and_nothing_is_refused() -> None:
    empty = manques(grille(), DAY)
    assert {f.champ for f in empty} == {"projet", "mesure", "lieux"}
    held = grille(
        mesure={"nom-1": "Taux", "depart-1": "4 %", "nom-3": "Coût", "debut": "2026", "mois": "12"}
    )
    assert [r["nom"] for r in indicateurs(held)] == ["Taux", "Coût"]
    told = [f.message for f in manques(held, DAY)]
    assert "La cible de «\u00a0Taux\u00a0»." in told
    assert "La valeur de départ de «\u00a0Coût\u00a0»." in told
    assert not any("Le début" in t for t in told)
    late = grille(mesure={"debut": "2026-10", "mois": "12"})
    assert any("Le début est passé" in f.message for f in manques(late, DAY))


def test_answers_of_a_step() -> None:
    found, faults = lire_etape(R, "evaluer", {"effets": "2", "couts": "so", "besoin": "4"})
    assert (found, faults) == ({"effets": "2", "couts": "so"}, [])
    _, faults = lire_etape(R, "evaluer", {"effets": "7", "preuve-couts": "x" * 241})
    assert {f.champ for f in faults} == {"effets", "preuve-couts"}
    held = grille(evaluer={"effets": "2"}, ancienne={"x": "1"})
    assert reponses(R, held) == {"effets": "2"}


def test_who_assesses_what() -> None:
    found, faults = lire_identite(R, {"titre": " Un essai ", "moment": "pendant"})
    assert (found, faults) == ({"titre": "Un essai", "moment": "pendant"}, [])
    _, faults = lire_identite(R, {"moment": "jadis"})
    assert [f.champ for f in faults] == ["titre", "moment"]
