"""Record a derogation without JavaScript: a new request, or the one that another place made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.contributions import Etat
from cartoexp.domain.contributions.derogations import PAREILLE
from cartoexp.domain.phrases.typographie import typeset
from tests.web.test_contribuer_fiche import Visite, errors, fields, sound

if TYPE_CHECKING:
    from tests.web.conftest import Ouvert

PAGE = "/contribuer/derogation"
EAU = "tarif_social_eau"
APPRENTIS = "apprentissage_30ans-derogation"
HALTE = "halte_soins_addictions-derogation"
REGLE = {"derogations-0-norme_texte": "CGCT", "derogations-0-norme_article": "art L2224-12-1"}


@pytest.fixture
def visite(ouvert: Ouvert) -> Visite:
    return Visite(ouvert)


def test_a_new_request_from_the_registry_to_the_review(visite: Visite) -> None:
    assert PAGE in visite.lire("/derogations").links
    found = visite.lire(f"{PAGE}?q=tarif+social")
    (begin,) = [href for href in found.links if f"fiche={EAU}" in href]
    visite.path = begin
    asked = {
        "derogations-0-objet": "Moduler le prix de l’eau.",
        "derogations-0-lieu": "Saint-Denis",
    }
    visite.envoyer(**REGLE, **asked, **{"derogations-0-decision": "en_attente"})
    page = visite.lire()
    assert errors(page) == {
        "derogations-0-lieu": "Choisissez le territoire parmi ceux que ce nom désigne, ou videz la "
        "case.",
    }
    assert "Ajoutez au moins une source." not in page.text
    assert "Les sources (à remplir)" in page.text
    visite.envoyer(**{"derogations-0-choix": ["commune:93066"]})
    assert visite.path.endswith("/sources")
    visite.envoyer("aller:relire")
    page = visite.lire()
    assert "Ajoutez au moins une source." in page.text
    assert page.text.count("point à voir avant d’envoyer") == 1
    visite.path = visite.path.replace("relire", "sources")
    visite.envoyer(**{"sources-0-titre": "Délibération du 3 mars 2026"})
    assert visite.path.endswith("/relire")
    page = visite.lire()
    assert "Rien ne manque" in page.text
    assert "Saint-Denis" in page.text
    visite.envoyer("envoyer")
    jeton = visite.path.rpartition("/")[2]
    held = visite.service.lire(jeton, datetime.now(tz=UTC)).contribution
    assert held.etat is Etat.RECUE
    assert "commune 93066" in visite.lire().text
    (row,) = held.contenu["derogations"]
    assert (row["territoires"], row["norme_article"]) == ("commune:93066", "art L2224-12-1")


def test_support_the_request_of_another_place(visite: Visite) -> None:
    assert f"{PAGE}?soutien={HALTE}" in visite.lire(f"/derogations/{HALTE}").links
    answer = visite.client.get(f"{PAGE}?soutien={HALTE}")
    assert answer.status_code == 303
    visite.path = answer.location
    form = visite.form()
    assert form["derogations-0-norme_article"] == "art. L. 3421-1"
    assert form["derogations-0-decision"] == "en_attente"
    assert form["derogations-0-source"] == ""
    assert not form.get("derogations-0-acte")
    visite.envoyer(**{"derogations-0-lieu": "93066"})
    page = visite.lire()
    assert typeset(PAREILLE) in typeset(page.text)
    assert "Déjà au registre" in page.text
    visite.path = visite.path.replace("sources", "derogations").partition("?")[0]
    again = visite.form()
    assert (again["derogations-0-niveau"], again["derogations-0-code"]) == ("commune", "93066")
    visite.envoyer(**{"derogations-0-lieu": "Pas un lieu du tout"})
    page = visite.lire()
    assert list(errors(page)) == ["derogations-0-lieu"]
    assert fields(page)["derogations-0-lieu"] == "Pas un lieu du tout"
    visite.envoyer(**{"derogations-0-lieu": ""})
    assert errors(visite.lire()) == {}  # all the territories of the record
    visite.path = visite.path.replace("sources", "derogations").partition("?")[0]
    visite.envoyer(**{"derogations-0-lieu": "commune:59350"})  # as the list of suggestions sends it
    visite.path = visite.path.replace("sources", "derogations").partition("?")[0]
    assert fields(visite.lire())["derogations-0-code"] == "59350"


def test_a_norm_brings_its_requests_and_fills_the_form_in(visite: Visite) -> None:
    page = visite.lire(f"{PAGE}?norme=code-de-la-sante-publique--l3421-1")
    assert f"{PAGE}?soutien={HALTE}" in page.links
    general = visite.lire(f"{PAGE}?norme=code-du-travail--l6222-1")
    assert f"{PAGE}?soutien={APPRENTIS}" not in general.links
    (kept,) = [e for e in page.all("input") if e.get("name") == "norme"]
    assert kept.get("value") == "code-de-la-sante-publique--l3421-1"
    found = visite.lire(f"{PAGE}?norme=code-de-la-sante-publique--l3421-1&q=eau")
    (begin,) = [href for href in found.links if f"fiche={EAU}" in href]
    visite.path = begin
    form = visite.form()
    assert form["derogations-0-norme_texte"] == "code de la santé publique"
    assert form["derogations-0-norme_article"] == "art. L. 3421-1"
    assert form["derogations-0-objet"] == ""


def test_the_outcome_of_a_derogation_is_amended(visite: Visite) -> None:
    visite.path = f"/contribuer/experimentation?fiche={EAU}&genre=modification"
    visite.envoyer("aller:derogations")
    page = visite.lire()
    assert "Déjà dans la fiche" in page.text or "derogations-0-issue" in fields(page)
    visite.envoyer(**{"derogations-0-issue": "abandonnee"})
    jeton = visite.path.split("/")[3]
    held = visite.service.lire(jeton, datetime.now(tz=UTC)).contribution
    (row,) = held.contenu["derogations"]
    assert row["issue"] == "abandonnee"
    assert row.keys() == {"id", "issue"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PAGE}?soutien=rien", 404),
        (f"{PAGE}?norme=rien", 404),
        (f"{PAGE}?genre=rien", 422),
        (f"/contribuer/experimentation?fiche={EAU}&genre=derogation&soutien=rien", 404),
        (f"/contribuer/experimentation?fiche={EAU}&genre=derogation&norme=%00", 404),
        (f"/contribuer/experimentation?fiche={EAU}&genre=source&soutien=rien", 200),
    ],
)
def test_addresses_that_lead_nowhere(visite: Visite, path: str, status: int) -> None:
    sound(answer := visite.client.get(path))
    assert answer.status_code == status
