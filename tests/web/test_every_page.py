"""What every page has: one outline, named landmarks, a head that says what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.web import linked
from cartoexp.web.shell import ACCESSIBILITE
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PAGES = (
    "/",
    "/?theme=energie&statut=en_cours&niveau=region",
    "/?theme=alimentation&statut=abandonnee",
    "/carte/tableau",
    "/carte/tableau?niveau=epci&couleur=taux",
    "/territoires",
    "/territoires?q=saint-denis",
    "/territoires?q=zzzz",
    "/territoires/region/32",
    "/territoires/departement/59",
    "/territoires/departement/975",
    "/territoires/epci/200044618",
    "/territoires/ept/200057867",
    "/territoires/commune/59178",
    "/territoires/commune/01003",
    "/experimentations",
    "/experimentations?page=2",
    "/experimentations?theme=energie&annee=2016-2020",
    "/experimentations?theme=alimentation&statut=abandonnee&effet=nul",
    "/experimentations/tzcld",
    "/experimentations/budget_participatif",
    "/experimentations/budget_participatif/apprendre",
    "/experimentations/tzcld/apprendre",
    "/echeances",
    "/echeances?region=32&mois=6&vue=tableau",
    "/echeances?q=licorne",
    "/integrer?genre=echeances",
    "/derogations",
    "/derogations?q=art+L6222-1&etat=expiree",
    "/derogations?q=zzzz",
    "/derogations?etat=magie",
    "/derogations/tzcld-derogation",
    "/derogations/nulle-part",
    "/derogations/normes/code-du-travail",
    "/derogations/normes/inconnue",
    "/essaimage",
    "/essaimage?experimentation=tzcld",
    "/essaimage?experimentation=tzcld&niveau=epci&poids=demographie:2&population_min=50000",
    "/essaimage?experimentation=route_solaire",
    "/essaimage?codes=59178,59350,59512&niveau=commune&candidat=62041",
    "/essaimage?experimentation=tzcld&region=99",
    "/essaimage?codes=59178,62&niveau=commune",
    "/essaimage/tableau?experimentation=tzcld&niveau=departement",
    "/essaimage/modele?experimentation=tzcld&niveau=departement",
    "/recherche",
    "/recherche?q=eau",
    "/recherche?q=zzzz",
    "/contribuer",
    "/contribuer?q=budget",
    "/contribuer/experimentation",
    "/contribuer/experimentation?fiche=tzcld&genre=evaluation",
    "/contribuer/importer",
    "/ma-carte",
    "/referentiel",
    "/referentiel/evaluation",
    "/referentiel/grille",
    "/referentiel/grille?fiche=tzcld",
    "/donnees",
    "/methode",
    "/mentions-legales",
    "/moderation/connexion",
    "/accessibilite",
    "/api/v1/documentation",
    "/nulle-part",
    "/experimentations?theme=magie",
    "/experimentations?annee=2020-2010",
    "/territoires/commune/99999",
    "/territoires/commune/59178?poids=elus:2&ou=region",
    "/integrer",
    "/integrer?genre=palmares&niveau=region&theme=energie",
    "/integrer?genre=essaimage",
    "/integrer?niveau=commune&couleur=taux",
    "/comparer",
    "/comparer?territoires=commune:59178,commune:62498,commune:59606",
    "/comparer?territoires=commune:59178,epci:200044618",
)
LANDMARKS = ("nav", "aside", "section", "form")
"""Regions that a reader jumps to: each says its name."""


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {}


def read(client: FlaskClient, documents: dict[str, Document], path: str) -> Document:
    if path not in documents:
        documents[path] = Document(client.get(path, follow_redirects=True).text)
    return documents[path]


def meta(document: Document) -> dict[str, str]:
    named = [(e.get("name") or e.get("property"), e.get("content")) for e in document.all("meta")]
    return {name: content for name, content in named if name}


def title(document: Document) -> str:
    return text_of(document.one("head").find("title"))


def things(document: Document) -> list[dict[str, Any]]:
    found = [e for e in document.all("script") if e.get("type") == "application/ld+json"]
    return [thing for e in found for thing in json.loads(e.text)["@graph"]]


@pytest.mark.parametrize("path", PAGES)
def test_outline_and_landmarks(
    client: FlaskClient, documents: dict[str, Document], path: str
) -> None:
    document = read(client, documents, path)
    assert list(document.problems()) == []
    assert document.root.get("lang") == "fr" or document.one("html").get("lang") == "fr"
    main = document.one("main")
    assert document.by_id("contenu") in list(main.iter())
    skip = document.one("a", "evitement")
    assert skip.get("href") == "#contenu"
    first = next(e for e in document.one("body").iter() if e.tag == "a")
    assert first is skip, "the skip link is the first that the keyboard meets"
    ids = {e.get("id"): e for e in document.root.iter() if e.get("id")}
    names = []
    for tag in LANDMARKS:
        for region in document.all(tag):
            label = region.get("aria-label") or ""
            by = region.get("aria-labelledby") or ""
            if tag in {"form", "section"} and not (region.get("role") or label or by):
                continue  # without a name these are no landmarks
            name = label or " ".join(text_of(ids[i]) for i in by.split())
            if not name and tag == "form":
                name = f"form {region.get('action')}"
            assert name, f"a {tag} without a name"
            names.append((tag, name))
    assert len(names) == len(set(names)), f"two landmarks with one name: {names}"


@pytest.mark.parametrize("path", PAGES)
def test_head(client: FlaskClient, documents: dict[str, Document], path: str) -> None:
    document = read(client, documents, path)
    told = meta(document)
    assert title(document).endswith(" · Cartoexp")
    assert 20 <= len(told["description"]) <= 400 or "Erreur" in document.text
    assert told["og:title"]
    assert told["og:description"] == told["description"]
    assert (told["og:locale"], told["og:site_name"]) == ("fr_FR", "Cartoexp")
    canonical = [e.get("href") for e in document.all("link") if e.get("rel") == "canonical"]
    if canonical:
        assert canonical == [told["og:url"]]
        assert canonical[0].startswith("http://localhost/")
    else:
        assert "noindex" in told["robots"]
    for thing in things(document):
        assert thing["@type"]


def test_titles_differ(client: FlaskClient, documents: dict[str, Document]) -> None:
    titles: dict[str, str] = {}
    for path in PAGES:
        document = read(client, documents, path)
        if "noindex" not in meta(document).get("robots", "") and not path.startswith("/?"):
            titles.setdefault(title(document), path)
    indexed = [p for p in PAGES if p in titles.values()]
    assert len(titles) == len(indexed)
    assert len(indexed) >= 18


def test_each_page_leads_to_the_declaration(
    client: FlaskClient, documents: dict[str, Document]
) -> None:
    level = " ".join(ACCESSIBILITE.split())
    for path in PAGES:
        links = {text_of(a): a.get("href") for a in read(client, documents, path).all("a")}
        assert links.get(level) == "/accessibilite", path


def test_the_declaration_tells_the_true_state(client: FlaskClient) -> None:
    document = Document(client.get("/accessibilite").text)
    assert "non conforme (non audité)" in document.text
    assert "Aucune adresse n’est renseignée" in document.text
    assert "Défenseur des droits" in document.text
    mentions = Document(client.get("/mentions-legales").text)
    assert "non conforme (non audité)" in mentions.text


def test_what_a_commune_is(client: FlaskClient, documents: dict[str, Document]) -> None:
    place, way = things(read(client, documents, "/territoires/commune/59178"))
    assert place["@type"] == "City"
    assert place["name"] == "Douai"
    assert place["identifier"]["value"] == "59178"
    assert place["geo"]["latitude"] == pytest.approx(50.37, abs=0.02)
    assert place["containedInPlace"][-1]["name"] == "Hauts-de-France"
    assert [s["name"] for s in way["itemListElement"]][-1] == "Douai"
    assert way["itemListElement"][0]["item"] == "http://localhost/territoires"


def test_what_an_experiment_is(client: FlaskClient, documents: dict[str, Document]) -> None:
    page, way = things(read(client, documents, "/experimentations/tzcld"))
    project = page["about"]
    assert project["@type"] == "Project"
    assert project["foundingDate"] == "2016"
    assert "dissolutionDate" not in project
    assert 0 < len(project["areaServed"]) <= linked.AREAS
    assert page["citation"]
    assert all(s["name"] for s in page["citation"])
    assert page["url"] == "http://localhost/experimentations/tzcld"
    assert [s["position"] for s in way["itemListElement"]] == [1, 2, 3]


def test_what_the_data_are(client: FlaskClient, documents: dict[str, Document]) -> None:
    (catalog,) = things(read(client, documents, "/donnees"))
    files = [d["contentUrl"] for s in catalog["dataset"] for d in s["distribution"]]
    assert len(files) > 10
    assert "publisher" not in catalog
    for url in files:
        with client.head(url.removeprefix("http://localhost")) as answer:
            assert answer.status_code == 200, url


def test_the_search_of_the_site_works(client: FlaskClient, documents: dict[str, Document]) -> None:
    (site,) = things(read(client, documents, "/"))
    template = site["potentialAction"]["target"]["urlTemplate"]
    address = template.removeprefix("http://localhost").replace("{q}", "douai")
    assert "Douai" in client.get(address).text


def test_no_text_closes_its_script() -> None:
    written = linked.write([{"@type": "Thing", "name": "</script><script>alert(1)"}], "")
    assert "<" not in written
    assert json.loads(written)["@graph"][0]["name"] == "</script><script>alert(1)"
