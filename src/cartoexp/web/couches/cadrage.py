"""The frame of a layer: what was asked for, what holds all of it, or France."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.couches import Coloriage
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web
    from cartoexp.web.couches.valeurs import Rangs


def framed(
    web: Web, vue: VueCouche, found: Coloriage, held: Rangs
) -> tuple[Territoire | None, Sequence[Feuille]]:
    """Return the territory that a map is framed on and its sheets; France without one.

    Without a filter it is the département, or the région, that holds all that the layer has.
    """
    services, niveau = web.services, found.niveau
    for place in _places(web, vue, found, held):
        zone = services.dessins.zone(niveau, place)
        if zone is not None:
            return place, (zone,)
    return None, services.dessins.france(niveau)


def _places(web: Web, vue: VueCouche, found: Coloriage, held: Rangs) -> Iterator[Territoire]:
    service, niveau = web.services.territoires, found.niveau
    wider = {Niveau.COMMUNE: 2, Niveau.EPCI: 2, Niveau.DEPARTEMENT: 1, Niveau.REGION: 0}[niveau]
    levels = (Niveau.REGION, Niveau.DEPARTEMENT)[:wider][::-1]
    asked = {Niveau.REGION: vue.region, Niveau.DEPARTEMENT: vue.departement}
    if any(asked.values()):
        for level in levels:
            if place := service.find(level, asked[level]):
                yield place
        return
    for level in levels:
        codes = {_holder(t, level) for t, _ in held}
        code = codes.pop() if len(codes) == 1 else None
        if place := service.find(level, code):
            yield place


def _holder(t: Territoire, level: Niveau) -> str | None:
    return t.code_departement if level is Niveau.DEPARTEMENT else t.code_region
