"""Routes of what is proposed: begin, go through the steps, send; works without JavaScript."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import g, redirect

from cartoexp.domain.contributions import Genre
from cartoexp.domain.query import Reader
from cartoexp.web.context import query
from cartoexp.web.contribuer.fiche import amorces
from cartoexp.web.contribuer.fiche.adresses import (
    ACCUEIL,
    BROUILLON,
    COMMENCER,
    FICHE,
    GENRE,
    NORME,
    SOUTIEN,
    suivi,
)
from cartoexp.web.contribuer.fiche.bureau import Bureau, etape_nommee
from cartoexp.web.contribuer.fiche.guichet import Guichet
from cartoexp.web.contribuer.fiche.vues import Vues

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte

GENRES = (Genre.MODIFICATION, Genre.EVALUATION, Genre.SOURCE, Genre.DEROGATION)
"""Kinds that are about a record."""


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the routes to ``server``."""
    bureau = Bureau(web)
    vues = Vues(bureau, porte)
    _commencer(server, bureau, vues, porte)
    _poursuivre(server, bureau, vues, porte)


def _commencer(server: Flask, bureau: Bureau, vues: Vues, porte: Porte) -> None:

    @server.get(COMMENCER)
    def contribuer_commencer() -> Response:
        genre, fiche, asked = _demande()
        if genre is not Genre.NOUVELLE and not fiche:
            return redirect(f"{ACCUEIL}#fiche", HTTPStatus.SEE_OTHER)
        begun = amorces.lire(bureau.web.services.derogations, **asked)
        atelier = bureau.neuf(genre, fiche, begun)
        answer = vues.etape(atelier, atelier.etapes[0])
        g.formulaire = False  # back from the next step, a browser shows what was typed here
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer

    @server.post(COMMENCER)
    def contribuer_creer() -> Response:
        nonce = porte.passer()
        atelier = bureau.neuf(*_demande()[:2])
        return Guichet(bureau, vues).creer(atelier, atelier.etapes[0], nonce)


def _poursuivre(server: Flask, bureau: Bureau, vues: Vues, porte: Porte) -> None:
    @server.get(f"{BROUILLON}/<jeton>")
    def contribuer_brouillon(jeton: str) -> Response:
        atelier = bureau.ouvrir(jeton)
        if atelier.examen is None:
            return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)
        return vues.reprendre(atelier)

    @server.get(f"{BROUILLON}/<jeton>/<etape>")
    def contribuer_etape(jeton: str, etape: str) -> Response:
        atelier = bureau.ouvrir(jeton)
        if atelier.examen is None:
            return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)
        return vues.etape(atelier, etape_nommee(atelier, etape))

    @server.post(f"{BROUILLON}/<jeton>/<etape>")
    def contribuer_enregistrer(jeton: str, etape: str) -> Response:
        nonce = porte.passer()
        return Guichet(bureau, vues).recevoir(jeton, etape, nonce)


def _demande() -> tuple[Genre, str, dict[str, str]]:
    """Return the kind and the record that the address asks for, and what a derogation repeats.

    Raises:
        InvalidParametersError: for another parameter, or another kind.
    """
    reader = Reader(query())
    reader.refuse_unknown({FICHE, GENRE, SOUTIEN, NORME})
    fiche = reader.single(FICHE) or ""
    named = reader.values(GENRE, [genre.value for genre in (Genre.NOUVELLE, *GENRES)])
    asked = {name: reader.single(name) or "" for name in (SOUTIEN, NORME)}
    reader.raise_problems()
    default = Genre.MODIFICATION if fiche else Genre.NOUVELLE
    genre = Genre(named[0]) if named else default
    return genre, fiche, asked if genre is Genre.DEROGATION else {}
