"""Recognition of columns: by header, by content, by what stands beside."""

import pytest

from cartoexp.domain.colonnes import Connus, Correspondance, Role, reconnaitre
from cartoexp.domain.errors import CorrespondanceError
from cartoexp.services.rattachements import connus_de, rattacheur_de

COMMUNES = [
    ("01004", "Ambérieu-en-Bugey", "01", "01500", "45.9613", "5.3574"),
    ("42218", "Saint-Étienne", "42", "42000", "45.4347", "4.3903"),
    ("72181", "Le Mans", "72", "72000", "48.0077", "0.1984"),
    ("93066", "Saint-Denis", "93", "93200", "48.9362", "2.3574"),
    ("97411", "Saint-Denis", "974", "97400", "-20.8789", "55.4481"),
]
KINDS = ["CC", "ME", "CU", "ME", "CA"]
CODE, NOM, DEP, CP, LAT, LON = range(6)


@pytest.fixture(scope="module")
def connus() -> Connus:
    return connus_de(rattacheur_de())


def found(connus: Connus, entetes: list[str], *columns: int) -> dict[Role, int]:
    rows = [[row[c] for c in columns] for row in COMMUNES]
    return {r.role: r.colonne for r in reconnaitre(entetes, rows, connus)}


@pytest.mark.parametrize(
    "entete",
    ["Code INSEE", "codgeo", "DEPCOM", "insee_com", "COM", "codeInsee", "Commune (code INSEE)"],
)
def test_codes_by_their_header(connus: Connus, entete: str) -> None:
    assert found(connus, [entete, "Libellé"], CODE, NOM) == {Role.CODE: 0, Role.NOM: 1}


def test_columns_without_headers(connus: Connus) -> None:
    blank = ["colonne_1", "colonne_2", "colonne_3"]
    assert found(connus, blank, NOM, CODE, DEP)[Role.CODE] == 1
    assert found(connus, blank[:2], NOM, DEP) == {Role.NOM: 0, Role.DEPARTEMENT: 1}
    assert found(connus, blank[:2], LAT, LON) == {Role.LATITUDE: 0, Role.LONGITUDE: 1}
    assert found(connus, blank[:2], CP, NOM) == {Role.CODE_POSTAL: 0, Role.NOM: 1}


def test_headers_that_lie_are_not_believed(connus: Connus) -> None:
    assert found(connus, ["nom", "code"], CODE, NOM) == {Role.CODE: 0, Role.NOM: 1}
    assert found(connus, ["code", "nom"], CP, NOM) == {Role.CODE_POSTAL: 0, Role.NOM: 1}
    assert found(connus, ["id", "nom"], DEP, NOM)[Role.NOM] == 1


def test_postal_codes_under_a_bare_header_are_not_taken_for_insee(connus: Connus) -> None:
    postal = ["38000", "38100", "38130", "38400", "38500", "38170", "38700", "38240"]
    found = reconnaitre(["Code", "Nb"], [[code, "3"] for code in postal], connus)
    assert {r.role for r in found} == {Role.CODE_POSTAL}


def test_short_codes_are_believed_beside_their_names(connus: Connus) -> None:
    rows = [["84", "Vaucluse"], ["53", "Bretagne"], ["2", "Martinique"], ["11", "Aude"]]
    found = {r.role: r.colonne for r in reconnaitre(["code", "libelle"], rows, connus)}
    assert found == {Role.CODE: 0, Role.NOM: 1}


def test_counts_are_no_codes(connus: Connus) -> None:
    rows = [[str(n), str(n * 7 + 1)] for n in range(1, 90)]
    assert reconnaitre(["id", "nombre"], rows, connus) == ()


def test_the_kind_of_the_epci_is_not_the_level_of_the_row(connus: Connus) -> None:
    rows = [[row[CODE], kind] for row, kind in zip(COMMUNES, KINDS, strict=True)]
    told = {r.role for r in reconnaitre(["codgeo", "nature"], rows, connus)}
    assert told == {Role.CODE}


def test_each_column_has_one_role_and_a_reason(connus: Connus) -> None:
    heads = ["codgeo", "libgeo", "dep", "cp", "lat", "lon"]
    told = reconnaitre(heads, [list(row) for row in COMMUNES], connus)
    assert len({r.colonne for r in told}) == len({r.role for r in told}) == len(heads)
    assert all(0 <= r.confiance <= 1 and r.raison for r in told)


def test_without_the_reference_shapes_are_looked_at() -> None:
    told = reconnaitre(["code_insee", "commune"], [["01004", "Ambérieu"], ["42218", "Feurs"]])
    assert {r.role for r in told} == {Role.CODE, Role.NOM}


def test_a_mapping_is_written_and_read_by_names() -> None:
    heads = ['Libellé "x"', "Dépt"]
    mapping = Correspondance.de_colonnes(heads, {Role.NOM: 0, Role.DEPARTEMENT: 1})
    again = Correspondance.lire(mapping.ecrire(heads), ["autre", *heads])
    assert again.colonnes == {Role.NOM: 1, Role.DEPARTEMENT: 2}
    assert again.indices(("", "Feurs", "42")).departement == "42"


@pytest.mark.parametrize("texte", ["[colonnes", "niveau = 3", '[colonnes]\ntaille = "a"'])
def test_a_mapping_that_cannot_be_used_is_refused(texte: str) -> None:
    with pytest.raises(CorrespondanceError):
        Correspondance.lire(texte, ["a"])


def test_a_file_of_departements_is_about_them() -> None:
    mapping = Correspondance.de_colonnes(["dep", "taux"], {Role.DEPARTEMENT: 0})
    outcome = rattacheur_de().rattacher(mapping.indices(("2A", "3,5")))
    assert outcome.territoire is not None
    assert outcome.territoire.cle == ("departement", "2A")
    nothing = Correspondance.de_colonnes(["nom", "dep"], {Role.NOM: 0, Role.DEPARTEMENT: 1})
    assert rattacheur_de().rattacher(nothing.indices(("", "2A"))).territoire is None


def test_the_names_beside_their_codes_or_communes_are_those_of_the_rows(connus: Connus) -> None:
    rows = [
        ["CC Bugey Sud", "01034", "Belley"],
        ["CA Haut-Bugey Agglomération", "01283", "Oyonnax"],
    ]
    found = {r.role: r.colonne for r in reconnaitre(["EPCI", "INSEE", "Commune"], rows, connus)}
    assert (found[Role.CODE], found[Role.NOM]) == (1, 2)
    names = [[row[0], row[2]] for row in rows] + [["CC Bugey Sud", "Belei"]]
    found = {r.role: r.colonne for r in reconnaitre(["EPCI", "Commune"], names, connus)}
    assert found[Role.NOM] == 1


def test_names_of_departements_situate_the_rows_of_others(connus: Connus) -> None:
    rows = [
        ["01", "Ain", "CC Bugey Sud"],
        ["42", "Loire", "CA Loire Forez Agglomération"],
        ["2A", "Corse-du-Sud", "CA du Pays Ajaccien"],
    ]
    heads = ["N° dép", "Nom dép", "Signataire"]
    found = {r.role: r.colonne for r in reconnaitre(heads, rows, connus)}
    assert (found[Role.DEPARTEMENT], found[Role.NOM]) == (0, 2)
    seats = [["01", "Ain", "Bourg-en-Bresse"], ["42", "Loire", "Saint-Étienne"]]
    heads = ["N° dép", "Nom dép", "Préfecture"]
    found = {r.role: r.colonne for r in reconnaitre(heads, seats, connus)}
    assert found[Role.NOM] == 1
