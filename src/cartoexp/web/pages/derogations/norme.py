"""Page of a norm: who asked to set it aside, for what, with what outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, capital
from cartoexp.web.communs import signaler
from cartoexp.web.communs.derogations import ENREGISTRER, NORMES, PATH, mots
from cartoexp.web.communs.derogations.fichettes import carte_demande
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import block, breadcrumb, icon, note
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.registre import Rang
    from cartoexp.web.html import Element, Node

FEW = 24
"""Up to so many territories, their list is unfolded."""


def layout(rang: Rang, texte: Rang, carte: Node, today: date) -> Page:
    """Return the page; ``texte`` is the text that holds the article, or the same; pure."""
    title = capital(rang.norme.libelle)
    steps = [("/", "Carte"), (PATH, "Dérogations")]
    if texte.cle != rang.cle:
        steps.append((texte.chemin, capital(texte.norme.libelle_texte)))
    main = html.Main(
        [
            breadcrumb(steps, title),
            html.Header(
                [html.H1(title), _essentiel(rang), _doute(rang), _actions(rang)],
                className="fiche__tete",
            ),
            _articles(rang),
            html.Div(
                [html.Div(_demandes(rang, today)), html.Div(_ou(rang, carte))], className="deux"
            ),
            signaler.du_chiffre("derogations", rang.chemin),
        ],
        className="page derogations",
        id="contenu",
    )
    told = mots.lignes(len(rang.demandes), len(rang.territoires))
    return Page(
        f"{title}{NBSP}: dérogations",
        f"Dérogations recensées à {rang.norme.libelle}{NBSP}: {told}.",
        main,
        section=PATH,
        canonical=rang.chemin,
    )


def _essentiel(rang: Rang) -> Element:
    rows = [
        ("Demandes", mots.lignes(len(rang.demandes), len(rang.territoires))),
        ("Décisions", mots.compte(rang.decisions, mots.DECISIONS)),
        ("Issue", mots.compte(rang.issues, mots.ISSUES)),
    ]
    pairs = [[html.Dt(name), html.Dd(capital(value))] for name, value in rows]
    return html.Dl([part for pair in pairs for part in pair], className="def essentiel")


def _doute(rang: Rang) -> Node:
    if rang.norme.inconnue:
        return note(
            "Aucune source lue ne dit quelle norme ces dérogations écartent : elles ne se "
            "comparent pas entre elles."
        )
    if not rang.norme.lue:
        told = "Référence non reconnue, gardée telle qu’elle est écrite."
        return note(told, "alerte", "alerte")
    return None


def _actions(rang: Rang) -> Element:
    address = next(
        (i.derogation.norme_url for i in rang.inscriptions if i.derogation.norme_url), None
    )
    read = html.A("Lire la norme", className="bouton", href=address, rel=LIENS) if address else None
    norm = rang.norme
    add = html.A(
        "Enregistrer une demande",
        className="bouton bouton--fort",
        href=ENREGISTRER if norm.inconnue else f"{ENREGISTRER}?norme={rang.cle}",
    )
    if norm.inconnue or not norm.lue:
        return html.Div([add, read], className="actions")
    pairs = [("q", norm.libelle)]
    files = menu([Fichier("Ces dérogations", PATH, pairs)])
    paper = html.A(
        [icon("imprime"), "Pour le rapporteur (PDF)"],
        className="bouton",
        href=Fichier("", PATH, pairs).href("pdf"),  # type: ignore[arg-type]
    )
    return html.Div([add, read, files, paper], className="actions")


def _articles(rang: Rang) -> Node:
    if not rang.articles:
        return None
    links = [html.A(label, href=f"{NORMES}/{cle}") for cle, label in rang.articles.items()]
    told: list[Node] = [f"Articles écartés{NBSP}: "]
    for rank, link in enumerate(links):
        told += [", " if rank else "", link]
    return html.P(told, className="norme__articles")


def _demandes(rang: Rang, today: date) -> Element:
    one = len(rang.articles) == 0
    cards = html.Ol(
        [carte_demande(d, today, norme=not one or rang.norme.inconnue) for d in rang.demandes],
        className="cartes-liste",
    )
    aside = "Même norme et même objet : une seule demande, avec les territoires qui la portent."
    return block("demandes", "Ce qui a été demandé", cards, aside)


def _ou(rang: Rang, carte: Node) -> Element:
    found = mots.ranges(rang.territoires)
    links = html.Ul(
        [html.Li(html.A(nom(t), href=t.chemin)) for t in found], className="liens-lieux"
    )
    told: list[Node] = [carte]
    if len(found) > FEW:
        told.append(html.Details([html.Summary(f"Liste des {len(found)} territoires"), links]))
    elif found:
        told.append(links)
    aside = capital(mots.par_niveau(found)) or "Territoires inconnus"
    return block("ou", "Où", told, f"{aside}. {mots.RECENSEES}")
