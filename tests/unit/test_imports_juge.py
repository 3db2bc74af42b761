"""Judgement of rows: one outcome each, whatever they hold and however they are cut."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.colonnes import Correspondance, Role
from cartoexp.domain.constats import Issue
from cartoexp.domain.experiments import Experiment, Implantation, Source
from cartoexp.domain.imports import Connu, Juge, Lue, Plan, PlanIncompletError, Verdict
from cartoexp.domain.rattachement import Indices, Rattachement, Statut, Voie
from tests.factories import make_experiment, make_source, make_territoire

HEADERS = ("code", "titre", "statut", "debut", "fin", "resume", "url")
TOWNS = {c: make_territoire(code=c, nom=f"Ville {c}") for c in ("59178", "68224", "01001")}
FICHE = {"themes": "energie", "base_legale": "inconnue", "statut": "projet"}


def plan(**valeurs: str) -> Plan:
    columns = {n: HEADERS.index(n) for n in ("titre", "statut", "debut", "fin", "resume")}
    return Plan(
        HEADERS,
        Correspondance({Role.CODE: 0}),
        {**columns, "source_url": 6},
        {**FICHE, **valeurs},
    )


def connu() -> Connu:
    x = make_experiment(id="essai", titre="Un essai")
    return Connu.of([x], [("essai-001", ("essai", "commune", "59178"))], [make_source()])


def lue(numero: int, *cells: str) -> Lue:
    row = (*cells, *[""] * (len(HEADERS) - len(cells)))
    town = TOWNS.get(row[0])
    statut = Statut.ACCEPTE if town else Statut.AMBIGU if row[0] == "?" else Statut.REFUSE
    found = Rattachement(statut, town, Voie.CODE if town else None, "Motif.", tuple(TOWNS.values()))
    return Lue(numero, row, Indices(code=row[0]), found)


def juger(*rows: Lue, size: int = 100, **valeurs: str) -> list[Verdict]:
    juge = Juge(plan(**valeurs), connu(), 2026)
    parts = (rows[i : i + size] for i in range(0, len(rows), size))
    return [v for some in parts for v in juge.juger(some)]


URL = "https://exemple.fr/a"


def test_an_accepted_row_brings_its_records() -> None:
    (found,) = juger(lue(2, "68224", "Neuf", "en_cours", "2020", "", "Un résumé.", URL))
    assert found.issue is Issue.ACCEPTE
    source, fiche, place = (a.fiche for a in found.apports)
    assert isinstance(source, Source)
    assert isinstance(fiche, Experiment)
    assert isinstance(place, Implantation)
    assert source.url == URL
    assert (fiche.id, fiche.sources) == ("neuf", (source.id,))
    assert (place.id, place.source, place.debut) == ("neuf-commune-68224", source.id, 2020)
    assert found.apports[-1].donne == {"code": "68224", "voie": "code"}
    assert found.centre == TOWNS["68224"].centre


@pytest.mark.parametrize(
    ("cells", "champ", "told"),
    [
        (("68224", "", "", "", "", "", URL), "titre", "vide"),
        (("68224", "Un essai", "LAUREAT", "", "", "", URL), "statut", "Valeurs admises"),
        (("68224", "Un essai", "", "vers 2020", "", "", URL), "debut", "nombre entier"),
        (("68224", "Un essai", "", "2021", "2020", "", URL), "fin", "précède"),
        (("68224", "Un essai", "", "", "", "", ""), "source_titre (option)", "ni titre ni adresse"),
        (("68224", "Un essai", "", "", "", "", "ftp://a"), "url", "adresse"),
        (("68224", "Neuf", "", "", "", "x" * 700, URL), "resume", "600 au plus"),
        (("68224", "Neuf", "", "", "", "<b>", URL), "resume", "balisage"),
        (("68224", "Neuf", "", "", "", "", URL), "resume", "obligatoire"),
        (("0", "Un essai", "", "", "", "", URL), "code", "Motif"),
    ],
)
def test_a_refused_row_says_which_field_and_what_to_do(
    cells: tuple[str, ...], champ: str, told: str
) -> None:
    (found,) = juger(lue(2, *cells))
    assert found.issue is Issue.REFUSE
    assert found.apports == ()
    (remark,) = found.remarques
    assert (remark.champ, told in remark.message) == (champ, True), remark


def test_an_ambiguous_row_has_candidates_and_its_other_faults() -> None:
    (found,) = juger(lue(2, "?", "Un essai", "", "", "", "", URL))
    assert found.issue is Issue.AMBIGU
    assert found.remarques[0].candidats[0] == "Ville 59178 (commune 59178)"
    (found,) = juger(lue(2, "?", "Un essai", "LAUREAT", "", "", "", URL))
    assert found.issue is Issue.REFUSE
    assert [r.champ for r in found.remarques] == ["code", "statut"]


def test_what_is_there_is_not_doubled() -> None:
    rows = [lue(n, c, "Un essai", "", "", "", "", URL) for n, c in enumerate(["59178", "68224"], 2)]
    found = juger(*rows, lue(4, "68224", "UN ESSAI", "", "", "", "", URL))
    assert [v.issue for v in found] == [Issue.DEJA_PRESENT, Issue.ACCEPTE, Issue.DEJA_PRESENT]
    assert "au catalogue" in found[0].remarques[0].message
    assert "à la ligne 3" in found[2].remarques[0].message


def test_rows_of_a_new_experiment_agree_or_are_refused() -> None:
    first, second, third = juger(
        lue(2, "68224", "Neuf", "", "", "", "Un résumé.", URL),
        lue(3, "01001", "neuf", "", "", "", "Un autre.", URL),
        lue(4, "59178", "Neuf", "", "", "", "", URL),
    )
    assert [len(v.apports) for v in (first, second, third)] == [3, 1, 1]
    local = second.apports[0].fiche
    assert isinstance(local, Implantation)
    assert (local.titre_local, local.resume_local) == ("neuf", "Un autre.")


def test_an_unknown_id_is_told_with_close_ones_and_constants_are_checked_first() -> None:
    headers = ("code", "x")
    by_id = Plan(headers, Correspondance({Role.CODE: 0}), {"experimentation": 1}, {**FICHE})
    row = Lue(2, ("68224", "esai"), Indices("68224"), lue(2, "68224").rattachement)
    (found,) = Juge(by_id, connu(), 2026).juger([row])
    assert "«\u00a0essai\u00a0»" in found.remarques[0].message
    with pytest.raises(PlanIncompletError, match="2100"):
        plan(debut="hier").verifier_valeurs(connu())


codes = st.sampled_from([*TOWNS, "?", "0", ""])
titles = st.sampled_from(["Un essai", "Neuf", "neuf", "Autre", "", "=1"])
cells = st.tuples(
    codes,
    titles,
    st.sampled_from(["", "En cours", "LAUREAT"]),
    st.sampled_from(["", "2020", "hier"]),
    st.sampled_from(["", "2019"]),
    st.sampled_from(["", "A.", "B.", "<b>"]),
    st.sampled_from(["", URL, "https://exemple.fr/b"]),
)


@given(st.lists(cells, max_size=12), st.integers(1, 5))
def test_every_row_has_one_outcome_however_rows_are_cut(
    rows: list[tuple[str, ...]], size: int
) -> None:
    lues = [lue(n, *row) for n, row in enumerate(rows, 2)]
    found = juger(*lues, size=size)
    assert found == juger(*lues)
    assert [v.ligne for v in found] == [x.numero for x in lues]
    assert Counter(v.issue for v in found).total() == len(rows)
    assert all(v.remarques for v in found), "each is told"
    assert all(bool(v.apports) == (v.issue in {Issue.ACCEPTE, Issue.REPARE}) for v in found)
    brought = [a.fiche for v in found for a in v.apports]
    ids = Counter((type(fiche).__name__, fiche.id) for fiche in brought)
    assert set(ids.values()) <= {1}
    places = [(i.experimentation, i.code) for i in brought if isinstance(i, Implantation)]
    assert len(set(places)) == len(places)
    known = {"essai", *(x.id for x in brought if isinstance(x, Experiment))}
    assert {x for x, _ in places} <= known
    again = juger(*lues)
    assert [v.apports for v in again] == [v.apports for v in found], "ids are always the same"
