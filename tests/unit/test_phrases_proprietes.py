"""Properties of every sentence, whatever the data."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.phrases import (
    accords,
    carte,
    chiffre,
    elision,
    essaimage,
    experimentation,
    listes,
    nombres,
    palmares,
    ressemblance,
    territoire,
    typographie,
)
from cartoexp.domain.phrases.dit import Dit
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau, Territoire, Zone
from tests.factories import make_experiment, make_implantation
from tests.unit.fautes import faults

TODAY = date(2026, 11, 24)
NAMES = {
    Niveau.COMMUNE: ["Le Havre", "Les Abymes", "Arras", "L'Haÿ-les-Roses", "Hyères", "Y", "Douai"],
    Niveau.EPCI: ["CA du Douaisis", "Métropole du Grand Paris", "Orléans Métropole", "CC Ouest"],
    Niveau.EPT: ["Est Ensemble", "Plaine Commune"],
}
LISTED = {
    Niveau.DEPARTEMENT: {"01": "Ain", "59": "Nord", "40": "Landes", "974": "La Réunion"},
    Niveau.REGION: {"32": "Hauts-de-France", "11": "Île-de-France", "94": "Corse"},
}


@st.composite
def places(draw: st.DrawFn, niveau: Niveau | None = None) -> Territoire:
    level = draw(st.sampled_from(list(Niveau))) if niveau is None else niveau
    if level in LISTED:
        code, nom = draw(st.sampled_from(list(LISTED[level].items())))
    else:
        nom = draw(st.sampled_from(NAMES[level]))
        code = f"{NAMES[level].index(nom):05}"
    population = draw(st.none() | st.integers(0, 3_000_000))
    return Territoire(level, code, nom, Zone.METRO, population)


@dataclass(frozen=True)
class Measured:
    niveau: Niveau
    titre: str = "Taux de pauvreté"
    unite: str = "%"
    decimales: int = 1
    source: str = "INSEE"
    millesime: str = "2023"


@dataclass(frozen=True)
class End:
    valeur: float
    territoire: Territoire
    nombre: int


@dataclass(frozen=True)
class Summary:
    mediane: float
    bas: End
    haut: End


levels = st.sampled_from([n for n in Niveau if n is not Niveau.EPT])
whole = st.integers(0, 40_000)
amounts = st.floats(-1_000, 1_000_000, allow_nan=False).map(lambda x: round(x, 2))
measures = st.builds(Measured, levels, unite=st.sampled_from(["%", "€", "hab./km²", "rang", ""]))
ends = st.builds(End, amounts, places(), st.integers(1, 300))
where = st.sampled_from(["", "dans l’Ain", "au Havre"])


def well_said(told: Dit | str) -> None:
    if isinstance(told, str):
        assert faults(told) == [], told
        return
    assert told.titre
    assert not told.titre.endswith(".")
    assert told.phrase.endswith(".")
    assert told.alternative.endswith(told.phrase)
    for text in (told.titre, told.phrase, told.alternative):
        assert faults(text) == [], text
    assert "probabilité" not in told.phrase or "pas une probabilité" in told.phrase


@given(levels, st.builds(carte.Comptage, whole, whole, whole, whole, whole), where)
def test_a_map_of_counts(niveau: Niveau, found: carte.Comptage, lieu: str) -> None:
    told = carte.counts(niveau, found, lieu)
    well_said(told)
    assert "recensée" in told


@given(measures, ends, whole)
def test_a_map_of_rates(mesure: Measured, haut: End, masques: int) -> None:
    well_said(carte.rate(mesure, haut, masques))
    well_said(carte.rate(mesure, None, masques))


@given(measures, amounts, ends, ends, where)
def test_a_map_of_an_indicator(
    mesure: Measured, mediane: float, bas: End, haut: End, lieu: str
) -> None:
    told = carte.indicator(mesure, Summary(mediane, bas, haut))
    well_said(carte.told(carte.titled(mesure, lieu), told))
    assert told.endswith(f"Source{NBSP}: INSEE, 2023.")
    well_said(carte.indicator(mesure, None))


@given(measures, st.dictionaries(st.sampled_from(["Oui", "Non"]), whole, min_size=1), whole)
def test_a_map_of_shares(mesure: Measured, effectifs: dict[str, int], connus: int) -> None:
    well_said(carte.shares(mesure, effectifs, connus))
    well_said(carte.likeness(mesure, connus))


@given(measures, st.lists(st.tuples(places(), amounts), max_size=6), st.none() | amounts, whole)
def test_a_ranking(
    mesure: Measured, rows: list[tuple[Territoire, float]], mediane: float | None, inconnus: int
) -> None:
    rows.sort(key=lambda row: -row[1])
    well_said(palmares.told(mesure, rows, mediane, inconnus))


@given(measures, places(), st.none() | amounts, st.none() | amounts)
def test_a_figure(
    mesure: Measured, here: Territoire, valeur: float | None, mediane: float | None
) -> None:
    well_said(chiffre.indicator(mesure, here, valeur, mediane))


@given(whole, st.sampled_from([accords.EXPERIMENTATION, accords.IMPLANTATION]), where)
def test_a_figure_of_the_catalogue(n: int, noun: accords.Nom, lieu: str) -> None:
    told = chiffre.catalogue(n, lieu or chiffre.IN_FRANCE, noun)
    well_said(told)
    assert "recensée" in told.phrase


@given(places(), st.none() | places(), whole, whole)
def test_a_territory(t: Territoire, parent: Territoire | None, ici: int, plus_fin: int) -> None:
    well_said(territoire.told(t, parent, ici=ici, plus_fin=plus_fin))


@given(places(), st.integers(1, 40_000), st.integers(1, 40_000), st.integers(0, 3))
def test_a_rank(t: Territoire, rang: int, parmi: int, ex_aequo: int) -> None:
    well_said(territoire.ranked(t, min(rang, parmi), parmi, ex_aequo))


@given(places(), st.lists(places(), max_size=5), st.booleans(), whole)
def test_comparables(here: Territoire, found: list[Territoire], none: bool, parmi: int) -> None:  # noqa: FBT001
    well_said(ressemblance.told(here, found, aucun_proche=none, parmi=parmi))
    assert faults(ressemblance.alike(found, here.niveau)) == []


@given(levels, st.lists(places(), max_size=5), whole, st.booleans())
def test_candidates(niveau: Niveau, found: list[Territoire], parmi: int, fresh: bool) -> None:  # noqa: FBT001
    told = essaimage.told("L'emploi : un droit", niveau, found, parmi, comparables_seulement=fresh)
    well_said(told)
    assert not found or "n’est pas une probabilité" in told.phrase


@given(st.floats(0, 1), levels)
def test_a_percentile_is_no_probability(percentile: float, niveau: Niveau) -> None:
    told = essaimage.likeness(percentile, niveau)
    well_said(told)
    assert f"100{typographie.THIN}%" not in told or percentile == 1
    assert "chance" not in told
    assert "probabilité" not in told


@given(
    st.lists(
        st.tuples(
            places(), st.none() | st.integers(1990, 2026), st.none() | st.integers(1990, 2026)
        ),
        min_size=1,
        max_size=12,
    )
)
def test_an_experiment(rows: list[tuple[Territoire, int | None, int | None]]) -> None:
    placed = [
        (make_implantation(niveau=t.niveau, code=t.code, nom=t.nom, debut=debut, fin=fin), t)
        for t, debut, fin in rows
    ]
    told = experimentation.told(make_experiment(), placed, TODAY)
    well_said(told)
    assert "recensée" in told.phrase


@given(st.integers(-3, 3) | st.integers())
def test_plural_from_two(n: int) -> None:
    told = nombres.count(n, "implantation")
    assert told.endswith("s") == (abs(n) >= 2)
    assert " " not in told


@given(st.text(max_size=40))
def test_typography_is_done_once(text: str) -> None:
    once = typographie.typeset(text)
    assert typographie.typeset(once) == once


@given(st.text("abcehiouyéàÀ -’", min_size=1, max_size=12))
def test_de_and_que_elide_together(name: str) -> None:
    assert elision.elided("de", name).startswith("d’") == elision.elides(name)
    assert elision.elided("que", name).startswith("qu’") == elision.elides(name)


@given(st.lists(st.sampled_from(["Lens", "Vienne", "Thiers"])), st.integers(1, 4))
def test_lists_count_what_they_do_not_name(names: list[str], limit: int) -> None:
    told = listes.listed(names, limit)
    assert told.count(" et ") == (len(names) > 1)
    named = sum(told.count(n) for n in ("Lens", "Vienne", "Thiers"))
    rest = len(names) - named
    assert rest == 0 or f"{rest}{NBSP}autres" in told
    assert rest != 1


@pytest.mark.parametrize("niveau", list(Niveau))
def test_the_same_data_always_give_the_same_words(niveau: Niveau) -> None:
    found = carte.Comptage(36, 45, 101)
    assert carte.counts(niveau, found) == carte.counts(niveau, replace(found))
