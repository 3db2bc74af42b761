"""The page before anything is chosen: what it does, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage.adresse import PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.etat import Choix

OFFERED = 12
STEPS = (
    ("Choisissez une expérimentation", "du catalogue, ou collez les codes de vos territoires."),
    ("Réglez les poids", "si certains thèmes comptent plus pour vous que ce qui a été appris."),
    ("Posez vos contraintes", "de population ou de lieu."),
)


def panel(choix: Choix) -> Sequence[Node]:
    """Return how it goes, and the experiments held in most places."""
    most = sorted(choix.experimentations, key=lambda x: (-x[2], x[1]))[:OFFERED]
    links = [
        html.Li(
            [
                html.A(typeset(title), href=f"{PATH}?experimentation={identifier}"),
                html.Small(count(n, "implantation")),
            ]
        )
        for identifier, title, n in most
    ]
    return [
        html.Div(
            [
                html.H2("Choisir, régler, lire", id="classement-titre"),
                html.P(
                    "Cartoexp apprend ce qui distingue des autres les territoires qui mènent une "
                    "expérimentation, et classe tous les autres par ressemblance. Chaque rang "
                    "vient avec ses raisons."
                ),
                html.Ol([html.Li([html.Strong(a), " ", b]) for a, b in STEPS], className="marche"),
            ],
            id="bilan",
            className="bilan",
        ),
        html.Div(
            [
                html.H3("Les plus répandues du catalogue"),
                html.Ul(links, className="propositions"),
            ],
            id="rangs",
            className="accueil",
        ),
    ]
