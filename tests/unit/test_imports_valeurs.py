"""Values as people write them, and the mapping files that keep what was chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.catalogue.cells import CellError
from cartoexp.domain.imports.champs import CHAMPS
from cartoexp.domain.imports.choix import Choix, ChoixError, des_options, lire, trouver
from cartoexp.domain.imports.valeurs import ValeurError, nettoyer
from cartoexp.domain.imports.valeurs import lire as read


@pytest.mark.parametrize(
    ("champ", "text", "value"),
    [
        ("statut", "en_cours", "en_cours"),
        ("statut", "En cours", "en_cours"),
        ("statut", "TERMINEE", "terminee"),
        ("statut", "Terminé", "terminee"),
        ("statut", "abandonné", "abandonnee"),
        ("statut", "Terminée (sans suite connue)", "terminee"),
        ("themes", "Énergie ; Santé", "energie|sante"),
        ("themes", "energie|energie", "energie"),
        ("base_legale", "Non renseignée", "inconnue"),
        ("source_type", "Source officielle ou juridique", "officiel"),
        ("debut", "2021", "2021"),
        ("debut", "2021-05-28", "2021"),
        ("debut", "2021-05-28T00:00:00", "2021"),
        ("debut", "28/05/2021", "2021"),
        ("debut", "01/2024", "2024"),
        ("debut", "2021-2025", "2021"),
        ("fin", "2021-2025", "2025"),
        ("fin", "de 2021 à 2025", "2025"),
        ("debut", "vers 2021", "vers 2021"),
        ("statut_date", "28/05/2021", "2021-05-28"),
        ("statut_date", "1er Février 2021", "2021-02-01"),
        ("statut_date", "août 2021", "2021-08"),
        ("statut_date", "lundi 2021", "lundi 2021"),
        ("statut_date", "5/2021", "2021-05"),
        ("statut_date", "2021-05-28 00:00:00", "2021-05-28"),
        ("citee_essai", "Vrai", "oui"),
        ("note", "  l’été  ", "l’été"),
        ("note", "'+33", "+33"),
        ("note", "'ligne", "'ligne"),
        ("note", "", ""),
    ],
)
def test_values(champ: str, text: str, value: str) -> None:
    assert read(CHAMPS[champ], text, {}) == value


@pytest.mark.parametrize(
    ("champ", "text", "told"),
    [
        ("statut", "LAUREAT", "en_cours \\(En cours\\)"),
        ("themes", "energie;chanson", "chanson"),
        ("note", '=HYPERLINK("http://a.fr")', "formule"),
        ("note", "'=1+1", "formule"),
        ("note", "@SUM(A1)", "formule"),
        ("note", "<script>", "balisage"),
        ("resume", "a <b>b</b>", "balisage"),
    ],
)
def test_refused_values_say_what_to_write(champ: str, text: str, told: str) -> None:
    with pytest.raises(ValeurError, match=told):
        read(CHAMPS[champ], text, {})


def test_words_of_the_file_are_translated() -> None:
    words = {"laureat": "en_cours"}
    assert read(CHAMPS["statut"], "LAURÉAT", words) == "en_cours"
    assert read(CHAMPS["statut"], "Terminée", words) == "terminee"


@given(st.sampled_from(sorted(CHAMPS)), st.text(max_size=40))
def test_any_text_is_a_value_or_a_refusal(champ: str, text: str) -> None:
    try:
        value = read(CHAMPS[champ], text, {})
    except ValeurError as error:
        assert str(error)  # noqa: PT017  either outcome is right
        return
    assert value == value.strip()
    if CHAMPS[champ].vocabulaire and value:
        CHAMPS[champ].colonne.read(value)
    if not CHAMPS[champ].vocabulaire:
        try:
            assert read(CHAMPS[champ], value, {}) == value, "reading again changes nothing"
        except ValeurError:
            assert text.strip().startswith("'"), "an apostrophe that hid a formula"
    assert nettoyer(value) in {value, value[1:]}
    try:
        CHAMPS[champ].colonne.read(value)
    except CellError as error:
        assert str(error)  # noqa: PT017  the catalogue's check has its sentence


names = st.sampled_from(sorted(CHAMPS))
texts = st.text(max_size=30)


@given(
    st.dictionaries(names | st.sampled_from(["code", "nom", "niveau"]), texts, max_size=4),
    st.dictionaries(names, texts, max_size=4),
    st.dictionaries(names, st.dictionaries(texts, texts, max_size=3), max_size=2),
)
def test_a_mapping_file_says_what_was_chosen(
    colonnes: dict[str, str], valeurs: dict[str, str], mots: dict[str, dict[str, str]]
) -> None:
    kept = Choix(colonnes, valeurs, mots, complet=bool(colonnes))
    assert lire(kept.ecrire()) == kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colonnes", "TOML"),
        ("[autre]", "autre"),
        ("colonnes = 1", "mal formée"),
        ('[colonnes]\ncod = "x"', "Vouliez-vous écrire «\u00a0code\u00a0»"),
        ('[valeurs]\ncode = "x"', "n’est pas un champ"),
        ('[traductions.code]\nx = "y"', "traduit"),
    ],
)
def test_a_broken_mapping_file_is_told(text: str, told: str) -> None:
    with pytest.raises(ChoixError, match=told):
        lire(text)


def test_roles_of_join_are_fields_of_import() -> None:
    found = lire('niveau = "epci"\n[colonnes]\nnom = "EPCI"\ntheme = "T"\nmontant = "M"\n')
    assert found == Choix({"nom": "EPCI", "themes": "T"}, {"niveau": "epci"}, {}, complet=True)


def test_options_are_laid_over_a_mapping_file() -> None:
    file = Choix({"code": "A", "nom": "B"}, {"statut": "projet"}, {"statut": {"x": "projet"}})
    given = des_options(["code=C", "nom="], ["note=a=b"], ["statut:y=en_cours"])
    both = file.puis(given)
    assert both.colonnes == {"code": "C", "nom": ""}
    assert both.valeurs == {"statut": "projet", "note": "a=b"}
    assert both.traductions == {"statut": {"x": "projet", "y": "en_cours"}}


@pytest.mark.parametrize("option", [(["code"], [], []), ([], ["x=1"], []), ([], [], ["statut=1"])])
def test_malformed_options_are_told(option: tuple[list[str], list[str], list[str]]) -> None:
    with pytest.raises(ChoixError):
        des_options(*option)


def test_columns_are_found_by_their_header() -> None:
    headers = ("Code INSEE", "Nom", "nom", "Été")
    assert trouver("Code INSEE", headers) == 0
    assert trouver("code insee", headers) == 0
    assert trouver("nom", headers) == 2
    assert trouver("ete", headers) == 3
    with pytest.raises(ChoixError, match="Plusieurs"):
        trouver("NOM", headers)
    with pytest.raises(ChoixError, match="Code INSEE"):
        trouver("Code", headers)
