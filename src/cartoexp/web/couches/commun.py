"""What the pages of layers have in common: nothing of them is kept on the way, nor indexed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.errors import EnvoiEtrangerError
from cartoexp.domain.filters import Filters
from cartoexp.services.couches import colorier
from cartoexp.web import cadence
from cartoexp.web.couches import looks

if TYPE_CHECKING:
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.services.couches import Coloriage
    from cartoexp.web.context import Web
    from cartoexp.web.shell import Page

TITRE = "Ma carte"
FOREIGN = "Un autre site a envoyé ce formulaire à votre place\u00a0: reprenez depuis Cartoexp."


def answer(web: Web, page: Page) -> Response:
    """Return a page that nothing on the way may keep, since it may be erased at any time."""
    return unkept(Response(web.shell.document(page), page.status, mimetype="text/html"))


def unkept(response: Response) -> Response:
    """Forbid that an answer be kept or indexed."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refuse_foreign() -> None:
    """Refuse what another site makes a browser send.

    Raises:
        EnvoiEtrangerError: for a request that comes from elsewhere.
    """
    cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))


def coloured(web: Web) -> Web:
    """Return the same with the colours of categories."""
    return replace(
        web,
        palette={**web.palette, **looks.CLAIR},
        palette_sombre={**web.palette_sombre, **looks.SOMBRE},
    )


def coloriee(web: Web, vue: VueCouche) -> Coloriage:
    """Return what a view shows of the layer of its address.

    Raises:
        CoucheNotFoundError: no layer is at this address.
        CoucheEffaceeError: it was erased.
        InvalidParametersError: for a région or a département that is none, or do not fit.
    """
    services = web.services
    couche = services.couches.lire(vue.jeton, web.today())
    where = Filters(region=vue.region or None, departement=vue.departement or None)
    services.experiments.check(where)
    return colorier(couche, vue, services.territoires, services.colorations)


def origine(web: Web) -> str:
    """Return the site's own address, or the one that was asked: no such page is ever kept."""
    return web.shell.origin() or request.host_url.rstrip("/")


def chemin(jeton: str, *suite: str) -> str:
    """Return the path of the page of a layer, or of what is under it."""
    return "/".join([PATH, jeton, *suite])
