"""The columns that a join adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartoexp.domain.rattachement import Rattachement

COLONNES = (
    "cartoexp_statut",
    "cartoexp_niveau",
    "cartoexp_code",
    "cartoexp_nom",
    "cartoexp_motif",
)

SAMPLE = 500
"""Rows that are looked at to recognise the columns."""


def cellules(r: Rattachement) -> tuple[str, str, str, str, str]:
    """Return the cells of an outcome, in the order of ``COLONNES``."""
    t = r.territoire
    if t is None:
        return r.statut.value, "", "", "", r.motif
    return r.statut.value, t.niveau.value, t.code, t.nom, r.motif
