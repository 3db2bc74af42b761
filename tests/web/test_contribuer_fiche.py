"""Propose a record step by step without JavaScript: nothing that is written is ever lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.contributions import Cible, Etat, Genre
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.contribuer.fiche import bureau as bureaux
from tests.contributions import FICHE, nouvelle
from tests.porte import champs
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Ouvert

    Cell = str | Sequence[str]

START = "/contribuer/experimentation"
XSS = '"><script>alert(1)</script> [x](javascript:alert(1)) </textarea><img src=x onerror=y>'


class Visite:
    """A browser that fills in the form of a page and presses one of its buttons."""

    def __init__(self, ouvert: Ouvert) -> None:
        self.client: FlaskClient = ouvert.server.test_client()
        self.server = ouvert.server
        self.service = ouvert.bureau.contribuer
        self.path = START

    def lire(self, path: str = "", status: int = 200) -> Document:
        """Open a page, which must be sound."""
        answer = self.client.get((path or self.path).partition("#")[0])
        assert answer.status_code == status, answer.text
        self.path = path or self.path
        return sound(answer)

    def form(self, path: str = "") -> dict[str, Any]:
        """The fields of the form of a page, as they are filled in, that its guard lets through."""
        return fields(self.lire(path)) | champs(self.server)

    def envoyer(self, action: str = "continuer", path: str = "", /, **told: Cell) -> TestResponse:
        """Fill in the form of a page and press a button."""
        return self.poster(self.form(path) | told | {"action": action})

    def poster(self, form: dict[str, Any], path: str = "") -> TestResponse:
        """Send a form, and go where it leads."""
        asked = (path or self.path).partition("#")[0].partition("?")
        kept = asked[0] if "/brouillon/" in asked[0] else "".join(asked)
        answer = self.client.post(kept, data=form)
        if answer.status_code == 303:
            self.path = answer.location
        return answer

    def commencer(self, **told: Cell) -> str:
        """Begin a draft; return its link."""
        first = {
            "experiments-0-titre": "Navette rurale",
            "experiments-0-resume": "Une navette.",
            "experiments-0-themes": ["mobilite"],
        }
        assert self.envoyer(**(first | told)).status_code == 303
        return self.path.split("/")[3]

    def contenu(self, jeton: str) -> dict[str, list[dict[str, str]]]:
        """What the draft holds."""
        return self.service.lire(jeton, datetime.now(tz=UTC)).contribution.contenu


def sound(answer: TestResponse) -> Document:
    document = Document(answer.text)
    assert list(document.problems()) == []
    assert "alert(1)" not in str([e.get("href") for e in document.all("a")])
    assert document.all("img") == []
    assert answer.headers["Cache-Control"] in {"no-store", "private, no-cache", "no-cache"}
    return document


def fields(document: Document) -> dict[str, Any]:
    (form,) = [f for f in document.all("form") if f.get("method") == "post"]
    found: dict[str, Any] = {}
    for e in form.iter():
        name, kind = e.get("name"), e.get("type")
        if e.tag == "input" and kind in {"checkbox", "radio"}:
            if e.get("checked") is not None:
                found.setdefault(name, []).append(e.get("value"))
        elif e.tag == "input":
            found[name] = e.get("value")
        elif e.tag == "textarea":
            found[name] = e.text or ""
        elif e.tag == "select":
            chosen = [o.get("value") for o in e.iter("option") if o.get("selected") is not None]
            found[name] = chosen[0]
    return found


def errors(document: Document) -> dict[str, str]:
    """What is said beside fields, by their ids."""
    return {e.get("id")[:-4]: text_of(e) for e in document.all("div", "saisie__dit")}


@pytest.fixture
def visite(ouvert: Ouvert) -> Visite:
    return Visite(ouvert)


def test_the_whole_way(visite: Visite) -> None:
    assert START in visite.lire("/contribuer").links
    visite.path = START
    answer = visite.envoyer(**{"experiments-0-titre": "Navette à la demande"})
    assert answer.status_code == 303
    jeton = visite.path.split("/")[3]
    assert re.fullmatch(r"[\w-]{32}", jeton)
    page = visite.lire()
    assert errors(page) == {
        "experiments-0-resume": "Dites en une ou deux phrases ce qui est essayé.",
        "experiments-0-themes": "Cochez au moins un thème.",
    }
    assert f"/contribuer/brouillon/{jeton}" in page.by_id("copie-brouillon").text
    visite.envoyer(
        **{
            "experiments-0-resume": "Une navette réservée\nla veille.",
            "experiments-0-themes": ["mobilite", "centre_ville"],
            "experiments-0-probleme": "Trois hameaux sans car.",
        }
    )
    assert visite.path.endswith("/territoires")
    visite.envoyer(**{"implantations-0-lieu": "Saint-Denis", "implantations-0-statut": "en_cours"})
    page = visite.lire()
    assert errors(page) == {"implantations-0-lieu": "Choisissez le territoire."}
    offered = {e.get("value") for e in page.all("input") if e.get("type") == "radio"}
    assert {"commune:93066", "commune:97411"} <= offered
    assert not [e for e in page.all("input") if e.get("type") == "radio" and e.get("checked")]
    dates = {"implantations-0-statut_date": "14/3/2026", "implantations-0-debut": "2025"}
    visite.envoyer(**{"implantations-0-choix": ["commune:93066"]}, **dates)
    assert visite.path.endswith("/sources")
    visite.envoyer(**{"sources-0-titre": "Délibération", "sources-0-date": "mars 2026"})
    for step in ("evaluations", "derogations"):
        assert visite.path.endswith(step)
        visite.envoyer()
    assert visite.path.endswith("/relire")
    page = visite.lire()
    assert "Rien ne manque" in page.text
    assert "14 mars 2026" in page.text.replace("\u00a0", " ")
    last = visite.form()
    bad = visite.poster(last | {"courriel": "pas une adresse", "action": "envoyer"})
    assert bad.status_code == 422
    assert errors(sound(bad)).keys() == {"courriel"}
    assert fields(sound(bad))["courriel"] == "pas une adresse"
    sent = visite.form() | {"courriel": "mairie@exemple.fr", "action": "envoyer"}
    for _ in range(2):
        answer = visite.poster(sent, f"/contribuer/brouillon/{jeton}/relire")
        assert answer.location == f"/contribuer/suivi/{jeton}"
    assert "Reçue" in visite.lire(answer.location).text
    held = visite.service.lire(jeton, datetime.now(tz=UTC)).contribution
    assert (held.etat, held.courriel) == (Etat.RECUE, "mairie@exemple.fr")
    assert held.contenu == {
        "experiments": [
            {
                "titre": "Navette à la demande",
                "resume": "Une navette réservée\nla veille.",
                "themes": "mobilite|centre_ville",
                "probleme": "Trois hameaux sans car.",
            }
        ],
        "implantations": [
            {
                "niveau": "commune",
                "code": "93066",
                "nom": "Saint-Denis",
                "statut": "en_cours",
                "statut_date": "2026-03-14",
                "debut": "2025",
            }
        ],
        "sources": [{"titre": "Délibération", "date": "2026-03"}],
    }
    for step in ("", "/sources", "/relire"):
        moved = visite.client.get(f"/contribuer/brouillon/{jeton}{step}")
        assert moved.location == f"/contribuer/suivi/{jeton}"


def test_save_leave_and_take_up_again(visite: Visite) -> None:
    jeton = visite.commencer()
    visite.envoyer("quitter", **{"implantations-0-lieu": "Douai"})
    assert visite.path == f"/contribuer/brouillon/{jeton}"
    page = visite.lire()
    assert "C’est enregistré." in page.text
    assert "Navette rurale" in page.text
    answer = visite.client.get(visite.path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    visite.lire(f"/contribuer/brouillon/{jeton}/territoires")
    assert visite.form()["implantations-0-lieu"] == "Douai", "what is not chosen yet is kept"
    visite.envoyer("aller:sources")
    assert visite.path == f"/contribuer/brouillon/{jeton}/sources"
    visite.envoyer("ajouter", **{"sources-0-titre": "Première"})
    assert visite.path.endswith("#sources-1")
    visite.envoyer("enregistrer", **{"sources-1-url": "https://exemple.fr/deux"})
    assert len(visite.contenu(jeton)["sources"]) == 2
    path = f"/contribuer/brouillon/{jeton}/evaluations"
    judged = {"evaluations-0-titre": "Bilan", "evaluations-0-source": "nouvelle-2"}
    visite.envoyer("enregistrer", path, **judged)
    visite.envoyer("retirer:sources-0", f"/contribuer/brouillon/{jeton}/sources")
    held = visite.contenu(jeton)
    assert held["sources"] == [{"url": "https://exemple.fr/deux"}]
    assert held["evaluations"] == [{"titre": "Bilan", "source": "nouvelle-1"}]


def test_two_tabs(visite: Visite) -> None:
    jeton = visite.commencer()
    step = f"/contribuer/brouillon/{jeton}/experimentation"
    old = visite.form(step) | {"action": "enregistrer"}
    mine = old | {"experiments-0-titre": "Écrit dans le premier onglet"}
    assert visite.poster(mine, step).status_code == 303
    assert visite.poster(mine, step).status_code == 303, "the same form again is no conflict"
    late = visite.poster(old | {"experiments-0-porteurs": "Écrit dans le second"}, step)
    assert late.status_code == 409
    assert visite.contenu(jeton)["experiments"][0]["titre"] == "Écrit dans le premier onglet"
    shown = fields(sound(late))
    assert shown["experiments-0-porteurs"] == "Écrit dans le second"
    told = text_of(sound(late).one("div", "note--alerte"))
    assert "Titre : Écrit dans le premier onglet" in told.replace("\u00a0", " ")
    assert shown["experiments-0-titre"] == "Navette rurale"
    visite.poster(shown | champs(visite.server) | {"action": "enregistrer"}, step)
    assert visite.contenu(jeton)["experiments"][0]["porteurs"] == "Écrit dans le second"
    other = f"/contribuer/brouillon/{jeton}/sources"
    assert visite.poster(visite.form(other) | {"sources-0-titre": "a"}, other).status_code == 303
    review = f"/contribuer/brouillon/{jeton}/relire"
    read = visite.form(review)
    visite.envoyer("enregistrer", step, **{"experiments-0-titre": "Changé après la relecture"})
    answer = visite.poster(read | {"action": "envoyer"}, review)
    assert answer.status_code == 409
    assert "relisez-le tel qu’il est" in sound(answer).text


def test_back_then_again_makes_one_draft(visite: Visite) -> None:
    form = visite.form()
    first = visite.poster(form | {"experiments-0-titre": "Premier"}, START)
    again = visite.poster(form | {"experiments-0-titre": "Premier"}, START)
    assert first.location.split("/")[3] == again.location.split("/")[3]
    changed = visite.poster(form | {"experiments-0-titre": "Second"}, START)
    assert changed.status_code == 409
    assert fields(sound(changed))["experiments-0-titre"] == "Second"


def test_too_long_is_told_and_kept_on_the_page(visite: Visite) -> None:
    jeton = visite.commencer()
    long = "é" * 700
    told = {"experiments-0-resume": long, "experiments-0-titre": "x" * 201}
    answer = visite.envoyer("continuer", f"/contribuer/brouillon/{jeton}/experimentation", **told)
    assert answer.status_code == 422
    page = sound(answer)
    assert fields(page)["experiments-0-resume"].strip() == long
    assert errors(page).keys() == {"experiments-0-titre", "experiments-0-resume"}
    assert "700 caractères, 600 au plus" in errors(page)["experiments-0-resume"]
    assert visite.contenu(jeton)["experiments"][0]["resume"] == "Une navette."
    visite.path = START
    answer = visite.envoyer(**told)
    assert answer.status_code == 422
    assert fields(sound(answer))["experiments-0-resume"].strip() == long
    whole = visite.envoyer("continuer", START, **{"experiments-0-titre": "a" * 1_000_000})
    assert whole.status_code in {413, 422}
    assert "caractères" in whole.text


def test_nothing_is_lost_with_a_draft_that_is_gone(
    visite: Visite, monkeypatch: pytest.MonkeyPatch
) -> None:
    jeton = visite.commencer()
    step = f"/contribuer/brouillon/{jeton}/experimentation"
    form = visite.form(step) | {"experiments-0-resume": "Longuement <b>écrit</b>"}
    later = datetime.now(tz=UTC) + timedelta(days=31)
    with monkeypatch.context() as patch:
        patch.setattr(bureaux, "maintenant", lambda: later)
        answer = visite.poster(form, step)
        assert answer.status_code == 410
        assert "Longuement <b>écrit</b>" in sound(answer).text
        assert visite.client.get(step).status_code == 410
    sent = visite.service.creer(Genre.NOUVELLE, Cible(), nouvelle(), datetime.now(tz=UTC))[0]
    step = f"/contribuer/brouillon/{sent}/experimentation"
    form = visite.form(step) | {"experiments-0-resume": "Trop tard"}
    visite.service.soumettre(sent, "n", datetime.now(tz=UTC))
    answer = visite.poster(form, step)
    assert answer.status_code == 409
    assert "Trop tard" in sound(answer).text
    assert f"/contribuer/suivi/{sent}" in sound(answer).links
    for path in (f"/contribuer/brouillon/{'a' * 32}", "/contribuer/brouillon/é/sources"):
        assert visite.client.get(path).status_code == 404
    assert visite.client.get(f"/contribuer/brouillon/{jeton}/autre").status_code == 404


def test_hostile_forms(visite: Visite) -> None:
    jeton = visite.commencer()
    step = f"/contribuer/brouillon/{jeton}/experimentation"
    first = visite.form(step)
    texts = {k: XSS for k in first if k.startswith("experiments-") and "themes" not in k}
    visite.envoyer("enregistrer", step, **texts, **{"experiments-0-themes": ["magie", XSS]})
    page = visite.lire(step)
    assert fields(page)["experiments-0-themes"] == ["magie", XSS.strip()]
    assert errors(page)["experiments-0-themes"] == "Choisissez dans la liste."
    visite.lire(f"/contribuer/brouillon/{jeton}/relire")
    visite.lire(f"/contribuer/brouillon/{jeton}")

    step = f"/contribuer/brouillon/{jeton}/territoires"
    forged = {
        "implantations-0-id": "tzcld-001",
        "implantations-0-niveau": "commune",
        "implantations-0-code": "99999",
        "implantations-0-statut": "publiee",
        "implantations-0-citee_essai": "oui",
        "implantations-0-etat": "publiee",
        "implantations-999-zzz": "x",
        "experiments-0-verifie_le": "2026",
        "etat": "publiee",
    }
    answer = visite.envoyer("enregistrer", step, **forged)
    assert answer.status_code == 200, "what is left out is told at once"
    page = sound(answer)
    for name in ("id", "citee_essai", "etat", "zzz"):
        assert f"« {name} » n’est pas à remplir" in page.text.replace("\u00a0", " ")
    assert errors(page)["implantations-0-statut"] == "Choisissez dans la liste."
    assert "n’est pas un code de commune" in errors(page)["implantations-0-lieu"]
    assert fields(page)["implantations-0-statut"] == "publiee"
    assert visite.contenu(jeton)["implantations"] == [
        {"niveau": "commune", "code": "99999", "statut": "publiee"}
    ]
    many = {f"implantations-{n}-lieu": f"Nullepart {n}" for n in range(900)}
    form = visite.form(step)
    assert visite.poster(form | many, step).status_code == 413
    some = {f"implantations-{n}-lieu": f"Nullepart {n}" for n in range(60)}
    answer = visite.poster(form | some, step)
    assert answer.status_code == 422
    assert "plus de 50 lignes" in sound(answer).text
    assert answer.text.count("Est-ce l’un de ceux-ci") == 3
    answer = visite.envoyer("envoyer", f"/contribuer/brouillon/{jeton}/relire")
    assert answer.status_code == 422, "a button that the page does not show"
    assert visite.service.lire(jeton, datetime.now(tz=UTC)).contribution.etat is Etat.BROUILLON


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"debut": "2025", "fin": "2020"}, {"fin": "La fin (2020) précède le début"}),
        ({"fin": "2020", "debut": "2021", "statut_date": "hier"}, {"fin": "", "statut_date": ""}),
        ({"statut_date": "2019", "debut": "2021"}, {"statut_date": "Ce statut est daté de 2019"}),
        ({"statut_date": "2024", "fin": "2020"}, {"fin": "Elle est dite « En cours » en 2024"}),
        ({"statut_date": "2099-01"}, {"statut_date": "Cette date est encore à venir"}),
        ({"debut": "2099"}, {"debut": "Le début (2099) est encore à venir"}),
        ({"debut": "mars"}, {"debut": "Écrivez une année"}),
        ({"statut_date": "31/02/2020"}, {"statut_date": "Écrivez une année, un mois"}),
    ],
)
def test_dates_out_of_order(visite: Visite, cells: dict[str, str], told: dict[str, str]) -> None:
    jeton = visite.commencer()
    place = {"lieu": "commune:59178", "statut": "en_cours"} | cells
    sent = {f"implantations-0-{name}": cell for name, cell in place.items()}
    visite.envoyer("continuer", f"/contribuer/brouillon/{jeton}/territoires", **sent)
    page = visite.lire()
    found = {name.removeprefix("implantations-0-"): text for name, text in errors(page).items()}
    assert found.keys() == told.keys()
    assert all(found[name].replace("\u00a0", " ").startswith(t) for name, t in told.items())
    for name, cell in cells.items():
        if "/" not in cell:
            assert fields(page)[f"implantations-0-{name}"] == cell


def test_a_territory_is_never_guessed(visite: Visite) -> None:
    jeton = visite.commencer()
    step = f"/contribuer/brouillon/{jeton}/territoires"

    def ask(**cells: str) -> Document:
        sent = {f"implantations-0-{name}": cell for name, cell in cells.items()}
        visite.envoyer("chercher:implantations-0", step, **sent)
        return visite.lire()

    page = ask(lieu="Douai")
    assert "code" not in visite.contenu(jeton)["implantations"][0]
    assert "commune:59178" in [e.get("value") for e in page.all("input")]
    page = ask(lieu="Zzyzx-les-Bains")
    assert "Aucun territoire ne s’appelle" in page.text
    page = ask(lieu="Paris", choix="commune:59178")
    assert "code" not in visite.contenu(jeton)["implantations"][0], "an answer to another text"
    assert ask(lieu="33063")
    assert visite.contenu(jeton)["implantations"][0]["nom"] == "Bordeaux"
    page = ask(lieu="")
    assert visite.contenu(jeton)["implantations"][0]["code"] == "33063"
    assert "Bordeaux" in page.text
    page = ask(lieu="Lomme")
    assert "dont fait partie Lomme" in page.text
    visite.envoyer(
        "continuer",
        step,
        **{
            "implantations-0-lieu": "commune:59178",
            "implantations-0-statut": "projet",
            "implantations-1-lieu": "commune:59178",
            "implantations-1-statut": "en_cours",
        },
    )
    page = visite.lire()
    assert "déjà dans la fiche ou dans la proposition" in errors(page)["implantations-1-lieu-pris"]


def test_likely_doubles_are_told(visite: Visite) -> None:
    title = next(iter(visite.service.fiche(FICHE)["experiments"].values()))["titre"]
    jeton = visite.commencer(**{"experiments-0-titre": title})
    for step in ("territoires", "relire"):
        page = visite.lire(f"/contribuer/brouillon/{jeton}/{step}")
        assert f"/experimentations/{FICHE}" in page.links
        assert "Un titre très proche est déjà au catalogue." in page.text


def test_a_step_alone_may_be_left_empty_but_not_the_first(visite: Visite) -> None:
    answer = visite.envoyer()
    assert answer.status_code == 422
    assert "Écrivez au moins le titre" in sound(answer).text
    jeton = visite.commencer()
    assert (
        visite.envoyer("continuer", f"/contribuer/brouillon/{jeton}/territoires").status_code == 303
    )
    page = visite.lire()
    assert "Ajoutez au moins un territoire." in page.text
    assert "Y revenir plus tard" in page.text


def amender(genre: str = "modification", fiche: str = FICHE) -> str:
    return f"{START}?fiche={fiche}&genre={genre}"


def test_amend_a_record(visite: Visite) -> None:
    dossier = visite.service.fiche(FICHE)
    (place,) = dossier["implantations"]
    row = dossier["experiments"][FICHE]
    visite.path = amender()
    shown = visite.form()
    assert {n: shown[f"experiments-0-{n}"] for n in ("titre", "base_legale")} == {
        n: row[n] for n in ("titre", "base_legale")
    }
    answer = visite.envoyer("continuer", **{"experiments-0-partenaires": ""})
    jeton = answer.location.split("/")[3]
    assert visite.contenu(jeton) == {"experiments": [{"partenaires": ""}]}
    visite.envoyer("ajouter", **{"implantations-0-statut": "terminee"})
    assert visite.contenu(jeton)["implantations"] == [{"id": place, "statut": "terminee"}]
    assert visite.path.endswith("#implantations-1")
    visite.envoyer(
        "continuer", **{"implantations-1-lieu": "33063", "implantations-1-statut": "projet"}
    )
    visite.envoyer("aller:relire")
    page = visite.lire()
    table = [[text_of(cell) for cell in tr] for tr in page.one("main").iter("tr")]
    assert ["Qui y participe", typeset(row["partenaires"]), "retiré"] in table
    statut = ["Où elle en est dans ce territoire", "En cours", "Terminée (sans suite connue)"]
    assert statut in table
    assert "Bordeaux" in page.text
    visite.envoyer("envoyer")
    assert visite.path == f"/contribuer/suivi/{jeton}"


def test_a_record_sent_back_as_it_is_changes_nothing(visite: Visite) -> None:
    for fiche in (FICHE, "tzcld"):
        visite.path = amender(fiche=fiche)
        answer = visite.envoyer()
        jeton = answer.location.split("/")[3]
        for step in ("territoires", "sources", "evaluations"):
            path = f"/contribuer/brouillon/{jeton}/{step}"
            names = re.findall(r'value="ouvrir:([\w-]+)"', visite.client.get(path).text)
            asked = "&".join(f"ouvrir={name}" for name in names[:3])
            visite.poster(visite.form(f"{path}?{asked}") | {"action": "enregistrer"})
        assert visite.contenu(jeton) == {}
        page = visite.lire(f"/contribuer/brouillon/{jeton}/relire")
        assert "La proposition est vide." in page.text


def test_a_decision_meanwhile_is_not_undone(visite: Visite, ouvert: Ouvert) -> None:
    name = "tzcld"
    before = visite.service.fiche(name)["experiments"][name]
    visite.path = amender(fiche=name)
    jeton = visite.envoyer("continuer", **{"experiments-0-titre": "Le titre d’ici"}).location
    jeton = jeton.split("/")[3]
    step = f"/contribuer/brouillon/{jeton}/experimentation"
    form = visite.form(step)
    other = {"experiments": [{"resume": "Le résumé d’un autre."}]}
    link, _ = visite.service.creer(Genre.MODIFICATION, Cible(name), other, datetime.now(tz=UTC))
    sent = visite.service.soumettre(link, "n", datetime.now(tz=UTC))
    ouvert.bureau.publier(sent)
    late = visite.poster(form | {"experiments-0-financement": "10 000 €"}, step)
    assert late.status_code == 409
    shown = fields(sound(late))
    assert shown["experiments-0-financement"].strip() == "10 000 €"
    fresh = visite.form(step) | {"experiments-0-financement": "10 000 €", "action": "enregistrer"}
    visite.poster(fresh, step)
    assert visite.contenu(jeton)["experiments"] == [
        {"titre": "Le titre d’ici", "financement": "10 000 €"}
    ]
    assert visite.service.fiche(name)["experiments"][name]["resume"] == "Le résumé d’un autre."
    assert before["resume"] != "Le résumé d’un autre."


@pytest.mark.parametrize(
    ("genre", "cells", "table"),
    [
        (
            "evaluation",
            {"titre": "Bilan", "evaluateur": "Ville", "methode": "Comptage", "resultats": "Oui."},
            "evaluations",
        ),
        ("source", {"titre": "Rapport", "url": "https://exemple.fr/r"}, "sources"),
    ],
)
def test_add_to_a_record(visite: Visite, genre: str, cells: dict[str, str], table: str) -> None:
    visite.path = amender(genre)
    assert "Fiche" in visite.lire().text
    jeton = visite.envoyer(
        "aller:relire", **{f"{table}-0-{name}": cell for name, cell in cells.items()}
    ).location.split("/")[3]
    assert "Rien ne manque" in visite.lire().text
    visite.envoyer("envoyer")
    assert visite.path == f"/contribuer/suivi/{jeton}"
    assert visite.contenu(jeton) == {table: [cells]}


def test_addresses_that_lead_nowhere(visite: Visite) -> None:
    answer = visite.client.get(amender(fiche="tzcl"))
    assert answer.status_code == 404
    assert "Aucune expérimentation ne porte cet identifiant" in answer.text
    for path in (f"{START}?genre=signalement", f"{START}?couleur=bleu"):
        assert visite.client.get(path).status_code == 422
    assert visite.client.get(f"{START}?genre=source").location == "/contribuer#fiche"
    found = visite.lire("/contribuer?q=budget participatif")
    assert amender("evaluation", "budget_participatif") in found.links
    assert "Aucune fiche pour" in visite.lire("/contribuer?q=zzzz").text
