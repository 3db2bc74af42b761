"""« Retirer cet envoi »: asked once more before it is done; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import CONTRIBUTEUR, Acte
from cartoexp.domain.contributions.etats import suivant
from cartoexp.web.contribuer.suivi.adresses import RETRAIT, suivi
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.contributions import Suivi
    from cartoexp.web.html import Element

TITRE = "Retirer cette contribution\u00a0?"
TOLD = (
    "La modération ne la relira pas, et elle ne pourra pas être reprise\u00a0: il faudrait en "
    "faire une autre. Le catalogue ne change pas."
)


def layout(jeton: str, read: Suivi, porte: Sequence[Element]) -> Page:
    """Return the page.

    Raises:
        EtapeError: it is decided, or withdrawn already.
    """
    suivant(Acte.RETRAIT, read.contribution.etat, CONTRIBUTEUR.role)
    form = html.Form(
        [
            *porte,
            html.P(
                [
                    html.Button("La retirer", className="bouton bouton--fort", type="submit"),
                    html.A("La garder", className="bouton", href=suivi(jeton)),
                ],
                className="actions",
            ),
        ],
        method="post",
        action=suivi(jeton, RETRAIT),
    )
    main = html.Main(
        [
            html.P(read.contribution.genre.label, className="sur-titre"),
            html.H1(TITRE),
            html.P(TOLD, className="chapo"),
            form,
        ],
        className="page page--texte suivi",
        id="contenu",
    )
    return Page(TITRE, TOLD, main, CONTRIBUER, robots="noindex")
