"""The page of a layer: the map, what it says, filters, table, files, how to embed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches.vue import PATH, VueCouche
from cartoexp.web.context import query
from cartoexp.web.couches import page
from cartoexp.web.couches.commun import answer, coloriee, coloured
from cartoexp.web.couches.contenu import gather

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(f"{PATH}/<jeton>")
    def ma_carte_montree(jeton: str) -> Response:
        vue = VueCouche.parse(jeton, query())
        found = coloriee(web, vue)
        content = gather(coloured(web), vue, found)
        return answer(web, page.layout(web, vue, found, content))
