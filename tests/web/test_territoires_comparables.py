"""Comparables on the fiches, over the shipped data: what is said, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.lecture import THEMES
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.semblables import Demande
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

DOUAI = "/territoires/commune/59178"


def block(document: Document) -> str:
    return " ".join(
        text_of(e) for e in document.all("section") if e.get("aria-labelledby") == "comparables"
    )


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    document = Document(answer.text)
    assert list(document.problems()) == []
    return block(document)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (DOUAI, "Communes comparables"),
        ("/territoires/epci/200044618", "Intercommunalités comparables"),
        ("/territoires/departement/59", "Départements comparables"),
        ("/territoires/region/84", "Régions comparables"),
    ],
)
def test_five_with_rank_reasons_and_doubt(client: FlaskClient, path: str, title: str) -> None:
    told = read(client, path)
    assert told.startswith(title)
    assert told.count("Proches :") >= 5
    assert told.count("Différences :") >= 5
    assert told.count("% des tirages") == 5
    assert told.count("plus proche que") == 5


def test_a_peer_is_told_with_its_place_its_experiments_and_its_mairie(client: FlaskClient) -> None:
    told = read(client, DOUAI)
    assert "Valenciennes" in told
    assert "Nord · 43 468 habitants" in told
    assert "Territoires zéro chômeur de longue durée" in told
    assert "attesté en déc. 2025" in told
    assert "Mairie : 03 27 22 59 00" in told
    assert "Un jumeau inattendu" in told
    assert "Aucune recensée à cette échelle." in told


def test_an_epci_has_no_contact(client: FlaskClient) -> None:
    assert "Mairie" not in read(client, "/territoires/epci/200044618")


def test_nobody_near_is_told(client: FlaskClient, services: Services) -> None:
    every = services.territoires.level(Niveau.DEPARTEMENT, com=False)
    alone = [t for t in every if services.comparables.around(t).aucun_proche]
    assert 0 < len(alone) < len(every) / 2
    told = read(client, alone[0].chemin)
    assert "Aucun n’est vraiment proche." in told
    assert "lui ressemblent" not in client.get(alone[0].chemin).text


def test_the_counter_example_says_why_where_and_when(
    client: FlaskClient, services: Services
) -> None:
    towns = [t for t in services.territoires.level(Niveau.COMMUNE) if (t.population or 0) > 100_000]
    found = {t.chemin: services.semblables.around(t, Demande({})).contre_exemple for t in towns}
    path, kept = next((path, kept) for path, kept in found.items() if kept and kept.theme)
    told = read(client, path)
    told = told[told.index("Un contre-exemple") :]
    stop = kept.arret
    for words in (stop.territoire.nom, stop.experiment.titre, "Abandonnée", "attesté", "Source :"):
        assert typeset(words).replace("\xa0", " ") in told.replace("\xa0", " ")
    none = next(path for path, kept in found.items() if kept is None)
    assert "Un contre-exemple" not in read(client, none)


def test_strips_hold_the_peers(client: FlaskClient) -> None:
    page = client.get(DOUAI).text
    assert "médiane des 5 comparables" in page
    rows = page.count("b-pair") - 1
    assert rows >= 8
    assert page.count("b-comp") - 1 >= 5 * 8
    assert page.count("Comparables\xa0: ") >= rows


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/territoires/commune/98818", "sans contour, nos sources en disent trop peu"),
        ("/territoires/departement/975", "sans contour, nos sources en disent trop peu"),
        ("/territoires/ept/200057867", "ne sont pas calculés pour les établissements publics"),
    ],
)
def test_one_sentence_where_there_is_no_comparison(
    client: FlaskClient, path: str, words: str
) -> None:
    told = read(client, path)
    assert words in told
    assert "Régler" not in told


def test_weights_and_limits_change_the_list(client: FlaskClient) -> None:
    usual = read(client, DOUAI)
    other = read(client, f"{DOUAI}?poids=centralite:0,elus:3")
    assert "(écarté)" in other
    assert usual != other
    same = read(client, f"{DOUAI}?ou=departement&population_min=20000")
    assert "Lens" not in same
    assert "Valenciennes" in same


def test_the_form_is_rewritten_as_an_address(client: FlaskClient) -> None:
    query = "poids_demographie=2&poids_elus=1&poids_forme=0.5&ou=partout&population_min="
    answer = client.get(f"{DOUAI}?{query}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{DOUAI}?poids=demographie:2,forme:0.5#comparables"


def test_an_old_code_keeps_what_was_asked(client: FlaskClient) -> None:
    answer = client.get("/territoires/commune/14011?ou=region")
    assert answer.headers["Location"] == "/territoires/commune/14581?ou=region#ancien-14011"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("poids=magie:1", 422),
        ("poids=elus", 422),
        ("poids=elus:4", 422),
        ("poids=elus:nan", 422),
        ("ou=ailleurs", 422),
        ("population_min=-3", 422),
        ("population_min=500&population_max=10", 409),
        ("inconnu=1", 422),
    ],
)
def test_refusals(client: FlaskClient, query: str, status: int) -> None:
    for path in (DOUAI, f"{DOUAI}/comparables"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == status
        assert "magie" not in answer.text


def test_every_theme_at_zero_is_refused(client: FlaskClient) -> None:
    query = ",".join(f"{theme}:0" for theme in THEMES)
    assert client.get(f"{DOUAI}?poids={query}").status_code == 422


def test_a_choice_without_sense_at_a_level_is_refused(client: FlaskClient) -> None:
    assert client.get("/territoires/departement/59?ou=departement").status_code == 422
    assert client.get("/territoires/region/84?ou=region").status_code == 422


def test_nobody_with_these_settings_is_an_empty_state(client: FlaskClient) -> None:
    told = read(client, f"{DOUAI}?population_min=90000000")
    assert "Aucune commune avec ces réglages." in told
    assert "seulement avec ces réglages" in read(
        client, f"{DOUAI}?ou=departement&population_min=90000"
    )


def test_the_part_is_the_same_list_and_no_page(client: FlaskClient) -> None:
    answer = client.get(f"{DOUAI}/comparables?poids=elus:2")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert 'data-adresse="/territoires/commune/59178?poids=elus:2"' in answer.text
    assert "<html" not in answer.text
    assert 'data-part="chiffres"' in answer.text
    whole = client.get(f"{DOUAI}?poids=elus:2").text
    first = answer.text[answer.text.index('<ol class="ressemblances">') :]
    assert first[: first.index("</ol>")] in whole


def test_contacts_are_asked_for_at_once(services: Services) -> None:
    douai = services.territoires.get(Niveau.COMMUNE, "59178")
    lens = services.territoires.get(Niveau.COMMUNE, "62498")
    found = services.territoires.mairies([douai, lens])
    assert set(found) == {"59178", "62498"}
    assert found["59178"] == services.territoires.mairie(douai)
