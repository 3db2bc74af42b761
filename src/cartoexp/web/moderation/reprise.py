"""What was written when the session had ended: shown again, to be sent again after a sign-in.

Nothing is kept by the server: all of it goes back to the browser that sent it, in a page that
nothing stores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.comptes import FormulairePerimeError, SessionRequiseError
from cartoexp.web.garde import CONNEXION, VERIFICATION
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import CONTRIBUTIONS
from cartoexp.web.moderation.contributions.saisie import GESTE, MOTS
from cartoexp.web.moderation.reponses import HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from http import HTTPStatus

    from werkzeug.datastructures import MultiDict

    from cartoexp.web.garde import Connecte, Garde
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page, Shell

SANS_SESSION = (
    "Votre session est finie, et rien n’a été enregistré. Ce que vous aviez écrit est ci-dessous, "
    "et seulement dans cette page\u00a0: ne la fermez pas."
)
AUTRE_SESSION = (
    "Ce formulaire date d’une session précédente, et rien n’a été enregistré. Ce que vous aviez "
    "écrit est ci-dessous\u00a0: reprenez-le, relisez-le, puis décidez de nouveau."
)


def writer(shell: Shell, garde: Garde) -> Callable[[HTTPStatus, Exception, str], Response | None]:
    """Return what writes the failures of a form whose session is over."""

    def write(status: HTTPStatus, error: Exception, _detail: str) -> Response | None:
        lost = isinstance(error, SessionRequiseError | FormulairePerimeError)
        if not lost or request.method != "POST" or not request.form.get(GESTE):
            return None
        page = layout(request.path, request.form, garde.connecte(), status)
        return Response(shell.document(page), status, HEADERS, mimetype="text/html")

    return write


def layout(path: str, form: MultiDict[str, str], connecte: Connecte | None, status: int) -> Page:
    """Return the page that holds what was written."""
    written = {name: form.get(name, "") for name in MOTS if form.get(name, "").strip()}
    kept = [
        Element("input", type="hidden", name=name, value=value)
        for name, values in form.lists()
        if name not in {VERIFICATION, GESTE} and name not in written
        for value in values
    ]
    steps: list[Node] = []
    if connecte is None:
        link = html.A("la page de connexion dans un nouvel onglet", href=CONNEXION, target="_blank")
        opened = html.Li(["Ouvrez ", link, " et connectez-vous."])
        back = html.Li("Revenez à cette page et appuyez sur «\u00a0Reprendre où j’en étais\u00a0».")
        steps = [html.Ol([opened, back], className="reprise")]
    again = html.Form(
        [
            None if connecte is None else connecte.champ(),
            *kept,
            # What a button of the page would have decided is not decided again unseen.
            Element("input", type="hidden", name=GESTE, value="apercu"),
            *(part for name, text in written.items() for part in _texte(name, text)),
            cadre.envoyer("Reprendre où j’en étais"),
        ],
        method="post",
        action=path,
    )
    told = SANS_SESSION if connecte is None else AUTRE_SESSION
    content = [cadre.refus(told), *steps, again]
    title = "Session finie" if connecte is None else "Formulaire à reprendre"
    return cadre.page(title, content, connecte=connecte, ici=CONTRIBUTIONS, status=status)


def _texte(name: str, text: str) -> list[Node]:
    field = html.Textarea(f"\n{text}", id=name, name=name, rows="6", className="champ")
    return [html.Label(MOTS[name], htmlFor=name, className="etiquette"), field]
