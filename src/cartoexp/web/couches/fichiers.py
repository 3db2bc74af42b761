"""Files of a layer: the rows that are kept, with their territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from cartoexp.domain.couches.vue import PATH
from cartoexp.services.sorties.formats import Format
from cartoexp.web import sorties
from cartoexp.web.couches.commun import unkept
from cartoexp.web.couches.tables import lignes

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Web

FORMATS = {"csv": Format.CSV, "xlsx": Format.XLSX}


def register(server: Flask, web: Web) -> None:
    """Attach the files to ``server``."""

    @server.get(f"{PATH}/<jeton>/fichier.<suffixe>")
    def ma_carte_fichier(jeton: str, suffixe: str) -> Response:
        if suffixe not in FORMATS:
            raise NotFound
        couche = web.services.couches.lire(jeton, web.today())
        response = unkept(sorties.send(web, lignes(web, jeton, couche), FORMATS[suffixe]))
        response.headers.pop("Link", None)
        return response
