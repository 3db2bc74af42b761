"""Shared pieces: marks of doubt, texts, and a style sheet that knows every class it is asked."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.domain.statuts import DerivedStatut
from cartoexp.domain.vocabulaires import Famille, Provenance, Statut, Theme
from cartoexp.web import components
from tests.factories import make_source
from tests.web.parsing import Document

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
STYLE = "\n".join(p.read_text() for p in sorted(ASSETS.glob("*.css")))
TODAY = date(2026, 11, 24)


def test_colours_are_named_in_one_file() -> None:
    for sheet in ASSETS.glob("*.css"):
        if sheet.name != "tokens.css":
            found = re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())
            assert not found, f"{sheet.name}: {found}"


def test_every_variable_of_the_style_sheets_is_defined() -> None:
    used = set(re.findall(r"var\((--[\w-]+)\s*\)", STYLE))
    defined = set(re.findall(r"(--[\w-]+)\s*:", STYLE))
    in_markup = set(re.findall(r'"(--[\w-]+)[":]', "".join(_sources())))
    assert used - defined - in_markup == set()


def test_every_icon_that_is_asked_is_drawn() -> None:
    asked = {n for text in _sources() for n in re.findall(r'icon\("([\w-]+)"\)', text)}
    assert len(asked) > 5
    assert {n for n in asked if f".i-{n} {{" not in STYLE} == set()


def _sources() -> list[str]:
    return [p.read_text() for p in (ROOT / "src/cartoexp/web").rglob("*.py")]


@pytest.mark.parametrize("statut", Statut)
def test_each_status_has_a_shape(statut: Statut) -> None:
    rule = re.search(rf"\.statut--{statut} \{{([^}}]+)\}}", STYLE)
    assert rule is not None
    assert "--m:" in rule[1]
    assert f"--st-{statut}" in rule[1]


def test_shapes_of_statuses_all_differ() -> None:
    masks = re.findall(r"\.statut--\w+ \{ --c: [^;]+; --m: (url\([^)]+\))", STYLE)
    assert len(masks) == len(set(masks)) >= len(Statut)


@pytest.mark.parametrize("famille", Famille)
def test_each_family_has_a_colour(famille: Famille) -> None:
    assert f".f-{famille} {{ --f: var(--fam-{famille}); }}" in STYLE


def test_theme_says_its_name_and_not_only_its_colour() -> None:
    shown = Document.of(components.theme_label(Theme.SANTE))
    assert "Santé" in shown.text
    assert shown.one("span", "sigle").get("aria-hidden") == "true"


def test_provisional_status_is_told_in_the_past_once_stale() -> None:
    old = Document.of(components.statut_label(Statut.EN_COURS, PartialDate(2019), TODAY))
    new = Document.of(components.statut_label(Statut.EN_COURS, PartialDate(2026), TODAY))
    assert old.one("span", "statut").text == "En cours en 2019"
    assert new.one("span", "statut").text == "En cours"


@pytest.mark.parametrize("attestation", [None, PartialDate(2019, 7)])
def test_old_or_unknown_attestation_has_a_clock(attestation: PartialDate | None) -> None:
    shown = Document.of(components.attestation_label(attestation, TODAY))
    assert len(shown.all("span", "perime")) == 1
    assert len(shown.all("span", "i-horloge")) == 1


def test_recent_attestation_has_none() -> None:
    shown = Document.of(components.attestation_label(PartialDate(2026, 1), TODAY))
    assert not shown.all("span", "perime")
    assert "janv. 2026" in shown.text


def test_differing_statuses_are_counted_in_words() -> None:
    counts = ((Statut.EN_COURS, 3), (Statut.ABANDONNEE, 1))
    shown = Document.of(components.derived_statut(DerivedStatut(None, counts, None), TODAY))
    assert "Selon les territoires" in shown.text
    assert "en cours : 3, abandonnée ou annulée : 1" in shown.text


def test_judgement_is_underlined_and_said() -> None:
    shown = Document.of(components.judged("Efficace", Provenance.JUGEMENT))
    assert shown.one("span", "provenance").text == "Efficace"
    assert "qualification proposée par Cartoexp" in shown.text


def test_unknown_provenance_is_no_fact() -> None:
    assert Document.of(components.judged("Efficace", None)).all("span", "provenance")


def test_what_a_source_says_has_no_mark() -> None:
    shown = Document.of(components.judged("Efficace", Provenance.SOURCE))
    assert not shown.all("span", "provenance")
    assert "qualification" not in shown.text


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "ftp://exemple.fr/x"])
def test_source_without_a_web_address_is_no_link(url: str | None) -> None:
    assert Document.of(components.source_link(make_source(url=url))).links == []


def test_typeset_writes_french() -> None:
    text = "Ce qui freine : l'offre ; 38 % d'annonces, 1 234 567 € (n° 2016-231) « oui » ?"
    assert typeset(text) == (
        f"Ce qui freine{NBSP}: l’offre{THIN}; 38{THIN}% d’annonces, "
        f"1{THIN}234{THIN}567{NBSP}€ (n°{NBSP}2016-231) «{NBSP}oui{NBSP}»{THIN}?"
    )


@pytest.mark.parametrize("text", ["en 2024 200 villes", "12:30", "https://a.fr/?b=c", "5' 3"])
def test_typeset_leaves_the_rest_alone(text: str) -> None:
    assert typeset(text) == text


@given(st.text())
def test_typeset_changes_only_spaces_and_apostrophes_and_only_once(text: str) -> None:
    def bare(value: str) -> str:
        return re.sub(f"[ {NBSP}{THIN}]", "", value).replace("’", "'")

    once = typeset(text)
    assert bare(once) == bare(text)
    assert typeset(once) == once


@pytest.mark.parametrize("kind", ["point", "aire", "grappe"])
def test_a_sample_of_a_legend_has_its_look(kind: str) -> None:
    """Legends name their samples ``ech--…``: without a rule of its own a sample is an empty box."""
    sheets = "".join(path.read_text() for path in (ROOT / "assets").glob("*.css"))
    assert re.search(rf"\.ech--{kind}\b[^{{]*{{[^}}]*background", sheets)
