"""The comparison: the page put together, the start, and what is said of an address refused."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.vues import Vue
from cartoexp.web import linked
from cartoexp.web.communs import integrer, ressemblance
from cartoexp.web.components import breadcrumb, icon, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.comparer import chiffres, choisir, paires
from cartoexp.web.pages.comparer.adresse import FEWEST, MOST, PATH
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Node
    from cartoexp.web.pages.comparer.adresse import Choix
    from cartoexp.web.pages.comparer.ajout import Ajout
    from cartoexp.web.pages.comparer.modele import Comparaison

TITLE = "Comparer des territoires"
SCRIPTS = ("site.js",)
ABOUT = (
    "Deux à quatre territoires d’un même niveau, côte à côte : chiffres datés et sourcés, "
    "ressemblance expliquée, expérimentations recensées."
)


def layout(found: Comparaison, told: Sequence[str], today: date) -> Page:
    """Return the comparison; ``told`` is what was done of the codes asked for; pure."""
    names = listed([lieux.nom(t) for t in found.territoires])
    here = ressemblance.address(found.territoires)
    body: list[Node] = [
        html.Header(
            [
                html.P(f"Comparaison · {niveaux.plural(found.niveau)}", className="sur-titre"),
                html.H1(names),
                html.Div([note(typeset(t)) for t in told], className="notes") if told else None,
                choisir.heads(found.territoires, found.lieux),
                choisir.form(found.territoires, found.niveau),
                _actions(_embed(found.territoires)),
            ],
            className="fiche__tete",
        ),
        chiffres.bloc(found),
        paires.likeness(found),
        paires.tried(found, today),
    ]
    return _page(
        f"Comparer {listed([lieux.avec_article(t) for t in found.territoires])}",
        f"{names}, côte à côte. {ABOUT}",
        body,
        here,
        found.territoires,
    )


def start(added: Ajout | None, lieux: Mapping[str, str], kept: Sequence[Territoire] = ()) -> Page:
    """Return the page that asks which territories, or among which to choose."""
    niveau = kept[0].niveau if kept else None
    body: list[Node] = [
        html.H1(TITLE),
        html.P(ABOUT, className="chapo"),
        choisir.heads(kept, lieux) if kept else None,
        _which(added, kept, lieux) if added else None,
        choisir.form(kept, niveau),
    ]
    return _page(TITLE, ABOUT, body, PATH, (), "noindex" if added or kept else "")


def refused(choix: Choix, lieux: Mapping[str, str]) -> Page:
    """Return what is wrong with an address, what was understood, and ways to go on."""
    kept = choix.retenus
    reasons = html.Ul([html.Li(typeset(r)) for r in choix.refus])
    body: list[Node] = [
        html.H1(TITLE),
        html.Div(
            [note(reasons, "alerte", "alerte"), *(note(typeset(t)) for t in choix.dits)],
            className="notes",
        ),
    ]
    if kept:
        body.append(_understood(kept))
    if choix.proches:
        body += [
            html.H2("Les plus proches"),
            choisir.offered(choix.proches, kept[: MOST - 1], lieux),
        ]
    if choix.niveau or not kept:
        body.append(choisir.form(kept, choix.niveau))
    return _page(TITLE, ABOUT, body, "", (), "noindex", choix.status)


def _understood(kept: Sequence[Territoire]) -> Element:
    """Return the territories understood, and the comparisons that can be made of them."""
    by_level: dict[str, list[Territoire]] = defaultdict(list)
    for t in kept:
        by_level[t.niveau].append(t)
    ways = []
    for places in by_level.values():
        some = places[:MOST]
        if len(some) >= FEWEST:
            names = listed([lieux.avec_article(t) for t in some])
            ways.append(
                html.A(f"Comparer {names}", className="bouton", href=ressemblance.address(some))
            )
    items = [
        html.Li([html.A(lieux.nom(t), href=t.chemin), f" ({t.nature.lower()} {t.code})"])
        for t in kept
    ]
    return html.Section(
        [
            html.H2("Reconnu, mais non appliqué", id="ecartes"),
            html.Ul(items, className="liste-simple"),
            html.P(ways, className="actions") if ways else None,
        ],
        className="ecartes",
        **{"aria-labelledby": "ecartes"},
    )


def _which(added: Ajout, kept: Sequence[Territoire], lieux: Mapping[str, str]) -> Node:
    if not added.offerts:
        return note("Aucun territoire de ce niveau ne porte ce nom ou ce code.", "alerte", "alerte")
    return html.Section(
        [
            html.H2("Lequel ?", id="lequel"),
            choisir.offered(added.offerts, kept, lieux),
        ],
        **{"aria-labelledby": "lequel"},
    )


def _actions(vue: Vue | None) -> Element:
    share = html.Button(
        [icon("partage"), "Partager"], className="bouton", type="button", **{"data-partager": ""}
    )
    printing = html.Button(
        [icon("imprime"), "Imprimer"], className="bouton", type="button", **{"data-imprimer": ""}
    )
    told = html.Span(id="partage-dit", className="petit discret", role="status")
    return html.P([share, integrer.link(vue), printing, told], className="actions pas-imprimer")


def _page(  # noqa: PLR0917  the head of a page
    title: str,
    description: str,
    body: Sequence[Node],
    canonical: str,
    about: Sequence[Territoire],
    robots: str = "noindex, follow",
    status: int = 200,
) -> Page:
    steps = [("/territoires", "Territoires")]
    here = title if title == TITLE else "Comparaison"
    return Page(
        title=title,
        description=description,
        body=html.Main([breadcrumb(steps, here), *body], className="page comparer", id="contenu"),
        section="/territoires",
        canonical=canonical,
        scripts=SCRIPTS,
        status=status,
        robots=robots,
        things=linked.comparison(title, canonical, about) if canonical else (),
        vue=_embed(about),
    )


def _embed(about: Sequence[Territoire]) -> Vue | None:
    """Return the embed of the first territory: what it is like is what brought the others here."""
    return Vue(Genre.TERRITOIRE, about[0].niveau, about[0].code) if about else None
