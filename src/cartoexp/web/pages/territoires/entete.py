"""Top of a fiche: where it is, what it is, and one sentence written from the data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.territoire import NOT_EXHAUSTIVE, recorded
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.voisinage import NEARBY_KM, Relation
from cartoexp.domain.vues import Vue
from cartoexp.web.communs import integrer, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import breadcrumb, icon, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires.comparables import sentence
from cartoexp.web.pages.territoires.suivre import feeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.voisinage import Voisinage
    from cartoexp.web.html import Node
    from cartoexp.web.pages.territoires.modele import Fiche

NOT_DRAWN = typeset(
    "Les collectivités et territoires d’outre-mer hors départements et régions n’ont de contour "
    "dans aucune de nos sources : ils ont une fiche, se cherchent, se listent et se comptent, mais "
    "ne sont pas dessinés sur la carte."
)
EPT = typeset(
    "Un établissement public territorial est un niveau à part, à l’intérieur de la métropole du "
    "Grand Paris : il ne compte pas parmi les intercommunalités (EPCI) à fiscalité propre."
)

ZOOM = {
    Niveau.REGION: 7,
    Niveau.DEPARTEMENT: 8,
    Niveau.EPCI: 9,
    Niveau.EPT: 11,
    Niveau.COMMUNE: 10,
}
"""Zoom of the map at which a territory fills a good part of it."""
MAPPED = frozenset({Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI, Niveau.COMMUNE})
"""Levels that the map can colour."""


def fil(above: Sequence[Territoire], here: Territoire) -> Element:
    """Return the way from France down to the territory; a name that comes twice tells its level."""
    names = Counter(lieux.nom(t) for t in (*above, here))

    def told(t: Territoire) -> str:
        name = lieux.nom(t)
        return f"{name} ({t.niveau.label.lower()})" if names[name] > 1 else name

    steps = [("/territoires", "France"), *((t.chemin, told(t)) for t in above)]
    return breadcrumb(steps, told(here))


def identite(fiche: Fiche) -> list[Node]:
    """Return kind and code, name, size, the sentence, what has to be known, the buttons."""
    here = fiche.territoire
    return [
        html.P([f"{niveaux.nature(here)} · ", html.Span(here.code)], className="sur-titre"),
        html.H1(lieux.nom(here)),
        html.P(_meta(fiche), className="entete__meta"),
        html.P([introduction(fiche.voisinage), _alike(fiche)], className="chapo"),
        html.P(
            [fiche.sources, " ", signaler.lien_chiffre("identite", here.chemin)],
            className="discret petit entete__sources",
        ),
        note(NOT_DRAWN) if here.zone is Zone.COM else None,
        note(EPT) if here.niveau is Niveau.EPT else None,
        html.Div(
            [
                _on_the_map(here),
                _button("partager", "partage", "Partager"),
                integrer.link(Vue(Genre.TERRITOIRE, here.niveau, here.code)),
                menu(
                    [Fichier("Indicateurs", here.chemin)],
                    [
                        ("JSON (API)", f"/api/v1/{here.niveau}s/{here.code}"),
                        *((f"{feed.titre} (Atom)", feed.chemin) for feed in feeds(here)),
                    ],
                ),
                _button("imprimer", "imprime", "Imprimer"),
                html.A(
                    [icon("charge"), "Feuille A4 (PDF)"],
                    className="bouton",
                    href=f"{here.chemin}.pdf",
                ),
                html.Span(id="partage-dit", className="discret", role="status"),
            ],
            className="actions pas-imprimer",
        ),
    ]


def _alike(fiche: Fiche) -> Node:
    found = fiche.semblables
    if isinstance(found, str) or not fiche.demande.usual:
        return None
    told = sentence(found, fiche.territoire)
    return html.Span(f" {told}", className="pas-imprimer") if told else None


def introduction(voisinage: Voisinage) -> str:
    """Return what is recorded here and around, in one or two sentences."""
    here, groups = voisinage.territoire, voisinage.groupes
    told = recorded(
        here,
        groups[Relation.ICI].experimentations,
        groups[Relation.INTERIEUR].experimentations,
    )
    around = [
        f"{number(groups[kind].experimentations)} {where}"
        for kind, where in _WHERE.items()
        if groups[kind].experimentations
    ]
    if around:
        told += f" Autour{NBSP}: {', '.join(around)}."
    return f"{told} {NOT_EXHAUSTIVE}"


_WHERE = {
    Relation.MEME_EPCI: "dans la même intercommunalité",
    Relation.PROCHE: f"à moins de {number(NEARBY_KM)}{NBSP}km",
    Relation.AU_DESSUS: "à l’échelle d’un territoire plus vaste",
}


def _meta(fiche: Fiche) -> list[Node]:
    here = fiche.territoire
    parts: list[Node] = [html.Span(grandeurs.inhabitants(here.population))]
    if here.superficie_km2 is not None:
        parts.append(html.Span(grandeurs.area(here.superficie_km2)))
    if here.densite is not None:
        parts.append(html.Span(grandeurs.density(here.densite)))
    if here.niveau is not Niveau.COMMUNE and here.nb_communes:
        parts.append(html.Span(count(here.nb_communes, "commune")))
    if here.codes_postaux:
        label = "Codes postaux" if len(here.codes_postaux) > 1 else "Code postal"
        parts.append(html.Span(f"{label}{NBSP}: {_some(here.codes_postaux)}"))
    if fiche.chef_lieu:
        link = html.A(lieux.nom(fiche.chef_lieu), href=fiche.chef_lieu.chemin)
        parts.append(html.Span([f"Chef-lieu{NBSP}: ", link]))
    if fiche.departements:
        parts.append(_spread(fiche.departements))
    names = [t.nom for t in (here, *fiche.au_dessus)]
    parts += [
        html.A(_told_apart(t) if names.count(t.nom) > 1 else lieux.nom(t), href=t.chemin)
        for t in reversed(fiche.au_dessus)
    ]
    return parts


def _told_apart(t: Territoire) -> str:
    """Return « Guyane (région) » where a région and its only département share their name."""
    return f"{lieux.nom(t)} ({t.nature.lower()})"


def _some(codes: Sequence[str], most: int = 4) -> str:
    shown = ", ".join(codes[:most])
    return f"{shown} et {number(len(codes) - most)} autres" if len(codes) > most else shown


def _spread(departements: Sequence[Territoire]) -> Element:
    links: list[Node] = []
    for t in departements:
        links += [", " if links else "", html.A(lieux.nom(t), href=t.chemin)]
        if t is departements[0]:
            links.append(" (rattachement dans nos comptes)")
    return html.Span([f"Communes de {number(len(departements))} départements{NBSP}: ", *links])


def _on_the_map(here: Territoire) -> Element | None:
    """Return the way to the map, centred here; ``None`` for what is not drawn."""
    if here.centre is None:
        return None
    lon, lat = here.centre
    level = here.niveau if here.niveau in MAPPED else Niveau.EPCI
    href = f"/?niveau={level}&lat={lat:.4f}&lon={lon:.4f}&z={ZOOM[here.niveau]}"
    return html.A([icon("lieu"), "Voir sur la carte"], className="bouton bouton--fort", href=href)


def _button(action: str, icon_name: str, label: str) -> Element:
    # Both need JavaScript: the style sheet shows them only where it runs.
    data = {f"data-{action}": ""}
    return html.Button([icon(icon_name), label], className="bouton", type="button", **data)
