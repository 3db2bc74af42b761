"""The frame of these pages, and the fields of their forms; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.comptes import Role
from cartoexp.domain.comptes.mots_de_passe import LONGEST, RULE, SHORTEST
from cartoexp.web.components import aria, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation.adresses import (
    COMPTE,
    COMPTES,
    CONTRIBUTIONS,
    DECONNEXION,
    FICHES,
    PATH,
)
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.garde import Connecte
    from cartoexp.web.html import Node

TITRE = "Modération"
DESCRIPTION = "Pages réservées à qui relit et administre le catalogue."
NOUVEAU, ENCORE = "nouveau", "encore"


def page(
    titre: str,
    contenu: Sequence[Node],
    *,
    connecte: Connecte | None = None,
    ici: str = "",
    status: int = 200,
    large: bool = False,
    fil: Node = None,
) -> Page:
    """Return a page; ``ici`` is its path in the menu of who is signed in.

    ``large``: it needs the whole width; ``fil`` is the way to it.
    """
    menu = None if connecte is None else _menu(connecte, ici)
    main = html.Main(
        [menu, fil, html.H1(titre), *contenu],
        className=f"page{'' if large else ' page--texte'} moderation",
        id="contenu",
    )
    title = titre if titre == TITRE else f"{titre} · {TITRE}"
    return Page(title, DESCRIPTION, main, status=status, robots="noindex")


def _menu(connecte: Connecte, ici: str) -> Element:
    entries = [
        (PATH, "Accueil"),
        (CONTRIBUTIONS, "À relire"),
        (FICHES, "Fiches"),
        (COMPTE, "Mon compte"),
    ]
    if connecte.compte.role.permet(Role.ADMINISTRATEUR):
        entries.append((COMPTES, "Comptes"))
    links = [
        html.Li(html.A(label, href=path, **(aria(current="page") if path == ici else {})))
        for path, label in entries
    ]
    leave = html.Form(
        [connecte.champ(), html.Button("Se déconnecter", className="bouton", type="submit")],
        method="post",
        action=DECONNEXION,
    )
    told = html.Nav(html.Ul(links), **aria(label=TITRE))
    return html.Div([told, leave], className="moderation__menu")


def refus(message: str, *suite: Node) -> Node:
    """Return why what was sent is refused; the focus goes there."""
    if not message:
        return None
    told = note([html.P(message), *suite], "erreur", "alerte")
    return html.Div(told, role="alert", tabIndex="-1", autoFocus=True)


def fait(message: str, *suite: Node) -> Node:
    """Return what was just done; the focus goes there."""
    if not message:
        return None
    told = note([html.P(message), *suite], "succes", "coche")
    return html.Div(told, role="status", tabIndex="-1", autoFocus=True)


def partie(name: str, titre: str, contenu: Node) -> Element:
    """Return a titled part of a page."""
    return html.Section(
        [html.H2(titre, id=name), contenu], className="partie", **aria(labelledby=name)
    )


def champ(name: str, label: str, kind: str, complete: str, **more: object) -> list[Node]:
    """Return a labelled field; ``complete`` tells password managers what it holds."""
    field = Element(
        "input",
        id=name,
        name=name,
        type=kind,
        className="champ",
        required=True,
        autoComplete=complete,
        **more,
    )
    return [html.Label(label, htmlFor=name, className="etiquette"), field]


def nouveau() -> list[Node]:
    """Return the two fields of a new password, and what it has to be."""
    help_ = f"{NOUVEAU}-aide"
    size = {"minLength": SHORTEST, "maxLength": LONGEST}
    first = champ(
        NOUVEAU,
        "Nouveau mot de passe",
        "password",
        "new-password",
        **size,
        **aria(describedby=help_),
    )
    again = champ(ENCORE, "Le même, encore une fois", "password", "new-password", **size)
    return [*first, html.P(RULE, id=help_, className="petit discret"), *again]


def envoyer(label: str, *autres: Node) -> Element:
    """Return the button of a form."""
    button = html.Button(label, className="bouton bouton--fort", type="submit")
    return html.P([button, *autres], className="actions")
