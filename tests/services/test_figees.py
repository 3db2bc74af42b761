"""Frozen views in each kind of database: kept once, spared by loads, withdrawn, moved."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.figees import (
    MOST_BYTES,
    FigeeNotFoundError,
    FigeeRetireeError,
    FigeeTropGrandeError,
    GelsEpuisesError,
    GelsIllisiblesError,
    VueFigee,
    empreinte,
)
from cartoexp.services import archives_figees
from cartoexp.services.figees import compress, opened
from cartoexp.store import loading as tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cartoexp.services.figees import FigeeService

DAY, LATER = date(2026, 11, 24), date(2026, 12, 1)
MANY = 100


@pytest.fixture
def service(empty_database_url: str) -> Iterator[FigeeService]:
    with opened(empty_database_url) as found:
        yield found


def view(amount: int = 1, **fields: Any) -> VueFigee:  # noqa: ANN401  any field
    values = {"adresse": "/embed/carte", "donnees": [{"code": "59", "valeur": amount}]}
    contents = {"html": b"<p>", "svg": b"<svg/>", "csv": b"a", "json": json.dumps(values).encode()}
    held = {name: compress(content) for name, content in contents.items()}
    words = ("Titre", "Phrase.", "Source.", "/")
    made = VueFigee(empreinte(values), "/embed/carte", *words, 560, DAY, held)
    return replace(made, **fields)


def test_the_same_view_is_one_record(service: FigeeService) -> None:
    first, new = service.freeze(view(), MANY)
    assert new
    again, new = service.freeze(view(figee_le=LATER), MANY)
    assert not new
    assert again.figee_le == DAY, "it keeps the day of the first time"
    assert service.freeze(view(2), MANY)[1]
    assert len(service.listing()) == 2
    assert service.get(first.empreinte) == view()


def test_the_day_is_no_part_of_the_hash() -> None:
    told = {"adresse": "/embed/carte", "donnees": []}
    assert empreinte({**told, "date": "2026-11-24"}) == empreinte({**told, "date": "2026-11-25"})
    assert empreinte(told) != empreinte({**told, "adresse": "/embed/chiffre"})


@pytest.mark.parametrize("name", ["0" * 24, "x", "", "'; DROP TABLE vue_figee"])
def test_an_unknown_one(service: FigeeService, name: str) -> None:
    with pytest.raises(FigeeNotFoundError):
        service.get(name)


def test_limits(service: FigeeService) -> None:
    heavy = {"html": bytes(MOST_BYTES + 1)}
    with pytest.raises(FigeeTropGrandeError):
        service.freeze(view(contenus=heavy), MANY)
    service.freeze(view(1), 1)
    with pytest.raises(GelsEpuisesError):
        service.freeze(view(2), 1)
    assert not service.freeze(view(1), 1)[1], "what is there may be asked again"
    assert service.freeze(view(2, figee_le=LATER), 1)[1], "another day, another count"


def test_a_withdrawn_one_is_emptied_and_says_so(service: FigeeService) -> None:
    name = service.freeze(view(), MANY)[0].empreinte
    left = service.withdraw(name, LATER, "demande de la commune")
    assert not left.contenus
    for asked in (lambda: service.get(name), lambda: service.freeze(view(), MANY)):
        with pytest.raises(FigeeRetireeError) as raised:
            asked()
        assert "retirée le 1er\u00a0décembre 2026" in str(raised.value)
        assert "demande de la commune" in str(raised.value)
    with pytest.raises(FigeeRetireeError):
        service.withdraw(name, LATER, "encore")


def test_no_load_touches_them(loaded_database_url: str) -> None:
    with opened(loaded_database_url) as service:
        kept = service.freeze(view(), MANY)[0]
        with service.sessions.begin() as session:
            tables.clear(session, reference=True)
        assert service.get(kept.empreinte) == kept


def test_export_and_import(service: FigeeService, tmp_path: Path) -> None:
    service.freeze(view(1), MANY)
    gone = service.freeze(view(2), MANY)[0].empreinte
    service.withdraw(gone, LATER, "motif")
    path = tmp_path / "figes.jsonl"
    assert archives_figees.export(service, path) == 2
    assert archives_figees.restore(service, path) == (0, 2)
    with opened(f"sqlite:///{tmp_path}/autre.sqlite") as other:
        assert archives_figees.restore(other, path) == (2, 0)
        assert other.get(view(1).empreinte) == view(1)
        with pytest.raises(FigeeRetireeError):
            other.get(gone)


@pytest.mark.parametrize("change", ["cut", "other", "empty"])
def test_a_broken_file_is_refused_whole(service: FigeeService, tmp_path: Path, change: str) -> None:
    for amount in (1, 2):
        service.freeze(view(amount), MANY)
    path = tmp_path / "figes.jsonl"
    archives_figees.export(service, path)
    first, second = path.read_text(encoding="utf-8").splitlines()
    told = json.loads(second)
    if change == "cut":
        second = second[:-20]
    elif change == "other":
        second = json.dumps({**told, "empreinte": "0" * 24})
    else:
        second = json.dumps({**told, "contenus": {}})
    path.write_text(f"{first}\n{second}\n", encoding="utf-8")
    with opened(f"sqlite:///{tmp_path}/autre.sqlite") as other:
        with pytest.raises(GelsIllisiblesError, match="ligne 2"):
            archives_figees.restore(other, path)
        assert other.listing() == []
