"""The figures of the method, against the shipped files counted on their own."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from cartoexp.services.methode import MANY, read_figures
from tests.loaded import CATALOGUE

if TYPE_CHECKING:
    from cartoexp.services.registry import Services

TODAY = date(2026, 11, 24)


def rows(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_catalogue_is_counted_as_its_files_say(services: Services) -> None:
    compte = read_figures(services, TODAY).compte
    implantations, evaluations = rows("implantations"), rows("evaluations")
    assert compte.chiffres.experimentations == len(rows("experiments"))
    assert compte.chiffres.implantations == len(implantations)
    assert compte.chiffres.evaluations == len(evaluations)
    assert compte.sources_total == len(rows("sources"))
    assert compte.sources_sans_date == sum(not s["date"] for s in rows("sources"))
    assert dict(compte.statuts) == Counter(i["statut"] for i in implantations)
    assert dict(compte.niveaux) == Counter(i["niveau"] for i in implantations)
    assert compte.avec_note == sum(bool(i["note"]) for i in implantations)
    assert compte.evaluations_internes == sum(e["type"] == "interne" for e in evaluations)
    assert compte.evaluations_non_lues == sum(
        e["lecture"] == "reference_seule" for e in evaluations
    )
    placed = Counter(i["experimentation"] for i in implantations)
    assert compte.programmes == sum(n > MANY for n in placed.values())


def test_what_is_old_depends_on_the_day(services: Services) -> None:
    now = read_figures(services, TODAY).compte
    later = read_figures(services, date(2036, 1, 1)).compte
    provisional = sum(n for s, n in now.statuts.items() if s.provisoire)
    assert 0 < now.perimees < later.perimees == provisional


def test_the_reference_is_counted_from_its_manifest(services: Services) -> None:
    figures = read_figures(services, TODAY)
    assert figures.manifest["effectifs"]["communes"] == 34_969
    assert sum(figures.passages.values()) == len(services.reference.passages)
    assert figures.indicateurs
