"""What the check of a catalogue says of each fault: where, what, and how to mend it."""

import pytest

from cartoexp.domain.catalogue import Gravite, has_errors
from tests.catalogue.samples import check, valid


def messages(name: str, index: int, **cells: str) -> list[str]:
    """Check the sample with some cells of one row replaced, and return the lines that are told."""
    rows = valid()
    rows[name][index] |= cells
    catalogue, problems = check(rows)
    assert (catalogue is None) is has_errors(problems)
    return [str(p).replace("\u00a0", " ").replace("\u202f", " ") for p in problems]


def test_the_sample_is_valid() -> None:
    catalogue, problems = check(valid())
    assert problems == []
    assert catalogue is not None
    assert [e.id for e in catalogue.experiments] == ["jardin", "navette"]
    assert catalogue.experiments[0].sources == ("rapport-2", "presse-1")
    assert catalogue.experiments[0].parent is None
    assert len(catalogue.implantations) == 6
    assert catalogue.evaluations[0].resultats == 'Des récoltes, "peu" de récolteurs.'


CASES = [
    (
        ("implantations", 2, {"code": "1001"}),
        "code",
        (
            "« 1001 » n’est pas un code de commune. Il manque sans doute un zéro : 01001 "
            "(L’Abergement-Clémenciat)."
        ),
    ),
    (
        ("implantations", 0, {"code": "20004", "nom": "Ajaccio"}),
        "code",
        "« 20004 » n’est pas un code de commune. Écrivez sans doute 2A004 (Ajaccio).",
    ),
    (
        ("implantations", 0, {"code": "215901786"}),
        "code",
        "« 215901786 » n’est pas un code de commune. Écrivez sans doute 59178 (Douai).",
    ),
    (
        ("implantations", 3, {"niveau": "epci"}),
        "code",
        (
            "« 200057875 » n’est pas un code d’intercommunalité. Il désigne l’EPT Est Ensemble "
            ": corrigez le code, ou écrivez « ept » dans la colonne niveau."
        ),
    ),
    (
        ("implantations", 0, {"code": "99999"}),
        "code",
        ("« 99999 » n’est pas un code de commune. Cherchez-le dans le code officiel géographique."),
    ),
    (
        ("implantations", 0, {"debut": "2020", "fin": "2019"}),
        "fin",
        "la fin (2019) précède le début (2020). Corrigez l’une des deux années.",
    ),
    (
        ("implantations", 0, {"debut": "20016"}),
        "debut",
        "« 20016 » n’est pas admis. Écrivez un nombre entier de 1900 à 2100.",
    ),
    (
        ("implantations", 0, {"statut": "en cours"}),
        "statut",
        (
            "« en cours » n’est pas admis. Écrivez projet, en_cours, terminee, perennisee, "
            "generalisee ou abandonnee."
        ),
    ),
    (
        ("implantations", 0, {"statut_date": "12/2025"}),
        "statut_date",
        ("« 12/2025 » n’est pas une date admise : une date s’écrit AAAA, AAAA-MM ou AAAA-MM-JJ."),
    ),
    (
        ("implantations", 0, {"citee_essai": "TRUE"}),
        "citee_essai",
        "« TRUE » n’est pas admis. Écrivez oui ou non.",
    ),
    (
        ("evaluations", 0, {"experimentation": "jardins"}),
        "experimentation",
        "« jardins » n’est pas dans experiments.csv. Vouliez-vous écrire « jardin » ?",
    ),
    (
        ("evaluations", 0, {"source": "zzz"}),
        "source",
        "« zzz » n’est pas dans sources.csv. Ajoutez-l’y, ou corrigez la référence.",
    ),
    (
        ("evaluations", 0, {"lecture": "reference_seule"}),
        "effet",
        ("le texte n’a pas été lu : son effet est « inconnu », ou « lecture » est à revoir."),
    ),
    (
        ("evaluations", 0, {"titre": "x" * 201}),
        "titre",
        "le texte compte 201 caractères, 200 au plus. Raccourcissez-le.",
    ),
    (
        ("evaluations", 0, {"titre": ""}),
        "titre",
        "la cellule est vide, or elle est obligatoire. Remplissez-la.",
    ),
    (
        ("experiments", 0, {"probleme_provenance": ""}),
        "probleme_provenance",
        "« probleme » est rempli sans sa provenance. Écrivez source ou jugement.",
    ),
    (
        (
            "experiments",
            1,
            {"base_legale": "inconnue", "reference_legale": "loi", "base_legale_provenance": ""},
        ),
        "base_legale_provenance",
        "« base_legale » est rempli sans sa provenance. Écrivez source ou jugement.",
    ),
    (
        ("experiments", 0, {"themes": "energie|energie"}),
        "themes",
        "« energie|energie » répète une valeur. Écrivez-la une fois.",
    ),
    (
        ("sources", 1, {"titre": ""}),
        "titre",
        "la source n’a ni titre ni adresse. Donnez l’un des deux.",
    ),
    (
        ("experimentations_sources", 1, {"source": "rapport-2"}),
        "source",
        "« jardin rapport-2 » est déjà à la ligne 2. Gardez une seule de ces lignes.",
    ),
]


