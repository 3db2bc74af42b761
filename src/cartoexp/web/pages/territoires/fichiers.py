"""Files of a fiche: the indicators of the territory, and the territories like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.typographie import NBSP, capital
from cartoexp.domain.query import Reader
from cartoexp.services.comparables import LISTED
from cartoexp.services.sorties import Table
from cartoexp.services.sorties.colonnes import entier, nombre, texte
from cartoexp.services.tableaux import indicateurs, provenance
from cartoexp.services.tableaux.formes import outlines
from cartoexp.services.tableaux.territoires import IDENTITY
from cartoexp.web.pages.territoires import demande as demander
from cartoexp.web.sorties import marked, notice, offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from flask import Flask

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.comparables import Comparable
    from cartoexp.services.sorties import Valeur
    from cartoexp.web.context import Web
    from cartoexp.web.sorties import Demande

COLUMNS = (
    entier("rang", "Rang de ressemblance.", requis=True),
    *IDENTITY,
    texte("code_departement", "Département ; pour un EPCI, celui de la plupart de ses communes."),
    texte("code_region", "Région."),
    entier("population", "Population municipale, en habitants ; vide si inconnue."),
    nombre("proximite", "Part des paires du niveau qui sont plus éloignées, de 0 à 1.", 5),
    nombre("ecart", "Écart au carré entre les deux profils.", 4),
    entier("rang_bas", "Plus petit rang quand les poids bougent de 10 %."),
    entier("rang_haut", "Plus grand rang quand les poids bougent de 10 %."),
    nombre("confiance", "Part du poids que les deux profils connaissent, de 0 à 1.", 3),
    nombre("distance_km", "Distance entre les centres, à vol d’oiseau, en kilomètres.", 1),
    texte("rapproche", "Ce qui les rapproche."),
    texte("eloigne", "Ce qui les éloigne."),
)


def register(server: Flask, web: Web, path: str, level: Callable[[str], Niveau]) -> None:
    """Attach the files to ``server``; ``level`` reads the level of a path."""

    def found(asked: Demande) -> Territoire:
        return web.services.territoires.get(level(asked.chemin["niveau"]), asked.chemin["code"])

    def own(asked: Demande) -> Table:
        reader = Reader(asked.query)
        reader.refuse_unknown(())
        reader.raise_problems()
        return figures(web, found(asked), layer=asked.couche)

    def like(asked: Demande) -> Table:
        here = found(asked)
        return comparables(web, here, demander.read(asked.query, here.niveau))

    offer(server, web, path, "territoire", own)
    offer(server, web, f"{path}/comparables", "comparables", like)


def figures(web: Web, here: Territoire, *, layer: bool) -> Table:
    """Return the indicators of a territory, one a row; as a ``layer``, the territory alone."""
    values = web.services.indicateurs.values(here)
    told = notice(
        web,
        here.chemin,
        [f"Territoire{NBSP}: {here.nom} ({here.code})"],
        provenance.of_indicators(v.indicateur for v in values),
        [provenance.UNKNOWN],
    )
    title = f"Indicateurs {lieux.de(here)}"
    made = (
        indicateurs.wide(web.services, [here], told, "indicateurs", title)
        if layer
        else indicateurs.long(title, values, told)
    )
    return marked(made, [here.niveau.value, here.code, here.nom])


def comparables(web: Web, here: Territoire, demande: demander.Demande) -> Table:
    """Return the territories most like one, the nearest first.

    Raises:
        InvalidParametersError: for weights or constraints that mean nothing.
        NoProfileError: when it cannot be compared.
    """
    asked, services = demande.service, web.services
    answer = services.comparables.around(here, LISTED, asked.poids, asked.contraintes)
    kept = [c.territoire for c in answer.liste]
    told = notice(
        web,
        demande.address(here),
        [
            f"Comparables {lieux.de(here)} ({here.code})",
            *(f"{n} = {v}" for n, v in demande.pairs()),
        ],
        provenance.of_indicators(services.indicateurs.metadata),
        ["Une ressemblance de profil ne dit rien de ce qui y réussirait."],
    )
    parts = [
        nombre(f"contribution_{theme}", f"Part de l’écart due au thème «{NBSP}{theme}{NBSP}».", 4)
        for theme in answer.themes
    ]
    table = Table(
        "comparables",
        f"{capital(niveaux.plural(here.niveau))} comparables",
        (*COLUMNS, *parts),
        lambda: (_row(c, answer.themes) for c in answer.liste),
        told,
        outlines(services, here.niveau, kept),
        cle="code",
    )
    marks = [here.niveau.value, here.code, *(value for _, value in demande.pairs())]
    return marked(table, marks)


def _row(c: Comparable, themes: Iterable[str]) -> Sequence[Valeur]:
    t = c.territoire
    return (
        *(c.rang, t.niveau.value, t.code, t.nom, t.code_departement, t.code_region, t.population),
        *(c.score, c.ecart, *c.intervalle, c.confiance, c.distance_km),
        *(" ; ".join(words) or None for words in (c.raisons.rapproche, c.raisons.eloigne)),
        *(c.contributions.get(theme, 0.0) for theme in themes),
    )
