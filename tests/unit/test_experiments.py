"""Dates, statuses, periods and figures: nothing is said that is not known."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.chiffres import count
from cartoexp.domain.dates import PartialDate, is_stale
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
from cartoexp.domain.statuts import (
    attestation_phrase,
    derive_periode,
    derive_statut,
    statut_phrase,
)
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import (
    VOCABULAIRES,
    BaseLegale,
    Famille,
    Rattachement,
    Statut,
    Theme,
    TypeSource,
)

TODAY = date(2026, 11, 24)


def implantation(
    key: str = "x-001",
    *,
    statut: Statut = Statut.EN_COURS,
    attestation: str = "",
    debut: int | None = None,
    fin: int | None = None,
    code: str = "59178",
) -> Implantation:
    return Implantation(
        id=key,
        experimentation="x",
        niveau=Niveau.COMMUNE,
        code=code,
        nom="Douai",
        millesime_cog=2026,
        statut=statut,
        statut_date=PartialDate.parse(attestation) if attestation else None,
        debut=debut,
        fin=fin,
        rattachement=Rattachement.SOURCE,
        citee_essai=False,
        source="s",
        titre_local=None,
        resume_local=None,
        reference_legale=None,
        note=None,
    )


def source(titre: str | None, url: str | None, when: PartialDate | None = None) -> Source:
    return Source(id="s", titre=titre, url=url, date=when, type=TypeSource.INCONNU)


@pytest.mark.parametrize(
    ("text", "label", "phrase"),
    [
        ("2019", "2019", "attesté en 2019, à revérifier"),
        ("2025-12", "déc. 2025", "attesté en déc. 2025"),
        ("2026-08-01", "1er août 2026", "attesté le 1er août 2026"),
        ("2026-02-03", "3 févr. 2026", "attesté le 3 févr. 2026"),
    ],
)
def test_dates_in_french(text: str, label: str, phrase: str) -> None:
    assert PartialDate.parse(text).label == label
    assert attestation_phrase(PartialDate.parse(text), TODAY) == phrase


@pytest.mark.parametrize(
    "text",
    [
        *("", "19", "1899", "2101", "2019-1", "2019-13", "2019-00", "2019-01-00", "2023-02-29"),
        *("٢٠١٩", "2019-04 ", "04/2019", "2019-04-30T00:00"),
    ],
)
def test_dates_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"année|mois|date"):
        PartialDate.parse(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_date_is_read_back_as_written(day: date, precision: int) -> None:
    text = day.isoformat()[:precision]
    assert str(PartialDate.parse(text)) == text


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=2, max_size=2))
def test_order_is_that_of_the_calendar(days: list[date]) -> None:
    first, second = (PartialDate.parse(d.isoformat()) for d in days)
    assert (first < second) == (days[0] < days[1])


@pytest.mark.parametrize(
    ("attestation", "stale"),
    [
        ("2024-11", False),  # 24 months exactly: not older than 24 months
        ("2024-11-01", False),
        ("2024-10", True),
        ("2024", False),  # December 2024 is possible, and is 23 months old
        ("2023", True),  # even December 2023 is 35 months old
        ("2027-01", False),
    ],
)
def test_staleness(attestation: str, stale: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_stale(PartialDate.parse(attestation), TODAY) is stale


def test_an_unknown_date_is_never_fresh() -> None:
    assert is_stale(None, TODAY)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1950, 2090))
def test_a_year_is_stale_only_if_all_its_months_are(today: date, year: int) -> None:
    months = [is_stale(PartialDate(year, month), today) for month in range(1, 13)]
    assert is_stale(PartialDate(year), today) is all(months)


@pytest.mark.parametrize(
    ("statut", "attestation", "expected"),
    [
        (Statut.EN_COURS, "2019", "en cours en 2019"),
        (Statut.EN_COURS, "2019-07", "en cours en juil. 2019"),
        (Statut.EN_COURS, "2025-12", "En cours, attesté en déc. 2025"),
        (Statut.EN_COURS, "", "En cours, date d’attestation inconnue"),
        (Statut.PROJET, "2019", "en projet en 2019"),
        (Statut.ABANDONNEE, "2019", "Abandonnée ou annulée, attesté en 2019, à revérifier"),
    ],
)
def test_statut_phrase(statut: Statut, attestation: str, expected: str) -> None:
    when = PartialDate.parse(attestation) if attestation else None
    assert statut_phrase(statut, when, TODAY) == expected


@given(st.sampled_from(list(Statut)), st.integers(1990, 2023))
def test_a_stale_status_never_stands_alone(statut: Statut, year: int) -> None:
    assert str(year) in statut_phrase(statut, PartialDate(year), TODAY)


def test_one_status_for_all() -> None:
    derived = derive_statut([implantation(attestation="2019"), implantation(attestation="2025-12")])
    assert derived.statut is Statut.EN_COURS
    assert derived.phrase(TODAY) == "En cours, attesté en déc. 2025"


def test_status_differs_between_territories() -> None:
    derived = derive_statut(
        [
            implantation(statut=Statut.TERMINEE),
            implantation(statut=Statut.EN_COURS),
            implantation(statut=Statut.EN_COURS),
        ]
    )
    assert derived.statut is None
    assert derived.counts == ((Statut.EN_COURS, 2), (Statut.TERMINEE, 1))
    assert derived.phrase(TODAY) == (
        "Selon les territoires (en cours\u00a0: 2, terminée (sans suite connue)\u00a0: 1)"
    )


def test_no_implantation_no_status() -> None:
    derived = derive_statut([])
    assert (derived.statut, derived.counts, derived.derniere) == (None, (), None)
    assert derived.phrase(TODAY) == derived.label == "Territoires à préciser"


@pytest.mark.parametrize(
    ("years", "label"),
    [
        ([(2016, 2018), (2017, 2021)], "2016–2021"),
        ([(2016, 2018), (2017, None)], "début en 2016"),
        ([(None, 2018)], "jusqu’en 2018"),
        ([(None, None)], "date inconnue"),
        ([(2020, 2020)], "2020"),
    ],
)
def test_periods(years: list[tuple[int | None, int | None]], label: str) -> None:
    assert derive_periode(implantation(debut=d, fin=f) for d, f in years).label == label


def test_periods_count_what_is_unknown() -> None:
    periode = derive_periode([implantation(debut=2016), implantation(fin=2020)])
    assert (periode.debut, periode.fin, periode.sans_debut, periode.sans_fin) == (2016, 2020, 1, 1)


def test_a_source_without_title_shows_its_address_and_nothing_made_up() -> None:
    bare = source(None, "https://www.example.org/dossier/page.html?x=1")
    assert bare.label == "example.org/dossier/page.html"
    assert bare.date_label == "date inconnue"
    assert source("Titre", None, PartialDate(2019, 4)).label == "Titre"
    assert source("Titre", None, PartialDate(2019, 4)).date_label == "avril 2019"


def test_figures_keep_experiments_and_implantations_apart() -> None:
    here = [implantation("x-001"), implantation("x-002", debut=2016, code="35238")]
    figures = count([], [*here, implantation("x-003")], [])
    assert (figures.experimentations, figures.implantations, figures.territoires) == (0, 3, 2)
    assert (figures.sans_debut, figures.sans_attestation, figures.deduites) == (2, 3, 0)


def test_records_have_the_columns_of_the_files() -> None:
    records = [Experiment, Implantation, Evaluation, Source, Derogation]
    tables = [table for table in TABLES if table.name != "experimentations_sources"]
    for record, table in zip(records, tables, strict=True):
        names = [f.name for f in fields(record) if (record, f.name) != (Experiment, "sources")]
        assert names == [c.name for c in table.columns]


def test_every_value_has_a_label() -> None:
    for vocabulary in VOCABULAIRES.values():
        labels = [m.label for m in vocabulary]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_labels_keep_article_numbers_together() -> None:
    assert "Art.\u00a072 al.\u00a04" in BaseLegale.CONSTITUTION_72_4.label


def test_themes_have_a_sigle_each_and_five_families() -> None:
    by_family = {f: [t.sigle for t in Theme if t.famille is f] for f in Famille}
    assert list(by_family.values()) == [
        ["Em", "So"],
        ["Sa", "Lo", "Éd"],
        ["Én", "Ev", "Al", "Mo"],
        ["Dé", "Bp"],
        ["Cv", "Nu", "Fi"],
    ]
    assert Theme("energie") is Theme.ENERGIE
    assert f"{Theme.BUDGET_PARTICIPATIF}" == "budget_participatif"
