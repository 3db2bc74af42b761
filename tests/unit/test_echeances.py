"""Deadlines: no date is guessed nor dropped, and nothing is held against anyone unfairly."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances import (
    Choix,
    Constat,
    Echeance,
    Intervalle,
    Moment,
    Nature,
    Precision,
    Selon,
    SuiteDite,
    chronologie,
    plus_mois,
)
from cartoexp.domain.echeances import regles as rules
from cartoexp.domain.echeances.ordre import sans_date
from cartoexp.domain.echeances.tri import retenues
from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.vocabulaires import Statut, Suite
from tests.factories import make_evaluation, make_experiment, make_territoire

TODAY = date(2026, 11, 29)
YEARS = st.integers(2015, 2035)


def make(**fields: object) -> Echeance:
    given_: dict[str, object] = {
        "cle": "fin-essai",
        "nature": Nature.FIN_PREVUE,
        "date": PartialDate(2026),
        "experiment": make_experiment(),
        "territoires": (make_territoire(),),
    }
    return Echeance(**{**given_, **fields})  # type: ignore[arg-type]


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
    known = draw(st.integers(1, 3))
    return PartialDate(day.year, day.month if known > 1 else 0, day.day if known > 2 else 0)


@given(partial_dates(), st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_an_interval_has_the_days_that_the_date_may_be(when: PartialDate, day: date) -> None:
    held = Intervalle.of(when)
    written = (day.year, when.mois and day.month, when.jour and day.day)
    assert held.touche(Intervalle(day, day)) == (written == (when.annee, when.mois, when.jour))
    assert held.premier <= held.dernier
    assert held.dans(Intervalle(held.premier, held.dernier))


@given(partial_dates())
def test_past_and_to_come_only_when_every_day_is(when: PartialDate) -> None:
    held = Intervalle.of(when)
    moment = held.moment(TODAY)
    assert (moment is Moment.PASSEE) == (held.dernier < TODAY)
    assert (moment is Moment.A_VENIR) == (held.premier > TODAY)
    if moment is Moment.INCERTAIN:
        assert not when.jour
    assert make(date=when).precision is (
        Precision.JOUR if when.jour else Precision.MOIS if when.mois else Precision.ANNEE
    )


@given(st.lists(st.one_of(st.none(), partial_dates()), max_size=12), st.randoms())
def test_the_order_is_one_and_loses_nothing(
    dates: list[PartialDate | None], random: st.DrawFn
) -> None:
    found = [make(cle=f"e{i}", date=d) for i, d in enumerate(dates)]
    ordered = chronologie(found, TODAY)
    shuffled = [*found]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chronologie(shuffled, TODAY) == ordered
    undated = sans_date(shuffled)
    assert {e.cle for e in (*ordered, *undated)} == {e.cle for e in found}
    assert len(ordered) + len(undated) == len(found)
    past = [e.moment(TODAY) is Moment.PASSEE for e in ordered]
    assert past == sorted(past), "what may still come is told first"
    coming = [e.intervalle for e in ordered if e.moment(TODAY) is not Moment.PASSEE]
    for first, second in pairwise(coming):
        assert first is not None
        assert second is not None
        assert first.premier <= second.premier, "soonest first"
    gone = [e.intervalle for e in ordered if e.moment(TODAY) is Moment.PASSEE]
    for first, second in pairwise(gone):
        assert first is not None
        assert second is not None
        assert not first.dernier < second.premier, "latest first"


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 120))
def test_months_ahead_stay_in_their_month(day: date, months: int) -> None:
    later = plus_mois(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("statut", "fin", "attestation", "evaluee", "expected"),
    [
        (Statut.TERMINEE, "2024", "2025-01", False, Constat.NON_RECENSEE),
        (Statut.TERMINEE, "2024", "2025-01", True, Constat.RECENSEE),
        (Statut.TERMINEE, "2025", None, False, Constat.RECENTE),  # perhaps 31 December 2025
        (Statut.TERMINEE, "2025-11-28", None, False, Constat.NON_RECENSEE),
        (Statut.TERMINEE, "2025-11-29", None, False, Constat.RECENTE),
        (Statut.GENERALISEE, "2020", None, False, Constat.NON_RECENSEE),
        (Statut.PERENNISEE, None, "2019", False, Constat.NON_RECENSEE),
        (Statut.PERENNISEE, None, "2026", False, Constat.RECENTE),
        (Statut.TERMINEE, None, None, False, Constat.RECENTE),
        (Statut.ABANDONNEE, "2012", None, False, Constat.SANS_OBJET),
        (Statut.EN_COURS, "2020", "2019", False, Constat.SANS_OBJET),
        (Statut.TERMINEE, "2030", None, False, Constat.SANS_OBJET),
    ],
)
def test_nothing_is_held_against_what_is_recent_abandoned_or_running(
    statut: Statut,
    fin: str | None,
    attestation: str | None,
    *,
    evaluee: bool,
    expected: Constat,
) -> None:
    when, attested = (PartialDate.parse(t) if t else None for t in (fin, attestation))
    found = rules.constat_de_fin(statut, when, attested, TODAY, evaluee=evaluee)
    assert found is expected


@pytest.mark.parametrize(
    ("due", "evaluee", "expected"),
    [
        ("2026-11-28", False, Constat.EN_RETARD),
        ("2026-11-28", True, Constat.RECENSEE),
        ("2026-11-29", False, Constat.ATTENDUE),
        ("2026", False, Constat.ATTENDUE),  # perhaps in December
        ("2025", False, Constat.EN_RETARD),
    ],
)
def test_late_only_when_every_day_it_was_due_is_past(
    due: str, *, evaluee: bool, expected: Constat
) -> None:
    assert rules.constat_du(PartialDate.parse(due), TODAY, evaluee=evaluee) is expected


def test_an_evaluation_from_before_does_not_count() -> None:
    start = PartialDate(2020, 3)
    assert not rules.compte(make_evaluation(annee=2019), start)
    assert rules.compte(make_evaluation(annee=2020), start)
    assert rules.compte(make_evaluation(annee=None), start), "unknown: the doubt is to its good"
    assert rules.compte(make_evaluation(annee=2001), None)


@pytest.mark.parametrize(
    ("statut", "attestation", "debut", "fin", "told"),
    [
        (Statut.TERMINEE, "2010", "2009", "2016", "avant la fin donnée, en 2016"),
        (Statut.EN_COURS, "2024-03", "2019", "2022", "après la fin prévue, en 2022"),
        (Statut.TERMINEE, None, "2020", "2015", "avant le début, en 2020"),
        (Statut.GENERALISEE, "2019-12", "2018", "2021", ""),  # made general before its term
        (Statut.TERMINEE, "2016-01", "2010", "2016", ""),
        (Statut.EN_COURS, "2022-12", "2019", "2022", ""),
        (Statut.EN_COURS, "2024", None, None, ""),
    ],
)
def test_dates_that_contradict_each_other_are_told(
    statut: Statut, attestation: str | None, debut: str | None, fin: str | None, told: str
) -> None:
    three = [PartialDate.parse(t) if t else None for t in (attestation, debut, fin)]
    found = rules.contradiction(statut, *three)
    assert (told in found) if told else (found == "")


def test_an_end_that_came_cannot_be_to_come() -> None:
    assert "à venir" in rules.fin_future(Nature.FIN, PartialDate(2030), TODAY)
    assert "à venir" in rules.fin_future(Nature.EVALUATION, PartialDate(2030), TODAY)
    assert rules.fin_future(Nature.FIN, PartialDate(2026), TODAY) == ""
    assert rules.fin_future(Nature.FIN_PREVUE, PartialDate(2030), TODAY) == ""


def test_what_came_of_it_is_told_by_the_status_there_or_else_by_evaluations() -> None:
    dites = rules.suites_dites(
        [
            make_evaluation(annee=2018, suite=Suite.PROROGEE),
            make_evaluation(annee=2021, suite=Suite.PROROGEE),
            make_evaluation(annee=2023, suite=Suite.ABANDONNEE),
            make_evaluation(annee=2025, suite=Suite.INCONNUE),
        ]
    )
    assert dites == (
        SuiteDite(Suite.ABANDONNEE, Selon.EVALUATION, PartialDate(2023)),
        SuiteDite(Suite.PROROGEE, Selon.EVALUATION, PartialDate(2021)),
    )
    assert rules.suites_de(Statut.TERMINEE, None, dites) == dites
    own = rules.suites_de(Statut.PERENNISEE, PartialDate(2024, 6), dites)
    assert own == (SuiteDite(Suite.PERENNISEE, Selon.STATUT, PartialDate(2024, 6)),)


def test_a_year_is_kept_as_soon_as_it_touches_the_period() -> None:
    found = [
        make(cle="annee", date=PartialDate(2026)),
        make(cle="mois", date=PartialDate(2027, 5)),
        make(cle="jour", date=PartialDate(2027, 6, 1)),
        make(cle="passe", date=PartialDate(2025)),
        make(cle="parue", nature=Nature.EVALUATION, date=PartialDate(2026)),
        make(cle="inconnue", date=None),
    ]

    def kept(query: str) -> list[str]:
        pairs = (pair.split("=") for pair in query.split("&") if pair)
        asked = Choix.parse({name: [value] for name, value in pairs})
        return [e.cle for e in retenues(found, asked.criteres, TODAY)]

    assert kept("mois=6") == ["annee", "mois", "inconnue"]
    assert kept("de=2027-05&a=2027-05-31") == ["mois", "inconnue"]
    assert kept("a=2025") == ["passe", "inconnue"]
    assert kept("de=2027-05-31") == ["mois", "jour", "inconnue"]
    assert kept("de=2026-12&a=2026-12") == ["annee", "parue", "inconnue"]
    assert kept("nature=fin") == []
    assert kept("") == [e.cle for e in found]


@given(
    st.lists(st.sampled_from(Nature), unique=True),
    st.lists(st.sampled_from(Suite), unique=True),
    st.one_of(st.none(), partial_dates()),
    st.integers(0, 120),
)
def test_a_choice_is_read_back_as_it_was_written(
    natures: list[Nature], suites: list[Suite], de: PartialDate | None, mois: int
) -> None:
    query = {"nature": [",".join(natures)], "suite": [",".join(suites)], "theme": ["energie"]}
    query |= {"de": [str(de)]} if de else {"mois": [str(mois)]} if mois else {}
    choix = Choix.parse(query)
    again = {name: [value] for name, value in choix.pairs()}
    assert Choix.parse(again) == choix
    assert choix.without("theme").filters == Choix().filters
    for name, _ in choix.criteres.pairs():
        assert name not in dict(choix.without(name).pairs())


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("nature=magie", InvalidParametersError),
        ("evaluation=sans_objet", InvalidParametersError),
        ("de=2026-13", InvalidParametersError),
        ("de=demain", InvalidParametersError),
        ("mois=0", InvalidParametersError),
        ("annee=2020", InvalidParametersError),
        ("de=2027&a=2026", ContradictionError),
        ("mois=6&a=2026", ContradictionError),
    ],
)
def test_what_means_nothing_is_refused(query: str, error: type[InvalidParametersError]) -> None:
    with pytest.raises(error):
        Choix.parse({k: [v] for k, v in (pair.split("=") for pair in query.split("&"))})


def test_words_say_no_more_than_is_known() -> None:
    told = {
        PartialDate(2026): "en 2026, jour et mois inconnus",
        PartialDate(2026, 12): "en décembre 2026, jour inconnu",
        PartialDate(2026, 12, 3): "le 3\u00a0décembre 2026",
        None: "date inconnue",
    }
    assert {d: phrases.quand(make(date=d)) for d in told} == told
    running = make(statut=Statut.EN_COURS, attestations=(PartialDate(2025, 1),) * 2)
    assert "peut-être passée" in " ".join(phrases.dit(running, TODAY))
    gone = make(date=PartialDate(2025), statut=Statut.EN_COURS)
    assert "à revérifier" in " ".join(phrases.dit(gone, TODAY))
    ended = make(nature=Nature.FIN, constat=Constat.NON_RECENSEE)
    assert phrases.evaluation(ended) == "Aucune évaluation recensée."
    assert phrases.suites(ended) == "Suite inconnue."
    many = tuple(make_territoire(code=f"0100{i}", nom=f"Lieu {i}") for i in range(5))
    assert phrases.lieux(many) == "5\u00a0territoires"
    assert phrases.lieux(many[:2]) == "Lieu 0 et Lieu 1"
