"""Reviewing and deciding without JavaScript: decisions, conflicts, forged and replayed forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.contributions import Etat, Genre
from tests.comptes import OTHER, PASSWORD
from tests.contributions import FICHE, nouvelle
from tests.web.conftest import ADMINISTRATEUR, MODERATEUR
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.domain.contributions import Contribution
    from tests.contributions import Bureau
    from tests.web.conftest import Ouvert

FILE, FICHES = "/moderation/contributions", "/moderation/fiches"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@dataclass
class Salle:
    """A site that contributions are sent to, two moderators, and what contributors do."""

    ouvert: Ouvert

    @property
    def bureau(self) -> Bureau:
        return self.ouvert.bureau

    def entrer(self, name: str = MODERATEUR) -> FlaskClient:
        return self.ouvert.connecte(name)

    def lue(self, sent: Contribution) -> Contribution:
        return self.bureau.moderer.relire(sent.id, self.bureau.now).contribution

    def fiche(self, name: str) -> dict[str, Any]:
        """What the catalogue says of a record, by table."""
        found = self.bureau.moderer.versions(name)[0]
        return found[-1].dossier if found else {}


@pytest.fixture
def salle(ouvert: Ouvert) -> Salle:
    return Salle(ouvert)


def modification(salle: Salle, **cells: str) -> Contribution:
    """Another title for a record, and other cells."""
    content = {"experiments": [{"titre": "Un titre proposé"} | cells]}
    return salle.bureau.envoyer(content, Genre.MODIFICATION, FICHE)[1]


def fields(page: Document) -> dict[str, list[str]]:
    """What the form of a contribution would send, as it is."""
    form = page.one("form", "relecture")
    told: dict[str, list[str]] = {}
    for e in form.iter("input"):
        if e.get("type") != "checkbox" or e.get("checked") is not None:
            told.setdefault(e.get("name"), []).append(e.get("value", ""))
    for e in form.iter("textarea"):
        told[e.get("name")] = ["".join(e.itertext()).removeprefix("\n")]
    for e in form.iter("select"):
        chosen = [o.get("value") for o in e.iter("option") if o.get("selected") is not None]
        told[e.get("name")] = chosen or [""]
    return told


def act(client: FlaskClient, sent: Contribution, geste: str, **more: object) -> TestResponse:
    """Press a button of a contribution's page as it is now."""
    form = fields(Document(client.get(f"{FILE}/{sent.id}").text))
    return client.post(f"{FILE}/{sent.id}", data=form | {"geste": geste} | more)


def seen(answer: TestResponse, status: int) -> Document:
    """The page that came back: sound, with its reason."""
    assert answer.status_code == status, answer.text
    page = Document(answer.text)
    assert list(page.problems()) == []
    return page


def alert(page: Document) -> str:
    (found,) = [e for e in page.root.iter() if e.get("role") == "alert"]
    return text_of(found)


def test_taken_published_in_part_and_followed_by_the_next(salle: Salle) -> None:
    client = salle.entrer()
    sent = modification(salle, partenaires="Région Grand Est")
    waiting = salle.bureau.envoyer(nouvelle("Un jardin qui attend"))[1]
    waits = salle.bureau.moderer.file().attendent
    assert f"{waits} contributions attendent" in Document(client.get("/moderation").text).text
    page = seen(client.get(f"{FILE}/{sent.id}"), 200)
    assert page.all("textarea") == [], "nothing is decided before it is taken"
    assert [text_of(e) for e in page.all("ins")][-1] == "Région Grand Est"
    taken = act(client, sent, "prise")
    page = seen(client.get(taken.location), 200)
    (told,) = [e for e in page.root.iter() if e.get("role") == "status"]
    assert told.get("autofocus") is not None
    boxes = [e for e in page.all("input") if e.get("name") == "change"]
    assert [e.get("checked") is not None for e in boxes] == [True, True]
    title = next(e.get("value") for e in boxes if e.get("value").endswith(":titre"))
    done = act(client, sent, "publication", change=[title], note="Merci.")
    assert done.status_code == 303
    page = seen(client.get(done.location), 200)
    assert "C’est publié" in page.text
    assert "Contribution suivante" in page.text
    record = salle.fiche(FICHE)["experiments"][FICHE]
    assert record["titre"] == "Un titre proposé"
    assert record["partenaires"] != "Région Grand Est"
    assert salle.lue(sent).motif == "Merci."
    assert "Un titre proposé" in client.get(f"/experimentations/{FICHE}").text
    act(client, waiting, "prise")
    act(client, waiting, "refus", motif="doublon")


