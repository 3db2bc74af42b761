"""Fiche of a territory, drawn from made-up records: what it says, and what it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.distributions import Distribution
from cartoexp.domain.territoires import Niveau, Passage, Territoire, Zone
from cartoexp.domain.vocabulaires import Rattachement, Statut
from cartoexp.domain.voisinage import Relation
from cartoexp.services.croquis import CroquisService
from cartoexp.services.indicateurs import Indicateur, Valeur
from cartoexp.services.plans import Plan
from cartoexp.services.voisinage import Entree, Groupe, Lieu, Voisinage
from cartoexp.store.experiments import ImplantationKey
from cartoexp.web.html import render
from cartoexp.web.pages.territoires.autour import SHOWN
from cartoexp.web.pages.territoires.entete import fil
from cartoexp.web.pages.territoires.fiche import layout
from cartoexp.web.pages.territoires.modele import Fiche
from cartoexp.web.pages.territoires.situer import Fond
from tests.factories import make_experiment, make_implantation, make_territoire
from tests.loaded import REFERENCE
from tests.web.parsing import Document, text_of

TODAY = date(2026, 11, 24)
FOND = Fond(CroquisService(REFERENCE), "2026")
DOUAI = make_territoire(population=40250, superficie_km2=16.84, codes_postaux=("59500",))
ARLEUX = make_territoire(code="59015", nom="Arleux")
MAIRIE = {
    "code": "59178",
    "adresse": "83 rue de la Mairie",
    "code_postal": "59500",
    "commune": "Douai",
    "telephone": "03 27 93 58 00",
    "courriel": "contact@ville-douai.fr",
    "site": "https://www.douai.fr/",
    "horaires": [{"jours": ["lundi", "mardi"], "plages": ["08:00-12:00"]}],
}


def make_lieu(territoire: Territoire = DOUAI, **fields: Any) -> Lieu:  # noqa: ANN401  any field
    record = make_implantation(niveau=territoire.niveau, code=territoire.code, **fields)
    names = ImplantationKey._fields
    key = ImplantationKey(*(getattr(record, name) for name in names))
    return Lieu(key, territoire, None, record)


def make_groupe(kind: Relation, *entries: Entree) -> Groupe:
    return Groupe(kind, len(entries), sum(len(e.lieux) for e in entries), entries)


def make_voisinage(here: Territoire = DOUAI, *groups: Groupe) -> Voisinage:
    empty = {kind: Groupe(kind) for kind in Relation}
    return Voisinage(here, {**empty, **{g.relation: g for g in groups}})


def make_entry(*lieux: Lieu, **fields: Any) -> Entree:  # noqa: ANN401  any field
    return Entree(make_experiment(**fields), lieux or [make_lieu()])


def make_valeur(value: float | None, below: int = 900, above: int = 99) -> Valeur:
    known = Indicateur("population", "Population", "hab.", "t", "s", "INSEE", "2023", 0, "d")
    return Valeur(known, value, None, 461.0, 1000, below, above)


def show(voisinage: Voisinage | None = None, **fields: Any) -> Document:  # noqa: ANN401  any field
    around = make_voisinage() if voisinage is None else voisinage
    page = layout(Fiche(around.territoire, around, **fields), TODAY, FOND)
    document = Document.of(page.body)
    assert list(document.problems()) == []
    return document


def test_a_commune_is_recognised_at_once() -> None:
    region = make_territoire(niveau=Niveau.REGION, code="32", nom="Hauts-de-France")
    text = show(au_dessus=[region], sources="Source : INSEE.").text
    for told in ("Commune · 59178", "40 250 habitants", "16,8 km²", "59500", "Source : INSEE."):
        assert told in text
    assert "Hauts-de-France" in text


def test_whom_to_call() -> None:
    document = show(mairie=MAIRIE)
    assert "tel:0327935800" in document.links
    assert "mailto:contact@ville-douai.fr" in document.links
    assert "lundi et mardi : 8 h–12 h" in document.text
    assert "DILA" in document.text


@pytest.mark.parametrize(
    ("mairie", "told"),
    [
        (None, "ne donnent pas le contact"),
        (dict.fromkeys(MAIRIE), "ne donnent pas le contact"),
        ({**MAIRIE, "courriel": None}, "Aucun courriel"),
    ],
)
def test_what_is_missing_of_a_contact_is_told(mairie: dict[str, Any] | None, told: str) -> None:
    document = show(mairie=mairie)
    assert told in document.text
    assert not any(link.startswith("mailto:") for link in document.links)


def test_other_levels_have_no_mairie() -> None:
    here = make_territoire(niveau=Niveau.DEPARTEMENT, code="59", nom="Nord")
    assert "Contact de la mairie" not in show(make_voisinage(here)).text


def test_an_old_status_is_never_todays() -> None:
    entry = make_entry(make_lieu(statut=Statut.EN_COURS, statut_date=PartialDate(2019)))
    document = show(make_voisinage(DOUAI, make_groupe(Relation.ICI, entry)))
    status = text_of(document.one("span", "statut"))
    assert status == "En cours en 2019"
    assert "à revérifier" in text_of(document.one("span", "perime"))


def test_statuses_that_differ_are_not_summed_up() -> None:
    lieux = [make_lieu(), make_lieu(ARLEUX, statut=Statut.ABANDONNEE)]
    group = make_groupe(Relation.PROCHE, make_entry(*lieux))
    document = show(make_voisinage(DOUAI, group))
    assert text_of(document.one("span", "statut")) == "Statut selon les territoires"


def test_a_hosted_experiment_says_so() -> None:
    lieu = make_lieu(note="ressort du tribunal", rattachement=Rattachement.DEDUIT, titre_local="Là")
    text = show(make_voisinage(DOUAI, make_groupe(Relation.ICI, make_entry(lieu)))).text
    assert "Précision : ressort du tribunal." in text
    assert "Rattachement ou fait déduit : lien avec ce territoire non lu" in text
    assert "Titre local : « Là »." in text


def test_experiments_and_implantations_are_two_counts() -> None:
    group = make_groupe(Relation.PROCHE, make_entry(make_lieu(ARLEUX), make_lieu(ARLEUX)))
    assert "1 expérimentation, 2 implantations" in show(make_voisinage(DOUAI, group)).text


def test_neighbours_tell_their_distance() -> None:
    lieu = replace(make_lieu(ARLEUX), distance_km=10.2, implantation=None)
    text = show(make_voisinage(DOUAI, make_groupe(Relation.PROCHE, make_entry(lieu)))).text
    assert "Arleux (10 km)" in text


def test_a_long_list_is_folded_and_what_is_cut_is_told() -> None:
    entries = [make_entry(id=f"x{i}") for i in range(SHOWN + 3)]
    group = replace(make_groupe(Relation.ICI, *entries), experimentations=SHOWN + 8)
    document = show(make_voisinage(DOUAI, group))
    assert [text_of(s) for s in document.all("summary")] == ["Télécharger", "Voir 3 autres"]
    assert "5 autres dans la liste" in document.text


def test_nothing_here_is_a_state_of_its_own() -> None:
    document = show()
    assert "Pas encore d’expérimentation connue" in document.text
    assert "n’est pas exhaustif" in document.text
    assert "/experimentations?departement=59" in document.links


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (0, "Aucune expérimentation recensée à l’échelle de cette commune."),
        (1, "Une expérimentation recensée à l’échelle de cette commune."),
        (2, "2 expérimentations recensées à l’échelle de cette commune."),
    ],
)
def test_the_sentence_counts_as_french_does(n: int, told: str) -> None:
    group = make_groupe(Relation.ICI, *(make_entry(id=f"x{i}") for i in range(n)))
    assert told in show(make_voisinage(DOUAI, group)).text


def test_a_collectivity_says_why_it_is_not_drawn() -> None:
    here = make_territoire(niveau=Niveau.DEPARTEMENT, code="987", zone=Zone.COM, centre=None)
    text = show(make_voisinage(here)).text
    assert "Collectivité ultramarine" in text
    assert "ne sont pas dessinés sur la carte" in text


def test_an_ept_is_no_epci() -> None:
    here = make_territoire(niveau=Niveau.EPT, code="200057867", code_departement=None)
    assert "il ne compte pas parmi les intercommunalités" in show(make_voisinage(here)).text


def test_departements_of_an_epci_that_spreads() -> None:
    here = make_territoire(niveau=Niveau.EPCI, code="200054781")
    two = [make_territoire(niveau=Niveau.DEPARTEMENT, code=c, nom=c) for c in ("94", "75")]
    text = show(make_voisinage(here), departements=two).text
    assert "Communes de 2 départements : 94 (rattachement dans nos comptes), 75" in text


def test_former_codes_have_an_anchor_and_no_made_up_date() -> None:
    known = Passage("14011", "Anctoville", "14581", "deleguee", "2025-01-01")
    unknown = Passage("14526", None, "14581", "fusionnee")
    document = show(anciens=[known, unknown])
    assert "Anctoville 14011 absente du code officiel depuis l’édition 2025" in text_of(
        document.by_id("ancien-14011")
    )
    assert text_of(document.by_id("ancien-14526")) == "Nom inconnu de nos sources 14526"


def test_members_are_listed_with_their_population_the_largest_first() -> None:
    here = make_territoire(niveau=Niveau.EPCI, code="200044618")
    small, large = replace(ARLEUX, population=3100), replace(DOUAI, population=40250)
    document = show(make_voisinage(here), membres={Niveau.COMMUNE: [small, large]})
    items = [text_of(i) for i in document.one("ul", "membres").iter("li")]
    assert items == ["Douai 40 250 habitants", "Arleux 3 100 habitants"]


def test_figures_carry_source_median_and_place() -> None:
    document = show(valeurs=[make_valeur(40250)])
    row = text_of(next(document.one("table", "chiffres").iter("tbody")))
    for told in ("INSEE, 2023", "40 250 hab.", "461 hab.", "plus que 90 % des communes"):
        assert told in row


def test_an_unknown_value_is_no_zero() -> None:
    other = replace(make_valeur(None), indicateur=replace(make_valeur(1).indicateur, id="densite"))
    document = show(valeurs=[make_valeur(40250), other])
    cells = [text_of(c) for c in document.all("td", "chiffres__ici")]
    assert cells == ["40 250 hab.", "—"]


@pytest.mark.parametrize(
    ("below", "above", "size", "told"),
    [
        (900, 99, 1000, "plus que 90 % des communes"),
        (99, 900, 1000, "moins que 90 % des communes"),
        (400, 400, 1000, "comme la médiane"),
        (10, 2, 13, "3e sur 13, en ordre décroissant"),
        (0, 0, 1000, "comme tous les autres"),
    ],
)
def test_the_place_among_others(below: int, above: int, size: int, told: str) -> None:
    value = replace(make_valeur(1.0, below, above), effectif=size)
    assert told in show(valeurs=[value]).text


SPREAD = Distribution(10, 100_000, logarithmic=True, trace="M0 30V9z", chacun=False)


def test_the_strip_places_the_territory_and_the_median() -> None:
    value = replace(make_valeur(1000), mediane=100.0, distribution=SPREAD)
    document = show(valeurs=[value])
    marks = {m.get("class"): m.get("style") for m in document.one("span", "bandelette").iter("i")}
    assert marks == {"b-nat": "--x:25.0", "b-ici": "--x:50.0"}
    assert "Échelle logarithmique : population." in document.text
    assert "les 1 000 communes" in document.text


def test_an_unknown_value_has_no_disc() -> None:
    unknown = replace(make_valeur(None), distribution=SPREAD)
    known = replace(make_valeur(40250), distribution=SPREAD)
    other = replace(known.indicateur, id="densite", libelle="Densité")
    document = show(valeurs=[known, replace(unknown, indicateur=other)])
    strips = [[m.get("class") for m in s.iter("i")] for s in document.all("span", "bandelette")]
    assert strips == [["b-nat", "b-ici"], ["b-nat"]]


def test_no_key_without_a_strip() -> None:
    assert "médiane des communes" not in show(valeurs=[make_valeur(40250)]).text


@pytest.mark.parametrize(
    ("below", "above", "told"),
    [(900, 0, "oui comme 10 % des communes"), (999, 0, "oui comme moins de 1 % des communes")],
)
def test_an_answer_says_how_common_it_is(below: int, above: int, told: str) -> None:
    known = replace(
        make_valeur(1).indicateur, id="littoral", unite="oui ou non", libelle="Littoral"
    )
    value = replace(make_valeur(1.0, below, above), indicateur=known)
    rows = [text_of(r) for r in show(valeurs=[make_valeur(9), value]).all("tr")]
    assert told in " ".join(rows[-1].replace("oui", "oui ").split())


def test_a_region_and_its_only_departement_are_told_apart() -> None:
    here = make_territoire(code="97302", nom="Cayenne")
    above = [
        make_territoire(niveau=Niveau.REGION, code="03", nom="Guyane"),
        make_territoire(niveau=Niveau.DEPARTEMENT, code="973", nom="Guyane"),
    ]
    meta = text_of(show(make_voisinage(here), au_dessus=above).one("p", "entete__meta"))
    assert "Guyane (département)" in meta
    assert "Guyane (région)" in meta


def test_names_are_printed_with_a_french_apostrophe() -> None:
    here = make_territoire(niveau=Niveau.EPCI, code="246200364", nom="CU d'Arras")
    assert "CU d’Arras" in text_of(show(make_voisinage(here)).one("h1"))


@pytest.mark.parametrize(
    ("territoire", "told"),
    [
        (DOUAI, ["niveau=commune&lat=50.3700&lon=3.0800&z=10"]),
        (
            replace(DOUAI, niveau=Niveau.EPT, code="200057867"),
            ["niveau=epci&lat=50.3700&lon=3.0800&z=11"],
        ),
        (replace(DOUAI, centre=None), []),
    ],
)
def test_what_is_drawn_opens_on_the_map(territoire: Territoire, told: list[str]) -> None:
    links = show(make_voisinage(territoire)).links
    assert [a.removeprefix("/?") for a in links if a.startswith("/?")] == told


def test_the_map_says_what_it_shows_and_where_it_comes_from() -> None:
    epci = make_territoire(niveau=Niveau.EPCI, nom="Douaisis", nb_communes=35)
    plan = Plan("M0 0l9 0z", "", "", "M1 1l2 2z", (40, 300), epci)
    document = show(plan=plan, millesime="2026", mairie=MAIRIE)
    (picture,) = document.all("{http://www.w3.org/2000/svg}svg")
    assert "Douai, dans Douaisis" in picture.get("aria-label")
    told = text_of(document.one("figure", "plan").find("figcaption"))
    assert "Douai, dans Douaisis (35 communes)" in told
    assert "IGN, INSEE, DGCL, millésime 2026" in told
    assert "Contact de la mairie" in document.text


def test_without_a_map_there_is_no_empty_box() -> None:
    assert not show(mairie=MAIRIE).all("figure")


def test_titles_from_outside_are_escaped() -> None:
    entry = make_entry(make_lieu(note="<script>x</script>"), titre="<b>gras</b>")
    document = show(make_voisinage(DOUAI, make_groupe(Relation.ICI, entry)))
    assert "<b>gras</b>" in document.text
    assert not document.all("script")


def test_a_name_that_comes_twice_on_the_way_tells_its_level() -> None:
    region = make_territoire(niveau=Niveau.REGION, code="03", nom="Guyane")
    here = make_territoire(niveau=Niveau.DEPARTEMENT, code="973", nom="Guyane")
    way = render(fil([region], here))
    assert "Guyane (région)" in way
    assert "Guyane (département)" in way
    assert "(" not in render(fil([region], DOUAI))
