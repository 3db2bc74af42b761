"""Gathers the territories most like one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.phrases import ressemblance as phrases
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.contours import FILES
from cartoexp.services.ressemblance import SOURCE
from cartoexp.web.embeds import cible, marques, mots
from cartoexp.web.embeds.contenu import Barre, Barres, Carte, Contenu, Entree, Fichier, Tableau
from cartoexp.web.embeds.fonds import with_areas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.services.comparables import Comparable
    from cartoexp.web.context import Web

TOLD = 2
"""Reasons told of each kind."""
COLUMNS = (
    *("rang", "niveau", "code", "nom", "proximite", "rang_min", "rang_max", "confiance"),
    *("distance_km", "proches", "differences"),
)


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the comparables of a territory.

    Raises:
        TerritoireNotFoundError: for an unknown one.
        NoProfileError: for one that cannot be compared.
        InvalidParametersError: for settings that mean nothing.
    """
    services, settings = web.services, vue.reglages
    here, became = cible.territoire(web, vue)
    found = services.comparables.around(
        here, vue.lignes, dict(settings.poids), settings.contraintes
    )
    told = phrases.told(
        here,
        [c.territoire for c in found.liste],
        aucun_proche=found.aucun_proche,
        parmi=found.effectif,
    )
    return Contenu(
        titre=told.titre,
        sous_titre=" ".join(filter(None, (became, _settings(vue)))),
        phrase=told.phrase,
        sources=mots.sources([SOURCE], services.reference.millesime),
        lien=f"{here.chemin}{_query(vue)}#comparables",
        figures=(_map(web, here, found.liste), Barres([_bar(web, c) for c in found.liste])),
        tableau=Tableau(
            "Du plus proche au plus lointain, par le profil.",
            ("Rang", here.niveau.label, "Proches", "Différences"),
            [
                (
                    number(c.rang),
                    nom(c.territoire),
                    typeset(", ".join(c.raisons.rapproche)),
                    typeset(", ".join(c.raisons.eloigne)),
                )
                for c in found.liste
            ],
        ),
        fichier=Fichier(COLUMNS, [_row(c) for c in found.liste]),
        hauteur=550 + 70 * len(found.liste),
        donnees={"territoire": {"niveau": here.niveau.value, "code": here.code, "nom": here.nom}},
    )


def _query(vue: Vue) -> str:
    pairs = vue.reglages.pairs()
    return f"?{urlencode(pairs, safe=',:')}" if pairs else ""


def _settings(vue: Vue) -> str:
    return "Avec des réglages choisis par l’auteur de la page." if vue.reglages.pairs() else ""


def _map(web: Web, here: Territoire, found: Sequence[Comparable]) -> Carte:
    areas = [t for t in (here, *(c.territoire for c in found)) if t.niveau in FILES]
    sheets = with_areas(web.services.dessins, areas)
    titles = {f"{c.territoire.niveau}-{c.territoire.code}": nom(c.territoire) for c in found}
    own = f"{here.niveau}-{here.code}"
    marks = [*marques.at(here, sheets, 5.5, "point", nom(here))] if not areas else []
    for c in reversed(found):
        title = f"{number(c.rang)}. {nom(c.territoire)}"
        marks += marques.at(
            c.territoire, sheets, marques.RANK_RADIUS, "rang", title, text=str(c.rang)
        )
    noun = here.niveau.label_pluriel.lower()
    return Carte(
        sheets,
        dict.fromkeys(titles, "aire") | {own: "ici"},
        titles | {own: nom(here)},
        [
            Entree("ici" if areas else "point", nom(here)),
            Entree("rang", f"Les {noun} qui lui ressemblent, par rang"),
        ],
        "",
        marks,
    )


def _bar(web: Web, c: Comparable) -> Barre:
    t = c.territoire
    holder = web.services.territoires.find(Niveau.DEPARTEMENT, t.code_departement)
    held = f" ({nom(holder)})" if holder and t.niveau is not Niveau.DEPARTEMENT else ""
    near = ", ".join(c.raisons.rapproche[:TOLD]) or "rien de presque égal"
    far = ", ".join(c.raisons.eloigne[:TOLD]) or "aucune marquée"
    note = f"Proches{NBSP}: {near}. Différences{NBSP}: {far}."
    return Barre(number(c.rang), f"{nom(t)}{held}", t.chemin, "", None, typeset(note))


def _row(c: Comparable) -> tuple[str | float | int | None, ...]:
    t = c.territoire
    low, high = c.intervalle
    km = None if c.distance_km is None else round(c.distance_km, 1)
    reasons = ", ".join(c.raisons.rapproche), ", ".join(c.raisons.eloigne)
    share = round(c.score, 4), low, high, round(c.confiance, 4)
    return (c.rang, t.niveau.value, t.code, t.nom, *share, km, *reasons)
