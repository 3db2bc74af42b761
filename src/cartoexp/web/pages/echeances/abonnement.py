"""How to follow the register: a calendar, a feed, and what they leave out; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs import echeances as words
from cartoexp.web.components import block
from cartoexp.web.html import tags as html
from cartoexp.web.pages.echeances.calendrier import Imprecises

if TYPE_CHECKING:
    from cartoexp.domain.echeances import Choix
    from cartoexp.web.html import Element

TOLD = (
    "Donnez une de ces adresses à votre agenda ou à votre lecteur de flux. Les filtres choisis y "
    "sont gardés."
)
DAYS = (
    "les dates connues au jour près, et une tâche sans date pour ce qui est attendu un mois ou "
    "une année donnés"
)
BANDS = (
    "en plus, un bandeau sur tous les jours possibles, au lieu d’une tâche, pour ce qui est "
    "attendu un mois ou une année donnés"
)
PHONE = "S’y abonner dans l’agenda de cet appareil"
FEED = "une entrée revient quand sa fiche change"


def subscribe(choix: Choix, calendar: str, origin: str) -> Element:
    """Return the addresses; ``calendar`` tells what the calendar holds and leaves out.

    An address that opens the diary of a telephone is a whole one: it takes the site's own,
    ``origin``.
    """
    path, how = f"{words.PATH}.ics", Imprecises.BANDEAUX.value
    ways = (
        ("Calendrier", words.address(choix, path), DAYS),
        ("Calendrier avec bandeaux", words.address(choix, path, imprecises=how), BANDS),
        ("Flux Atom", words.address(choix, f"{words.PATH}.atom"), FEED),
    )
    links = [html.Li([html.A(name, href=href), f"{NBSP}: {told}."]) for name, href, told in ways]
    if origin:
        host = origin.partition("://")[2]
        own = html.A(PHONE, href=f"webcal://{host}{words.address(choix, path)}")
        links.insert(1, html.Li([own, f"{NBSP}: le même, qui se met à jour."]))
    kept = html.P(calendar, className="petit discret")
    return block("abonnement", "S’abonner", [html.Ul(links, className="liste-simple"), kept], TOLD)
