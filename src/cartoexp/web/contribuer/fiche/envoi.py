"""What a step's form sends: rows by rank, what to do, and the mark of what it was filled in on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.contributions import EnvoiTropLongError
from cartoexp.domain.contributions.contenu import MAX_LIGNES
from cartoexp.web import champs
from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.adresses import ACTION, VU
from cartoexp.web.contribuer.fiche.etapes import Etape

if TYPE_CHECKING:
    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.web.contribuer.fiche.lieux import Lieux

MOST = 2 * MAX_LIGNES
"""Rows of a form: as many as a proposal may have, and those that it leaves out."""
TOO_MANY = f"Une étape compte {MOST} lignes au plus. Revenez en arrière, et faites-en plusieurs."


@dataclass(frozen=True, slots=True)
class Envoi:
    """A form; ``objet`` is what its action is about."""

    lignes: dict[int, Ligne] = field(default_factory=dict)
    action: str = cadre.ENREGISTRER
    objet: str = ""
    vu: str = ""

    @property
    def retirer(self) -> int | None:
        """Rank of the row to take out."""
        rank = self.objet.rpartition("-")[2]
        return int(rank) if self.action == cadre.RETIRER and rank.isdecimal() else None


def lire(etape: Etape, lieux: Lieux) -> Envoi:
    """Return what is sent; territories are read, never guessed.

    Raises:
        EnvoiTropLongError: it has more rows than any page of ours.
    """
    form = request.form
    rows = champs.lire(form, etape.table) if etape.table else {}
    if len(rows) > MOST:
        raise EnvoiTropLongError(TOO_MANY)
    if etape is Etape.TERRITOIRES:
        rows = {rank: lieux.retenir(row) for rank, row in rows.items()}
    elif etape is Etape.DEROGATIONS:
        rows = {rank: lieux.citer(row) for rank, row in rows.items()}
    action, _, about = form.get(ACTION, cadre.ENREGISTRER).partition(":")
    return Envoi(rows, action, about, form.get(VU, ""))
