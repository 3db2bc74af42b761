"""What leaves the pages as a file: the lists, the levels counted, the map as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.genres import Genre
from cartoexp.domain.vues import Vue
from cartoexp.web.context import query
from cartoexp.web.pages.exports.listes import experiments, places
from cartoexp.web.pages.exports.niveaux import counts
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the files to ``server``."""
    offer(server, web, "/implantations", "implantations", lambda d: places(web, d.query))
    offer(server, web, "/experimentations", "experimentations", lambda d: experiments(web, d.query))
    offer(server, web, "/territoires", "territoires", lambda d: counts(web, d.query))

    @server.get("/carte.svg")
    def carte_svg() -> Answer:
        """The picture has an address of its own among the embeds, which takes the same query."""
        return redirect(Vue.parse(Genre.CARTE, query()).adresse("svg"), 301)
