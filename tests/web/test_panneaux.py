"""Panels of the map: years, colours, legend, table; without JavaScript."""

import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.filters import Annees, Filters, SansDate
from cartoexp.services.annees import GROUPED, Debut
from cartoexp.web.pages.carte.annees import turned
from cartoexp.web.pages.carte.vue import Vue
from tests.web.parsing import Document


def bar(year: int) -> Debut:
    return Debut(year, year == GROUPED, 1, 1)


def after(*years: int) -> Annees | None:
    filters = Filters()
    for year in years:
        filters = turned(filters, bar(year))
    return filters.annee


def test_bars_set_extend_and_clear_the_years() -> None:
    assert after(2016) == Annees(2016, 2016)
    assert after(2016, 2019) == Annees(2016, 2019)
    assert after(2016, 2012) == Annees(2012, 2016)
    assert after(2016, 2019, 2018) == Annees(2018, 2018)
    assert after(2016, 2016) is None
    assert after(2016, GROUPED) == Annees(None, 2016)
    assert after(GROUPED) == Annees(None, GROUPED)
    assert after(GROUPED, 2010) == Annees(None, 2010)
    assert after(GROUPED, GROUPED) is None


@given(st.lists(st.integers(GROUPED, 2030), max_size=6))
def test_any_bars_leave_a_range_that_can_be_read_back(years: list[int]) -> None:
    found = after(*years)
    if found is not None:
        found.check()
        assert Vue.parse({"annee": [str(found)]}).filters.annee == found


def test_a_year_takes_the_place_of_undated_ones_alone() -> None:
    undated = Filters(sans_date=SansDate.SEULES)
    assert turned(undated, bar(2016)) == Filters(annee=Annees(2016, 2016))


def test_the_two_lists_stand_for_the_years() -> None:
    found = Vue.parse({"annee_de": ["2016"], "annee_a": [""]})
    assert found.filters.annee == Annees(2016, None)
    assert Vue.parse({"annee_de": [""], "annee_a": [""]}) == Vue()


def test_the_legend_counts_every_territory(client: FlaskClient) -> None:
    for path, size in (("/", 101), ("/?niveau=epci&couleur=taux", 1_255)):
        text = client.get(path).text
        numbers = re.findall(r'class="classe__n">([^<]+)<', text)
        assert sum(int(n.replace("\u202f", "")) for n in numbers) == size
        assert "Aucune donnée" in text
    assert "Masqué (moins de 20\u202f000\u00a0habitants)\u00a0: 527" in text
    assert "sont masquées" in text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/?couleur=densite", "Médiane\u00a0: 87,7"),
        ("/?couleur=densite", "au plus haut, Paris"),
        ("/?niveau=commune&couleur=littoral", "Oui\u00a0: 910"),
        ("/?couleur=taux", "Creuse, 6,06"),
    ],
)
def test_every_colour_has_its_sentence(client: FlaskClient, path: str, told: str) -> None:
    sentence = re.search(r'class="phrase">([^<]*)<', client.get(path).text)
    assert sentence is not None
    assert told in sentence[1]
    assert "Source" in sentence[1]


def test_the_chooser_keeps_the_rest_of_the_view(client: FlaskClient) -> None:
    text = client.get("/?niveau=region&theme=energie&couleur=population").text
    form = text[text.index('class="scene__couleur"') :].split("</form>")[0]
    assert 'name="niveau"' in form
    assert 'value="energie" selected' in form
    assert 'value="population"' in form
    assert 'data-href="/?niveau=region&amp;couleur=densite&amp;theme=energie"' in form
    assert "rang_epci" not in form, "a region has no rank in an EPCI"


def test_a_level_without_the_colour_falls_back(client: FlaskClient) -> None:
    text = client.get("/?couleur=nb_communes").text
    assert 'href="/?niveau=commune"' in text
    assert 'href="/?niveau=epci&amp;couleur=nb_communes"' in text


def test_the_table_of_the_departements_is_whole(client: FlaskClient) -> None:
    text = client.get("/carte/tableau?theme=energie").text
    assert text.count('scope="row"') == 101
    assert "premières lignes" not in text


def test_nothing_is_said_fragile_where_nothing_is_found(client: FlaskClient) -> None:
    text = client.get("/?theme=alimentation&statut=abandonnee&annee=1990-1995").text
    assert "Aucune expérimentation" in text
    assert "Nombre faible" not in text


def test_the_table_holds_what_the_map_shows(client: FlaskClient) -> None:
    text = client.get("/carte/tableau?niveau=region&couleur=densite").text
    assert text.count('scope="row"') == 18
    assert text.index("/region/11") < text.index("/region/03")
    assert 'href="/territoires/region/11"' in text
    many = client.get("/carte/tableau?niveau=commune&couleur=population").text
    assert many.count('scope="row"') == 120
    assert "Les 120 premières lignes sur 34\u202f875" in many


def test_the_file_has_every_line_and_no_false_zero(client: FlaskClient) -> None:
    answer = client.get("/carte/valeurs.csv?niveau=epci&couleur=taux")
    lines = answer.text.splitlines()
    assert len(lines) == 1_256
    assert sum(",taux,," in line for line in lines) == 527
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_refused_colours(client: FlaskClient) -> None:
    assert client.get("/carte/tableau?couleur=licornes").status_code == 422
    assert client.get("/carte/tableau?niveau=commune&couleur=taux").status_code == 409


def test_a_refused_address_opens_the_page_and_applies_nothing(client: FlaskClient) -> None:
    answer = client.get("/?theme=energie,licornes&statut=en_cours&niveau=epci")
    assert answer.status_code == 422
    text = answer.text
    assert "Valeurs admises\u00a0: emploi" in text
    assert "licornes" not in text
    assert "Filtres valides, non appliqués" in text
    for kept in ("Thème\u00a0: Énergie", "Statut\u00a0: En cours"):
        assert f'puce--inerte">{kept}' in text
    assert 'href="/?niveau=epci&amp;theme=energie&amp;statut=en_cours"' in text
    for shown in ("fichette", "data-classe", "aria-checked"):
        assert shown not in text, "nothing wider is shown as if it were asked"
    assert text.count("<h1") == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("z=99", 422),
        ("lat=999&lon=0&z=6", 422),
        ("couleur=licornes", 422),
        ("niveau=commune&couleur=taux", 409),
        ("region=32&departement=13", 409),
        ("annee_de=2020&annee_a=2016", 409),
        ("parametre=1", 422),
        ("region=99&theme=energie", 422),
        ("q=" + "x" * 401, 422),
    ],
)
def test_every_refusal_is_told_on_the_page(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == status
    assert "Adresse refusée" in answer.text
    assert "x" * 300 not in answer.text


def test_nothing_found_names_the_filter_that_helps_most(client: FlaskClient) -> None:
    text = client.get("/?theme=alimentation&statut=abandonnee&base=droit_commun").text
    assert "Aucune expérimentation avec ces trois filtres" in text
    best = re.search(r'href="([^"]+)"[^>]*>(Retirer [^<]+)<', text)
    assert best is not None
    told = int("".join(c for c in best[2] if c.isdigit()))
    found = client.get(best[1].replace("&amp;", "&")).text
    assert f'bilan__titre">{told}\u00a0' in found
    assert "Tout effacer" in text


@pytest.mark.parametrize("path", ["/", "/?theme=energie", "/?theme=licornes"])
def test_headings_begin_with_the_name_of_the_page(client: FlaskClient, path: str) -> None:
    levels = Document(client.get(path).text).heading_levels
    assert levels[0] == 1
    assert levels.count(1) == 1
