"""« Ce qu’elle apprend »: what worked, what did not, at what cost, whom to ask; gaps are told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.vocabulaires import Effet, Statut
from cartoexp.web.pages.experimentations import apprendre
from cartoexp.web.pages.experimentations.apprendre import Interlocuteur
from cartoexp.web.pages.experimentations.fiche.model import Fiche
from tests.factories import (
    make_evaluation,
    make_experiment,
    make_implantation,
    make_record,
    make_territoire,
)
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from typing import Any

    from flask.testing import FlaskClient

TODAY = date(2026, 11, 29)


def shown(appels: tuple[Interlocuteur, ...] = (), **record: Any) -> dict[str, str]:  # noqa: ANN401
    """The text of each block, by its id."""
    fiche = Fiche(make_record(**record), TODAY, {})
    document = Document.of(apprendre.layout(fiche, appels).body)
    return {s.get("aria-labelledby"): text_of(s) for s in document.all("section")}


def test_what_worked_stands_apart_from_what_did_not() -> None:
    poor = make_evaluation(id="e2", effet=Effet.MITIGE, resultats="Aucune baisse.", annee=2021)
    found = shown(evaluations=[make_evaluation(), poor])
    assert "Tout." in found["marche"]
    assert "Une baisse de 12 %." in found["marche"]
    assert "preuve de niveau 3 sur 5" in found["marche"]
    assert "Aucune baisse." not in found["marche"]
    assert "Rien." in found["freine"]
    assert "Aucune baisse." in found["freine"]
    assert "12 000 €" in found["cout"]
    assert "La commune" in found["parler"]
    assert "La région" in found["parler"]


def test_where_it_was_given_up_is_told_with_the_reason() -> None:
    held = [
        make_implantation(id="a", code="59178", nom="Douai"),
        make_implantation(
            id="b", code="62498", nom="Lens", statut=Statut.ABANDONNEE, note="faute de car"
        ),
    ]
    found = shown(implantations=held)
    assert "Abandonnée ou annulée ici" in found["freine"]
    assert "Lens : faute de car" in found["freine"]
    assert "Douai" not in found["freine"]


def test_gaps_say_so_and_lead_to_who_can_fill_them() -> None:
    bare = make_experiment(
        enseignements=None,
        financement=None,
        porteurs=None,
        partenaires=None,
        conditions_transfert=None,
    )
    fiche = Fiche(make_record(bare, implantations=[]), TODAY, {})
    page = Document.of(apprendre.layout(fiche, ()).body)
    assert page.text.count("dans nos sources. Dites-le.") == 5
    asked = [h for h in page.links if "/contribuer/experimentation" in h]
    assert len(asked) == 5
    assert all("fiche=essai" in h for h in asked)


def test_whom_to_call_first() -> None:
    held = [
        make_implantation(id="a", code="1", statut=Statut.ABANDONNEE),
        make_implantation(id="b", code="2", statut_date=PartialDate(2019)),
        make_implantation(id="c", code="3", statut_date=PartialDate(2026)),
        make_implantation(id="d", code="3", statut=Statut.TERMINEE),
    ]
    fiche = Fiche(make_record(implantations=held), TODAY, {})
    assert [t.code for _, t in apprendre.a_appeler(fiche)] == ["3", "2", "1"]
    call = Interlocuteur(make_territoire(), held[2], {"telephone": "0327938700"})
    told = shown((call,))["parler"]
    assert "Douai" in told
    assert "mairie : 03 27 93 87 00" in told
    assert "pas une personne" in told


def test_it_is_reached_from_the_fiche(client: FlaskClient) -> None:
    path = "/experimentations/tzcld/apprendre"
    assert path in Document(client.get("/experimentations/tzcld").text).links
    page = Document(client.get(path).text)
    assert list(page.problems()) == []
    assert "/referentiel/grille?fiche=tzcld" in page.links
    assert client.get("/experimentations/nulle/apprendre").status_code == 404
    assert client.get(f"{path}?x=1").status_code == 422
