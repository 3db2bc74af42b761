"""Derogations: what is refused, what is told, what makes one request of several."""

from dataclasses import replace
from datetime import date

import pytest

from cartoexp.domain.catalogue import Gravite
from cartoexp.domain.catalogue.places import INCONNU_AUJOURD_HUI
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.territoires import Lieu, Niveau
from cartoexp.domain.vocabulaires import Decision
from tests.catalogue.samples import check, valid


def _read() -> Derogation:
    catalogue, problems = check(valid())
    assert catalogue is not None
    assert not problems
    return catalogue.derogations[0]


@pytest.mark.parametrize(
    ("cells", "field", "told"),
    [
        ({"norme_texte": ""}, "norme_texte", "obligatoire"),
        ({"objet": ""}, "objet", "obligatoire"),
        ({"demande_le": "2021-07"}, "decision_le", "précède la demande (2021-07)"),
        ({"expiration": "2021-06"}, "expiration", "précède le début (2021-07)"),
        ({"evaluation_due_le": "2020"}, "evaluation_due_le", "précède le début"),
        ({"demande_le": "2022", "decision_le": "", "debut": "", "expiration": "2021"},
         "expiration", "précède la demande"),
        ({"decision": "en_attente"}, "decision_le", "une décision attendue n’a pas de date"),
        ({"territoires": "59178"}, "territoires", "n’est pas un territoire admis"),
        ({"territoires": "commune:59178|commune:59178"}, "territoires", "répète un territoire"),
        ({"experimentation": "navettes"}, "experimentation", "Vouliez-vous écrire"),
        ({"source": "autre"}, "source", "n’est pas dans sources.csv"),
    ],
)  # fmt: skip
def test_what_is_refused(cells: dict[str, str], field: str, told: str) -> None:
    rows = valid()
    rows["derogations"][0] |= cells
    catalogue, problems = check(rows)
    assert catalogue is None
    assert [(p.file, p.line, p.field) for p in problems] == [("derogations.csv", 2, field)]
    assert told in problems[0].message


@pytest.mark.parametrize(
    ("debut", "expiration"), [("2021", "2021-01"), ("2021-07", "2021"), ("2021-07-09", "2021-07")]
)
def test_dates_that_may_be_in_order_are_admitted(debut: str, expiration: str) -> None:
    rows = valid()
    rows["derogations"][0] |= {"debut": debut, "expiration": expiration, "evaluation_due_le": ""}
    assert check(rows)[1] == []


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"norme_texte": "les règles de la route"}, "norme_texte"),
        ({"norme_article": "plusieurs"}, "norme_article"),
    ],
)
def test_a_norm_that_is_not_read_is_kept_and_told(cells: dict[str, str], field: str) -> None:
    rows = valid()
    rows["derogations"][0] |= cells
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert [(p.field, p.gravite) for p in problems] == [(field, Gravite.AVERTISSEMENT)]
    assert "gardée telle qu’elle est écrite" in problems[0].message
    assert not catalogue.derogations[0].norme.lue


def test_an_unknown_norm_is_no_problem() -> None:
    rows = valid()
    rows["derogations"][0] |= {"norme_texte": "inconnue", "norme_article": ""}
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert not problems
    assert catalogue.derogations[0].norme.inconnue


def test_former_codes_are_brought_to_the_current_one() -> None:
    rows = valid()
    rows["derogations"][0]["territoires"] = "commune:14011|commune:14581"
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert catalogue.derogations[0].territoires == (Lieu(Niveau.COMMUNE, "14581"),)
    assert [p.gravite for p in problems] == [Gravite.AVERTISSEMENT]


def test_a_territory_that_is_no_more_is_kept_and_told() -> None:
    rows = valid()
    rows["derogations"][0]["territoires"] = "epci:200099999|commune:59178"
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert [str(lieu) for lieu in catalogue.derogations[0].territoires] == [
        "epci:200099999",
        "commune:59178",
    ]
    assert [(p.value, p.gravite) for p in problems] == [("epci:200099999", Gravite.AVERTISSEMENT)]
    assert problems[0].message.endswith(INCONNU_AUJOURD_HUI)


def test_a_catalogue_may_do_without_the_file() -> None:
    rows = valid()
    del rows["derogations"]
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert not problems
    assert catalogue.derogations == ()


def test_one_request_has_one_norm_and_one_object() -> None:
    one = _read()
    same = replace(one, norme_texte="CODE DE LA ROUTE, R412-6", norme_article=None)
    same = replace(same, objet="faire rouler une navette sans conducteur")
    assert same.cle_demande == one.cle_demande
    assert replace(one, norme_article="R. 412-7").cle_demande != one.cle_demande
    assert replace(one, objet="Autre chose").cle_demande != one.cle_demande
    named = [replace(one, objet=objet, demande="navettes") for objet in ("Une", "Autre")]
    assert named[0].cle_demande == named[1].cle_demande


def test_what_is_over_is_over_for_sure() -> None:
    one = _read()
    assert one.est_expiree(date(2024, 7, 2))
    assert not one.est_expiree(date(2024, 7, 1))
    assert not replace(one, expiration=None).est_expiree(date(2090, 1, 1))
    assert not replace(one, expiration=PartialDate(2024)).est_expiree(date(2024, 12, 31))
    assert replace(one, expiration=PartialDate(2024)).est_expiree(date(2025, 1, 1))
    assert not replace(one, decision=Decision.REFUSEE).est_expiree(date(2090, 1, 1))
