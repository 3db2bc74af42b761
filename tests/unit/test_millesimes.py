"""Two vintages of the code: what changed, and what becomes of each code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.millesimes import Destins, Devenir, Nomme, comparer, passages_vers
from cartoexp.domain.territoires import Niveau
from tests.vintages import vintage


def test_a_merged_commune_moves_to_the_one_that_holds_it() -> None:
    found = comparer(vintage(2024, "A B C"), vintage(2025, "A C", {"B": "A"}))
    (fusion,) = found.fusions
    assert [str(c) for c in fusion.reunies] == ["A (A)", "B (B)"]
    assert not fusion.creee
    fate = Destins(found).de(Niveau.COMMUNE, "B")
    assert (fate.devenir, fate.territoire) == (Devenir.DEPLACE, Nomme("A", "A"))
    assert fate.motif == "B (B) fait partie de A (A)."
    assert Destins(found).de(Niveau.COMMUNE, "A").devenir is Devenir.GARDE


def test_a_merger_under_a_new_code_creates_a_commune() -> None:
    found = comparer(vintage(2024, "A B"), vintage(2025, "N", {"A": "N", "B": "N"}))
    assert [(f.commune.code, f.creee) for f in found.fusions] == [("N", True)]
    assert not [*found.sans_suite, *found.sans_origine, *found.recodees]


def test_a_parted_commune_is_never_chosen() -> None:
    found = comparer(vintage(2024, "P", {"R": "P"}), vintage(2025, "P R"))
    assert [str(p) for p in found.separations[0].parties] == ["P (P)", "R (R)"]
    fate = Destins(found).de(Niveau.COMMUNE, "P")
    assert (fate.devenir, fate.territoire) == (Devenir.AMBIGU, None)
    assert [c.code for c in fate.candidats] == ["P", "R"]
    assert fate.motif == "P (P) s’est séparée en P (P) et R (R)."
    # The restored commune itself, under the code that it had before: nothing to choose.
    assert Destins(found).de(Niveau.COMMUNE, "R").devenir is Devenir.GARDE


def test_a_commune_that_is_gone_in_parts_is_parted() -> None:
    old = vintage(2024, "P", {"R": "P", "S": "P"})
    found = comparer(old, vintage(2025, "R S", {"P": "R"}))
    assert [str(p) for p in found.separations[0].parties] == ["R (R)", "S (S)"]


def test_another_code_for_the_same_commune() -> None:
    old = vintage(2024, "14011", {"14581": "14011"}, noms={"14011": "Aurseulles"})
    new = vintage(2025, "14581", {"14011": "14581"}, noms={"14581": "Aurseulles"})
    found = comparer(old, new)
    assert [(c.avant.code, c.apres.code) for c in found.recodees] == [("14011", "14581")]
    assert not [*found.fusions, *found.separations]
    fate = Destins(found).de(Niveau.COMMUNE, "14011")
    assert fate.motif == "Aurseulles (14011) porte aujourd’hui le code 14581 (Aurseulles)."


def test_names_and_their_spelling() -> None:
    old = vintage(2024, "A B", noms={"A": "Étaux", "B": "Coeur"})
    new = vintage(2025, "A B", noms={"A": "Éteaux", "B": "Cœur"})
    found = comparer(old, new).renommees
    assert [(c.apres.nom, c.graphie) for c in found] == [("Éteaux", False), ("Cœur", True)]
    kept = Destins(comparer(old, new)).de(Niveau.COMMUNE, "A")
    assert (kept.devenir, kept.motif) == (Devenir.GARDE, "S’appelait Étaux.")


def test_a_code_that_nobody_knows_is_for_a_person() -> None:
    found = comparer(vintage(2024, "A B"), vintage(2025, "A"))
    assert found.sans_suite == (Nomme("B", "B"),)
    for niveau, code in ((Niveau.COMMUNE, "B"), (Niveau.COMMUNE, "Z"), (Niveau.REGION, "99")):
        fate = Destins(found).de(niveau, code)
        assert (fate.devenir, fate.territoire, fate.candidats) == (Devenir.AMBIGU, None, ())
        assert fate.motif == f"{code} n’est pas au COG 2025, qui ne dit pas sa suite."
    assert Destins(found).de(Niveau.REGION, "84").devenir is Devenir.GARDE


def test_a_former_code_is_followed_through_the_older_vintage() -> None:
    found = comparer(vintage(2024, "B", {"A": "B"}), vintage(2025, "C", {"B": "C", "A": "C"}))
    fate = Destins(found).de(Niveau.COMMUNE, "A")
    assert (fate.devenir, fate.territoire) == (Devenir.DEPLACE, Nomme("C", "C"))


def test_an_epci_dissolved_into_one_moves_and_into_two_does_not() -> None:
    old = vintage(2024, "A B C D", epci={"X": "A B", "Y": "C D", "Z": ""})
    new = vintage(2025, "A B C D", epci={"V": "A B C", "W": "D"})
    found = comparer(old, new)
    moved, torn, empty = (Destins(found).de(Niveau.EPCI, code) for code in "XYZ")
    assert (moved.devenir, moved.territoire) == (Devenir.DEPLACE, Nomme("V", "V"))
    assert (torn.devenir, [c.code for c in torn.candidats]) == (Devenir.AMBIGU, ["V", "W"])
    assert "1\u00a0commune dans V (V), 1\u00a0commune dans W (W)" in torn.motif
    assert (empty.devenir, empty.candidats) == (Devenir.AMBIGU, ())
    assert [(c.epci.code, [n for _, n in c.origines]) for c in found.epci_crees] == [
        ("V", [2, 1]),
        ("W", [1]),
    ]
    assert [(str(m.commune), str(m.avant), str(m.apres)) for m in found.mouvements] == [
        ("A (A)", "X (X)", "V (V)"),
        ("B (B)", "X (X)", "V (V)"),
        ("C (C)", "Y (Y)", "V (V)"),
        ("D (D)", "Y (Y)", "W (W)"),
    ]


def test_an_epci_some_of_whose_communes_are_in_none_is_not_moved() -> None:
    old = vintage(2024, "A B", epci={"X": "A B"})
    found = comparer(old, vintage(2025, "A B", epci={"V": "A"}))
    assert Destins(found).de(Niveau.EPCI, "X").devenir is Devenir.AMBIGU


@pytest.mark.parametrize("suites", [{"B": "C"}, {"B": "C", "C": "B"}])
def test_ways_that_lead_nowhere_are_told(suites: dict[str, str]) -> None:
    assert passages_vers({"A": "A"}, suites) == ({}, list(suites))


CODES = "ABCDEF"


@st.composite
def vintages(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Communes, and ways to them from some of the other codes."""
    communes = sorted(draw(st.sets(st.sampled_from(CODES), min_size=1)))
    former = draw(st.sets(st.sampled_from(CODES))) - set(communes)
    return " ".join(communes), {c: draw(st.sampled_from(communes)) for c in sorted(former)}


@given(vintages(), vintages())
def test_every_code_has_one_fate_and_nothing_is_chosen(
    old: tuple[str, dict[str, str]], new: tuple[str, dict[str, str]]
) -> None:
    found = comparer(vintage(2024, *old), vintage(2025, *new))
    destins = Destins(found)
    for code in CODES:
        fate = destins.de(Niveau.COMMUNE, code)
        assert (fate.territoire is None) == (fate.devenir is Devenir.AMBIGU)
        assert fate.territoire is None or fate.territoire.code in found.nouveau.communes
        assert len(fate.candidats) != 1
        if code in found.ancien.communes:
            assert (len(found.liens.suites[code]) == 1) == (fate.territoire is not None)


@given(vintages())
def test_a_vintage_does_not_differ_from_itself(old: tuple[str, dict[str, str]]) -> None:
    same = vintage(2024, *old)
    found = comparer(same, same)
    assert not [*found.fusions, *found.separations, *found.recodees, *found.renommees]
    for code in same.communes:
        assert Destins(found).de(Niveau.COMMUNE, code).devenir is Devenir.GARDE
