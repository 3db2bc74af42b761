"""What changed since the last load, and when, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from cartoexp.domain.catalogue import Catalogue
from cartoexp.services.suivi import fingerprints, follow
from cartoexp.store import migrate, suivi
from cartoexp.store.engine import build_sessions
from tests.factories import make_evaluation, make_experiment, make_implantation, make_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)


def catalogue(*names: str) -> Catalogue:
    return Catalogue(
        tuple(make_experiment(id=n) for n in names),
        tuple(make_implantation(id=f"{n}-001", experimentation=n) for n in names),
        tuple(make_evaluation(id=f"{n}-eval", experimentation=n) for n in names),
        (make_source(),),
    )


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session whose work is undone."""
    engine = create_engine(database_url)
    migrate.upgrade(engine)
    with build_sessions(engine)() as opened:
        suivi.write(opened, [])
        yield opened
        opened.rollback()
    engine.dispose()


def dates(session: Session) -> dict[str, tuple[str, str]]:
    return {n: (s.ajoutee[:10], s.modifiee[:10]) for n, s in suivi.read(session).items()}


def test_each_load_dates_what_it_brings(session: Session) -> None:
    follow(session, catalogue("a", "b"), FIRST)
    assert dates(session) == dict.fromkeys("ab", ("2026-01-01", "2026-01-01"))
    changed = replace(catalogue("a", "c"), sources=(make_source(titre="Autre titre"),))
    follow(session, changed, SECOND)
    assert dates(session) == {
        "a": ("2026-01-01", "2026-02-01"),
        "c": ("2026-02-01", "2026-02-01"),
    }
    follow(session, changed, SECOND)
    assert dates(session)["a"] == ("2026-01-01", "2026-02-01")


def test_a_publication_whose_date_was_not_moved_has_that_of_the_load(session: Session) -> None:
    follow(session, catalogue("a"), FIRST)
    follow(session, catalogue("a", "b"), FIRST)
    today = datetime.now(tz=UTC).date().isoformat()
    assert dates(session) == {"a": ("2026-01-01", "2026-01-01"), "b": (today, today)}


def test_no_date_is_in_the_future(session: Session) -> None:
    follow(session, catalogue("a"), datetime(2099, 1, 1, tzinfo=UTC))
    assert datetime.fromisoformat(suivi.read(session)["a"].modifiee) <= datetime.now(tz=UTC)


def test_everything_that_is_told_counts_and_nothing_else() -> None:
    base = catalogue("a", "b")
    before = fingerprints(base)
    first, second = base.implantations
    others = [
        replace(base, experiments=(make_experiment(id="a", titre="T"), base.experiments[1])),
        replace(base, implantations=(replace(first, note="n"), second)),
        replace(base, evaluations=base.evaluations[1:]),
    ]
    for other in others:
        after = fingerprints(other)
        assert after["a"] != before["a"]
        assert after["b"] == before["b"]