def test_the_difference_is_amended_seen_then_published(salle: Salle) -> None:
    client = salle.entrer()
    sent = salle.bureau.envoyer(nouvelle("Un esai de bus à la demande", nom="Douai"))[1]
    act(client, sent, "prise")
    mended = {"experiments-0-titre": "Un essai de bus à la demande"}
    mended |= {"implantations-0-code": "59350", "implantations-0-nom": "Douai"}
    page = seen(act(client, sent, "publication", **mended), 200)
    assert "Rien n’est encore publié" in page.text
    assert salle.lue(sent).etat is Etat.EN_RELECTURE
    form = fields(page) | {"geste": ["publication"]}
    assert form["experiments-0-titre"] == ["Un essai de bus à la demande"]
    assert client.post(f"{FILE}/{sent.id}", data=form).status_code == 303
    name = salle.lue(sent).fiche
    assert name == "un_essai_de_bus_a_la_demande"
    assert [row["nom"] for row in salle.fiche(name)["implantations"].values()] == ["Lille"]
    page = seen(client.get(f"/experimentations/{name}"), 200)
    assert "1 source apportée par une contribution et acceptée par la modération" in page.text
    assert "dont Cartoexp a lu un extrait" not in page.text


def test_what_is_amended_wrongly_comes_back(salle: Salle) -> None:
    client = salle.entrer()
    sent = salle.bureau.envoyer(nouvelle("Un essai de four solaire"))[1]
    act(client, sent, "prise")
    wrong = {"implantations-0-code": "99999", "note": HOSTILE, "implantations-0-fin": "2020"}
    page = seen(act(client, sent, "apercu", **wrong), 200)
    form = fields(page)
    assert form["implantations-0-code"] == ["99999"]
    assert form["note"] == [HOSTILE]
    assert not [e for e in page.all("script") if "alert" in (e.text or "")]
    page = seen(client.post(f"{FILE}/{sent.id}", data=form | {"geste": "publication"}), 422)
    assert "Rien n’est perdu" in alert(page)
    assert fields(page)["note"] == [HOSTILE]
    act(client, sent, "refus", motif="copie")


def test_a_question_its_answer_and_a_refusal(salle: Salle) -> None:
    client = salle.entrer()
    mail = "mairie+essais@exemple.fr"
    jeton, sent = salle.bureau.envoyer(nouvelle("Un essai de lampes"), courriel=mail)
    act(client, sent, "prise")
    assert mail in seen(client.get(f"{FILE}/{sent.id}"), 200).text
    assert mail not in salle.entrer("").get(f"/contribuer/suivi/{jeton}").text
    page = seen(act(client, sent, "question"), 422)
    assert "Écrivez la question" in alert(page)
    page = seen(act(client, sent, "question", question="Où ?", motif="copie"), 422)
    assert "motif de refus" in alert(page)
    assert fields(page)["question"] == ["Où ?"]
    assert fields(page)["motif"] == ["copie"]
    assert act(client, sent, "question", question="Où ?").status_code == 303
    assert salle.lue(sent).etat is Etat.QUESTION
    salle.bureau.contribuer.repondre(jeton, f"À Douai {HOSTILE}", "r", salle.bureau.tick())
    page = seen(client.get(f"{FILE}/{sent.id}"), 200)
    assert f"À Douai {HOSTILE}" in page.text
    assert not page.all("img")
    assert "Choisissez un motif" in alert(seen(act(client, sent, "refus"), 422))
    answer = act(client, sent, "refus", motif="hors_champ", precision="Un équipement.")
    assert answer.status_code == 303
    held = salle.lue(sent)
    assert held.etat is Etat.REFUSEE
    assert held.motif.startswith("Ce qui est décrit est utile")
    assert held.motif.endswith("\n\nUn équipement.")


