"""Page « Essaimage »: where an experiment could go next. A document; its address is its state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, redirect, request

from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.web.context import cached, query
from cartoexp.web.errors import status_of
from cartoexp.web.html import render
from cartoexp.web.pages.essaimage import (
    couleurs,
    fiabilite,
    fichiers,
    formulaire,
    modele,
    page,
    refus,
    tableau,
)
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.pages.essaimage.etat import describe, gather, leave, offer
from cartoexp.web.pages.essaimage.lecture import demanded, read, sent_by_form

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

    from cartoexp.web.context import Web
    from cartoexp.web.pages.essaimage.lecture import Query
    from cartoexp.web.shell import Page

EXPECTED = (InvalidParametersError, NotFoundError)


def register(server: Flask, web: Web) -> None:
    """Attach the page and what it asks for to ``server``."""
    fichiers.register(server, web)
    _register_page(server, web)
    _register_parts(server, web)
    _register_more(server, web)


def _register_page(server: Flask, web: Web) -> None:
    @server.get(PATH)
    def essaimage() -> BaseResponse:
        asked = query()
        found, problems = read(asked)
        if sent_by_form(asked) and not problems:
            return redirect(found.href())
        return web.answer(answer(web, asked))

    @server.post(f"{PATH}/codes")
    def essaimage_codes() -> BaseResponse:
        asked = {name: request.form.getlist(name) for name in ("codes", "niveau")}
        found, problems = read(asked)
        if problems or found.vide:
            return web.answer(answer(web, asked))
        return redirect(found.href(), 303)


def _register_parts(server: Flask, web: Web) -> None:
    @server.get(f"{PATH}/classement")
    def essaimage_classement() -> Response:
        return cached(*fragment(web, query()))

    @server.get(f"{PATH}/couleurs")
    def essaimage_couleurs() -> Response:
        adresse = demanded()
        content = couleurs.wire(web.services, leave(web.services, adresse), adresse)
        return cached(Response(content, mimetype="application/json"), "no-cache")

    @server.get(fiabilite.TEST)
    def essaimage_epreuve() -> Response:
        depart = leave(web.services, demanded())
        told = fiabilite.figures(web.services.essaimage.test(depart))
        return cached(Response(render(told), mimetype="text/html"), "no-cache")


def _register_more(server: Flask, web: Web) -> None:
    @server.get(tableau.TABLE)
    def essaimage_tableau() -> Response:
        adresse = demanded()
        choix = offer(web.services, adresse)
        return web.answer(tableau.layout(gather(web.services, adresse, choix, web.today())))

    @server.get(fiabilite.MODEL)
    def essaimage_modele() -> Response:
        return web.answer(modele.layout(describe(web.services, demanded().start)))


def answer(web: Web, asked: Query) -> Page:
    """Return the page of a query, whatever it holds."""
    services, today, millesime = web.services, web.today(), web.shell.millesime
    adresse, problems = read(asked)
    choix = offer(services, adresse)
    try:
        if problems:
            raise InvalidParametersError(problems)
        if adresse.vide:
            start = couleurs.start(services)
            return page.first(adresse, choix, today, millesime, start)
        etat = gather(services, adresse, choix, today)
    except EXPECTED as error:
        wrong = {p.parametre for p in refus.problems(error)}
        settings = formulaire.panel(adresse, choix, today, wrong)
        around = (millesime, couleurs.start(services), status_of(error))
        return page.refused(error, adresse, choix, settings, around)
    niveau = etat.niveau
    settings = formulaire.panel(adresse, etat.choix, today)
    colours = adresse.href(f"{PATH}/couleurs", page=1, candidat="")
    found = page.ranked(etat, settings, millesime, couleurs.start(services, colours))
    return replace(found, ahead=couleurs.ahead(services, niveau, colours))


def fragment(web: Web, asked: Query) -> tuple[Response, str]:
    """Return the parts of the page that follow the settings, and how long they are kept."""
    adresse, problems = read(asked)
    choix = offer(web.services, adresse)
    try:
        if problems:
            raise InvalidParametersError(problems)
        text = page.parts(gather(web.services, adresse, choix, web.today()))
    except EXPECTED as error:
        text = page.parts_refused(error, adresse, choix)
        return Response(text, status_of(error), mimetype="text/html"), "no-store"
    return Response(text, mimetype="text/html"), "no-cache"
