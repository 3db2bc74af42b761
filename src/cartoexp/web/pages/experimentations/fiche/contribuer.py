"""Block « Contribuer »: what a reader can do for the record, and what was done of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs import signaler
from cartoexp.web.components import block
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH

if TYPE_CHECKING:
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

HISTORY = "historique"
TOLD = "Sans compte. Rien n’est publié avant d’être relu, selon des "


def contribuer(fiche: Fiche) -> Element:
    """Return the block; it is of no use on paper."""
    name = fiche.experiment.id
    ways = (
        ("Signaler une erreur", signaler.adresse(fiche=name)),
        ("Proposer une modification", signaler.contribuer(name, Genre.MODIFICATION)),
        ("Ajouter une évaluation", signaler.contribuer(name, Genre.EVALUATION)),
        ("Ajouter une source", signaler.contribuer(name, Genre.SOURCE)),
        ("Ajouter une dérogation", signaler.contribuer(name, Genre.DEROGATION)),
        ("Confirmer qu’elle est toujours exacte", f"{signaler.EXACTE}?fiche={name}"),
    )
    buttons = [html.A(label, className="bouton", href=href, rel="nofollow") for label, href in ways]
    aside = [TOLD, html.A("critères publics", href=signaler.CRITERES), "."]
    content: list[Node] = [
        html.Div(buttons, className="actions"),
        html.P(
            [verified(fiche), " ", html.A("Historique de la fiche", href=address(name))],
            className="petit contribuer__suite",
        ),
    ]
    made = block("contribuer", "Contribuer à cette fiche", content, aside)
    made.attributes["className"] = "bloc pas-imprimer"
    return made


def address(identifier: str) -> str:
    """Return where the history of a record is."""
    return f"{PATH}/{identifier}/{HISTORY}"


def verified(fiche: Fiche) -> str:
    """Return when the record was last verified."""
    known = fiche.experiment.verifie_le
    if known is None:
        return "Aucune vérification datée."
    return f"Dernière vérification{NBSP}: {known.label}."
