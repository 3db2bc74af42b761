"""What is copied of a layer: its address, its frame; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.components import aria, block
from cartoexp.web.couches.commun import origine
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.integrer.oembed import frame

if TYPE_CHECKING:
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Contenu
    from cartoexp.web.html import Node


def a_copier(web: Web, vue: VueCouche, content: Contenu) -> Element:
    """Return the frame to paste in a page: it dies with the layer."""
    code = frame(f"{origine(web)}{vue.adresse()}", content.titre, None, content.hauteur)
    told = "Le cadre porte l’avertissement et l’origine. Il disparaît avec la carte."
    fields: list[Node] = [
        champ("cadre", "Cadre à coller dans votre page", code, lignes=3),
        html.P(id="copie-dite", className="sr", role="status"),
    ]
    return block("integrer", "Intégrer", fields, told)


def champ(nom: str, label: str, texte: str, lignes: int = 2) -> Element:
    """Return a text to copy, with a button where there is JavaScript."""
    name = f"copie-{nom}"
    return html.Div(
        [
            html.Div(
                [
                    html.Label(label, className="code__nom", htmlFor=name),
                    html.Button(
                        "Copier",
                        className="bouton",
                        type="button",
                        **{"data-copier": name, **aria(label=f"Copier\u00a0: {label}")},
                    ),
                ],
                className="code__tete",
            ),
            Element(
                "textarea",
                texte,
                id=name,
                className="champ",
                rows=str(lignes),
                readOnly=True,
                spellCheck="false",
            ),
        ],
        className="code",
    )
