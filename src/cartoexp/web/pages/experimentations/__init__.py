"""Pages « Expérimentations »: the list and the fiche of each experiment."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import Response as Answer
from flask import redirect

from cartoexp.domain.errors import ExperimentNotFoundError
from cartoexp.domain.filters import SansDate
from cartoexp.domain.territoires import Niveau
from cartoexp.web import criteria
from cartoexp.web.communs import papier
from cartoexp.web.communs.lieux import Lieux
from cartoexp.web.context import cached
from cartoexp.web.context import query as request_query
from cartoexp.web.html import render
from cartoexp.web.pages.experimentations import (
    address,
    apprendre,
    fiche,
    fichier,
    historique,
    index,
)
from cartoexp.web.pages.experimentations.address import PATH, SIZE, ListQuery
from cartoexp.web.pages.experimentations.fiche import feuille, spread
from cartoexp.web.pages.experimentations.fiche.drawing import drawing
from cartoexp.web.pages.experimentations.fiche.model import Fiche
from cartoexp.web.pages.experimentations.historique import Historique
from cartoexp.web.pages.experimentations.messages import Content, pages_of
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.filters import Filters
    from cartoexp.services.listing import Listing
    from cartoexp.services.registry import Services
    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the list and the fiches to ``server``."""
    known = Lieux(
        web.services.territoires.level(Niveau.REGION),
        web.services.territoires.level(Niveau.DEPARTEMENT),
    )
    departements = {t.code: t.nom for t in known.departements}

    @server.get(PATH)
    def list_experiments() -> Response:
        asked = request_query()
        query = address.read(asked)
        if address.sent_by_form(asked):
            return redirect(query.href)
        content = read_content(web.services, query, known)
        response = web.answer(index.layout(query, content, web.today()))
        links = _links(query, pages_of(content.listing))
        if links:
            response.headers["Link"] = links
        return response

    offer(server, web, f"{PATH}/<identifier>", "experimentation", partial(fichier.places, web))

    @server.get(f"{PATH}/<identifier>")
    def show_experiment(identifier: str) -> Response:
        address.refuse_any(request_query())
        record = web.services.experiments.get(identifier)
        drawn = drawing(record, web.services.croquis, web.services.reference.millesime)
        asked = web.services.derogations.de_l_experimentation(identifier)
        told = Fiche(record, web.today(), departements, asked)
        return web.answer(fiche.layout(told, drawn))

    _register_history(server, web)
    _register_lessons(server, web, departements)

    @server.get(f"{PATH}/<identifier>.pdf")
    def print_experiment(identifier: str) -> Response:
        address.refuse_any(request_query())
        services = web.services
        known = Fiche(services.experiments.get(identifier), web.today(), departements)
        origin = f"{web.shell.origin()}{PATH}/{identifier}"
        found = feuille.candidates(services, identifier)
        drawn = feuille.picture(known, services.croquis, web.palette)
        told = feuille.told(known, found, origin, services.reference.millesime)
        if not drawn:
            told["dessin"] = None
        made = services.feuilles.pdf("experimentation", told, drawn)
        return papier.sheet(made, f"experimentation-{identifier}", web.today())

    @server.get(f"{PATH}/<identifier>/essaimage")
    def show_candidates(identifier: str) -> Response:
        address.refuse_any(request_query())
        response = Answer(render(spread.first(web.services, identifier)), mimetype="text/html")
        response.headers["X-Robots-Tag"] = "noindex"
        return cached(response, "no-cache")


def _register_history(server: Flask, web: Web) -> None:
    @server.get(f"{PATH}/<identifier>/{historique.HISTORY}")
    def show_history(identifier: str) -> Response:
        page = historique.read_page(request_query())
        return web.answer(historique.layout(read_history(web.services, identifier, page)))


def _register_lessons(server: Flask, web: Web, departements: dict[str, str]) -> None:
    @server.get(f"{PATH}/<identifier>/{apprendre.SUITE}")
    def show_lessons(identifier: str) -> Response:
        address.refuse_any(request_query())
        services = web.services
        known = Fiche(services.experiments.get(identifier), web.today(), departements)
        asked = apprendre.a_appeler(known)
        towns = [t for _, t in asked if t.niveau is Niveau.COMMUNE]
        contacts = services.territoires.mairies(towns)
        calls = [
            apprendre.Interlocuteur(
                t, i, contacts.get(t.code) if t.niveau is Niveau.COMMUNE else None
            )
            for i, t in asked
        ]
        return web.answer(apprendre.layout(known, calls))


def read_content(services: Services, query: ListQuery, known: Lieux) -> Content:
    """Ask the services for all that the list shows.

    Raises:
        InvalidParametersError: for an unknown territory, a contradiction or a page after the last.
    """
    experiments, filters = services.experiments, query.filters
    listing = experiments.list_page(filters, query.tri, (query.page - 1) * SIZE, SIZE)
    if query.page > pages_of(listing):
        raise address.page_problem(pages_of(listing))
    removal = undated = None
    if not listing.experimentations:
        removal = criteria.best_removal(filters, lambda f: _size(services, f))
    if filters.annee and filters.sans_date is SansDate.EXCLURE:
        undated = query.with_filters(replace(filters, sans_date=SansDate.INCLURE))
    return Content(
        listing,
        experiments.facets(filters),
        replace(known, epci=services.territoires.find(Niveau.EPCI, filters.epci)),
        criteria.places(services.territoires, filters),
        undated,
        removal,
    )


def read_history(services: Services, identifier: str, page: int) -> Historique:
    """Return what was decided of a record, even once it has left the catalogue.

    Raises:
        ExperimentNotFoundError: there is and was no such record.
    """
    versions, _ = services.moderation.versions(identifier)
    decided = services.moderation.historique(identifier)
    was = [row["titre"] for v in versions for row in v.dossier["experiments"].values()]
    try:
        title = services.experiments.get(identifier).experiment.titre
    except ExperimentNotFoundError:
        if not was:
            raise
        return Historique(identifier, was[-1], decided, versions, absente=True, page=page)
    return Historique(identifier, title, decided, versions, page=page)


def _size(services: Services, filters: Filters) -> int:
    listing: Listing = services.experiments.list_page(filters, ListQuery(filters).tri, 0, 0)
    return listing.experimentations


def _links(query: ListQuery, last: int) -> str:
    near = [("prev", query.page - 1), ("next", query.page + 1)]
    return ", ".join(f'<{query.at(p).href}>; rel="{rel}"' for rel, p in near if 1 <= p <= last)
