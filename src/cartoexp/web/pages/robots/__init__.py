"""What search engines read: ``robots.txt`` and the site maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort

from cartoexp.domain.territoires import Niveau
from cartoexp.services.sorties.formats import OFFERED, Format
from cartoexp.web.context import cached
from cartoexp.web.pages.robots import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from cartoexp.web.context import Web

SITEMAP = "/sitemap.xml"
DAY = "public, max-age=86400"
PAGES = (
    *("/", "/territoires", "/comparer", "/experimentations", "/derogations", "/echeances"),
    *("/essaimage", "/contribuer", "/contribuer/criteres", "/contribuer/importer"),
    *("/donnees", "/methode", "/accessibilite", "/mentions-legales"),
    *("/referentiel", "/referentiel/evaluation", "/referentiel/grille"),
)
REFUSED = (
    *("/api/", "/tuiles/", "/_dash-update-component", "/*.csv", "/recherche?", "/?", "/comparer?"),
    *("/integrer?", "/ma-carte/", "/moderation"),
    *("/contribuer/importer/", "/contribuer/brouillon/", "/contribuer/suivi/"),
    *("/contribuer/experimentation?", "/contribuer/signaler?", "/contribuer/toujours-exact?"),
    *("/essaimage/", "/essaimage.", "/essaimage?*&", "/echeances?", "/echeances."),
    *("/referentiel/evaluation/", "/referentiel/grille/"),
    *(f"/*.{ending}" for ending in OFFERED if ending is not Format.CSV),
)
FILTERED = ("/experimentations?", "/derogations?")
ALLOWED = ("/experimentations?page=", "/derogations?page=")
"""Filters make more addresses than anyone can read; the pages of the whole list are few."""


def register(server: Flask, web: Web) -> None:
    """Attach ``robots.txt`` and the site maps to ``server``."""

    @server.get("/robots.txt")
    def robots() -> Response:
        lines = ["User-agent: *", *(f"Allow: {path}" for path in ALLOWED)]
        lines += [f"Disallow: {path}" for path in (*REFUSED, *FILTERED)]
        if origin := web.shell.origin():
            lines += ["", f"Sitemap: {origin}{SITEMAP}"]
        text = "\n".join([*lines, ""])
        return cached(Response(text, mimetype="text/plain"), DAY)

    @server.get(SITEMAP)
    def index() -> Response:
        return _xml(plan.index(_origin(web), list(_parts())))

    @server.get("/plans/<name>.xml")
    def part(name: str) -> Response:
        origin = _origin(web)
        if name not in {path.partition("/plans/")[2].removesuffix(".xml") for path in _parts()}:
            abort(404)
        return _xml(plan.urls(origin, _addresses(web, name)))


def _origin(web: Web) -> str:
    """Return the address of the site: a site map without it would not be one."""
    return web.shell.origin() or abort(404)


def _parts() -> Iterator[str]:
    yield "/plans/pages.xml"
    yield "/plans/experimentations.xml"
    yield "/plans/derogations.xml"
    yield from (f"/plans/{niveau}.xml" for niveau in Niveau)


def _addresses(web: Web, name: str) -> Iterator[tuple[str, str | None]]:
    """Yield the paths of a part, each with the date of its last change when it is known."""
    if name == "pages":
        yield from ((path, None) for path in PAGES)
    elif name == "experimentations":
        for x in web.services.experiments.snapshot().experiments:
            yield f"/experimentations/{x.id}", str(x.verifie_le) if x.verifie_le else None
    elif name == "derogations":
        registry = web.services.derogations.registre()
        yield from ((i.chemin, None) for i in registry.inscriptions)
        yield from ((rang.chemin, None) for rang in registry.normes.values())
    else:
        yield from ((t.chemin, None) for t in web.services.territoires.level(Niveau(name)))


def _xml(text: str) -> Response:
    return cached(Response(text, mimetype="application/xml"), DAY)
