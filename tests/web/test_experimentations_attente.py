"""What a new vintage of the code leaves without a territory is told on the fiche, not lost."""

from dataclasses import replace
from datetime import date

import pytest

from cartoexp.domain.experiments import Implantation
from cartoexp.domain.millesimes import Nomme
from cartoexp.domain.millesimes.recodage import Etat, Recodage
from cartoexp.domain.territoires import Niveau
from cartoexp.web.api.dossier import dossier
from cartoexp.web.pages.experimentations.fiche import layout
from cartoexp.web.pages.experimentations.fiche.model import Fiche
from tests.factories import make_implantation, make_record
from tests.web.parsing import Document, text_of

DAY = date(2027, 1, 5)
WAITING = Recodage(
    implantation="essai-002",
    experimentation="essai",
    millesime=2027,
    niveau=Niveau.COMMUNE,
    code_avant="01003",
    nom_avant="Poncin",
    millesime_avant=2026,
    etat=Etat.ATTENTE,
    code=None,
    motif="Poncin (01003) s’est séparée en Poncin (01003) et Rignat (01004).",
    candidats=(Nomme("01003", "Poncin"), Nomme("01004", "Rignat")),
    instant="2027-01-04T09:00:00+00:00",
)


def test_a_fiche_and_the_api_tell_what_was_given_before_a_move() -> None:
    moved = replace(WAITING, implantation="essai-001", etat=Etat.DEPLACEE, code="01001")
    record = replace(
        make_record(implantations=[make_implantation(id="essai-001")]), donnees={"essai-001": moved}
    )
    told = text_of(Document.of(layout(Fiche(record, DAY, {"59": "Nord"})).body).root)
    assert "donnée à Poncin (01003, COG 2026)" in told
    answer = dossier(replace(record, attente=[WAITING]), DAY)
    (placed,) = answer["implantations"]
    assert (placed["codeDonne"], placed["millesimeDonne"]) == ("01003", 2026)
    (waiting,) = answer["enAttente"]
    assert (waiting["id"], waiting["codeDonne"]) == ("essai-002", "01003")
    assert [c["nom"] for c in waiting["candidats"]] == ["Poncin", "Rignat"]


@pytest.mark.parametrize("placed", [[], [make_implantation()]])
def test_a_fiche_names_what_waits(placed: list[Implantation]) -> None:
    record = replace(make_record(implantations=placed), attente=[WAITING])
    document = Document.of(layout(Fiche(record, DAY, {"59": "Nord"})).body)
    assert list(document.problems()) == []
    told = text_of(document.root)
    assert "Poncin (01003, COG 2026). Poncin (01003) s’est séparée en" in told
    assert "Nous ne choisissons pas à sa place." in told
    assert ("Territoires à préciser" in told) == (placed == [])
