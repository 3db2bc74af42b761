"""What pages show and the API gives: statistics, evidence, indicators, surroundings, method."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import Relation
from cartoexp.services.listing import Tri
from cartoexp.services.voisinage import around

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

API = "/api/v1"
QUERY = "theme=emploi&statut=en_cours"


def get(client: FlaskClient, path: str) -> Any:  # noqa: ANN401  any JSON value
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def test_statistics_are_those_of_the_filters(client: FlaskClient, services: Services) -> None:
    filters = Filters.parse({"theme": ["emploi"], "statut": ["en_cours"]})
    listing = services.experiments.list_page(filters, Tri.TITRE, 0, 1)
    found = get(client, f"/statistiques?{QUERY}")
    assert found["experimentations"] == listing.experimentations
    assert found["implantations"] == listing.implantations
    assert found["territoires"] == listing.territoires
    told = {(r["critere"], r["valeur"]): r["experimentations"] for r in found["repartition"]}
    for name, choices in services.experiments.facets(filters).items():
        for choice in choices:
            assert told[name, choice.value] == choice.count
    starts = services.experiments.starts(filters)
    assert told["annee", "2020"] == next(y.count for y in starts.annees if y.annee == 2020)
    assert told["annee", ""] == starts.sans_date
    as_csv = rows(client, f"/statistiques?{QUERY}&format=csv")
    # An apostrophe keeps « -2005 » a text in a spreadsheet.
    assert [r["valeur"].lstrip("'") for r in as_csv] == [r["valeur"] for r in found["repartition"]]


@pytest.mark.parametrize("par", ["region", "departement", "epci", "commune"])
def test_counts_by_territory_are_those_of_the_map(
    client: FlaskClient, services: Services, par: str
) -> None:
    filters = Filters.parse({"theme": ["emploi"], "statut": ["en_cours"]})
    counts = services.experiments.counts(filters, Niveau(par))
    answer = client.get(f"{API}/statistiques/territoires?{QUERY}&par={par}")
    assert answer.json
    found = {item["code"]: item["experimentations"] for item in answer.json}
    assert found == dict(counts.experimentations)
    assert answer.headers["X-Au-Dessus"] == str(counts.au_dessus)
    values = [item["experimentations"] for item in answer.json]
    assert values == sorted(values, reverse=True)
    features = get(client, f"/statistiques/territoires?{QUERY}&par={par}&format=geojson")
    assert {f["id"] for f in features["features"]} == set(found)


def test_evaluations_meet_the_filters_themselves(client: FlaskClient) -> None:
    found = get(client, "/evaluations?preuve=4,5&effet=favorable&limit=1000")
    assert found
    for item in found:
        assert item["echellePreuve"] in {4, 5}
        assert item["effet"] == "favorable"
        held = get(client, f"/experimentations/{item['experimentation']}")
        assert item["id"] in {e["id"] for e in held["evaluations"]}
        assert item["titreExperimentation"] == held["titre"]
    years = [e["annee"] or 0 for e in get(client, "/evaluations?tri=annee&limit=1000")]
    assert years == sorted(years, reverse=True)
    total = client.get(f"{API}/evaluations?limit=1").headers["X-Total-Count"]
    assert int(total) == get(client, "/methode")["catalogue"]["evaluations"]


def test_sources_are_those_of_the_records(client: FlaskClient) -> None:
    held = get(client, "/experimentations/tzcld")
    found = get(client, "/sources?experimentation=tzcld&limit=1000")
    assert {s["id"] for s in found} == {s["id"] for s in held["sources"]}
    for item in found[:3]:
        assert "tzcld" in item["experimentations"]
        assert get(client, f"/sources/{item['id']}") == item
    assert client.get(f"{API}/sources/inconnue").status_code == 404
    citations = [len(s["experimentations"]) for s in get(client, "/sources?tri=citations")]
    assert citations == sorted(citations, reverse=True)


def test_an_indicator_has_its_source_and_a_value_everywhere(
    client: FlaskClient, services: Services
) -> None:
    every = get(client, "/indicateurs")
    assert [i["id"] for i in every] == [i.id for i in services.indicateurs.metadata]
    assert all(i["source"] and i["millesime"] for i in every)
    name = every[0]["id"]
    found = get(client, f"/indicateurs/{name}/valeurs?par=departement&tri=valeur")
    assert len(found) == 101
    values = [item["valeur"] for item in found if item["valeur"] is not None]
    assert values == sorted(values, reverse=True)
    told = get(client, "/departements/59/indicateurs")["indicateurs"][0]
    assert next(i["valeur"] for i in found if i["code"] == "59") == told["valeur"]
    inside = get(client, f"/indicateurs/{name}/valeurs?par=commune&codeDepartement=62&limit=1000")
    assert {i["codeDepartement"] for i in inside} == {"62"}
    assert client.get(f"{API}/indicateurs/inconnu/valeurs").status_code == 404


@pytest.mark.parametrize("path", ["communes/59178", "epcis/200093201", "departements/59"])
def test_surroundings_are_those_of_the_fiche(
    client: FlaskClient, services: Services, path: str
) -> None:
    level, code = path.split("/")
    niveau = {"communes": "commune", "epcis": "epci", "departements": "departement"}[level]
    near = around(services.experiments, services.territoires.get(Niveau(niveau), code))
    found = get(client, f"/{path}/environs")
    assert [g["relation"] for g in found["groupes"]] == list(Relation)
    for group in found["groupes"]:
        held = near[Relation(group["relation"])]
        assert group["experimentations"] == held.experimentations
        assert [e["id"] for e in group["entrees"]] == [e.experiment.id for e in held.entrees]


def test_the_contact_of_a_mairie(client: FlaskClient, services: Services) -> None:
    contact = services.territoires.mairie(services.territoires.get(Niveau.COMMUNE, "59178"))
    found = get(client, "/communes/59178/mairie")
    assert contact
    for name in ("adresse", "telephone", "courriel", "site", "horaires"):
        assert found[name] == contact[name]
    former = get(client, "/communes/75101/mairie")
    assert former["code"] == "75056"
    assert former["resolution"]["demande"] == "75101"


def test_a_stop_to_learn_from(client: FlaskClient) -> None:
    (found,) = get(client, "/communes/21423/contre-exemple")
    assert found["statut"] == "abandonnee"
    assert found["note"] or found["enseignements"]
    assert get(client, f"/experimentations/{found['experimentation']}")
    assert client.get(f"{API}/communes/98735/contre-exemple").status_code == 422


def test_fields_and_order_of_lists(client: FlaskClient) -> None:
    found = get(client, "/implantations?fields=nom,debut&tri=nom&limit=20")
    assert all(set(item) == {"nom", "debut"} for item in found)
    recent = [i["debut"] or 0 for i in get(client, "/implantations?tri=debut&limit=1000")]
    assert recent == sorted(recent, reverse=True)
    listed = get(client, "/experimentations?fields=id,titre")
    assert all(set(item) == {"id", "titre"} for item in listed)
    most = [c["population"] for c in get(client, "/communes?codeRegion=32&tri=population")]
    assert most == sorted(most, reverse=True)
    feature = get(client, "/implantations?fields=nom&format=geojson&niveau=commune&limit=1")
    assert set(feature["features"][0]["properties"]) == {"nom"}
    assert feature["features"][0]["geometry"]["type"] == "Point"


def test_lists_as_csv(client: FlaskClient) -> None:
    found = rows(client, "/communes?codePostal=59500&fields=codesPostaux,centre,epci&format=csv")
    (douai,) = found
    expected = "nom,code,codesPostaux,epci.code,epci.nom,centre.lon,centre.lat"
    assert ",".join(douai) == expected
    assert douai["codesPostaux"] == "59500"
    assert 3 < float(douai["centre.lon"]) < 3.2
    (one,) = rows(client, "/communes/59178?format=csv")
    assert one["nom"] == "Douai"
    places = rows(client, "/implantations?format=csv&limit=10000")
    total = client.get(f"{API}/implantations?limit=1").headers["X-Total-Count"]
    assert len(places) == int(total)
    (paris,) = rows(client, "/communes/75056?format=csv")
    assert paris["codesPostaux"].startswith("75001|75002|")


def test_all_communes_as_geojson_are_refused(client: FlaskClient) -> None:
    answer = client.get(f"{API}/communes?format=geojson&limit=1")
    assert answer.status_code == 400
    assert answer.json
    address = "/donnees/complet/communes.geojson"
    assert address in answer.json["erreurs"][0]["message"]
    assert f'href="{address}"' in client.get("/donnees").text
    for query in ("codeDepartement=59", "bbox=3,50,3.1,50.1", "zone=drom", "nom=douai"):
        assert client.get(f"{API}/communes?format=geojson&limit=1&{query}").status_code == 200
    assert client.get(f"{API}/epcis?format=geojson&limit=1").status_code == 200


def test_a_box_gives_the_communes_it_touches(client: FlaskClient, services: Services) -> None:
    found = get(client, "/communes?bbox=3.05,50.35,3.10,50.39&fields=nom")
    held = services.territoires.outlines.within([3.05, 50.35, 3.10, 50.39])
    assert [c["code"] for c in found] == sorted(t.code for t, _ in held)
    for box in ("1,2,3", "a,b,c,d", "1,2,3,4,5", "0,0,200,1"):
        assert client.get(f"{API}/communes?bbox={box}").status_code == 422
    assert client.get(f"{API}/communes?bbox=4,50,3,51").status_code == 409


def test_the_method_counts_what_its_page_tells(client: FlaskClient, services: Services) -> None:
    found = get(client, "/methode")
    snapshot = services.experiments.snapshot()
    assert found["catalogue"]["experimentations"] == len(snapshot.experiments)
    assert sum(found["catalogue"]["statuts"].values()) == len(snapshot.keys)
    assert found["reference"]["version"] == services.reference.version
    assert all(control["ok"] for control in found["reference"]["controles"])
    assert found["epreuves"]["portes"]
