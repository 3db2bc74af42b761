"""« Signaler une erreur », in a record or in any figure of any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.champs import aide, dites
from cartoexp.web.communs.signaler import PAGE, PATH
from cartoexp.web.context import query
from cartoexp.web.contribuer.signaler import rendu
from cartoexp.web.contribuer.signaler.envoi import Saisie, envoyer
from cartoexp.web.contribuer.signaler.objet import Objet, lire
from cartoexp.web.contribuer.signaler.rendu import Demande
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

DEMANDE = Demande(
    "Signaler une erreur",
    "Dites ce qui est faux. Une minute suffit, sans compte.",
    f"Qu’est-ce qui est faux, et que faudrait-il lire{NBSP}?",
    "Ni nom de particulier, ni numéro de téléphone.",
    "Envoyer le signalement",
    PATH,
    requis=True,
)


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the form to ``server``."""

    def layout(about: Objet, saisie: Saisie, status: int = 200) -> Page:
        guard = porte.champs(relecture=bool(saisie.dit))
        return rendu.layout(DEMANDE, objet(about, saisie), saisie, guard, status)

    @server.get(PATH)
    def signaler() -> Response:
        return web.answer(layout(lire(web.services, query()), Saisie()))

    @server.post(PATH)
    def signaler_envoi() -> Response:
        nonce = porte.passer()
        return envoyer(web, Genre.SIGNALEMENT, nonce, layout)


def objet(about: Objet, saisie: Saisie) -> list[Node]:
    """Return what it is about, or the field that asks for the page."""
    told = about.dit()
    if told is not None:
        return [*about.champs(), told]
    label = "Sur quelle page de ce site\u00a0? (facultatif)"
    field = Element(
        "input",
        id=PAGE,
        name=PAGE,
        type="text",
        value=saisie.dit.get(PAGE, ""),
        className="champ",
        autoComplete="off",
        **rendu.dit(PAGE, saisie),
    )
    help_ = aide("Son adresse, copiée telle que le navigateur la montre.", PAGE)
    wrong = dites(saisie.erreurs.get(PAGE, ()), PAGE)
    return [
        html.Div(
            [html.Label(label, htmlFor=PAGE, className="etiquette"), help_, field, wrong],
            className="saisie",
        )
    ]
