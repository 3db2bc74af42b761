"""What was written and can no longer be saved: it is shown, to be copied; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web import champs
from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.adresses import ACCUEIL
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.contributions.contribution import Ligne

TITRE = "Ce brouillon ne s’enregistre plus"


def layout(
    raison: str, envoi: Mapping[str, Mapping[int, Ligne]], status: int, suite: tuple[str, str]
) -> Page:
    """Return the page.

    Args:
        raison: why, in a sentence.
        envoi: what was sent, by table, by rank of the row, by column.
        status: of the answer.
        suite: address and words of what to do next.
    """
    pairs = [
        (asked.label if (asked := champs.champ(table, name)) else name, cell)
        for table, rows in envoi.items()
        for row in rows.values()
        for name, cell in row.items()
        if cell and name != "id"
    ]
    items = [node for label, cell in pairs for node in (html.Dt(label), html.Dd(cell))]
    written = [
        html.H2("Ce que vous veniez d’écrire"),
        html.P("Copiez ce que vous voulez garder\u00a0: ce n’est pas enregistré."),
        html.Dl(items, className="def proposer__perdu"),
    ]
    main = html.Main(
        [
            html.H1(TITRE),
            cadre.alerte(html.P(raison)),
            *(written if items else []),
            html.P(
                [
                    html.A(suite[1], className="bouton bouton--fort", href=suite[0]),
                    html.A("Contribuer", className="bouton", href=ACCUEIL),
                ],
                className="actions",
            ),
        ],
        className="page page--texte proposer",
        id="contenu",
    )
    return Page(TITRE, cadre.DESCRIPTION, main, CONTRIBUER, status=status, robots="noindex")
