"""Gathers the coloured map of a level."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.genres import Symboles
from cartoexp.domain.phrases.carte import titled
from cartoexp.domain.phrases.lieux import dans
from cartoexp.domain.phrases.typographie import THIN
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.domain.vues import NOMBRE
from cartoexp.services.coloration import within
from cartoexp.services.listing import Tri
from cartoexp.services.resume import rank, sum_up
from cartoexp.web import criteria
from cartoexp.web.embeds import coloriage, marques, mots, phrases
from cartoexp.web.embeds.contenu import Carte, Contenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web

TABLE_ROWS = {Niveau.EPCI: 300, Niveau.COMMUNE: 150}
"""Most rows of the table in the frame; the file holds all of them."""
PLACES = (Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION)
"""Territories that filters name, the smallest first."""
SIZE = {Niveau.COMMUNE: 0, Niveau.EPCI: 1, Niveau.DEPARTEMENT: 2, Niveau.REGION: 3}


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the map of a view: France, or the territory that its filters name.

    Raises:
        InvalidParametersError: for a colour or filters that are refused.
    """
    services, niveau = web.services, level(vue)
    coloration = services.colorations.of(vue.filters, niveau, vue.couleur)
    place = framed(web, vue.filters, niveau)
    sheets: Sequence[Feuille] = services.dessins.france(niveau)
    picture = None
    if place is not None and (zone := services.dessins.zone(niveau, place)):
        sheets = (zone,)
        coloration = within(coloration, zone.traces.keys())
    elif niveau is Niveau.COMMUNE:
        picture = coloriage.painting(web, coloration, vue.presentation.apparence)
    rangs = rank(coloration, services.territoires)
    marks, signs = marques.places(web, vue, sheets)
    legend = coloriage.legend(coloration)
    carte = Carte(
        sheets,
        coloriage.plain_looks(coloration) if picture else coloriage.looks(coloration),
        coloriage.titles(coloration, rangs),
        [*(coloriage.plain(legend) if picture else legend), *signs],
        coloriage.legend_title(coloration),
        marks,
        picture,
    )
    return Contenu(
        titre=titled(coloration, dans(place) if len(sheets) == 1 and place else ""),
        sous_titre=told_filters(web, vue.filters),
        phrase=sentence(web, vue, coloration),
        sources=mots.sources(told_source(coloration, vue), services.reference.millesime),
        lien=address(vue),
        figures=(carte,),
        tableau=coloriage.table(coloration, rangs, TABLE_ROWS.get(niveau)),
        fichier=coloriage.file(coloration, rangs),
        hauteur=600 + 20 * len(signs),
    )


def level(vue: Vue) -> Niveau:
    """Return the level that is coloured."""
    return (vue.niveau or NiveauCarte.DEPARTEMENT).niveau


def framed(web: Web, filters: Filters, niveau: Niveau) -> Territoire | None:
    """Return the smallest territory that the filters name, if it holds others of the level."""
    for place in PLACES:
        found = web.services.territoires.find(place, getattr(filters, place.value))
        if found is not None:
            return found if SIZE[place] > SIZE[niveau] else None
    return None


def sentence(web: Web, vue: Vue, coloration: Coloration) -> str:
    """Return what the map shows, in words."""
    service, niveau = web.services.experiments, level(vue)
    known = {i.id: i for i in web.services.colorations.indicators(niveau)}
    counts = service.counts(vue.filters, niveau)
    outlined = web.services.colorations.drawn(niveau).find(counts.experimentations)[1]
    return phrases.sentence(
        coloration,
        sum_up(coloration, web.services.territoires),
        counts,
        service.list_page(vue.filters, Tri.TITRE, 0, 0).experimentations,
        known.get(vue.couleur),
        hors_carte=int((~outlined).sum()),
    )


def told_source(coloration: Coloration, vue: Vue) -> list[str]:
    """Return the source of the values with its year, and that of the symbols."""
    year = f", {coloration.millesime}" if coloration.millesime else ""
    found = [f"{coloration.source}{year}"]
    if vue.symboles is not Symboles.AUCUN and "catalogue" not in coloration.source:
        found.append("catalogue Cartoexp")
    return found


def told_filters(web: Web, filters: Filters) -> str:
    """Return « Thème : Énergie ; Région : Bretagne », empty without a filter."""
    found = ((n, web.services.territoires.find(n, getattr(filters, n))) for n in PLACES)
    places = {niveau.value: t.nom for niveau, t in found if t is not None}
    return f"{THIN}; ".join(c.text for c in criteria.active(filters, places))


def address(vue: Vue) -> str:
    """Return the address of the page « Carte » that shows the same."""
    pairs = vue.filters.pairs()
    if vue.couleur != NOMBRE:
        pairs.insert(0, ("couleur", vue.couleur))
    if vue.niveau not in {None, NiveauCarte.DEPARTEMENT}:
        pairs.insert(0, ("niveau", str(vue.niveau)))
    return f"/?{urlencode(pairs, safe=',:')}" if pairs else "/"
