"""Rows to territories: a table checked by hand, and what holds of any row."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.rattachement import Indices, Rattachement, Rattacheur, Statut
from cartoexp.domain.rattachement.codes import luhn
from cartoexp.domain.territoires import Niveau, NomAncien, Passage, Territoire, Zone
from cartoexp.services.rattachements import rattacheur_de

TABLE = Path(__file__).with_name("rattachement.csv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(row: dict[str, str]) -> str:
    return " ".join(row[name] for name in Indices.__slots__ if row[name]) or "rien"


@pytest.fixture(scope="module")
def rattacheur() -> Rattacheur:
    return rattacheur_de()


@pytest.mark.parametrize("row", rows(), ids=told)
def test_rows_checked_by_hand(row: dict[str, str], rattacheur: Rattacheur) -> None:
    found = rattacheur.rattacher(Indices(**{name: row[name] for name in Indices.__slots__}))
    code = found.territoire.code if found.territoire else ""
    assert (found.statut.value, code) == (row["statut"], row["attendu"]), found.motif
    assert sound(found)


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 150


def sound(found: Rattachement) -> bool:
    """One outcome, told; a territory exactly when the row has one."""
    kept = found.statut in {Statut.ACCEPTE, Statut.REPARE}
    return (
        bool(found.motif)
        and kept == (found.territoire is not None)
        and kept == (found.voie is not None)
        and (found.statut is not Statut.AMBIGU or len(found.candidats) > 0)
    )


PIECES = st.sampled_from(
    (
        *("", "Saint-Denis", "St Etienne (42)", "Lyon 3e", "Paris", "CC du Clunisois", "Ain", "Y"),
        *("Vienne", "PETR du Mans", "Mans (Le)", "Bretagne", "Grand Paris", "(", "- ,", "01", "1"),
        *("42218", "1004", "2a004", "13213", "200040293", "21330063500017", "99999", "978", "20"),
        *("Loire", "69 - Rhône", "Commune", "EPCI", "Syndicat", "75001", "4,85", "45.76", "-0.58"),
    )
)
ROWS = st.builds(Indices, **dict.fromkeys(Indices.__slots__, PIECES | st.text(max_size=12)))


@given(ROWS)
def test_any_row_has_one_sound_outcome(row: Indices) -> None:
    rattacheur = rattacheur_de()
    found = rattacheur.rattacher(row)
    assert sound(found)
    assert rattacheur.rattacher(row) == found


@given(st.lists(ROWS, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(lines: list[Indices], chance: object) -> None:
    shared = rattacheur_de()
    first, second = shared.neuf(), shared.neuf()
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    outcomes = {row: first.rattacher(row) for row in lines}
    assert {row: second.rattacher(row) for row in shuffled} == outcomes


@given(ROWS)
def test_joining_what_was_found_finds_it_again(row: Indices) -> None:
    rattacheur = rattacheur_de()
    t = rattacheur.rattacher(row).territoire
    if t is None:
        return
    again = rattacheur.rattacher(Indices(code=t.code, nom=t.nom, niveau=t.niveau.value))
    assert (again.statut, again.territoire) == (Statut.ACCEPTE, t)


SOUND = st.sampled_from(("01004", "1004", "42218", "2A004", "75056", "97411"))
ITS_WORDS = st.sampled_from(
    (
        *("", "AMBERIEU EN BUGEY", "Saint-Étienne", "Ajaccio", "Paris", "Saint-Denis", "Lyon"),
        *("01", "1", "42", "2A", "974", "La Réunion", "Auvergne-Rhône-Alpes", "84", "Commune"),
    )
)


@given(st.builds(Indices, SOUND, **dict.fromkeys(Indices.__slots__[1:], ITS_WORDS)))
def test_the_glance_sees_what_the_judgement_finds(row: Indices) -> None:
    rattacheur = rattacheur_de()
    glanced = rattacheur.simples.rattacher(row)
    assert glanced in {None, rattacheur.juger(row)}


PLACES = st.sampled_from(
    (
        *(
            "Saint-Denis",
            "MAYENNE",
            "Paris",
            "Lyon",
            "st etienne",
            "Ars",
            "L'Hôpital",
            "Vienne",
            "Y",
        ),
        *("Les Hauts-Talican", "Corrèze", "Bourg", "Doué-la-Fontaine", "Ville de Lyon", "", "Ain"),
    )
)
WHERE = st.sampled_from(("01", "1", "42", "75", "Loire", "53", "93", "974", "69", "57", "20", "zz"))
LEVEL = st.sampled_from(("", "commune", "Commune", "Département", "EPCI", "Syndicat"))


@given(PLACES, WHERE, LEVEL)
def test_the_glance_at_names_sees_what_the_judgement_finds(nom: str, dep: str, niv: str) -> None:
    rattacheur = rattacheur_de()
    row = Indices(nom=nom, departement=dep, niveau=niv)
    assert rattacheur.simples.rattacher(row) in {None, rattacheur.juger(row)}


def test_every_territory_is_found_by_its_code_and_by_its_name(rattacheur: Rattacheur) -> None:
    for t in rattacheur.codes.territoires.values():
        by_code = rattacheur.rattacher(Indices(code=t.code, niveau=t.niveau.value))
        assert (by_code.statut, by_code.territoire) == (Statut.ACCEPTE, t)
        inside = sorted(rattacheur.annuaire.departements.get(t.cle, ()))
        by_name = rattacheur.rattacher(
            Indices(nom=t.nom, niveau=t.niveau.value, departement=inside[0] if inside else "")
        )
        assert by_name.territoire in {t, None}, (t, by_name)
        if t.niveau in {Niveau.COMMUNE, Niveau.DEPARTEMENT}:
            assert by_name.territoire == t, (t, by_name)


def commune(code: str, nom: str) -> Territoire:
    return Territoire(Niveau.COMMUNE, code, nom, Zone.METRO, code_departement=code[:2])


def test_a_code_that_was_parted_in_two_is_not_chosen() -> None:
    parted = [Passage("01009", "Double", code, "fusionnee") for code in ("01001", "01002")]
    places = [commune("01001", "Une"), commune("01002", "Deux")]
    small = Rattacheur.build(places, parted, lambda _lon, _lat: None)
    found = small.rattacher(Indices(code="01009"))
    assert found.statut is Statut.AMBIGU
    assert [t.code for t in found.candidats] == ["01001", "01002"]
    named = small.rattacher(Indices(code="01009", nom="Deux"))
    assert named.territoire is places[1]
    assert "aujourd’hui partie" in named.motif


def test_names_that_ended_long_ago_come_last() -> None:
    old = [NomAncien(Niveau.COMMUNE, "01001", "Jadis", "01001", "ancien", "1950-01-01")]
    places = [commune("01001", "Une"), commune("02001", "Jadis")]
    small = Rattacheur.build(places, [], lambda _lon, _lat: None, old)
    assert small.rattacher(Indices(nom="Jadis")).territoire is places[1]
    assert small.rattacher(Indices(code="01001", nom="Jadis")).territoire is places[0]


def test_an_epci_that_is_no_more_is_told_with_its_successor() -> None:
    new = Territoire(Niveau.EPCI, "200000002", "CC Neuve", Zone.METRO, siren="200000002")
    gone = [NomAncien(Niveau.EPCI, new.code, "CC Finie", "200000001", "dissoute", "2021-01-01")]
    small = Rattacheur.build([new], [], lambda _lon, _lat: None, gone)
    for row in (Indices(code="200000001"), Indices(nom="Communauté de communes Finie")):
        found = small.rattacher(row)
        assert (found.statut, found.candidats) == (Statut.AMBIGU, (new,))
        assert "n’existe plus" in found.motif


def test_a_siren_has_its_check_digit() -> None:
    assert luhn("213300635")
    assert not luhn("213300636")
    assert not luhn("2133x0635")
