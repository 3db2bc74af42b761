"""The home of who is signed in: what there is for this account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.comptes import Role
from cartoexp.domain.contributions.file import Demande
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import COMPTE, COMPTES, CONTRIBUTIONS, FICHES, PATH
from cartoexp.web.moderation.reponses import answer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde
    from cartoexp.web.html import Element
    from cartoexp.web.shell import Page

PAGES = (
    (
        Role.MODERATEUR,
        CONTRIBUTIONS,
        "À relire",
        "les contributions qui attendent une décision.",
    ),
    (
        Role.MODERATEUR,
        FICHES,
        "Fiches",
        "voir les versions d’une fiche, en restaurer une, retirer une fiche.",
    ),
    (Role.MODERATEUR, COMPTE, "Mon compte", "changer de mot de passe, se déconnecter partout."),
    (
        Role.ADMINISTRATEUR,
        COMPTES,
        "Comptes",
        "voir les comptes, remettre un lien à qui a perdu son mot de passe.",
    ),
)
"""What there is: the role it asks for, its path, its name, what it serves for."""


def register(server: Flask, web: Web, garde: Garde) -> None:
    """Attach the page to ``server``."""

    @server.get(PATH)
    @garde.exige(Role.MODERATEUR)
    def moderation(connecte: Connecte) -> Answer:
        service = web.services.moderation
        mine = service.file(Demande(moderateur=connecte.compte.id)).total
        return answer(web, layout(connecte, service.file().attendent, mine))


def layout(connecte: Connecte, attendent: int, a_moi: int) -> Page:
    """Return the home of an account: how much waits, and how much of it the account reviews."""
    compte = connecte.compte
    items = [
        html.Li([html.A(name, href=path), f"\u00a0: {told}"])
        for role, path, name, told in PAGES
        if compte.role.permet(role)
    ]
    content = [
        html.P(
            f"Session ouverte avec le compte de «\u00a0{compte.nom}\u00a0» "
            f"({compte.role.label.lower()}).",
            className="chapo",
        ),
        _attente(attendent, a_moi),
        html.Ul(items, className="liste-simple"),
    ]
    return cadre.page(cadre.TITRE, content, connecte=connecte, ici=PATH)


def _attente(attendent: int, a_moi: int) -> Element:
    if not attendent:
        return html.P("Aucune contribution n’attend de décision.")
    verb = "attend" if attendent == 1 else "attendent"
    told = f"{count(attendent, 'contribution')} {verb} une décision"
    mine = f", dont {number(a_moi)} que vous relisez" if a_moi else ""
    return html.Div(
        [
            html.P(f"{told}{mine}."),
            html.P(
                [
                    html.A("Relire", href=CONTRIBUTIONS, className="bouton bouton--fort"),
                    html.A("Les miennes", href=f"{CONTRIBUTIONS}?qui=moi", className="bouton")
                    if a_moi
                    else None,
                ],
                className="actions",
            ),
        ],
        className="moderation__attente",
    )
