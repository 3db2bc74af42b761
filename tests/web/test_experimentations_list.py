"""Page « Expérimentations »: counts, filters by address and by form, order, pages, refusals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.filters import Annees, Filters, SansDate, read_query
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import Effet, Statut, Theme
from cartoexp.services.listing import Tri
from cartoexp.web import criteria
from cartoexp.web.pages.experimentations import address
from cartoexp.web.pages.experimentations.address import PATH, SIZE, ListQuery
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.registry import Services

ALL = 179
PLACES = 1321


def open_page(client: FlaskClient, path: str) -> Document:
    response = client.get(path)
    assert response.status_code == 200, path
    document = Document(response.text)
    assert list(document.problems()) == []
    return document


def shown_ids(document: Document) -> list[str]:
    titles = (h.find("a") for h in document.all("h3"))
    return [a.get("href").removeprefix(f"{PATH}/") for a in titles if a is not None]


def facet_count(document: Document, name: str, value: str) -> tuple[int, int]:
    """Counts of a row: now, and in the catalogue."""
    for label in document.all("label", "barre"):
        box = label.find("input")
        if (box.get("name"), box.get("value")) == (name, value):
            now, total = re.findall(r"\d+", text_of(label)[len(name) :])[-2:]
            return int(now), int(total)
    raise AssertionError(f"no row for {name}={value}")


def test_all_of_the_catalogue_is_counted(client: FlaskClient) -> None:
    document = open_page(client, PATH)
    assert text_of(document.by_id("compte")) == f"{ALL} expérimentations sur {ALL}"
    assert "1 321 implantations" in document.text
    assert "recensées, liste non exhaustive" in document.text


def test_pages_show_each_experiment_once(client: FlaskClient, services: Services) -> None:
    seen = []
    path: str | None = PATH
    while path:
        response = client.get(path)
        found = shown_ids(Document(response.text))
        assert len(found) <= SIZE
        seen += found
        following = re.search(r'<([^>]+)>; rel="next"', response.headers.get("Link", ""))
        path = following[1] if following else None
    known = {x.id for x in services.experiments.snapshot().experiments}
    assert len(seen) == len(set(seen)) == ALL
    assert set(seen) == known


def test_neighbours_are_in_the_header(client: FlaskClient) -> None:
    links = client.get(f"{PATH}?theme=energie&page=2").headers["Link"]
    assert f'<{PATH}?theme=energie>; rel="prev"' in links
    assert "next" not in links


@pytest.mark.parametrize("theme", Theme)
def test_a_facet_gives_what_it_announces(client: FlaskClient, theme: Theme) -> None:
    document = open_page(client, f"{PATH}?theme={theme}")
    now, total = facet_count(document, "theme", theme)
    assert text_of(document.by_id("compte")).startswith(f"{now} expérimentation")
    assert now == total


def test_facets_speak_of_the_other_criteria(client: FlaskClient, services: Services) -> None:
    document = open_page(client, f"{PATH}?theme=energie&statut=en_cours")
    expected = services.experiments.list_page(
        Filters(theme=(Theme.SANTE,), statut=(Statut.EN_COURS,)), Tri.TITRE, 0, 1
    )
    assert facet_count(document, "theme", "sante")[0] == expected.experimentations
    assert facet_count(document, "theme", "sante")[1] > expected.experimentations


def test_boxes_are_ticked_as_the_address_says(client: FlaskClient) -> None:
    document = open_page(client, f"{PATH}?theme=energie,sante&effet=nul")
    ticked = [
        (i.get("name"), i.get("value"))
        for i in document.all("input")
        if i.get("type") == "checkbox" and "checked" in i.keys()  # noqa: SIM118  an element
    ]
    assert ticked == [("theme", "sante"), ("theme", "energie"), ("effet", "nul")]


def test_form_is_rewritten_as_an_address(client: FlaskClient) -> None:
    sent = "theme=energie&theme=emploi&q=&annee_de=2016&annee_a=&lieu=region-32&sans_date=exclure"
    response = client.get(f"{PATH}?{sent}")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{PATH}?theme=emploi,energie&annee=2016-&region=32"


def test_form_as_the_browser_sends_it_untouched_changes_nothing(client: FlaskClient) -> None:
    asked = "niveau=commune&theme=energie&statut=en_cours&annee=2010-2020&departement=59"
    wanted = f"{PATH}?{asked}&tri=titre"
    document = open_page(client, wanted)
    response = client.get(f"{PATH}?{sent_by(document)}")
    assert response.headers["Location"] == wanted


def sent_by(document: Document) -> str:
    """What a browser sends for the form of a page."""
    form = document.by_id("filtres")
    pairs = [
        (field.get("name"), field.get("value", "on"))
        for field in form.iter("input")
        if field.get("type") != "checkbox" or "checked" in field.keys()  # noqa: SIM118
    ]
    for field in form.iter("select"):
        options = list(field.iter("option"))
        chosen = [o for o in options if "selected" in o.keys()] or options[:1]  # noqa: SIM118
        pairs.append((field.get("name"), chosen[0].get("value")))
    return "&".join(f"{name}={value}" for name, value in pairs)


def test_empty_years_include_the_undated_without_a_word() -> None:
    sent = {"annee_de": [""], "annee_a": [""], "sans_date": ["inclure"]}
    assert address.read(sent) == ListQuery(Filters())


def test_reversed_years_are_refused(client: FlaskClient) -> None:
    response = client.get(f"{PATH}?annee_de=2020&annee_a=2010")
    assert response.status_code == 409
    assert "inversez-les" in response.text


@pytest.mark.parametrize(
    "query",
    [
        "tri=hasard",
        "page=0",
        "page=9",
        "page=-1",
        "page=deux",
        "theme=rien",
        "foo=1",
        "annee=20",
        "lieu=commune-59178",
        "annee_de=x",
        "epci=123456789",
        "q=" + "a" * 400,
        "q=%3Cscript%3E",
        "q=%00",
        "tri=titre&tri=debut",
    ],
)
def test_anything_unknown_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 422
    assert "<script>" not in response.text
    assert list(Document(response.text).problems()) == []


def test_contradictory_places_are_refused(client: FlaskClient) -> None:
    response = client.get(f"{PATH}?region=32&departement=75")
    assert response.status_code == 409
    assert "retirez l’un des deux" in response.text


def test_refusal_of_an_order_lists_the_orders(client: FlaskClient) -> None:
    text = client.get(f"{PATH}?tri=hasard").text
    assert all(tri.value in text for tri in Tri)
    assert "hasard" not in text


def test_tracking_is_ignored(client: FlaskClient) -> None:
    tracked = client.get(f"{PATH}?utm_source=lettre&fbclid=a&gclid=b&theme=energie")
    assert tracked.status_code == 200
    assert "utm_source" not in tracked.text


@pytest.mark.parametrize("tri", Tri)
def test_order_is_told_and_kept(client: FlaskClient, tri: Tri) -> None:
    document = open_page(client, f"{PATH}?theme=energie&tri={tri}")
    (current,) = [a for a in document.all("a") if a.get("aria-current") == "true"]
    assert text_of(current) == tri.label
    following = [h for h in document.links if "page=2" in h]
    assert tri is Tri.IMPLANTATIONS or all(f"tri={tri}" in h for h in following)


def test_titles_are_in_order(client: FlaskClient) -> None:
    document = open_page(client, f"{PATH}?tri=titre&theme=democratie")
    titles = [fold(text_of(h)) for h in document.all("h3")]
    assert titles == sorted(titles)
    assert len(titles) > 5


def test_each_chip_removes_its_value(client: FlaskClient) -> None:
    document = open_page(client, f"{PATH}?theme=energie,sante&statut=en_cours&region=32")
    chips = {text_of(a): a.get("href") for a in document.all("a", "puce")}
    assert chips == {
        "Retirer Thème : Santé": f"{PATH}?theme=energie&statut=en_cours&region=32",
        "Retirer Thème : Énergie": f"{PATH}?theme=sante&statut=en_cours&region=32",
        "Retirer Statut : En cours": f"{PATH}?theme=sante,energie&region=32",
        "Retirer Région : Hauts-de-France": f"{PATH}?theme=sante,energie&statut=en_cours",
    }


def test_nothing_found_names_the_filter_to_remove(client: FlaskClient, services: Services) -> None:
    document = open_page(client, f"{PATH}?theme=alimentation&statut=generalisee&effet=nul")
    empty = document.one("div", "vide")
    assert "Aucune expérimentation avec ces trois filtres." in text_of(empty)
    strong = document.one("a", "bouton--fort")
    promised = int(re.search(r"\((\d+) ", text_of(strong))[1])  # type: ignore[index]
    after = open_page(client, strong.get("href"))
    assert text_of(after.by_id("compte")).startswith(f"{promised} expérimentation")
    tried = [
        services.experiments.list_page(f, Tri.TITRE, 0, 0).experimentations
        for f in (
            Filters(theme=(Theme.ALIMENTATION,), statut=(Statut.GENERALISEE,)),
            Filters(theme=(Theme.ALIMENTATION,), effet=(Effet.NUL,)),
            Filters(statut=(Statut.GENERALISEE,), effet=(Effet.NUL,)),
        )
    ]
    assert promised == max(tried) > 0


def test_removal_keeps_the_criterion_that_helps_most() -> None:
    filters = Filters(theme=(Theme.SANTE,), q="zzz", effet=(Effet.NUL,))
    sizes = {"theme": 0, "q": 3, "effet": 1}

    def count(left: Filters) -> int:
        (missing,) = set(sizes) - {n for n, _ in left.pairs()}
        return sizes[missing]

    best = criteria.best_removal(filters, count)
    assert best is not None
    assert (best.name, best.experimentations) == ("q", 3)
    assert criteria.best_removal(filters, lambda _: 0) is None


def test_thin_theme_says_so(client: FlaskClient) -> None:
    assert "Thème peu fourni." in open_page(client, f"{PATH}?theme=alimentation").text
    assert "Thème peu fourni." not in open_page(client, f"{PATH}?theme=energie").text


def test_undated_left_out_are_told_with_a_way_back(client: FlaskClient) -> None:
    document = open_page(client, f"{PATH}?theme=energie&annee=2016-2024")
    note = next(n for n in document.all("div", "note") if "année de début" in text_of(n))
    left_out = int(re.search(r"\d+", text_of(note))[0])  # type: ignore[index]
    back = note.find(".//a").get("href")
    assert back == f"{PATH}?theme=energie&annee=2016-2024&sans_date=inclure"

    def placed(page: Document) -> int:
        counted = page.one("div", "compte").find("p")
        return int(text_of(counted).split()[0])

    assert placed(open_page(client, back)) - placed(document) == left_out > 0


def test_search_words_are_escaped(client: FlaskClient) -> None:
    document = open_page(client, f'{PATH}?q=l"eau')
    assert document.by_id("f-q").get("value") == 'l"eau'


def test_filtered_lists_are_not_indexed(client: FlaskClient) -> None:
    assert "noindex" not in client.get(PATH).text
    assert "noindex" in client.get(f"{PATH}?theme=energie").text


@given(
    st.builds(
        ListQuery,
        st.builds(
            Filters,
            theme=st.lists(st.sampled_from(Theme), unique=True).map(
                lambda chosen: tuple(t for t in Theme if t in chosen)
            ),
            annee=st.none() | st.integers(1900, 2100).map(lambda y: Annees(y, y)),
            sans_date=st.sampled_from([SansDate.EXCLURE, SansDate.SEULES]),
            region=st.none() | st.just("32"),
        ),
        st.sampled_from(Tri),
        st.integers(1, 50),
    )
)
def test_address_reads_back_what_it_wrote(query: ListQuery) -> None:
    written = urlsplit(query.href).query
    pairs = (p.split("=") for p in written.split("&") if p)
    assert address.read(read_query({k: [v] for k, v in pairs})) == query


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (Annees(2016, 2024), "2016–2024"),
        (Annees(2016, None), "depuis 2016"),
        (Annees(None, 2010), "jusqu’en 2010"),
        (Annees(2016, 2016), "2016"),
    ],
)
def test_years_in_words(years: Annees, told: str) -> None:
    assert criteria.years_label(years) == told


def test_malformed_place_is_refused() -> None:
    with pytest.raises(InvalidParametersError):
        address.read({"lieu": ["departement-59;1"]})