def test_a_report_is_answered_or_corrected(salle: Salle) -> None:
    client = salle.entrer()
    message = {"signalement": [{"message": "L’année est fausse.", "page": "//ailleurs.example"}]}
    sent = salle.bureau.envoyer(message, Genre.SIGNALEMENT, FICHE)[1]
    act(client, sent, "prise")
    page = seen(act(client, sent, "publication"), 422)
    assert "Écrivez ce que vous répondez" in alert(page)
    assert "//ailleurs.example" not in page.links
    place = fields(page)["ligne"]
    assert place == [""]
    (row,) = [
        o.get("value")
        for o in page.by_id("ligne").iter("option")
        if o.get("value", "").startswith("implantations:")
    ][:1]
    page = seen(act(client, sent, "ajout", ligne=row), 200)
    form = fields(page)
    assert form["implantations-0-id"] == [row.partition(":")[2]]
    form |= {"implantations-0-debut": ["2012"], "geste": ["apercu"]}
    page = seen(client.post(f"{FILE}/{sent.id}", data=form), 200)
    assert [text_of(e) for e in page.all("ins")] == ["2012"]
    form = fields(page) | {"geste": ["publication"], "note": ["Corrigé."]}
    assert client.post(f"{FILE}/{sent.id}", data=form).status_code == 303
    assert "2012" in {r.get("debut") for r in salle.fiche(FICHE)["implantations"].values()}
    other = salle.bureau.envoyer(message, Genre.SIGNALEMENT, FICHE)[1]
    act(client, other, "prise")
    assert act(client, other, "publication", note="La source dit 2012.").status_code == 303
    assert salle.lue(other).motif == "La source dit 2012."


def test_a_colleague_was_faster(salle: Salle) -> None:
    client, other = salle.entrer(), salle.entrer(ADMINISTRATEUR)
    sent = modification(salle, resume="Un résumé proposé.")
    page = Document(client.get(f"{FILE}/{sent.id}").text)
    assert act(other, sent, "prise").status_code == 303
    late = client.post(f"{FILE}/{sent.id}", data=fields(page) | {"geste": "prise"})
    told = alert(seen(late, 409))
    assert "a changé depuis que vous l’avez ouverte" in told
    assert "Administration" in told
    assert ADMINISTRATEUR not in late.text
    # Taken over: the colleague who was writing is told, and keeps what was written.
    writing = fields(Document(other.get(f"{FILE}/{sent.id}").text))
    assert act(client, sent, "reprise").status_code == 303
    mine = fields(Document(client.get(f"{FILE}/{sent.id}").text))
    writing |= {"geste": ["publication"], "note": ["Bravo"], "change": writing["change"][:1]}
    page = seen(other.post(f"{FILE}/{sent.id}", data=writing), 409)
    assert "Modération : prise en relecture" in alert(page)
    assert salle.lue(sent).etat is Etat.EN_RELECTURE
    kept = fields(page) | {"geste": ["reprise"]}
    assert kept["note"] == ["Bravo"]
    page = seen(other.post(f"{FILE}/{sent.id}", data=kept), 200)
    back = fields(page)
    assert (back["note"], back["change"]) == (["Bravo"], writing["change"])
    assert act(other, sent, "refus", precision="Non.").status_code == 303
    again = mine | {"geste": ["refus"], "precision": ["Trop tard"]}
    page = seen(client.post(f"{FILE}/{sent.id}", data=again), 409)
    assert "Administration : refus" in alert(page)
    assert text_of(page.by_id("precision")) == "Trop tard"


