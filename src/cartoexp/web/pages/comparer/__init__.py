"""Page « Comparer »: two to four territories of a level, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.query import Reader
from cartoexp.web.communs.ressemblance import address
from cartoexp.web.context import query
from cartoexp.web.pages.comparer import fichier, page
from cartoexp.web.pages.comparer.adresse import ADD, MOST, NAME, PATH, read
from cartoexp.web.pages.comparer.ajout import find
from cartoexp.web.pages.comparer.modele import gather, holders
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.services.sorties import Table
    from cartoexp.web.context import Web
    from cartoexp.web.pages.comparer.adresse import Choix
    from cartoexp.web.sorties import Demande


def register(server: Flask, web: Web) -> None:
    """Attach the page and its file to ``server``."""
    territoires = web.services.territoires

    @server.get(PATH)
    def comparer() -> Response:
        asked = query()
        reader = Reader(asked)
        reader.refuse_unknown({NAME, ADD})
        text = reader.single(NAME) or ""
        reader.raise_problems()
        choix = read(territoires, text)
        texts = _added(asked.get(ADD, ()))
        if texts:
            return _add(web, choix, texts)
        if not text:
            return web.answer(page.start(None, {}))
        if choix.refus:
            return web.answer(page.refused(choix, holders(web.services, choix.proches)))
        found = gather(web.services, choix.retenus)
        return web.answer(page.layout(found, choix.dits, web.today()))

    def files(asked: Demande) -> Table:
        reader = Reader(asked.query)
        reader.refuse_unknown({NAME})
        choix = read(territoires, reader.single(NAME) or "")
        reader.raise_problems()
        if choix.refus or not choix.retenus:
            told = choix.refus or ("Donnez de deux à quatre territoires.",)
            raise InvalidParametersError([ParameterProblem(NAME, t) for t in told])
        return fichier.table(web, gather(web.services, choix.retenus), layer=asked.couche)

    offer(server, web, PATH, "comparer", files)


def _added(values: Sequence[str]) -> list[str]:
    """Return what is to be added, checked as any text.

    Raises:
        InvalidParametersError: for a text that is none.
    """
    found = []
    for value in values[:MOST]:
        reader = Reader({ADD: [value]})
        text = reader.text(ADD)
        reader.raise_problems()
        found += [text] if text else []
    return found


def _add(web: Web, choix: Choix, texts: Sequence[str]) -> Response:
    """Go on with one more, or ask which one is meant."""
    services, kept = web.services, list(choix.retenus)
    for text in texts:
        added = find(services.territoires, text, kept[0].niveau if kept else None)
        if added.trouve is None:
            lieux = holders(services, [*kept, *added.offerts])
            return web.answer(page.start(added, lieux, kept))
        kept.append(added.trouve)
    return redirect(address(kept))
