"""The end of a layer: its owner confirms, with the key that was told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.phrases.typographie import quote
from cartoexp.web.components import aria, note
from cartoexp.web.couches.commun import TITRE, answer, chemin, refuse_foreign
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

    from cartoexp.domain.couches import Couche
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

CLE = "cle"


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(f"{PATH}/<jeton>/supprimer")
    def ma_carte_fin(jeton: str) -> Response:
        cle, day = request.args.get(CLE, ""), web.today()
        service = web.services.couches
        kept = (
            service.verifier(jeton, cle, day) if cle else service.lire(jeton, day, contents=False)
        )
        return answer(web, _asked(jeton, kept, cle))

    @server.post(f"{PATH}/<jeton>/supprimer")
    def ma_carte_supprimer(jeton: str) -> Response:
        refuse_foreign()
        key = request.form.get(CLE, "").rpartition(f"{CLE}=")[2]  # the key, or the link it is in
        web.services.couches.supprimer(jeton, key, web.today())
        return answer(web, _done())


def _asked(jeton: str, couche: Couche, cle: str) -> Page:
    hidden: Node = Element("input", type="hidden", name=CLE, value=cle)
    field: Node = [
        html.Label("Lien de suppression, ou sa clé", htmlFor=CLE, className="etiquette"),
        Element(
            "input",
            id=CLE,
            name=CLE,
            type="text",
            className="champ",
            required=True,
            autoComplete="off",
            spellCheck="false",
            **aria(describedby=f"{CLE}-aide"),
        ),
        html.P(
            "Il vous a été donné à la création de la carte, une seule fois.",
            id=f"{CLE}-aide",
            className="petit discret",
        ),
    ]
    body = [
        html.H1("Supprimer cette carte"),
        html.P(
            f"{quote(couche.titre)} sera effacée pour de bon, avec ses données. Les pages qui "
            "l’intègrent diront qu’elle a été supprimée.",
            className="chapo",
        ),
        html.Form(
            [
                hidden if cle else field,
                html.P(
                    [
                        html.Button(
                            "Supprimer pour de bon", className="bouton bouton--fort", type="submit"
                        ),
                        html.A("Revenir à la carte", className="bouton", href=chemin(jeton)),
                    ],
                    className="actions",
                ),
            ],
            method="post",
            action=chemin(jeton, "supprimer"),
            className="couche__fin",
        ),
    ]
    return _page("Supprimer cette carte", body)


def _done() -> Page:
    body = [
        html.H1("Carte supprimée"),
        note(html.P("Il n’en reste rien\u00a0: ni données, ni cadres.")),
        html.P(html.A("Faire une autre carte", className="bouton", href=PATH), className="actions"),
    ]
    return _page("Carte supprimée", body)


def _page(title: str, body: Sequence[Node]) -> Page:
    main = html.Main(body, className="page page--texte", id="contenu")
    return Page(f"{title} · {TITRE}", title, main, robots="noindex")
