"""Rows of a step, whatever is written in whatever order: what is shown and sent back is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cartoexp.web.contribuer.fiche.lignes import ID, empreinte, garder, montrer, renvois

if TYPE_CHECKING:
    from cartoexp.domain.contributions.contribution import Ligne

NAMES = ("statut", "debut", "note", "source")
CELL = st.sampled_from(["", "a", "b", "x | y"])
ROW = st.dictionaries(st.sampled_from(NAMES), CELL.filter(bool), min_size=1)
BASE = st.dictionaries(st.sampled_from(["k1", "k2", "k3"]), ROW)
EDITS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(NAMES), CELL), max_size=8)


def sent(rows: list[Ligne], keys: list[str]) -> dict[int, Ligne]:
    """What a form of these rows sends: every question, and the id of a row of the record."""
    return {
        rank: {name: row.get(name, "") for name in NAMES} | ({ID: key} if key else {})
        for rank, (row, key) in enumerate(zip(rows, keys, strict=True))
    }


@given(BASE, st.lists(ROW, max_size=3), EDITS)
def test_what_is_written_is_what_is_shown_next(
    base: dict[str, Ligne], new: list[Ligne], edits: list[tuple[int, str, str]]
) -> None:
    contenu: list[Ligne] = list(new)
    shown = montrer("implantations", base, contenu)
    assert [r.cle for r in shown] == [*base, *([""] * len(new))]
    rows = [dict(r.cellules) for r in shown]
    for rank, name, cell in edits:
        if rank < len(rows):
            rows[rank][name] = cell
    form = sent(rows, [r.cle for r in shown])
    kept = garder("implantations", base, contenu, form)
    again = montrer("implantations", base, kept.lignes)
    written = [{n: c for n, c in row.items() if c} for row in rows]
    full = [row for row, r in zip(written, shown, strict=True) if row or r.cle]
    assert [{n: c for n, c in r.cellules.items() if c and n != ID} for r in again] == full
    for line in kept.lignes:
        held = base.get(line.get(ID, ""), {})
        assert all(cell != held.get(name, "") for name, cell in line.items() if name != ID)
    twice = garder("implantations", base, kept.lignes, sent(full, [r.cle for r in again]))
    assert twice.lignes == kept.lignes
    assert empreinte(again) == empreinte(montrer("implantations", base, twice.lignes))
    assert len(kept.rangs) == len(kept.lignes)


@given(BASE, ROW)
def test_rows_that_are_not_shown_stay(base: dict[str, Ligne], draft: Ligne) -> None:
    held = [{ID: key, **draft} for key in base]
    assert garder("implantations", base, held, {}).lignes == held


def test_sources_keep_their_rows() -> None:
    contenu = {
        "sources": [{"titre": "b"}],
        "evaluations": [{"source": "nouvelle-2"}, {"source": "nouvelle-1"}, {"source": "x"}],
    }
    assert renvois(contenu, [1])["evaluations"] == [{"source": "nouvelle-1"}, {}, {"source": "x"}]
