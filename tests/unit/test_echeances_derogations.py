"""Deadlines of derogations: what was granted expires, what a text dated may be late."""

from __future__ import annotations

from datetime import date

import pytest

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances import Constat, Nature, Selon, SuiteDite
from cartoexp.domain.echeances import derogations as rules
from cartoexp.domain.vocabulaires import Decision, Suite
from tests.factories import make_derogation, make_evaluation

TODAY = date(2026, 11, 29)


def test_what_is_known_and_what_is_not_is_told() -> None:
    whole = make_derogation()
    assert list(rules.dates(whole)) == [
        (Nature.EXPIRATION, PartialDate(2023, 12, 31)),
        (Nature.EVALUATION_DUE, PartialDate(2023, 6)),
        (Nature.SUITE, PartialDate(2023)),
    ]
    bare = make_derogation(expiration=None, evaluation_due_le=None, issue_le=None)
    assert list(rules.dates(bare)) == [(Nature.EXPIRATION, None), (Nature.SUITE, None)]
    assert rules.suites(whole) == (SuiteDite(Suite.PROROGEE, Selon.DEROGATION, PartialDate(2023)),)


@pytest.mark.parametrize("decision", [Decision.REFUSEE, Decision.RETIREE, Decision.EN_ATTENTE])
def test_what_was_not_granted_does_not_expire(decision: Decision) -> None:
    assert list(rules.dates(make_derogation(decision=decision, issue=Suite.INCONNUE))) == []


@pytest.mark.parametrize(
    ("due", "issue", "issue_le", "expected"),
    [
        ("2023-06", Suite.INCONNUE, None, Constat.EN_RETARD),
        ("2027", Suite.INCONNUE, None, Constat.ATTENDUE),
        ("2023-06", Suite.EN_ATTENTE, "2024", Constat.EN_RETARD),
        ("2023-06", Suite.GENERALISEE, "2022", Constat.TRANCHEE),
        ("2023-06", Suite.GENERALISEE, None, Constat.TRANCHEE),
        ("2023-06", Suite.GENERALISEE, "2023", Constat.TRANCHEE),  # perhaps in January
        ("2023-06", Suite.GENERALISEE, "2024", Constat.EN_RETARD),
    ],
)
def test_nobody_is_late_once_the_outcome_was_decided(
    due: str, issue: Suite, issue_le: str | None, expected: Constat
) -> None:
    when = PartialDate.parse(issue_le) if issue_le else None
    d = make_derogation(evaluation_due_le=PartialDate.parse(due), issue=issue, issue_le=when)
    assert rules.constat(d, Nature.EVALUATION_DUE, TODAY, evaluee=False) is expected
    assert rules.constat(d, Nature.EVALUATION_DUE, TODAY, evaluee=True) is Constat.RECENSEE


def test_an_expiry_without_a_date_holds_nothing_against_anyone() -> None:
    def constat(**fields: object) -> Constat:
        return rules.constat(make_derogation(**fields), Nature.EXPIRATION, TODAY, evaluee=False)

    assert constat() is Constat.NON_RECENSEE
    assert constat(expiration=None) is Constat.SANS_OBJET
    assert constat(issue=Suite.ABANDONNEE) is Constat.SANS_OBJET
    assert constat(expiration=PartialDate(2027)) is Constat.SANS_OBJET
    assert constat(expiration=PartialDate(2026)) is Constat.RECENTE


def test_its_evaluation_is_one_from_its_time() -> None:
    d = make_derogation()
    assert rules.est_evaluee(d, [make_evaluation(annee=2019)])
    assert not rules.est_evaluee(d, [make_evaluation(annee=2018)])
    assert not rules.est_evaluee(d, [])


def test_an_outcome_from_before_the_start_is_told() -> None:
    d = make_derogation(issue_le=PartialDate(2018))
    assert "avant le début" in rules.contradiction(d, Nature.SUITE, d.issue_le, TODAY)
    later = make_derogation(issue_le=PartialDate(2030))
    assert "à venir" in rules.contradiction(later, Nature.SUITE, later.issue_le, TODAY)
    assert rules.contradiction(d, Nature.EXPIRATION, d.expiration, TODAY) == ""
