"""Pages « Territoires »: search, browse, and a fiche for each territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem, TerritoireNotFoundError
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.query import Reader
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Niveau
from cartoexp.services.trouver import find
from cartoexp.web.communs import papier
from cartoexp.web.context import cached, query
from cartoexp.web.errors import status_of
from cartoexp.web.html import render
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import accueil, feuille, fiche, fichiers
from cartoexp.web.pages.territoires import demande as demander
from cartoexp.web.pages.territoires.rassembler import gather, gather_like
from cartoexp.web.pages.territoires.situer import Fond

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.resolution import Resolution
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

PATH = "/territoires"
RESULTS = 20
_SIREN_LEVELS = {Niveau.EPCI: Niveau.EPT, Niveau.EPT: Niveau.EPCI}
_KEPT = frozenset({Nature.ACTUEL, Nature.REPARE, Nature.SIREN})


def register(server: Flask, web: Web) -> None:
    """Attach the pages to ``server``."""
    _register_sheet(server, web)
    fond = Fond(web.services.croquis, web.services.reference.millesime)
    fichiers.register(server, web, f"{PATH}/<niveau>/<code>", read_niveau)

    @server.get(PATH)
    def territoires() -> Answer:
        reader = Reader(query())
        reader.refuse_unknown({"q"})
        text = reader.text("q")
        reader.raise_problems()
        if text:
            answer = find(web.services.territoires, text, RESULTS)
            return web.answer(accueil.resultats(text, answer, _places(web)))
        counts = {
            n: web.services.experiments.counts(Filters(), n).experimentations
            for n in (Niveau.REGION, Niveau.DEPARTEMENT)
        }
        return web.answer(accueil.layout(_places(web), counts))

    @server.get(f"{PATH}/<niveau>/<code>")
    def territoire(niveau: str, code: str) -> Answer:
        found = resolve(web.services.territoires, read_niveau(niveau), code)
        here, asked = found.territoire, query()
        demande = demander.read(asked, here.niveau)
        if found.nature is not Nature.ACTUEL or here.niveau != niveau:
            former = "" if found.nature in _KEPT else f"#ancien-{found.demande}"
            return redirect(f"{demande.address(here)}{former}", 301)
        if demander.sent_by_form(asked):
            return redirect(f"{demande.address(here)}#comparables")
        known = gather(web.services, here, demande)
        return web.answer(fiche.layout(known, web.today(), fond))

    @server.get(f"{PATH}/<niveau>/<code>/comparables")
    def territoire_comparables(niveau: str, code: str) -> Answer:
        here = web.services.territoires.get(read_niveau(niveau), code)
        try:
            demande = demander.read(query(), here.niveau)
            known = gather_like(web.services, here, demande)
        except InvalidParametersError as error:
            return _fragment(html.P(typeset(str(error))), status_of(error))
        return _fragment(fiche.fragment(known, web.today(), fond))


def _register_sheet(server: Flask, web: Web) -> None:
    @server.get(f"{PATH}/<niveau>/<code>.pdf")
    def imprimer_territoire(niveau: str, code: str) -> Answer:
        reader = Reader(query())
        reader.refuse_unknown(set())
        reader.raise_problems()
        found = resolve(web.services.territoires, read_niveau(niveau), code)
        here = found.territoire
        if found.nature is not Nature.ACTUEL or here.niveau != niveau:
            return redirect(f"{here.chemin}.pdf", 301)
        known = gather(web.services, here, demander.Demande())
        told = feuille.told(known, web.today(), f"{web.shell.origin()}{here.chemin}")
        drawn = feuille.picture(known, web.palette)
        made = web.services.feuilles.pdf("territoire", told, drawn)
        return papier.sheet(made, f"territoire-{here.niveau}-{here.code}", web.today())


def _fragment(node: Node, status: int = 200) -> Response:
    """Return a part of a page, for its own script: no search engine is to show it alone."""
    response = Response(render(node), status, mimetype="text/html")
    response.headers["X-Robots-Tag"] = "noindex"
    return cached(response, "no-cache")


def read_niveau(text: str) -> Niveau:
    """Return the level of a path.

    Raises:
        InvalidParametersError: with the allowed values.
    """
    allowed = tuple(n.value for n in Niveau)
    if text not in allowed:
        told = "Le niveau de territoire de l’adresse est inconnu."
        raise InvalidParametersError([ParameterProblem("niveau", told, allowed)])
    return Niveau(text)


def resolve(territoires: TerritoireService, niveau: Niveau, code: str) -> Resolution:
    """Return the territory that a path means; an EPT asked for as an EPCI is found, and so on.

    Raises:
        TerritoireNotFoundError: with the three closest ones.
    """
    try:
        return territoires.resolve(niveau, code)
    except TerritoireNotFoundError:
        other = _SIREN_LEVELS.get(niveau)
        found = other and territoires.resolver.resolve(code, other)
        if not found:
            raise
        return found


def _places(web: Web) -> accueil.Lieux:
    territoires = web.services.territoires
    return accueil.Lieux(
        regions=territoires.level(Niveau.REGION),
        departements=territoires.level(Niveau.DEPARTEMENT),
        epts=territoires.level(Niveau.EPT),
        millesime=web.services.reference.millesime,
    )
