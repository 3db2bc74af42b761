"""Questions of the forms: every column has its words, what is written comes back, errors speak."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from cartoexp.domain.catalogue import TABLES, Problem
from cartoexp.domain.contributions.contenu import RESERVES
from cartoexp.web.champs import Saisie, champ, champs, dire, lire, nommer, rendre, rendre_ligne
from tests.web.parsing import Document, text_of

TABLES_OF_FORMS = ("experiments", "implantations", "evaluations", "sources")


@pytest.mark.parametrize("name", TABLES_OF_FORMS)
def test_every_column_has_its_question(name: str) -> None:
    (table,) = [t for t in TABLES if t.name == name]
    asked = {c.nom for c in champs(name, moderation=True)}
    columns = {c.name for c in table.columns} - {"id", "experimentation"}
    assert asked == columns
    contributors = {c.nom for c in champs(name)}
    assert not contributors & RESERVES.get(name, frozenset())
    for c in champs(name, moderation=True):
        assert c.label
        assert len(c.label) <= 60
        assert "\u00a0" in c.aide or not any(f" {sign}" in c.aide for sign in ":;!?")
        if c.colonne.vocabulary is not None:
            assert [v for v, _ in c.valeurs] == [str(m.value) for m in c.colonne.vocabulary]


@pytest.mark.parametrize("name", TABLES_OF_FORMS)
def test_a_row_is_shown_and_read_back(name: str) -> None:
    written = {
        c.nom: "|".join(v for v, _ in c.valeurs[:2])
        if c.saisie is Saisie.COCHES
        else c.valeurs[-1][0]
        if c.valeurs
        else '\n<b>"2025" & l’essai'
        if c.saisie is Saisie.TEXTE
        else '<b>"2025" & l’essai'
        for c in champs(name, moderation=True)
    }
    if "source" in written:
        written["source"] = "s"
    document = Document.of(rendre_ligne(name, 3, written, {}, moderation=True, choix=OFFERED))
    sent: MultiDict[str, str] = MultiDict()
    for field in document.all("input"):
        if field.get("type") != "checkbox" or field.get("checked") is not None:
            sent.add(field.get("name"), field.get("value"))
    for area in document.all("textarea"):
        sent.add(area.get("name"), (area.text or "").replace("\n", "\r\n"))
    for select in document.all("select"):
        (chosen,) = [o for o in select.iter("option") if o.get("selected") is not None]
        sent.add(select.get("name"), chosen.get("value"))
    assert lire(sent, name) == {3: {k: v.strip() for k, v in written.items()}}
    assert lire(sent, "autre") == {}


OFFERED = {"source": [("s", "Délibération")]}


def test_what_is_wrong_stands_beside_the_field() -> None:
    asked = champ("experiments", "themes")
    assert asked is not None
    name = nommer("experiments", 0, "themes")
    shown = Document.of(rendre(asked, name, "energie|magie", ["Choisissez dans la liste."]))
    group = shown.by_id(name)
    assert "themes-dit" in group.get("aria-describedby")
    checked = [e.get("value") for e in shown.all("input") if e.get("checked") is not None]
    assert checked == ["energie", "magie"], "what was sent is shown, and as not admitted"
    titre = champ("experiments", "titre")
    assert titre is not None
    shown = Document.of(rendre(titre, "t", "x" * 300, ["Trop long."]))
    field = shown.by_id("t")
    assert (field.get("maxlength"), field.get("data-plus")) == (None, "200")
    assert field.get("aria-invalid") == "true"
    assert text_of(shown.by_id("t-dit")) == "Trop long."


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (("experiments.csv", "titre", ""), "Donnez un titre."),
        (("experiments.csv", "themes", "energie|magie"), "Choisissez dans la liste."),
        (("implantations.csv", "statut", "publiee"), "Choisissez dans la liste."),
        (("experiments.csv", "probleme_provenance", ""), "Dites si une source"),
        (("evaluations.csv", "effet", "favorable"), "Vous dites n’avoir pas lu"),
        (("implantations.csv", "fin", "2020"), "La fin précède le début\u00a0: corrigez."),
        (("proposition", "", ""), "La fin précède le début\u00a0: corrigez."),
    ],
)
def test_problems_speak_as_the_form_does(problem: tuple[str, str, str], told: str) -> None:
    file, field, value = problem
    said = dire(Problem(file, 2, field, value, "la fin précède le début : corrigez."))
    assert said.startswith(told)


def test_ways_of_writing_are_put_right() -> None:
    form = MultiDict(
        {
            "implantations-0-statut_date": " 14/3/2025 ",
            "implantations-0-debut": "2025",
            "implantations-1-statut_date": "mars 2025",
            "implantations-2-statut_date": "1er mai 2025",
            "implantations-3-statut_date": "hier",
            "implantations-4-etat": "publiee",
            "experiments-0-parent": "https://exemple.fr/experimentations/tzcld?x=1",
            "experiments-0-resume": "Un.\r\n\r\nDeux.",
        }
    )
    rows = lire(form, "implantations")
    dates = [row.get("statut_date") for row in rows.values()]
    assert dates == ["2025-03-14", "2025-03", "2025-05-01", "hier", None]
    assert rows[4] == {"etat": "publiee"}
    assert lire(form, "experiments")[0] == {"parent": "tzcld", "resume": "Un.\n\nDeux."}
