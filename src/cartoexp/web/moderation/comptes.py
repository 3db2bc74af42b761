"""The accounts, for who administers: their state, and a link for who lost a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.comptes import Role
from cartoexp.services.comptes.authentification import IDENTIFIANT
from cartoexp.web.components import cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.adresses import COMPTES, LIEN, MOT_DE_PASSE
from cartoexp.web.moderation.reponses import answer, champs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.comptes import Compte
    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

COLUMNS = ("Identifiant", "Fonction", "Rôle", "État", "Mot de passe")


def register(server: Flask, web: Web, garde: Garde) -> None:
    """Attach the pages to ``server``."""

    @server.get(COMPTES)
    @garde.exige(Role.ADMINISTRATEUR)
    def moderation_comptes(connecte: Connecte) -> Answer:
        service = web.services.comptes
        return answer(web, layout(connecte, service.lister(), service.horloge()))

    @server.post(LIEN)
    @garde.exige(Role.ADMINISTRATEUR)
    def moderation_lien(connecte: Connecte) -> Answer:
        compte, jeton = web.services.comptes.lien(champs(IDENTIFIANT)[IDENTIFIANT])
        origin = web.shell.origin() or request.host_url.rstrip("/")
        return answer(web, given(connecte, compte, f"{origin}{MOT_DE_PASSE}/{jeton}"))


def layout(connecte: Connecte, comptes: Sequence[Compte], now: datetime) -> Page:
    """Return the list of the accounts."""
    head = html.Thead(html.Tr([Element("th", c, scope="col") for c in COLUMNS]))
    rows = [_row(connecte, compte, now) for compte in comptes]
    content = [
        html.P(
            [
                "Les comptes se créent et se ferment sur le serveur, par la commande ",
                html.Code("cartoexp users"),
                ".",
            ],
            className="chapo",
        ),
        html.Table(
            [html.Caption("Comptes", className="sr"), head, html.Tbody(rows)], className="pile"
        ),
    ]
    return cadre.page("Comptes", content, connecte=connecte, ici=COMPTES, large=True)


def _row(connecte: Connecte, compte: Compte, now: datetime) -> Element:
    offered: Node = "—"
    if compte.actif:
        offered = html.Form(
            [
                connecte.champ(),
                Element("input", type="hidden", name=IDENTIFIANT, value=compte.identifiant),
                html.Button(
                    ["Faire un lien", html.Span(f" pour {compte.identifiant}", className="sr")],
                    className="bouton",
                    type="submit",
                ),
            ],
            method="post",
            action=LIEN,
        )
    told = (compte.identifiant, compte.nom, compte.role.label, state(compte, now), offered)
    return html.Tr([cell(c, t) for c, t in zip(COLUMNS, told, strict=True)])


def state(compte: Compte, now: datetime) -> str:
    """Return in a few words whether one can sign in with an account."""
    if not compte.actif:
        return "désactivé"
    if not compte.pourvu:
        return "attend son premier mot de passe"
    return "attend après des échecs" if compte.est_bloque(now) else "actif"


def given(connecte: Connecte, compte: Compte, address: str) -> Page:
    """Return the page that shows a link, once."""
    content = [
        html.P(
            f"Remettez ce lien à «\u00a0{compte.nom}\u00a0» ({compte.identifiant}), à cette "
            "personne seule. Il sert une seule fois, pendant vingt-quatre heures, et remplace les "
            "liens précédents. Il ne sera plus montré.",
            className="chapo",
        ),
        html.Div(
            [
                html.Label("Lien à remettre", htmlFor="lien", className="etiquette"),
                html.Textarea(
                    address, id="lien", className="champ moderation__lien", readOnly=True, rows=3
                ),
            ]
        ),
        html.P(
            html.A("Revenir aux comptes", href=COMPTES, className="bouton"), className="actions"
        ),
    ]
    return cadre.page("Lien de mot de passe", content, connecte=connecte)
