"""Page « Dérogations »: search, ranking of the texts, requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, capital, quote
from cartoexp.domain.registre import Recherche
from cartoexp.web.communs import signaler
from cartoexp.web.communs.derogations import ENREGISTRER, NORMES, PATH, mots
from cartoexp.web.communs.derogations.fichettes import carte_demande
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, block, empty, icon, note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.derogations.adresse import SIZE, Demandee
from cartoexp.web.pages.derogations.classement import classement
from cartoexp.web.pages.derogations.formulaire import CHOIX, Lieux, formulaire
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.registre import Demande, Inscription, Rang
    from cartoexp.web.html import Element, Node

CHAPO = (
    "Quelle règle des territoires ont-ils pu écarter, où, jusqu’à quand, et qu’en est-il advenu ? "
    "Une même demande portée par plusieurs territoires est une matière à légiférer."
)
DESCRIPTION = (
    "Registre des dérogations recensées en France : norme écartée, fondement, territoires, "
    "décision, échéances, issue."
)


@dataclass(frozen=True, slots=True)
class Contenu:
    """What the services answered; ``texte`` is the ranked text that holds an article sought."""

    inscriptions: Sequence[Inscription]
    rangs: Sequence[Rang]
    demandes: Sequence[Demande]
    lieux: Lieux
    noms: Mapping[str, str]
    texte: Rang | None = None
    total: int = 0


def pages_de(contenu: Contenu) -> int:
    """Return the number of pages, at least 1."""
    return max(1, -(-len(contenu.demandes) // SIZE))


def layout(demandee: Demandee, contenu: Contenu, today: date) -> Page:
    """Return the page; pure."""
    criteres = demandee.criteres
    found: list[Node] = [_compte(contenu, demandee), _puces(demandee, contenu.noms)]
    if contenu.inscriptions:
        found += [
            _sorties(demandee, contenu),
            classement(contenu.rangs) if len(contenu.rangs) > 1 or not criteres else None,
            _demandes(demandee, contenu, today),
            signaler.du_chiffre("derogations", demandee.href),
        ]
    else:
        found.append(_rien(demandee, contenu))
    main = html.Main(
        [
            html.H1("Dérogations"),
            html.P(CHAPO, className="chapo"),
            formulaire(criteres, contenu.lieux),
            html.Section(found, className="liste-resultats", **aria(labelledby="compte")),
        ],
        className="page derogations",
        id="contenu",
    )
    chosen = ", sélection" if criteres else ""
    rank = f", page {demandee.page}" if demandee.page > 1 else ""
    return Page(
        f"Dérogations{chosen}{rank}",
        DESCRIPTION,
        main,
        section=PATH,
        canonical=demandee.href,
        robots="noindex, follow" if criteres else "",
    )


def _compte(contenu: Contenu, demandee: Demandee) -> Element:
    rows = len(contenu.inscriptions)
    of = f" sur {number(contenu.total)}" if demandee.criteres else ""
    territoires = {t.cle for i in contenu.inscriptions for t in i.territoires}
    told = mots.lignes(len(contenu.demandes), len(territoires))
    return html.Div(
        [
            html.H2(
                [html.Strong(count(rows, "dérogation")), html.Span(of, className="discret")],
                id="compte",
            ),
            html.P(f"{told}. {mots.RECENSEES}", className="petit discret"),
            _compris(demandee),
        ],
        className="compte",
    )


def _compris(demandee: Demandee) -> Node:
    """Say how the text was understood, so that nobody mistakes words for a norm."""
    text = demandee.criteres.q
    if not text:
        return None
    sought = Recherche.de(text)
    if sought.norme is not None:
        told = f"Norme comprise{NBSP}: {sought.norme.libelle}."
    elif sought.articles:
        told = f"Article cherché dans tous les textes{NBSP}: {quote(text)}."
    else:
        told = (
            f"Mots cherchés dans l’objet, la norme, l’acte et les territoires{NBSP}: {quote(text)}."
        )
    return html.P(told, className="petit")


def _puces(demandee: Demandee, noms: Mapping[str, str]) -> Node:
    criteres = demandee.criteres
    told: list[tuple[str, Demandee]] = []
    if criteres.q:
        told.append((quote(criteres.q), Demandee(criteres.without("q"))))
    for name, label, _ in CHOIX:
        told += [
            (f"{label}{NBSP}: {value.label}", Demandee(criteres.without(name, value)))
            for value in getattr(criteres, name)
        ]
    told += [(noms[name], Demandee(criteres.without(name))) for name in noms]
    if not told:
        return None
    chips = [
        html.A(
            [html.Span("Retirer ", className="sr"), text, icon("croix")],
            className="puce",
            href=left.href,
        )
        for text, left in told
    ]
    clear = html.A("Tout effacer", className="bouton bouton--nu", href=PATH)
    active = html.Span("Filtres actifs", className="discret petit")
    return html.Div([active, *chips, clear], className="puces")


def _sorties(demandee: Demandee, contenu: Contenu) -> Element:
    query = demandee.criteres.query()
    suffix = f"?{query}" if query else ""
    rows = count(len(contenu.inscriptions), "ligne")
    files = menu(
        [Fichier("Dérogations", PATH, demandee.criteres.pairs(), rows)],
        [("JSON (API)", f"/api/v1/derogations{suffix}")],
    )
    paper = html.A(
        [icon("imprime"), "Pour le rapporteur (PDF)"],
        className="bouton",
        href=f"{PATH}.pdf{suffix}",
    )
    add = html.A("Enregistrer une demande", className="bouton bouton--fort", href=ENREGISTRER)
    return html.Div([add, files, paper], className="actions")


def _demandes(demandee: Demandee, contenu: Contenu, today: date) -> Element:
    first = (demandee.page - 1) * SIZE
    shown = contenu.demandes[first : first + SIZE]
    cards = html.Ol(
        [carte_demande(d, today) for d in shown], className="cartes-liste", start=first + 1
    )
    aside = "Même norme et même objet\u00a0: une demande, avec les territoires qui la portent."
    return block("demandes", "Les demandes", [cards, _pagination(demandee, contenu)], aside)


def _pagination(demandee: Demandee, contenu: Contenu) -> Node:
    last, page = pages_de(contenu), demandee.page
    if last == 1:
        return None
    before = html.A(
        "‹ Précédentes", className="bouton", href=demandee.at(page - 1).href, rel="prev"
    )
    after = html.A("Suivantes ›", className="bouton", href=demandee.at(page + 1).href, rel="next")
    return html.Nav(
        [
            before if page > 1 else html.Span(),
            html.Span(f"Page {page} sur {last}", className="discret"),
            after if page < last else html.Span(),
        ],
        className="pagination",
        **aria(label="Pages de la liste"),
    )


def _rien(demandee: Demandee, contenu: Contenu) -> Node:
    """Say that nothing was found, and what is nearest: the other articles of the same text."""
    told: list[Node] = [
        html.P(
            "Cela ne veut pas dire qu’aucune n’a été demandée\u00a0: le registre n’est pas "
            "exhaustif."
        )
    ]
    if contenu.texte is not None:
        here = contenu.texte
        link = html.A(capital(here.norme.libelle_texte), href=f"{NORMES}/{here.cle}")
        told.insert(
            0,
            note(
                [
                    html.P(
                        [
                            "Le registre en compte sur d’autres articles de ce texte\u00a0: ",
                            link,
                            ".",
                        ]
                    )
                ]
            ),
        )
    told.append(
        html.P(
            [
                html.A(
                    "Enregistrer une demande", className="bouton bouton--fort", href=ENREGISTRER
                ),
                html.A("Tout le registre", className="bouton", href=PATH),
            ],
            className="actions",
        )
    )
    text = demandee.criteres.q
    title = (
        f"Aucune dérogation recensée pour {quote(text)}."
        if text
        else "Aucune dérogation avec ces filtres."
    )
    return empty(title, told)
