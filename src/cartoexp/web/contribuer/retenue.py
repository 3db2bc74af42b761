"""What becomes of a form that is held back: it is shown again, whole, with its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from cartoexp.domain.contributions import EnvoiRetenuError
from cartoexp.web import errors
from cartoexp.web.components import note
from cartoexp.web.contribuer.porte import JETON, VIDE
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte

PRIVATE = ("/contribuer/brouillon/", "/contribuer/suivi/")
"""What is under these paths is one person's."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # The address is all that it takes to read what is there: no other site is told.
    "Referrer-Policy": "same-origin",
}
DESCRIPTION = "Un formulaire à envoyer de nouveau."


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach it to ``server``, and keep to their owner the pages that hold a form or a link."""
    server.extensions["porte"] = porte

    @server.errorhandler(EnvoiRetenuError)
    def retenir(error: EnvoiRetenuError) -> Response:
        page = layout(porte, error)
        response = Response(web.shell.document(page), page.status, mimetype="text/html")
        errors.tell(response, error)
        return response

    @server.after_request
    def keep_private(response: Response) -> Response:
        if request.path.startswith(PRIVATE):
            response.headers.update(HEADERS)
        elif g.get("formulaire"):
            response.headers["Cache-Control"] = "no-store"
        return response


def layout(porte: Porte, error: EnvoiRetenuError) -> Page:
    """Return the page that holds all that the form said."""
    said = [(k, v) for k, v in request.form.items(multi=True) if k not in {JETON, VIDE}]
    form = html.Form(
        [
            *porte.champs(relecture=True),
            *(Element("input", type="hidden", name=name, value=text) for name, text in said),
            _shown([text for _, text in said if text.strip()]),
            html.P(
                html.Button("Envoyer de nouveau", className="bouton bouton--fort", type="submit"),
                className="actions",
            ),
        ],
        method="post",
        action=request.full_path.rstrip("?"),
    )
    status = errors.status_of(error)
    title = errors.title_of(status, error)
    told = html.Div(note(html.P(str(error)), "alerte", "alerte"), role="alert")
    main = html.Main(
        [html.H1(title), told, form], className="page page--texte retenue", id="contenu"
    )
    return Page(title, DESCRIPTION, main, status=status.value, robots="noindex")


def _shown(texts: list[str]) -> Element | None:
    if not texts:
        return None
    items = [html.Li(text) for text in texts]
    return html.Details(
        [html.Summary("Ce que vous aviez écrit"), html.Ul(items, className="retenue__textes")],
        open=True,
    )
