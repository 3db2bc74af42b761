"""Any code at any date: what it was then, what it is now, and what nobody can say."""

from datetime import date
from typing import Any

import pytest

from cartoexp.domain.histoire import Borne, Evenement, Periode, Registre, recit
from cartoexp.reference.histoire.editions import extend
from cartoexp.reference.histoire.insee import read_periods
from tests.vintages import vintage

# As INSEE writes them: B joined A in 1973, and left again in 2000; C is untouched.
RECORDS: list[dict[str, Any]] = [
    {"id": "COM-A@1943-01-01", "type": "COM", "code": "A", "nom": "Aix"}
    | {"dateFin": "1973-01-01", "raisonFin": "fusion-association", "successeur": "P"},
    {"id": "P", "type": "COMP", "code": "A", "nom": "Aix", "pole": "COM-A@1973-01-01"}
    | {"dateDebut": "1973-01-01", "dateFin": "2000-05-02", "successeur": "COM-A@2000-05-02"},
    {"id": "COM-A@1973-01-01", "type": "COM", "code": "A", "nom": "Aix-et-Bron"}
    | {"dateDebut": "1973-01-01", "raisonDebut": "fusion-association", "membres": ["P", "Q"]}
    | {"dateFin": "2000-05-02", "raisonFin": "dé-fusion"},
    {"id": "COM-A@2000-05-02", "type": "COM", "code": "A", "nom": "Aix"}
    | {"dateDebut": "2000-05-02", "raisonDebut": "dé-fusion"},
    {"id": "COM-B@1943-01-01", "type": "COM", "code": "B", "nom": "Bron"}
    | {"dateFin": "1973-01-01", "raisonFin": "fusion-association", "successeur": "Q"},
    {"id": "Q", "type": "COMA", "code": "B", "nom": "Bron", "pole": "COM-A@1973-01-01"}
    | {"dateDebut": "1973-01-01", "dateFin": "2000-05-02", "successeur": "COM-B@2000-05-02"},
    {"id": "COM-B@2000-05-02", "type": "COM", "code": "B", "nom": "Bron"}
    | {"dateDebut": "2000-05-02", "raisonDebut": "dé-fusion"},
    {"id": "COM-C@1943-01-01", "type": "COM", "code": "C", "nom": "Corte"},
]
NOMS = {"A": "Aix", "B": "Bron", "C": "Corte", "D": "Dax"}


@pytest.fixture(scope="module")
def registre() -> Registre:
    """INSEE's history, then three editions: B joins C, which then takes the code D."""
    first = vintage(2019, "A B C", noms=NOMS)
    second = vintage(2021, "A C", {"B": "C"}, noms=NOMS | {"C": "Corte-et-Bron"})
    third = vintage(2022, "A D", {"B": "D", "C": "D"}, noms=NOMS | {"D": "Corte-et-Bron"})
    return Registre.de(extend(read_periods(RECORDS), [first, second, third]))


def told(registre: Registre, code: str, day: str) -> tuple[list[str], list[str], bool]:
    found = registre.resolve(code, date.fromisoformat(day))
    assert found is not None
    return [p.nom for p in found.periodes], list(found.actuels), found.certain


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("A", "1972-12-31", (["Aix"], ["A"], True)),
        ("A", "1973-01-01", (["Aix-et-Bron"], ["A", "D"], True)),
        ("B", "1972-12-31", (["Bron"], ["D"], True)),
        # No commune any more: the one that held it, whose parts are two today.
        ("B", "1980-01-01", (["Aix-et-Bron"], ["A", "D"], True)),
        ("B", "2000-05-02", (["Bron"], ["D"], True)),
        ("B", "2019-01-01", (["Bron"], ["D"], True)),
        # Between two editions nobody can say on which side of the merger the day was.
        ("B", "2020-06-01", (["Bron", "Corte-et-Bron"], ["D"], False)),
        ("B", "2021-01-01", (["Corte-et-Bron"], ["D"], True)),
        ("C", "2021-06-01", (["Corte-et-Bron", "Corte-et-Bron"], ["D"], False)),
        ("C", "2022-01-01", (["Corte-et-Bron"], ["D"], True)),
        ("D", "2026-01-01", (["Corte-et-Bron"], ["D"], True)),
        ("D", "1950-01-01", ([], [], True)),
    ],
)
def test_any_date(
    registre: Registre, code: str, day: str, expected: tuple[list[str], list[str], bool]
) -> None:
    assert told(registre, code, day) == expected


def test_a_code_without_history_is_not_answered_for(registre: Registre) -> None:
    assert registre.resolve("Z", date(2000, 1, 1)) is None


def test_the_story_says_a_day_only_when_it_is_proved(registre: Registre) -> None:
    stories = {c: [e.phrase for e in recit.recit(registre, c)] for c in "AD"}
    assert stories["A"] == [
        "Séparée le 2 mai 2000 de Bron.",
        "Née le 1er janvier 1973 de la fusion d’Aix et de Bron.",
    ]
    assert stories["D"] == [
        "A changé de code entre le COG 2021 et le COG 2022\u00a0: l’ancien était C.",
        "Née entre le COG 2019 et le COG 2021 de la fusion de Corte et de Bron.",
    ]


def test_a_commune_that_keeps_its_name_has_grown() -> None:
    when = Borne(date(1950, 3, 1))
    periodes = [
        Periode("A", "Aix", fin=when, suites=("A",)),
        Periode("B", "Le Bourg", fin=when, suites=("A",)),
        Periode("A", "Aix", when, None, Evenement.FUSION, "fusion simple", ("A", "B")),
    ]
    (episode,) = recit.recit(Registre.de(periodes), "A")
    assert episode.phrase == "Agrandie le 1er mars 1950 du territoire du Bourg."
    nouvelle = [
        *periodes[:2],
        Periode("A", "Aix", when, None, Evenement.FUSION, recit.COMMUNE_NOUVELLE, ("A", "B")),
    ]
    (episode,) = recit.recit(Registre.de(nouvelle), "A")
    assert episode.phrase == "Née le 1er mars 1950 de la fusion d’Aix et du Bourg."


def test_a_sentence_for_any_answer(registre: Registre) -> None:
    def sentence(code: str, day: str) -> str:
        found = registre.resolve(code, date.fromisoformat(day))
        assert found is not None
        return recit.datee(found, NOMS).replace("\u00a0", " ")

    assert sentence("B", "1980-01-01") == (
        "Le 1er janvier 1980, B désignait Aix-et-Bron (A). Aujourd’hui : Aix (A) et Dax (D)."
    )
    assert "l’un de ceux-ci" in sentence("B", "2020-06-01")
    assert sentence("D", "1950-01-01") == recit.INCONNU
