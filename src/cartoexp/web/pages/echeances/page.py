"""Page « Échéances »: what ends, what should have been evaluated, what came of it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.vues import Vue
from cartoexp.web.communs import echeances as words
from cartoexp.web.communs import integrer, signaler
from cartoexp.web.communs.atom import MEDIA
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, empty, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.echeances import apart, chiffres, colonnes, lire
from cartoexp.web.pages.echeances.abonnement import subscribe
from cartoexp.web.pages.echeances.adresse import SIZE, Affichage
from cartoexp.web.pages.echeances.formulaire import form
from cartoexp.web.pages.echeances.frise import timeline
from cartoexp.web.pages.echeances.tableau import table
from cartoexp.web.shell import Autre, Page

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.pages.echeances.modele import Contenu

PATH = words.PATH
INTRO = (
    "Ce qui prend fin, ce qui devait être évalué, et ce qu’il en est advenu, d’après les "
    "expérimentations, les dérogations et les évaluations recensées."
)
CALENDAR = "text/calendar"


def layout(contenu: Contenu) -> Page:
    """Return the page."""
    demande, registre = contenu.demande, contenu.registre
    first = demande.page == 1
    results = html.Section(
        [
            html.A(
                [icon("filtre"), "Filtrer"], className="bouton filtres__ouvrir", href="#filtres"
            ),
            _chips(contenu),
            _count(contenu),
            apart.overdue(registre, demande.choix) if first else None,
            html.Div([_shown(contenu), _exits(contenu)], className="barre-outils"),
            _dates(contenu),
            _pagination(contenu),
        ],
        className="liste-resultats",
        id="resultats",
        **aria(labelledby="compte"),
    )
    main = html.Main(
        [
            html.H1("Échéances"),
            html.P(INTRO, className="chapo"),
            chiffres.figures(registre.comptes, demande.choix) if first else None,
            html.Div(
                [form(demande, registre.comptes.natures, contenu.lieux), results],
                className="avec-filtres",
            ),
            apart.contradictory(registre) if first else None,
            apart.unknown(registre, demande.choix.criteres.periode) if first else None,
            subscribe(demande.choix, contenu.abonnement, contenu.origine) if first else None,
            lire.rules(),
            signaler.du_chiffre("echeances", demande.href),
        ],
        className="page echeances",
        id="contenu",
    )
    rank = f", page {demande.page}" if demande.page > 1 else ""
    chosen = ", sélection" if demande.choix else ""
    alone = demande.choix or demande.affichage is not Affichage.FRISE
    return Page(
        f"Échéances{chosen}{rank}",
        "Ce qui prend fin, ce qui devait être évalué et ce qu’il en est advenu, expérimentations "
        "et dérogations recensées.",
        main,
        section=PATH,
        canonical=demande.href,
        robots="noindex, follow" if alone else "",
        vue=_vue(contenu),
        autres=[
            Autre(CALENDAR, words.address(demande.choix, f"{PATH}.ics"), f"Échéances{chosen}"),
            Autre(MEDIA, words.address(demande.choix, f"{PATH}.atom"), f"Échéances{chosen}"),
        ],
    )


def _vue(contenu: Contenu) -> Vue:
    choix = contenu.demande.choix
    return Vue(Genre.ECHEANCES, filters=choix.filters, criteres=choix.criteres)


def _chips(contenu: Contenu) -> Node:
    demande = contenu.demande
    found = words.active(demande.choix, contenu.noms)
    if not found:
        return None
    chips = [
        html.A(
            [html.Span("Retirer ", className="sr"), c.texte, icon("croix")],
            className="puce",
            href=demande.avec(c.sans).href,
        )
        for c in found
    ]
    label = html.Span("Filtres actifs", className="discret petit")
    clear = html.A("Tout effacer", className="bouton bouton--nu", href=PATH)
    return html.Div([label, *chips, clear], className="puces")


def _count(contenu: Contenu) -> Element:
    registre = contenu.registre
    dated, unknown = len(registre.datees), len(registre.inconnues)
    told: list[Node] = ["Recensées, liste non exhaustive. "]
    if unknown:
        text = f"{count(unknown, 'autre')} de date inconnue"
        told += [html.A(text, href=f"{contenu.demande.at(1).href}#date-inconnue"), ". "]
    if wrong := len(registre.contradictoires):
        text = f"{count(wrong, 'date')} à vérifier"
        told += [html.A(text, href=f"{contenu.demande.at(1).href}#contradictoires"), ". "]
    return html.Div(
        [
            html.H2(html.Strong(count(dated, "échéance datée", "échéances datées")), id="compte"),
            html.P(told, className="petit discret"),
        ],
        className="compte",
    )


def _shown(contenu: Contenu) -> Element:
    demande = contenu.demande
    names = {Affichage.FRISE: "Frise", Affichage.TABLEAU: "Tableau"}
    links = [
        html.A(
            label,
            href=demande.montree(kind).href,
            **(aria(current="true") if kind is demande.affichage else {}),
        )
        for kind, label in names.items()
    ]
    return html.Nav(links, className="segment pas-imprimer", **aria(label="Affichage"))


def _exits(contenu: Contenu) -> Element:
    choix, registre = contenu.demande.choix, contenu.registre
    size = count(len(registre.toutes), "ligne")
    return html.Div(
        [
            html.A([icon("horloge"), "S’abonner"], className="bouton",
                   href=f"{contenu.demande.at(1).href}#abonnement"),
            integrer.link(_vue(contenu)),
            menu(
                [Fichier("Échéances", PATH, choix.pairs(), size)],
                [
                    ("Calendrier (iCalendar)", words.address(choix, f"{PATH}.ics")),
                    ("Flux (Atom)", words.address(choix, f"{PATH}.atom")),
                    ("JSON (API)", words.address(choix, f"/api/v1{PATH}")),
                ],
            ),
        ],
        className="actions",
    )  # fmt: skip


def _dates(contenu: Contenu) -> Node:
    if not contenu.registre.datees:
        return _nothing(contenu)
    if contenu.demande.affichage is Affichage.TABLEAU:
        return table(contenu)
    drawn = colonnes.figure(contenu.registre.datees, contenu.jour)
    return [drawn if contenu.demande.page == 1 else None, *timeline(contenu)]


def _nothing(contenu: Contenu) -> Element:
    unknown = len(contenu.registre.inconnues)
    told = "Le catalogue n’est pas exhaustif."
    if unknown:
        may = verb(unknown, "peut", "peuvent")
        told += f" {count(unknown, 'échéance')} de date inconnue, plus bas, {may} en être."
    buttons = html.P(html.A("Tout effacer", className="bouton", href=PATH), className="actions")
    return empty("Aucune échéance datée avec ces filtres.", [html.P(typeset(told)), buttons])


def _pagination(contenu: Contenu) -> Node:
    demande, last = contenu.demande, contenu.pages
    if last == 1:
        return None
    page = demande.page
    start = (page - 1) * SIZE + 1
    shown = f"{number(start)} à {number(start + len(contenu.montrees) - 1)}"
    before = (
        html.A("‹ Précédentes", className="bouton", href=demande.at(page - 1).href, rel="prev")
        if page > 1
        else html.Span()
    )
    after = (
        html.A("Suivantes ›", className="bouton", href=demande.at(page + 1).href, rel="next")
        if page < last
        else html.Span()
    )
    told = f"Page {page} sur {last} · échéances {shown}"
    return html.Nav(
        [before, html.Span(told, className="discret"), after],
        className="pagination",
        **aria(label="Pages du registre"),
    )
