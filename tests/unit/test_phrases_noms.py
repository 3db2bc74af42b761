"""The names of every territory of the reference, in a sentence."""

import re
from collections.abc import Iterator

import pytest

from cartoexp.domain.phrases import lieux
from cartoexp.domain.phrases.elision import elides
from cartoexp.domain.phrases.lieux import Lieu
from cartoexp.domain.territoires import Niveau, Territoire
from tests import loaded

UGLY = re.compile(
    r"""
    ^d[eu]\s+(?!Ou(?:istreham|angani|anary))[AEIOUÀÂÉÈÊËÎÏÔÙÛŒ]   # « de Arras »
    | ^d’[^AEIOUYHÀÂÉÈÊËÎÏÔÙÛŒ]                                   # « d’Douai »
    | ^(?:de|à|d’)\s*Les?\s                                       # « de Le Havre »
    | \bde\s+les?\b | \bà\s+les?\b                                # « de le Nord »
    | \bl[ae]\s+[AEIOUÀÂÉÈÊËÎÏÔÙÛŒ]\S*$                           # « la Ain »
    | \s\s | ' | ^\s | \s$
    """,
    re.VERBOSE,
)
SAYS_H = re.compile(r"(?:^|[ -])(de |de-|d['’])(H[\w’-]+)")
CREUSE = "Hem"  # « Le Bourg-d’Hem » (Creuse); in the Nord and the Somme, Hem keeps its h


@pytest.fixture(scope="module")
def everywhere() -> list[Territoire]:
    return [*loaded.reference().territoires]


def forms(place: Lieu) -> Iterator[str]:
    yield from (place.article, place.de, place.dans, place.a)


def test_no_name_reads_badly(everywhere: list[Territoire]) -> None:
    assert len(everywhere) > 36_000
    faults = [
        told
        for t in everywhere
        for developpe in (False, True)
        for told in forms(lieux.lieu(t, developpe=developpe))
        if UGLY.search(told)
    ]
    assert faults == []


def test_the_name_is_whole_in_every_form(everywhere: list[Territoire]) -> None:
    for t in everywhere:
        name = re.sub(r"^(?:Les? )", "", lieux.nom(t)).lower()
        assert all(name in told.lower() for told in forms(lieux.lieu(t))), t


def test_departements_and_regions_are_all_in_the_table(everywhere: list[Territoire]) -> None:
    large = [t for t in everywhere if t.niveau in {Niveau.REGION, Niveau.DEPARTEMENT}]
    assert len(large) == 18 + 109
    for t in large:
        place = lieux.lieu(t)
        starts = ("dans l", "en ", "à ", "sur l")
        assert place.dans.startswith(starts), place
        assert place.pluriel == place.article.startswith("les "), place
        # « dans le Nord », « du Nord »: the table does not contradict itself.
        if place.dans.startswith("dans "):
            assert place.dans == f"dans {place.article}"
            if place.article.startswith("le "):
                assert place.de == f"du {place.nom}"
            if place.article.startswith("les "):
                assert place.de == f"des {place.nom}"


def test_a_region_and_a_departement_of_one_name_read_alike(everywhere: list[Territoire]) -> None:
    by_name: dict[str, set[Lieu]] = {}
    for t in everywhere:
        if t.niveau in {Niveau.REGION, Niveau.DEPARTEMENT}:
            by_name.setdefault(t.nom, set()).add(lieux.lieu(t))
    assert {name for name, places in by_name.items() if len(places) > 1} == set()


def test_the_h_of_official_names(everywhere: list[Territoire]) -> None:
    official = {
        (m.group(2).partition("-")[0], m.group(1).startswith("d’"))
        for t in everywhere
        for m in SAYS_H.finditer(lieux.nom(t))
    }
    assert len(official) > 20
    wrong = {(word, mute) for word, mute in official if elides(word) is not mute}
    assert wrong == {(CREUSE, True)}
