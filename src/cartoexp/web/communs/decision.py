"""What a decision changed in a record, before and after; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions.proposition import vide
from cartoexp.web.communs.difference import Difference
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.contributions import Entree, Version
    from cartoexp.web.html import Node

UNCHANGED = "La fiche n’a pas changé."
REDACTED = "Un texte a été retiré d’ici, pour ne désigner personne."


def changements(entree: Entree, versions: Sequence[Version], prefixe: str) -> list[Node]:
    """Return the changes of a decision, field by field.

    Args:
        entree: the decision.
        versions: those of the record.
        prefixe: what tells its ids apart from those of other decisions on the page.
    """
    if not entree.changements:
        return [html.P(UNCHANGED, className="discret")]
    states = {v.numero: v.dossier for v in versions}
    made = entree.version or 0
    before, after = states.get(made - 1, vide()), states.get(made, vide())
    told = Difference(entree.changements, before, after, prefixe=prefixe, fait=True).rendre(3)
    if any(change.expurge for change in entree.changements):
        told.append(html.P(REDACTED, className="petit discret"))
    return told
