"""The same dates as a table; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.communs.echeances import fiche
from cartoexp.web.components import cell
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.web.html import Element
    from cartoexp.web.pages.echeances.modele import Contenu

HEADS = ("Date", "Échéance", "Expérimentation ou objet", "Territoires", "Ce qui en est recensé")


def table(contenu: Contenu) -> Element:
    """Return the dates of this page, one a row."""
    return _table(
        "Échéances datées : ce qui peut encore venir, puis ce qui est passé.",
        contenu.montrees,
        contenu.jour,
    )


def _table(caption: str, found: Sequence[Echeance], today: date) -> Element:
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([html.Th(name, scope="col") for name in HEADS])),
                html.Tbody([_row(e, today) for e in found]),
            ],
            className="pile",
        ),
        className="defile",
    )


def _row(e: Echeance, today: date) -> Element:
    what = html.A(typeset(e.objet or e.experiment.titre), href=fiche(e))
    return html.Tr(
        [
            html.Th(capital(phrases.quand(e)), scope="row"),
            cell(HEADS[1], e.nature.label),
            cell(HEADS[2], what),
            cell(HEADS[3], phrases.lieux(e.territoires)),
            cell(HEADS[4], " ".join(phrases.dit(e, today))),
        ],
        id=e.cle,
    )
