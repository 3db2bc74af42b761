"""A norm is found however people write it; nothing is guessed, nothing is lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartoexp.domain.normes import Nature, lire
from cartoexp.domain.normes.codes import noms
from cartoexp.domain.phrases.dates import day

TRAVAIL = "code-du-travail--l6222-1"
CGCT = "code-general-des-collectivites-territoriales"


@pytest.mark.parametrize(
    ("texte", "article", "cle"),
    [
        ("code du travail", "art. L. 6222-1", TRAVAIL),
        ("Code du travail", "L6222-1", TRAVAIL),
        ("L. 6222-1 du code du travail", "", TRAVAIL),
        ("art L6222-1", "code du travail", TRAVAIL),
        ("l’article L.\u00a06222‑1 du Code du Travail", "", TRAVAIL),
        ("C. trav., art. L. 6222-1", "", TRAVAIL),
        ("CGCT, art. R. 2224-20", "", f"{CGCT}--r2224-20"),
        ("C.G.C.T.", "LO 1113-1", f"{CGCT}--lo1113-1"),
        ("CGCT, L.O. 1113-1 et suivants", "", f"{CGCT}--lo1113-1"),
        ("I et II de l'article L. 2224-12-4 du CGCT", "", f"{CGCT}--l2224-12-4"),
        (
            "CASF",
            "L. 262-2 à L. 262-5, R. 262-1 et 262-3",
            "code-de-l-action-sociale-et-des-familles--l262-2-a-262-5_r262-1_r262-3",
        ),
        ("CGI, art. 1388 bis A et 1464 B", "", "code-general-des-impots--1388-bis-a_1464-b"),
        ("loi n° 2016-231 du 29 février 2016, art. 1", "", "loi-2016-231--1er"),
        ("LOI n°2016‑231 du 29/02/2016 d’expérimentation", "premier", "loi-2016-231--1er"),
        ("loi organique n° 2021-467 du 19 avril 2021", "2", "loi-2021-467--2"),
        (
            "loi n° 2021-467 relative au quatrième alinéa de l'article 72 de la Constitution",
            "",
            "loi-2021-467",
        ),
        ("loi n° 2016-1088 relative au travail, à sa modernité, art. 77", "", "loi-2016-1088--77"),
        ("loi « TEPA » du 21 août 2007, art. 20", "", "loi-2007-08-21--20"),
        ("loi n° 2015-991 du 7 août 2015 (NOTRe), art. 110", "", "loi-2015-991--110"),
        (
            "loi de financement de la sécurité sociale pour 2018, art. 51",
            "",
            "loi-de-financement-de-la-securite-sociale-pour-2018--51",
        ),
        ("décret n° 2017-1845", "", "decret-2017-1845"),
        ("article 5 de l’ordonnance n° 2005-649", "", "ordonnance-2005-649--5"),
        ("arrêté préfectoral du 1er juin 2020", "", "arrete-2020-06-01"),
        ("règlement (UE) 2016/679, art. 6", "", "reglement-2016-679--6"),
        ("directive 2014/24/UE", "", "directive-2014-24"),
        ("Constitution, art. 72, al. 4", "", "constitution--72"),
        (
            "art. L. 1111-2 du CSP, dans sa rédaction issue de la loi n° 2002-303 du 4 mars 2002",
            "",
            "code-de-la-sante-publique--l1111-2",
        ),
    ],
)
def test_ways_of_writing(texte: str, article: str, cle: str) -> None:
    assert lire(texte, article).cle == cle


@pytest.mark.parametrize(
    "texte",
    [
        "n’importe quoi",
        "code du traval",
        "la loi",
        "décret du 31 février 2012",
        "loi n° 2006-1666 ; loi du 21 août 2007",
        "L. 6222-1",
        "les règles d’urbanisme",
    ],
)
def test_what_is_not_one_text_stays_as_it_is(texte: str) -> None:
    norme = lire(texte)
    assert not norme.lue
    assert not norme.inconnue
    assert norme.nature is None
    assert norme.libelle == texte
    assert norme.cle.startswith("texte-")


def test_an_article_that_is_not_read_is_kept_beside_its_text() -> None:
    norme = lire("code du travail", "plusieurs")
    assert not norme.lue
    assert norme.cle_texte == "code-du-travail"
    assert norme.libelle == "code du travail, plusieurs"
    assert norme.cle != lire("code du travail").cle


def test_unknown_is_said() -> None:
    assert lire("inconnue").inconnue
    assert lire("Inconnue").cle == "inconnue"
    assert lire("inconnue").libelle == "norme inconnue"


def test_labels_are_typeset() -> None:
    assert lire("c. trav. art l6222-1, l6222-2").libelle == (
        "code du travail, art.\u00a0L.\u00a06222-1 et L.\u00a06222-2"
    )
    assert lire("LOI 2016-231 du 29 fevrier 2016").libelle == (
        "loi n°\u00a02016-231 du 29\u00a0février 2016"
    )


def test_a_range_holds_what_is_between() -> None:
    (whole,) = lire("CASF", "L. 262-2 à L. 262-5").articles
    (inside, outside, other) = lire("CASF", "L. 262-4, L. 262-6, R. 262-4").articles
    assert whole.contient(inside)
    assert not whole.contient(outside)
    assert not whole.contient(other)
    assert not inside.contient(whole)


numbers = st.builds("{}-{}".format, st.integers(1946, 2030), st.integers(1, 2000))
days = st.dates(date(1900, 1, 1), date(2030, 12, 31))
article = st.builds(
    lambda prefix, parts: (prefix, "-".join(map(str, parts))),
    st.sampled_from(["L", "LO", "R", "D"]),
    st.lists(st.integers(2, 9_999), min_size=1, max_size=3),
)
before = st.sampled_from(["art. ", "article ", "l’article ", "Art ", "articles "])
dotted = st.sampled_from(["{}. {}", "{}.{}", "{}{}", "{} {}", "{}.\u00a0{}"])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(set(noms().values()))), article, before, dotted)
def test_any_code_and_article(code: str, number: tuple[str, str], word: str, form: str) -> None:
    letter, digits = number
    expected = f"{letter.lower()}{digits}"
    told = word + form.format(letter, digits)
    for norme in (lire(f"{code}, {told}"), lire(f"{told} du {code.upper()}"), lire(code, told)):
        assert norme.lue
        assert norme.nature is Nature.CODE
        assert norme.libelle_texte == code
        assert [a.cle for a in norme.articles] == [expected]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["loi", "ordonnance", "décret", "arrêté"]),
    numbers,
    st.none() | days,
    st.integers(2, 400),
)
def test_any_text_and_its_own_label(
    kind: str, number: str, when: date | None, article: int
) -> None:
    told = f"{kind} n° {number}" + (f" du {day(when)}" if when else "") + f", art. {article}"
    norme = lire(told)
    assert norme.lue
    assert norme.numero == number
    assert norme.date == when
    assert norme.cle == lire(norme.libelle).cle
    assert norme.libelle == lire(norme.libelle).libelle
    assert norme.cle == lire(f"art {article} de la {kind} {number}").cle


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.text(max_size=30))
def test_nothing_breaks_it_and_nothing_is_lost(texte: str, apart: str) -> None:
    norme = lire(texte, apart)
    assert norme.cle == norme.cle.lower()
    assert norme.cles[0] == norme.cle_texte
    if not norme.nature:
        assert norme.ecrite == ", ".join(filter(None, (texte.strip(), apart.strip())))
