"""The queue of who moderates: filtered, counted, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions.file import PAR_PAGE, Demande, File, parler_de
from cartoexp.store import contributions as store
from cartoexp.store import experiments as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cartoexp.domain.contributions import Contribution


def parcourir(session: Session, demande: Demande) -> File:
    """Return a page of the queue; the last one when there are fewer than that."""
    asked = store.Criteres(
        recues=True,
        etats=demande.etats,
        genre=demande.genre,
        experimentation=demande.experimentation,
        moderateur=demande.moderateur,
        libres=demande.libres,
    )
    found = _trouver(session, demande.texte, asked) if demande.texte.strip() else None
    total = store.compter(session, **asked) if found is None else len(found)
    page = min(max(demande.page, 1), max(1, -(-total // PAR_PAGE)))
    start = (page - 1) * PAR_PAGE
    if found is None:
        shown = store.lister(session, page=(start, PAR_PAGE), **asked)
    else:
        shown = found[start : start + PAR_PAGE]
    return File(shown, total, page, store.compter_etats(session))


def _trouver(session: Session, texte: str, asked: store.Criteres) -> list[Contribution]:
    """Return what holds a text: accents are folded as no database here folds them."""
    titles = {x.id: x.titre for x in queries.list_experiments(session)}
    return [
        c
        for c in store.lister(session, **asked)
        if parler_de(c, titles.get(c.cible.experimentation, ""), texte)
    ]
