"""What the list says besides its rows: thin themes, undated records, nothing found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.chiffres import THIN_THEME
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.web import criteria
from cartoexp.web.communs import signaler
from cartoexp.web.components import empty, note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH, SIZE, ListQuery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.facets import Choice
    from cartoexp.services.listing import Listing
    from cartoexp.web.communs.lieux import Lieux
    from cartoexp.web.html import Node


@dataclass(frozen=True, slots=True)
class Content:
    """What the services answered for one query."""

    listing: Listing
    facets: Mapping[str, Sequence[Choice]]
    places: Lieux
    names: Mapping[str, str]
    undated: ListQuery | None = None
    removal: criteria.Removal | None = None


def pages_of(listing: Listing) -> int:
    """Return the number of pages, at least 1."""
    return max(1, -(-listing.experimentations // SIZE))


def notes(content: Content) -> Node:
    """Return the thin themes asked for and the undated records left out, each in a sentence."""
    found: list[Node] = [note(_thin(c)) for c in content.facets["theme"] if _is_thin(c)]
    left_out = content.listing.ecartees_sans_date
    if content.undated and left_out:
        verb = "est laissée" if left_out == 1 else "sont laissées"
        told = (
            f"{count(left_out, 'implantation')} dont l’année de début est inconnue {verb} de côté. "
        )
        found.append(note([told, html.A("Les inclure", href=content.undated.href)]))
    return html.Div(found, className="notes") if found else None


def _is_thin(choice: Choice) -> bool:
    return choice.selected and choice.implantations < THIN_THEME


def _thin(choice: Choice) -> Node:
    counted = (
        f"{count(choice.total, 'expérimentation')} et "
        f"{count(choice.implantations, 'implantation')} au catalogue"
    )
    return [
        html.Strong("Thème peu fourni. "),
        f"{choice.label}{NBSP}: {counted}. Toute comparaison est fragile.",
    ]


def nothing(query: ListQuery, content: Content) -> Node:
    """Return the empty state: the filter whose removal helps most comes first."""
    removal = content.removal
    clear = html.A("Tout effacer", className="bouton", href=PATH)
    buttons: list[Node] = [clear, signaler.proposer()]
    if removal:
        told = f"{removal.text} ({count(removal.experimentations, 'expérimentation')})"
        href = query.with_filters(removal.filters).href
        buttons.insert(0, html.A(told, className="bouton bouton--fort", href=href))
    return empty(
        f"Aucune expérimentation avec {criteria.number_of_filters(query.filters)}.",
        [html.P(_why(content)), html.P(buttons, className="actions")],
    )


def _why(content: Content) -> str:
    chosen = [(n, c) for n, choices in content.facets.items() for c in choices if c.selected]
    name, rarest = min(chosen, key=lambda pair: pair[1].total, default=("", None))
    limits = "Le catalogue n’est pas exhaustif."
    if content.removal is None:
        limits += " Retirer un seul filtre ne suffit pas."
    if rarest is None:
        return limits
    named = quote(f"{criteria.LABELS[name][0]}{NBSP}: {rarest.label}")
    return f"{named} n’en compte que {number(rarest.total)} au catalogue. {limits}"