@pytest.mark.parametrize(("fault", "column", "expected"), CASES)
def test_one_fault_one_message(
    fault: tuple[str, int, dict[str, str]], column: str, expected: str
) -> None:
    name, index, cells = fault
    where = f"{name}.csv, ligne {index + 2}, colonne {column}"
    assert messages(name, index, **cells) == [f"{where} : {expected}"]


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "ftp://example.org", "data:text/html,x", "//example.org"),
        *("https://", "http://[::1", "https://user@example.org", "https://example.org/a b"),
        *("example.org/page", "https://example.org/" + "a" * 500),
    ],
)
def test_addresses_refused(address: str) -> None:
    (told,) = messages("sources", 0, url=address)
    assert told.startswith("sources.csv, ligne 2, colonne url : ")
    assert "adresse admise" in told or "caractères" in told


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\x1bb", "a\x7fb", "a\ud800b"])
def test_control_characters_are_refused(text: str) -> None:
    (told,) = messages("implantations", 0, note=text)
    assert told.endswith("colonne note : le texte contient un caractère de contrôle. Retapez-le.")


def test_what_is_told_never_repeats_control_characters() -> None:
    assert "\x00" not in messages("implantations", 0, statut="en\x00cours")[0]


def test_an_old_code_is_understood_and_told() -> None:
    rows = valid()
    rows["implantations"][0] |= {"code": "14011", "nom": "Anctoville"}
    catalogue, problems = check(rows)
    assert catalogue is not None
    assert catalogue.implantations[0].code == "14581"
    assert [(p.line, p.field, p.value, p.gravite) for p in problems] == [
        (2, "code", "14011", Gravite.AVERTISSEMENT)
    ]
    assert "Anctoville" in problems[0].message
    assert "(14581). L’implantation y est rattachée." in problems[0].message


def test_a_code_that_is_somewhere_else_is_a_warning() -> None:
    (told,) = messages("implantations", 0, code="14581")
    assert told.endswith("14581 désigne Aurseulles, et non « Douai ». Vérifiez le code.")


def test_accents_hyphens_and_apostrophes_of_a_name_do_not_matter() -> None:
    assert messages("implantations", 2, nom="L abergement Clemenciat") == []


def test_all_problems_are_listed_in_the_order_of_the_files() -> None:
    rows = valid()
    rows["implantations"][5] |= {"code": "99", "statut": "x"}
    rows["implantations"][0] |= {"source": "nulle-part"}
    rows["experiments"][1] |= {"resume": ""}
    _, problems = check(rows)
    assert [(p.file, p.line, p.field) for p in problems] == [
        ("experiments.csv", 3, "resume"),
        ("implantations.csv", 2, "source"),
        ("implantations.csv", 7, "code"),
        ("implantations.csv", 7, "statut"),
    ]


def test_a_duplicate_names_the_first_line() -> None:
    rows = valid()
    rows["implantations"].append(dict(rows["implantations"][1]))
    _, problems = check(rows)
    assert [(p.line, p.field, p.value) for p in problems] == [(8, "id", "jardin-002")]
    assert "ligne 3" in problems[0].message


def test_an_experiment_needs_an_implantation_and_a_source() -> None:
    rows = valid()
    rows["implantations"] = rows["implantations"][:2]
    rows["experimentations_sources"] = rows["experimentations_sources"][:2]
    _, problems = check(rows)
    told = [p.message.replace("\u00a0", " ") for p in problems]
    assert told == [
        "« navette » n’a aucune implantation. Ajoutez-en une dans implantations.csv.",
        "« navette » n’a aucune source. Ajoutez-en une dans experimentations_sources.csv.",
    ]


def test_close_ids_are_sought_for_a_few_unknown_references_only() -> None:
    """Looking for close ids among thousands of faults would take minutes."""
    rows = valid()
    model = rows["implantations"][0]
    rows["implantations"] += [
        model | {"id": f"jardin-{n}", "source": f"presse-{n}"} for n in range(3, 2_003)
    ]
    _, problems = check(rows)
    assert len(problems) == 2_000
    assert sum("presse-1" in p.message.partition(".csv. ")[2] for p in problems) == 20
