"""The builder over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.domain.genres import Genre
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.profils import NoProfileError
from cartoexp.web.communs.integrer import PATH
from cartoexp.web.context import query
from cartoexp.web.embeds import refus, rendre
from cartoexp.web.errors import status_of
from cartoexp.web.integrer import adresses, etat, page
from cartoexp.web.integrer.codes import Montre, codes

if TYPE_CHECKING:
    from flask import Flask, Response

    from cartoexp.web.context import Web
    from cartoexp.web.integrer.etat import Etat
    from cartoexp.web.integrer.page import Contenu


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(PATH)
    def integrer() -> Response:
        return web.answer(page.layout(gather(web, asked(web))))


def asked(web: Web) -> Etat:
    """Return the state that the address says; a frozen view brings its own options.

    Raises:
        InvalidParametersError: with every problem found.
        FigeeNotFoundError: for an unknown frozen view.
        FigeeRetireeError: for one that was withdrawn.
    """
    found = etat.read(query())
    name = "".join(found.asked.get(etat.FROZEN, ()))
    if not name:
        return found
    kept = web.services.figees.get(name, contents=False)
    vue = adresses.embed(kept.adresse)
    return replace(found, genre=vue.genre, vue=vue, figee=kept)


def gather(web: Web, state: Etat) -> Contenu:
    """Return what the page shows; a view that is refused says why in place of the preview."""
    services = web.services
    vue, day = state.vue, web.today()
    origin = web.shell.origin()
    level = ((vue.niveau if vue else None) or NiveauCarte.DEPARTEMENT).niveau
    coloured = state.genre in {Genre.CARTE, Genre.PALMARES}
    bare = page.Contenu(
        state,
        services.experiments.snapshot().experiments,
        services.colorations.indicators(level) if coloured else (),
        day,
        origine=origin,
    )
    if vue is None:
        return bare
    try:
        rendu = rendre(web, vue)
    except (InvalidParametersError, NotFoundError, NoProfileError) as error:
        if state.figee is None:
            status = status_of(error)
            return replace(bare, refus=refus.messages(status, error), status=status.value)
        shown, filters = Montre.frozen(state.figee), ""
    else:
        filters = rendu.sous_titre
        shown = Montre.live(rendu) if state.figee is None else Montre.frozen(state.figee)
    made = codes(shown, origin, state.largeur, state.hauteur, day)
    return replace(bare, montre=shown, codes=made, filtres=filters)
