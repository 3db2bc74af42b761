"""The page of a contribution: what it is, what it would change, what can be decided; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.champs import cacher
from cartoexp.web.components import breadcrumb
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.moderation.adresses import CONTRIBUTIONS, FICHES
from cartoexp.web.moderation.contributions import changements, decisions, gardes, objet
from cartoexp.web.moderation.contributions.file import TITRE, etat
from cartoexp.web.moderation.contributions.saisie import GESTE, VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.contributions import Entree
    from cartoexp.web.html import Node
    from cartoexp.web.moderation.contributions.vue import Vue
    from cartoexp.web.shell import Page

FAITS = {
    "prise": "Cette contribution est à vous\u00a0: relisez-la, puis décidez.",
    "reprise": "Vous avez repris cette contribution\u00a0: relisez-la, puis décidez.",
    "question": "La question est posée. L’auteur la lit derrière son lien de suivi.",
    "refus": "La contribution est refusée. L’auteur lit le motif derrière son lien de suivi.",
    "publication": "C’est publié\u00a0: les pages, les flux et les exports le disent déjà.",
}
SUITES = frozenset({"question", "refus", "publication"})
"""What is followed by the next contribution of the queue."""
ENTRE_TEMPS = "Ce qui s’est passé depuis que vous aviez ouvert cette page\u00a0:"
GARDE = "Ce que vous aviez écrit et coché est gardé ci-dessous."


def layout(
    vue: Vue,
    *,
    fait: str = "",
    dit: str = "",
    refus: str = "",
    conflit: bool = False,
    status: int = 200,
) -> Page:
    """Return the page.

    ``fait`` is what was just done, ``dit`` what else is to be told, ``refus`` why nothing is done;
    ``conflit``: because of somebody else.
    """
    held = vue.contribution
    title = typeset(dits.titre(held, vue.titres))
    content: list[Node] = [
        _tete(vue),
        _fait(vue, fait, dit),
        _refus(vue, refus, conflit=conflit),
        *objet.parties(vue),
        *(_close(vue) if held.etat.finie else [_formulaire(vue)]),
    ]
    trail = breadcrumb([(CONTRIBUTIONS, TITRE)], held.genre.label)
    return cadre.page(
        title,
        content,
        connecte=vue.connecte,
        ici=CONTRIBUTIONS,
        status=status,
        large=True,
        fil=trail,
    )


def _close(vue: Vue) -> list[Node]:
    """Return what is left to see of a contribution that is decided."""
    return [gardes.partie(vue), *changements.faits(vue), decisions.retour()]


def _tete(vue: Vue) -> Element:
    held = vue.contribution
    over = held.etat.finie
    since = held.decidee_le if over and held.decidee_le else held.recue_le
    name = held.fiche or held.cible.experimentation
    there = name in vue.titres
    return html.Div(
        [
            html.Span(held.genre.label, className="file__genre"),
            etat(held.etat),
            html.Span(_qui(vue)) if held.moderateur else None,
            html.Span(
                ["décidée il y a " if over else "reçue il y a ", dits.depuis(since, vue.maintenant)]
            ),
            html.A("La fiche", href=f"/experimentations/{name}") if there else None,
            html.A("Ses versions", href=f"{FICHES}/{name}") if name else None,
        ],
        className="entete__meta",
    )


def _qui(vue: Vue) -> str:
    if vue.a_moi:
        return "relecture par vous"
    who = vue.comptes.get(vue.contribution.moderateur)
    return f"relecture par «\u00a0{who}\u00a0»" if who else "relecture par un autre compte"


def _fait(vue: Vue, fait: str, dit: str) -> Node:
    """Return what was just done, where the focus goes, and what comes next."""
    told = dit or FAITS.get(fait, "")
    if not told:
        return None
    return cadre.fait(told, _suivante(vue) if fait in SUITES else None)


def _suivante(vue: Vue) -> Node:
    """Return the way to what waits for longest: to look at it, or to take it at once."""
    c = vue.suivante
    if c is None:
        return html.P(html.A("Plus rien n’attend\u00a0: revoir la file", href=CONTRIBUTIONS))
    path = f"{CONTRIBUTIONS}/{c.id}"
    link = html.A(typeset(dits.titre(c, vue.titres)), href=path)
    told = html.P(["Contribution suivante\u00a0: ", link, f" ({c.genre.label.lower()})."])
    if c.moderateur:
        return told
    take = html.Form(
        [
            vue.connecte.champ(),
            cacher(VERSION, str(c.version)),
            html.Button("La prendre", className="bouton", type="submit", name=GESTE, value="prise"),
        ],
        method="post",
        action=path,
    )
    return [told, take]


def _refus(vue: Vue, refus: str, *, conflit: bool) -> Node:
    if not refus:
        return None
    saisie = vue.saisie
    more: list[Node] = []
    if conflit and saisie is not None:
        read = vue.relecture
        news = [*read.actes[saisie.actes :], *read.decisions[saisie.decisions :]]
        more = [_nouvelles(vue, news), html.P(GARDE)]
    return cadre.refus(refus, *more)


def _nouvelles(vue: Vue, news: Sequence[Entree]) -> Node:
    if not news:
        return None
    told = {(e.instant, e.acte): e for e in news}.values()
    items = [
        html.Li([dits.fait(e), ", il y a ", dits.depuis(e.instant, vue.maintenant)]) for e in told
    ]
    return [html.P(ENTRE_TEMPS), html.Ul(items, className="liste-simple")]


def _formulaire(vue: Vue) -> Element:
    """Return the one form of the page: whatever is pressed, all that was written comes with it."""
    return html.Form(
        [
            vue.connecte.champ(),
            *decisions.caches(vue),
            decisions.prise(vue),
            gardes.partie(vue),
            *changements.parties(vue),
            *decisions.cartes(vue),
        ],
        method="post",
        action=f"{CONTRIBUTIONS}/{vue.contribution.id}",
        className="relecture",
    )
