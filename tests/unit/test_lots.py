"""Imports applied to a catalogue: nothing doubled, nothing lost, the catalogue comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.lots import Application, Apport, Genre, appliquer
from cartoexp.domain.territoires import Niveau
from cartoexp.store.lots import en_fiche, en_texte
from tests.catalogue.samples import RESOLVER
from tests.factories import make_experiment, make_implantation, make_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.experiments import Experiment, Implantation, Source

CODES = ("01001", "14581", "14011", "59178", "99999", "1001")
BASE = Catalogue(
    (make_experiment(id="a", sources=("s",)),),
    (make_implantation(id="a-001", experimentation="a", code="59178"),),
    (),
    (make_source(id="s"),),
)
EMPTY = Catalogue((), (), (), ())


def source(lot: str, identifier: str = "t") -> Apport:
    return Apport(make_source(id=identifier), 2, {}, lot)


def fiche(lot: str, identifier: str) -> Apport:
    return Apport(make_experiment(id=identifier, sources=("t",)), 2, {}, lot)


def place(lot: str, experiment: str, code: str, niveau: Niveau = Niveau.COMMUNE) -> Apport:
    made = make_implantation(
        id=f"{experiment}-{niveau}-{code}",
        experimentation=experiment,
        code=code,
        niveau=niveau,
        source="t",
        millesime_cog=2024,
    )
    return Apport(made, 3, {"code": code}, lot)


def apply(catalogue: Catalogue, *apports: Apport) -> Application:
    return appliquer(catalogue, apports, RESOLVER, 2026)


def told(found: Application) -> dict[str, str]:
    return {identifier: e.raison for e in found.ecarts for _, _, identifier in (e.cle,)}


def test_without_imports_a_catalogue_is_itself() -> None:
    assert apply(BASE) == Application(BASE, ())


def test_a_former_code_is_brought_to_the_current_one() -> None:
    found = apply(BASE, source("L"), place("L", "a", "14011"))
    assert found.ecarts == ()
    (new,) = [i for i in found.catalogue.implantations if i.id != "a-001"]
    assert (new.code, new.millesime_cog) == ("14581", 2026)


def test_what_no_longer_fits_is_told() -> None:
    found = apply(
        BASE,
        source("L"),
        place("L", "a", "59178"),
        place("L", "a", "1001"),
        place("L", "z", "01001"),
        fiche("L", "neuf"),
        fiche("L", "a"),
    )
    raisons = told(found)
    assert found.catalogue == BASE
    assert "contient déjà" in raisons["a-commune-59178"]
    assert "ne désigne plus" in raisons["a-commune-1001"], "a repaired code is a guess"
    assert "n’est plus au catalogue" in raisons["z-commune-01001"]
    assert "Aucune de ses implantations" in raisons["neuf"]
    assert "contient déjà" in raisons["a"]
    assert "t" in raisons, "nothing rests on the source"


apports = st.builds(
    lambda lot, x, code, kind: {
        Genre.SOURCE: source(lot),
        Genre.EXPERIMENTATION: fiche(lot, x),
        Genre.IMPLANTATION: place(lot, x, code),
    }[kind],
    st.sampled_from("LM"),
    st.sampled_from("abc"),
    st.sampled_from(CODES),
    st.sampled_from(Genre),
)


@given(st.lists(apports, max_size=12, unique_by=lambda a: a.cle), st.sampled_from([BASE, EMPTY]))
def test_each_record_is_applied_or_told_and_the_whole_holds(
    brought: list[Apport], catalogue: Catalogue
) -> None:
    ordered = in_order(brought)
    found = apply(catalogue, *ordered)
    whole = found.catalogue
    aside = {e.cle for e in found.ecarts}
    assert len(aside) == len(found.ecarts)
    assert aside <= {a.cle for a in ordered}
    held = {(Genre.de(r), r.id) for part in parts(whole) for r in part}
    assert {(a.genre, a.fiche.id) for a in ordered if a.cle not in aside} <= held
    known = {x.id for x in whole.experiments}
    sources = {s.id for s in whole.sources}
    assert {i.experimentation for i in whole.implantations} <= known
    places = [(i.experimentation, i.niveau, i.code) for i in whole.implantations]
    assert len(set(places)) == len(places)
    if any(a.genre is Genre.SOURCE for a in ordered):
        assert {i.source for i in whole.implantations} <= sources
    assert set(catalogue.implantations) <= set(whole.implantations)
    assert set(catalogue.experiments) <= set(whole.experiments)
    assert apply(catalogue, *ordered) == found
    again = apply(whole, *ordered)
    assert again.catalogue == whole, "a catalogue that holds its imports has nothing to add"


def in_order(brought: Sequence[Apport]) -> list[Apport]:
    return sorted(brought, key=lambda a: (a.lot, list(Genre).index(a.genre)))


def parts(catalogue: Catalogue) -> tuple[Sequence[Source | Experiment | Implantation], ...]:
    return (catalogue.sources, catalogue.experiments, catalogue.implantations)


def test_records_are_kept_as_text_and_read_back() -> None:
    x = make_experiment(sources=("s", "t"), dimension=None, dimension_provenance=None)
    for record in (x, make_source(date=None), make_implantation(vague="Première", debut=None)):
        text = en_texte(record)
        assert en_fiche(Genre.de(record), text) == record
        assert "null" not in text
    older = en_texte(replace(x, description=None))
    assert en_fiche(Genre.EXPERIMENTATION, older) == x
