"""Field by field against the compilation in ``../shared``: everything it holds, nothing else."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.experiments import Experiment, Source

Row = dict[str, str]

CONFIDENCE = {"high": "source", "medium": "deduit"}
CONFIANCE = {"high": "elevee", "medium": "moyenne"}
ESSAI = {"oui": True, "non": False}
# Experiments whose implantations each have a title of their own: the record has a generic one.
GENERIC = {
    "revenu_jeunes": "Revenu pour les jeunes",
    "monnaie_locale": "Monnaies locales",
    "ville_intelligente": "Ville et territoire intelligents",
    "deploiement_smart_grids": "Déploiement de réseaux électriques intelligents",
    "vsa_communale": "Vidéosurveillance algorithmique communale",
    "ia_services_communaux": "Intelligence artificielle dans les services communaux",
}
ONE_EPT = "200057875"


def _read(shared: Path, name: str) -> list[Row]:
    with (shared / "catalogue" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def experiments(shipped: Catalogue) -> Mapping[str, Experiment]:
    return {e.id: e for e in shipped.experiments}


@pytest.fixture(scope="module")
def sources(shipped: Catalogue) -> Mapping[str, Source]:
    return {s.id: s for s in shipped.sources}


def _source(source: Source) -> tuple[str, str]:
    return _text(source.titre), _text(source.url)


def test_implantations(
    shared: Path,
    shipped: Catalogue,
    experiments: Mapping[str, Experiment],
    sources: Mapping[str, Source],
) -> None:
    rows = {r["id"]: r for r in _read(shared, "catalogue.csv")}
    assert rows.keys() == {i.id for i in shipped.implantations}
    for i in shipped.implantations:
        row, e = rows[i.id], experiments[i.experimentation]
        niveau = "ept" if i.code == ONE_EPT else row["territory_level"]
        assert [e.id, i.niveau, i.code, i.nom] == [
            row["experiment_id"],
            niveau,
            row["territory_code"],
            row["territory_name"],
        ]
        assert (i.titre_local or e.titre) == row["title"]
        assert (i.resume_local or e.resume) == row["summary"]
        assert _text(i.reference_legale or e.reference_legale) == row["legal_reference"]
        assert [*e.themes] == [row["theme"]]
        assert [e.base_legale, e.dimension] == [row["legal_basis"], row["dimension"]]
        assert [i.statut, _text(i.statut_date)] == [row["status"], row["status_asof"]]
        assert [_text(i.debut), _text(i.fin)] == [row["start_year"], row["end_year"]]
        assert i.rattachement == CONFIDENCE[row["confidence"]]
        assert i.citee_essai is ESSAI[row["essay_cited"]]
        assert _text(i.note) == row["note"]
        assert _source(sources[i.source]) == (row["source_title"], row["source_url"])
        assert sources[i.source].type == row["source_type"]


def test_experiments(
    shared: Path, experiments: Mapping[str, Experiment], sources: Mapping[str, Source]
) -> None:
    rows = {r["experiment_id"]: r for r in _read(shared, "experiments.csv")}
    assert rows.keys() == experiments.keys()
    for key, row in rows.items():
        e = experiments[key]
        for name in row.keys() - {"experiment_id", "sources_urls"}:
            assert _text(getattr(e, name)) == row[name], (key, name)
        assert " | ".join(_text(sources[s].url) for s in e.sources) == row["sources_urls"]


def test_titles(shared: Path, experiments: Mapping[str, Experiment]) -> None:
    titles: dict[str, set[str]] = {}
    for row in _read(shared, "catalogue.csv"):
        titles.setdefault(row["experiment_id"], set()).add(row["title"])
    assert {k for k, t in titles.items() if len(t) > 1} == GENERIC.keys()
    for key, found in titles.items():
        assert experiments[key].titre == (GENERIC.get(key) or found.pop())


def test_evaluations(shared: Path, shipped: Catalogue, sources: Mapping[str, Source]) -> None:
    same = ["titre", "evaluateur", "type", "methode", "effet", "resultats", "suite"]

    def shipped_rows() -> Iterator[tuple[str, ...]]:
        for v in shipped.evaluations:
            grade = str(v.echelle_preuve.value)
            fixed = (v.experimentation, _text(v.annee), grade, v.echelle_preuve_provenance)
            texts = [str(getattr(v, name)) for name in same]
            source = _source(sources[v.source])
            yield (*map(str, fixed), *texts, *source, str(v.lecture), str(v.confiance))

    def compiled_rows() -> Iterator[tuple[str, ...]]:
        names = ["experiment_id", "annee", "echelle_preuve", "echelle_preuve_provenance", *same]
        for r in _read(shared, "evaluations.csv"):
            source = (r["source_title"], r["source_url"])
            yield (*(r[n] for n in names), *source, r["seen"], CONFIANCE[r["confidence"]])

    assert Counter(shipped_rows()) == Counter(compiled_rows())


def test_sources_are_those_cited_and_no_other(shared: Path, shipped: Catalogue) -> None:
    cited = {
        (r["source_title"], r["source_url"])
        for name in ("catalogue.csv", "evaluations.csv")
        for r in _read(shared, name)
    }
    titled = {url for _, url in cited}
    urls = {url for r in _read(shared, "experiments.csv") for url in r["sources_urls"].split(" | ")}
    untitled = {("", url) for url in urls - titled}
    added = {s for d in shipped.derogations for s in d.citees}
    kept = replace(shipped, derogations=()).citees
    compiled = [s for s in shipped.sources if s.id in kept]
    assert {_source(s) for s in compiled} == cited | untitled
    assert len(compiled) == len(cited | untitled)
    assert {s.id for s in shipped.sources} == kept | added
