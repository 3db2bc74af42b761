"""Page « Essaimage »: what it ranks, what it refuses, what it gives away."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64decode
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from cartoexp.domain.territoires import Niveau
from cartoexp.web.pages.essaimage.adresse import LONGEST, Adresse
from cartoexp.web.pages.essaimage.lecture import read
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

TZCLD = "/essaimage?experimentation=tzcld"
FORM = {
    "experimentation": "tzcld",
    "niveau": "commune",
    "poids_demographie": "1.5",
    "poids_forme": "1",
    "population_min": "2\u202f000",
    "population_max": "",
    "lieu": "region-32",
    "un_par_epci": "oui",
}


def page(client: FlaskClient, path: str, status: int = 200) -> Document:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:2000]
    return Document(answer.text)


def ranks(document: Document) -> list[str]:
    return [e.get("data-candidat") for e in document.all("li", "rang")]


def refusal(document: Document) -> str:
    return " ".join(text_of(document.one("div", "note--erreur")).split())


def test_a_ranking_tells_all_of_it(client: FlaskClient, services: Services) -> None:
    document = page(client, TZCLD)
    found = services.essaimage.rank(
        services.departs.of_experiment("tzcld"), Adresse("tzcld").options(), 20
    )
    assert ranks(document) == [c.territoire.code for c in found.candidats]
    assert len(document.all("div", "contrib")) == 20
    card = text_of(document.all("li", "rang")[2])
    assert "rang 3, entre" in card.lower()
    assert "dans 90 % des tirages" in card
    for part in ("Rapproche", "Éloigne", "À adapter", "Rang de ressemblance", "la plus proche"):
        assert part in card
    assert "chance" not in card
    assert "probabilité" not in card
    flags = [text_of(e) for e in document.one("p", "drapeaux").iter("span")]
    counts = [int(re.sub(r"\D", "", f)) for f in flags]
    assert sum(counts) == found.effectif
    assert "Quartier, commune" in text_of(document.one("details", "verifier"))


def test_the_form_becomes_an_address(client: FlaskClient) -> None:
    answer = client.get("/essaimage", query_string=FORM)
    assert answer.status_code == 302
    expected = (
        "/essaimage?experimentation=tzcld&niveau=commune&poids=demographie:1.5"
        "&population_min=2000&region=32&un_par_epci=oui"
    )
    assert answer.location == expected
    document = page(client, expected)
    assert document.by_id("p-demographie").get("value") == "1.5"
    assert document.by_id("p-forme").get("value") == "1"
    assert document.by_id("c-population_min").get("value") == "2\u202f000"
    chosen = [e for e in document.by_id("c-lieu").iter("option") if e.get("selected") is not None]
    assert [e.get("value") for e in chosen] == ["region-32"]
    epci = client.get(f"{expected}&candidat=62041").text
    assert "Hauts-de-France" in epci


def test_a_constraint_that_a_level_cannot_meet_is_left(client: FlaskClient) -> None:
    for level, kept in (("region", ""), ("departement", "&region=32"), ("epci", "&region=32")):
        answer = client.get("/essaimage", query_string=FORM | {"niveau": level})
        expected = f"niveau={level}&poids=demographie:1.5&population_min=2000{kept}"
        assert answer.location == f"/essaimage?experimentation=tzcld&{expected}"


def test_what_is_left_out_is_told(client: FlaskClient) -> None:
    document = page(client, "/essaimage?codes=59178,59350,97501,14011&niveau=commune")
    told = " ".join(text_of(e) for e in document.all("p", "petit"))
    assert "Laissés de côté : Miquelon-Langlade n’a pas de contour dans nos sources. 14011" in told
    assert "Aurseulles" in told


def test_an_address_reads_as_it_is_written() -> None:
    address = Adresse(
        codes=("59178", "2A004"),
        poids=(("demographie", 0.0), ("forme", 2.5)),
        population_max=9_000,
        departement="2A",
        voisine=True,
        deja=True,
        page=3,
        candidat="59350",
    )
    query = {name: [value] for name, value in address.pairs()} | {"niveau": ["commune"]}
    found, problems = read(query)
    assert problems == []
    assert {**dict(found.pairs()), "niveau": ""} == {**dict(address.pairs()), "niveau": ""}


def test_an_experiment_that_is_chosen_replaces_the_codes(client: FlaskClient) -> None:
    asked = {"codes": "59178", "experimentation": "tzcld", "lieu": "", "niveau": "commune"}
    answer = client.get("/essaimage", query_string=asked)
    assert answer.location == "/essaimage?experimentation=tzcld&niveau=commune"


def test_codes_are_sent_then_addressed(client: FlaskClient) -> None:
    sent = {"codes": "59178 ;59350\r\n59512\n59178", "niveau": "commune"}
    answer = client.post("/essaimage/codes", data=sent)
    assert answer.status_code == 303
    assert answer.location == "/essaimage?codes=59178,59350,59512&niveau=commune"
    document = page(client, answer.location)
    assert "3 communes de départ" in document.text
    assert "59178" not in ranks(document)
    with_them = page(client, f"{answer.location}&deja=oui&departement=59&population_min=30000")
    assert "59178" in ranks(with_them)


def test_a_list_that_is_too_long_is_told(client: FlaskClient) -> None:
    codes = " ".join(f"{n:05}" for n in range(40_000))
    answer = client.post("/essaimage/codes", data={"codes": codes, "niveau": "commune"})
    assert answer.status_code == 422
    told = refusal(Document(answer.text))
    assert "40 000 codes" in told
    assert "API" in told
    fits = ",".join(f"{n:05}" for n in range(LONGEST // 6))
    assert "trop longue" not in client.get(f"/essaimage?codes={fits}&niveau=commune").text


REFUSED = [
    ("codes=59178,99999&niveau=commune", 422, "99999"),
    ("codes=59178,62&niveau=commune", 422, "62 (département)"),
    ("codes=59178", 422, "à quel niveau"),
    ("codes=97501&niveau=commune", 422, "pas de contour"),
    ("codes=,;&niveau=commune&experimentation=", 200, ""),
    ("experimentation=tzcld&codes=59178&niveau=commune", 422, "pas des deux"),
    ("experimentation=nulle_part", 404, "Aucune expérimentation"),
    ("experimentation=tzcld&niveau=ept", 422, "niveau"),
    ("experimentation=ecowatt&niveau=commune", 422, "aucune implantation au niveau"),
    ("experimentation=tzcld&poids=magie:2", 422, "thème est inconnu"),
    ("experimentation=tzcld&poids=demographie:-1", 422, "de 0 à 3"),
    ("experimentation=tzcld&poids=demographie:nan", 422, "de 0 à 3"),
    ("experimentation=tzcld&poids=demographie:1.3", 422, "de 0 à 3"),
    ("experimentation=tzcld&poids=demographie:4", 422, "de 0 à 3"),
    ("experimentation=tzcld&poids=demographie:2,demographie:3", 422, "deux poids"),
    ("experimentation=tzcld&population_min=-5", 422, "habitants"),
    ("experimentation=tzcld&population_min=9&population_max=2", 409, "dépasse"),
    ("experimentation=tzcld&region=99", 422, "aucun territoire"),
    ("experimentation=tzcld&page=99", 422, "page"),
    ("experimentation=tzcld&niveau=region&page=2", 422, "au-delà"),
    ("experimentation=tzcld&couleur=vert", 422, "inconnu"),
    ("experimentation=tzcld&deja=non", 422, "oui"),
]


@pytest.mark.parametrize(("query", "status", "told"), REFUSED)
def test_refusals(client: FlaskClient, query: str, status: int, told: str) -> None:
    document = page(client, f"/essaimage?{query}", status)
    if status != 200:
        assert told in refusal(document)
        assert ranks(document) == []
    fragment = client.get(f"/essaimage/classement?{query}")
    if status != 200:
        assert fragment.status_code == status
        assert 'id="bilan"' in fragment.text


def test_every_theme_switched_off_is_refused(client: FlaskClient, services: Services) -> None:
    themes = services.profils.level(Niveau.COMMUNE).profils.themes
    zero = ",".join(f"{theme}:0" for theme in themes)
    document = page(client, f"{TZCLD}&poids={zero}", 422)
    assert "Tous les thèmes sont à zéro" in refusal(document)
    assert {document.by_id(f"p-{theme}").get("value") for theme in themes} == {"0"}


def test_a_refusal_keeps_the_form(client: FlaskClient) -> None:
    path = "/essaimage?codes=59178,99999&niveau=commune&population_max=9000&poids=forme:2"
    document = page(client, path, 422)
    assert document.by_id("e-codes").text.split() == ["59178", "99999"]
    assert document.by_id("e-codes").get("aria-invalid") == "true"
    assert document.by_id("c-population_max").get("value") == "9\u202f000"
    assert document.by_id("p-forme").get("value") == "2"


def test_levels_where_it_runs_are_offered(client: FlaskClient) -> None:
    document = page(client, "/essaimage?experimentation=ecowatt&niveau=commune", 422)
    assert "/essaimage?experimentation=ecowatt&niveau=region" in document.links


def test_raised_places_are_told(client: FlaskClient) -> None:
    document = page(client, f"{TZCLD}&niveau=epci")
    assert "50 intercommunalités de départ, dont 39 par appartenance" in document.text


def test_one_or_two_places_give_comparables(client: FlaskClient) -> None:
    document = page(client, "/essaimage?experimentation=tarif_eau_lyon")
    assert "Une seule implantation à ce niveau" in document.text
    assert "dans 90" not in text_of(document.by_id("rangs"))
    assert len(ranks(document)) == 20


def test_what_stopped_is_told_before_any_candidate(client: FlaskClient) -> None:
    text = client.get("/essaimage?experimentation=route_solaire").text
    told = text.index("a été abandonnée partout où elle a eu lieu")
    assert told < text.index("Échec reconnu par le département") < text.index('class="rang"')
    assert "note--alerte" not in client.get(TZCLD).text
    poor = page(client, "/essaimage?experimentation=emplois_francs&niveau=departement")
    assert "2 de ses 2 évaluations" in poor.text


def test_paper_tells_the_settings(client: FlaskClient) -> None:
    document = page(client, f"{TZCLD}&niveau=epci&poids=forme:2.5&population_min=2000&region=32")
    told = text_of(document.one("p", "a-imprimer"))
    assert "superficie et densité × 2,5 ; 2 000 habitants au moins ; Hauts-de-France." in told
    assert "Réglages : ceux d’origine." in text_of(page(client, TZCLD).one("p", "a-imprimer"))


def test_nothing_that_meets_the_constraints(client: FlaskClient) -> None:
    document = page(client, f"{TZCLD}&niveau=commune&departement=75&population_max=10")
    assert "Aucune de ces communes ne répond aux contraintes" in document.text
    assert "Aucun territoire à proposer" in document.text


def test_pages_follow_each_other(client: FlaskClient) -> None:
    first, second = (page(client, f"{TZCLD}{p}") for p in ("", "&page=2"))
    assert "Candidates 21 à 40" in second.text
    assert not set(ranks(first)) & set(ranks(second))
    assert "/essaimage?experimentation=tzcld&page=2" in first.links
    third = page(client, f"{TZCLD}&page=50")
    assert "La suite est dans les fichiers" in third.text


def test_a_card_opens_by_its_address(client: FlaskClient) -> None:
    code = ranks(page(client, TZCLD))[4]
    document = page(client, f"{TZCLD}&candidat={code}")
    opened = [d for d in document.all("details", "rang__detail") if d.get("open") is not None]
    assert len(opened) == 1
    assert document.by_id(f"candidat-{code}") is not None


@pytest.mark.parametrize("niveau", ["commune", "epci", "departement", "region"])
def test_colours_of_a_level(client: FlaskClient, services: Services, niveau: str) -> None:
    answer = client.get(f"/essaimage/couleurs?experimentation=tzcld&niveau={niveau}")
    again = client.get(answer.request.path, query_string=answer.request.query_string.decode())
    assert again.headers["ETag"] == answer.headers["ETag"]
    found = answer.json or {}
    assert sorted(found) == ["classes", "niveau"]
    classes = b64decode(found["classes"])
    index = services.grille.index(Niveau(niveau))
    assert len(classes) == len(index)
    assert set(classes) <= {0, 1, 2, 3, 5}
    depart = services.departs.of_experiment("tzcld", Niveau(niveau))
    level, shares, _ = services.essaimage.percentiles(depart, Adresse("tzcld").options())
    row = int(shares.argmax())
    assert classes[index[level.profils.codes[row]]] == 5


def test_colours_follow_the_settings(client: FlaskClient) -> None:
    base = "/essaimage/couleurs?experimentation=tzcld&niveau=commune"
    plain, weighted, bounded = (
        b64decode((client.get(base + more).json or {})["classes"])
        for more in ("", "&poids=elus:3", "&population_min=2000")
    )
    assert plain != weighted
    assert 254 in bounded
    assert {a for a, b in zip(plain, bounded, strict=True) if b not in {a, 254}} == set()


def test_the_fragment_is_the_list_of_the_page(client: FlaskClient) -> None:
    query = "experimentation=tzcld&niveau=epci&poids=demographie:2"
    whole = client.get(f"/essaimage?{query}").text
    part = client.get(f"/essaimage/classement?{query}")
    assert part.headers["ETag"]
    for identifier in ("examinees", "legende-essaimage", "bilan", "rangs"):
        assert f'id="{identifier}"' in part.text
    assert part.text[part.text.index('<div id="bilan"') :][:400] in whole
    assert "<html" not in part.text


def test_how_far_it_can_be_trusted(client: FlaskClient) -> None:
    fragment = client.get("/essaimage/epreuve?experimentation=tzcld&niveau=departement").text
    assert "20 cachées" in fragment
    assert "AUC" in fragment
    few = client.get("/essaimage/epreuve?experimentation=emplois_francs&niveau=departement").text
    assert "Indicatif" in few
    card = page(client, "/essaimage/modele?experimentation=tzcld&niveau=epci")
    for told in ("volonté politique", "argent", "50 intercommunalités", "par appartenance"):
        assert told in card.text
    assert "/methode" in card.links


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/essaimage.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def test_files_hold_the_whole_ranking(client: FlaskClient, services: Services) -> None:
    query = "experimentation=tzcld&niveau=epci&poids=demographie:2&population_min=20000"
    listed = rows(client, query)
    depart = services.departs.of_experiment("tzcld", Niveau.EPCI)
    options = Adresse("tzcld", poids=(("demographie", 2.0),), population_min=20_000).options()
    assert len(listed) == services.essaimage.rank(depart, options, 1).effectif
    assert [r["rang"] for r in listed] == [str(i) for i in range(1, len(listed) + 1)]
    first = listed[0]
    assert first["reglages"] == "niveau=epci&poids=demographie:2&population_min=20000"
    assert first["depart"] == "tzcld"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first["calcule_le"])
    parts = sum(float(v) for k, v in first.items() if k.startswith("contribution_"))
    assert parts == pytest.approx(float(first["score"]), abs=0.01)
    collection = json.loads(client.get(f"/essaimage.geojson?{query}").text)
    assert [f["properties"]["code"] for f in collection["features"]] == [r["code"] for r in listed]
    assert "démographie × 2" in collection["filtres"][-1]
    assert {f["geometry"]["type"] for f in collection["features"]} == {"Point"}


def test_the_workbook_opens(client: FlaskClient) -> None:
    answer = client.get("/essaimage.xlsx?experimentation=tzcld&niveau=departement")
    name = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
    assert name
    assert re.fullmatch(r"cartoexp-essaimage-tzcld-departement-[\d-]{10}\.xlsx", name[1])
    with ZipFile(BytesIO(answer.data)) as book:
        assert book.testzip() is None
        listed = book.read("xl/worksheets/sheet1.xml").decode()
        notes = book.read("xl/worksheets/sheet2.xml").decode()
    assert listed.count("<row ") == 62
    assert "<f>" not in listed
    assert "http://localhost/essaimage?experimentation=tzcld&amp;niveau=departement" in notes
    assert "probabilité" in notes


def test_the_picture_without_a_script(client: FlaskClient) -> None:
    answer = client.get("/essaimage.svg?experimentation=tzcld&niveau=departement")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.count('stroke-width="1.5"') == 40
    assert ">10</text>" in answer.text
    masked = client.get("/essaimage.svg?experimentation=tzcld&niveau=epci&population_min=50000")
    assert masked.status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson", "svg", "/couleurs", "/modele"])
def test_files_refuse_as_the_page_does(client: FlaskClient, kind: str) -> None:
    path = f"/essaimage{kind}" if kind.startswith("/") else f"/essaimage.{kind}"
    assert client.get(path).status_code == 422
    assert client.get(f"{path}?experimentation=tzcld&poids=x:9").status_code == 422
    assert client.get(f"{path}?experimentation=nulle_part").status_code == 404


def test_conditions_that_can_be_checked_are_told_and_kept_to(client: FlaskClient) -> None:
    document = page(client, f"{TZCLD}&niveau=commune")
    assert [e for e in document.all("input") if e.get("name") == "conditions"]
    assert "« de 5 000 à 10 000 habitants » : non remplie" in text_of(document.one("ol", "rangs"))
    assert "Hors des conditions de la notice" in text_of(document.one("ol", "rangs"))
    kept = page(client, f"{TZCLD}&niveau=commune&conditions=oui")
    told = text_of(kept.one("ol", "rangs"))
    assert "Hors des conditions" not in told
    assert "habitants » : remplie" in told
    assert "non remplie" not in told


def test_what_the_record_says_against_it_comes_before_the_list(client: FlaskClient) -> None:
    solar = page(client, "/essaimage?experimentation=route_solaire")
    assert "non transférable en l’état" in text_of(solar.one("div", "avant-liste"))
    other = page(client, "/essaimage?experimentation=cte&niveau=departement")
    assert "La notice vise un autre niveau" in text_of(other.one("div", "avant-liste"))
    refused = page(client, "/essaimage?experimentation=extinction_eclairage&conditions=oui", 422)
    assert "vérifiable" in refusal(refused)
