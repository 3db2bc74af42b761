"""Embeds of layers: they end with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from cartoexp.domain import chemins
from cartoexp.domain.couches.vue import GENRE, VueCouche
from cartoexp.domain.vues import RACINE
from cartoexp.web.context import query
from cartoexp.web.couches.commun import coloriee, coloured, unkept
from cartoexp.web.couches.contenu import gather
from cartoexp.web.embeds import envois, refus
from cartoexp.web.embeds.demande import Demande
from cartoexp.web.embeds.memoire import Memoire, Piece
from cartoexp.web.embeds.rendu import Rendu

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

MOST_BYTES = 8 * 1024 * 1024
"""Of what a process keeps rendered: a layer that is much read is not drawn each time."""
_NAME = re.compile(rf"([\w-]{{1,80}})(?:\.({'|'.join(chemins.FORMATS)}))?", re.ASCII)


def register(server: Flask, web: Web) -> None:
    """Attach the embeds to ``server``."""
    memoire = Memoire(MOST_BYTES)
    blueprint = Blueprint("couches_embeds", __name__)

    @blueprint.get(f"{RACINE}/{GENRE}/<nom>")
    def couche(nom: str) -> Response:
        return answer(web, memoire, nom)

    @blueprint.errorhandler(Exception)
    def refuse(error: Exception) -> Response:
        return unkept(refus.tell(error, request.path, web))

    server.register_blueprint(blueprint)


def answer(web: Web, memoire: Memoire, nom: str) -> Response:
    """Return an embed or one of its files; whether its layer still stands is asked each time.

    Raises:
        NotFound: for a name that is none.
        CoucheNotFoundError: no layer is at this address.
        CoucheEffaceeError: it was erased.
        InvalidParametersError: for a query that is refused.
    """
    match = _NAME.fullmatch(nom)
    if match is None:
        raise NotFound
    jeton, extension = match[1], match[2] or ""
    asked = query()
    demande = Demande.read(asked, extension)
    kept = {name: values for name, values in asked.items() if name not in demande.parametres}
    vue = VueCouche.parse(jeton, kept)
    day = web.today()
    web.services.couches.lire(jeton, day, contents=False)  # what is in memory may be erased

    def make() -> Piece:
        return envois.piece(rendre(web, vue), demande)

    held = memoire.get((vue, demande, web.version(), day), make)
    response = envois.send_file(held, extension, f"{RACINE}/{GENRE}", "no-store")
    return unkept(response)


def rendre(web: Web, vue: VueCouche) -> Rendu:
    """Return a view of a layer, ready to be written in any format.

    Raises:
        CoucheNotFoundError: no layer is at this address.
        CoucheEffaceeError: it was erased.
        InvalidParametersError: for a level, categories or territories that it does not have.
    """
    own = coloured(web)
    found = coloriee(web, vue)
    return Rendu(vue, gather(own, vue, found), found.couche.creee_le, own)
