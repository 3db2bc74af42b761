"""A text to copy, with a button where there is JavaScript (``copier.js``); pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.html import Node

SCRIPT = "copier.js"


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


def dit() -> Node:
    """Return where the script says that a text is copied; once a page."""
    return html.P(id="copie-dite", className="sr", role="status")