def test_the_record_changed_while_it_was_read(salle: Salle) -> None:
    client = salle.entrer()
    sent = modification(salle, titre="Troisième titre", financement="Mille euros")
    act(client, sent, "prise")
    writing = fields(Document(client.get(f"{FILE}/{sent.id}").text))
    (first,) = [key for key in writing["change"] if key.endswith(":financement")]
    salle.bureau.publier(modification(salle, titre="Le titre d’un autre", notes_provenance="Non."))
    writing |= {"geste": ["publication"], "note": ["Merci"], "change": [first]}
    page = seen(client.post(f"{FILE}/{sent.id}", data=writing), 409)
    assert "La fiche a changé" in alert(page)
    assert "publication (Titre, Réserves)" in alert(page)
    back = fields(page)
    assert back["note"] == ["Merci"]
    assert back["change"] == [first]
    assert "Le titre d’un autre" in page.text.replace(" d’ un ", " d’un ")
    assert client.post(f"{FILE}/{sent.id}", data=back | {"geste": "publication"}).status_code == 303
    record = salle.fiche(FICHE)["experiments"][FICHE]
    assert record["titre"] == "Le titre d’un autre"
    assert record["financement"] == "Mille euros"


def test_replayed_and_forged_forms(salle: Salle) -> None:
    client = salle.entrer()
    sent = modification(salle, titre="Quatrième titre")
    act(client, sent, "prise")
    form = fields(Document(client.get(f"{FILE}/{sent.id}").text)) | {"geste": ["publication"]}
    forged = [
        {"change": [f"experiments:{FICHE}:verifie_le"]},
        {"change": ["rien"]},
        {"change": [f"experiments:{FICHE}:titre", "implantations:autre:statut"]},
        {"attendu": ["0" * 64]},
        {"version": ["1"]},
        {"version": ["99999999999"]},
    ]
    for wrong in forged:
        assert client.post(f"{FILE}/{sent.id}", data=form | wrong).status_code == 409, wrong
    assert client.post(f"{FILE}/{sent.id}", data=form | {"change": []}).status_code == 422
    assert client.post(f"{FILE}/{sent.id}", data=form | {"geste": "effacer"}).status_code == 422
    assert client.post(f"{FILE}/{'0' * 16}", data=form).status_code == 404
    assert client.get(f"{FILE}/{HOSTILE}").status_code == 404
    assert salle.lue(sent).etat is Etat.EN_RELECTURE
    versions = len(salle.bureau.moderer.versions(FICHE)[0])
    for _ in range(2):
        assert client.post(f"{FILE}/{sent.id}", data=form).status_code == 303
    assert len(salle.bureau.moderer.versions(FICHE)[0]) == versions + 1
    other = form | {"geste": ["refus"], "motif": ["copie"]}
    assert client.post(f"{FILE}/{sent.id}", data=other).status_code == 409


def test_a_session_that_ends_while_one_writes(salle: Salle) -> None:
    client, comptes = salle.entrer(), salle.ouvert.comptes
    sent = modification(salle, titre="Cinquième titre")
    act(client, sent, "prise")
    form = fields(Document(client.get(f"{FILE}/{sent.id}").text))
    form |= {"geste": ["refus"], "precision": [f"Un long texte. {HOSTILE}"]}
    comptes.suivre_lien(comptes.lien(MODERATEUR)[1], OTHER, OTHER)
    assert client.get(FILE).status_code == 303, "a cookie of before a password change is void"
    lost = client.post(f"{FILE}/{sent.id}", data=form)
    page = seen(lost, 403)
    assert lost.headers["Cache-Control"] == "no-store"
    assert "Un long texte." in text_of(page.by_id("precision"))
    assert not page.all("img")
    comptes.suivre_lien(comptes.lien(MODERATEUR)[1], PASSWORD, PASSWORD)
    again = salle.entrer()
    page = seen(again.post(f"{FILE}/{sent.id}", data=form), 403)
    kept = {e.get("name"): e.get("value") for e in page.all("main")[0].iter("input")}
    assert kept["geste"] == "apercu"
    assert kept["verification"] != form["verification"][0]
    kept["precision"] = "".join(page.by_id("precision").itertext()).removeprefix("\n")
    page = seen(again.post(f"{FILE}/{sent.id}", data=kept), 200)
    assert fields(page)["precision"] == form["precision"]
    assert salle.lue(sent).etat is Etat.EN_RELECTURE
    foreign = {"Origin": "https://ailleurs.example"}
    assert again.post(f"{FILE}/{sent.id}", data=form, headers=foreign).status_code == 403
    assert act(again, sent, "refus", motif="copie").status_code == 303


