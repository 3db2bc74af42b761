"""What becomes of a form that is not taken, whatever the failure: all it said is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from cartoexp.domain.contributions import EnvoiRetenuError
from cartoexp.domain.errors import CartoexpError, EnvoiEtrangerError
from cartoexp.web import errors
from cartoexp.web.components import note
from cartoexp.web.contribuer.porte import JETON, VIDE
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from http import HTTPStatus

    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte
    from cartoexp.web.html import Node

PRIVATE = (
    *("/contribuer/brouillon/", "/contribuer/suivi/"),
    *("/referentiel/evaluation/", "/referentiel/grille/"),
)
"""What is under these paths is one person's."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # The address is all that it takes to read what is there: no other site is told.
    "Referrer-Policy": "same-origin",
}
DESCRIPTION = "Un formulaire à envoyer de nouveau."
ENCORE = "Envoyer de nouveau"
COPIER = "Copiez ce que vous voulez garder\u00a0: cette page ne l’enregistre pas."
LONG = 20
"""Characters beyond which a word is shown: an address of a page, of a mailbox."""
PASSING = 500
"""Statuses from here on are not the sender's doing: the same form may be sent again."""


def register(server: Flask, porte: Porte) -> None:
    """Keep to their owner the pages that hold a form or a link."""
    server.extensions["porte"] = porte

    @server.after_request
    def keep_private(response: Response) -> Response:
        if request.path.startswith(PRIVATE):
            response.headers.update(HEADERS)
        elif g.get("formulaire"):
            response.headers["Cache-Control"] = "no-store"
        return response


def writer(web: Web, porte: Porte) -> errors.Writer:
    """Return what writes the failures of forms that were read; it passes on the others."""

    def write(status: HTTPStatus, error: Exception, sentence: str) -> Response | None:
        if not g.get("recu") or isinstance(error, EnvoiEtrangerError):
            return None
        again = isinstance(error, EnvoiRetenuError) or status >= PASSING
        guard = _guard(porte) if again else []
        page = layout(status, errors.title_of(status, error), sentence, guard)
        return Response(web.shell.document(page), status, mimetype="text/html")

    return write


def _guard(porte: Porte) -> list[Element]:
    """Return what lets the form be sent again, unless the database has to be asked for it."""
    try:
        return porte.champs(relecture=True)
    except CartoexpError:
        return []


def layout(status: HTTPStatus, title: str, sentence: str, guard: list[Element]) -> Page:
    """Return the page that holds all that the form said; it is sent again with ``guard``."""
    said = [(k, v) for k, v in request.form.items(multi=True) if k not in {JETON, VIDE}]
    # What is to be copied is whole; what is sent again is shown without the ids it goes by.
    texts = [text for _, text in said if text.strip() and (not guard or _is_prose(text))]
    content: list[Node] = [
        html.Div(note(html.P(sentence), "alerte", "alerte"), role="alert"),
        _again(said, guard) if guard else None,
        _shown(texts, copied=not guard) if texts else None,
    ]
    main = html.Main([html.H1(title), *content], className="page page--texte", id="contenu")
    return Page(title, DESCRIPTION, main, CONTRIBUER, status=status.value, robots="noindex")


def _is_prose(text: str) -> bool:
    return len(text.split()) > 1 or len(text) > LONG


def _again(said: list[tuple[str, str]], guard: list[Element]) -> Element:
    hidden = [Element("input", type="hidden", name=name, value=text) for name, text in said]
    button = html.Button(ENCORE, className="bouton bouton--fort", type="submit")
    return html.Form(
        [*guard, *hidden, html.P(button, className="actions")],
        method="post",
        action=request.full_path.rstrip("?"),
    )


def _shown(texts: list[str], *, copied: bool) -> Element:
    items = [html.Li(text) for text in texts]
    return html.Section(
        [
            html.H2("Ce que vous aviez écrit", id="ecrit"),
            html.P(COPIER) if copied else None,
            html.Ul(items, className="liste-simple"),
        ],
        className="retenue",
        **{"aria-labelledby": "ecrit"},
    )
