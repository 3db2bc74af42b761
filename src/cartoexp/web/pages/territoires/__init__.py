"""Pages « Territoires »: search, browse, and a fiche for each territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem, TerritoireNotFoundError
from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Niveau
from cartoexp.services.trouver import find
from cartoexp.web.context import query
from cartoexp.web.pages.territoires import accueil, fiche
from cartoexp.web.pages.territoires.rassembler import gather

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.resolution import Resolution
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.context import Web

PATH = "/territoires"
RESULTS = 20
_SIREN_LEVELS = {Niveau.EPCI: Niveau.EPT, Niveau.EPT: Niveau.EPCI}
_KEPT = frozenset({Nature.ACTUEL, Nature.REPARE, Nature.SIREN})


def register(server: Flask, web: Web) -> None:
    """Attach the pages to ``server``."""

    @server.get(PATH)
    def territoires() -> Response:
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
    def territoire(niveau: str, code: str) -> Response:
        found = resolve(web.services.territoires, read_niveau(niveau), code)
        if found.nature is Nature.ACTUEL and found.territoire.niveau == niveau:
            return web.answer(fiche.layout(gather(web.services, found.territoire), web.today()))
        former = "" if found.nature in _KEPT else f"#ancien-{found.demande}"
        return redirect(f"{found.territoire.chemin}{former}", 301)


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