def test_the_queue_is_filtered(salle: Salle) -> None:
    client = salle.entrer()
    sent = salle.bureau.envoyer(nouvelle(f"Un verger {HOSTILE}"))[1]
    found = {
        "": True,
        "?genre=nouvelle": True,
        "?genre=source": False,
        "?qui=moi": False,
        "?qui=personne": True,
        "?etat=publiee": False,
        "?etat=tous&q=VERGER": True,
        "?q=introuvable": False,
        f"?fiche={FICHE}": False,
        "?etat=brouillon&genre=x&page=-1&qui=x": True,
    }
    for asked, there in found.items():
        page = seen(client.get(f"{FILE}{asked}"), 200)
        assert (f"{FILE}/{sent.id}" in page.links) == there, asked
        assert not [e for e in page.all("script") if "alert" in (e.text or "")]
    for number in range(26):
        salle.bureau.envoyer(nouvelle(f"Un essai de haies numéro {number}"))
    page = seen(client.get(f"{FILE}?q=haies"), 200)
    assert "Page 1 sur 2" in page.text
    page = seen(client.get(f"{FILE}?q=haies&page=2"), 200)
    assert len(page.all("li", "fichette")) == 1
    act(client, sent, "prise")
    assert act(client, sent, "publication").status_code == 303


def test_versions_are_compared_and_restored(salle: Salle) -> None:
    client = salle.entrer()
    sent = salle.bureau.envoyer(nouvelle("Une ferme pédagogique itinérante"))[1]
    name = salle.bureau.publier(sent).fiche
    page = seen(client.get(f"{FICHES}/{FICHE}"), 200)
    assert f"{FICHES}/{FICHE}/0" not in page.links, "what a catalogue delivered is not taken out"
    page = seen(client.get(f"{FICHES}/{FICHE}/1"), 200)
    form = {e.get("name"): e.get("value") for e in page.all("main")[0].iter("input")}
    assert client.post(f"{FICHES}/{FICHE}/1", data=form | {"attendu": "x"}).status_code == 409
    done = client.post(f"{FICHES}/{FICHE}/1", data=form)
    assert "La version 1 est rétablie" in seen(client.get(done.location), 200).text
    assert client.post(f"{FICHES}/{FICHE}/1", data=form).status_code == 409
    for path in (f"{FICHES}/{FICHE}/99", f"{FICHES}/{FICHE}/x", f"{FICHES}/inconnue"):
        assert client.get(path).status_code == 404, path
    page = seen(client.get(f"{FICHES}/{name}/0"), 200)
    form["attendu"] = next(e.get("value") for e in page.all("input") if e.get("name") == "attendu")
    done = client.post(f"{FICHES}/{name}/0", data=form)
    page = seen(client.get(done.location), 200)
    assert "retirée du catalogue" in page.text
    assert client.get(f"/experimentations/{name}").status_code == 404
    assert f"{FICHES}/{name}" in seen(client.get(FICHES), 200).links
    assert f"{FICHES}/{FICHE}" in seen(client.get(f"{FICHES}?q=mulhouse"), 200).links
    page = seen(client.get(f"{FICHES}/{name}/1"), 200)
    form["attendu"] = next(e.get("value") for e in page.all("input") if e.get("name") == "attendu")
    assert client.post(f"{FICHES}/{name}/1", data=form).status_code == 303
    assert client.get(f"/experimentations/{name}").status_code == 200
