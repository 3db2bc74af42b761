"""What the pages of a proposal have in common: frame, steps, link to copy, buttons; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.communs import copie
from cartoexp.web.components import aria, note
from cartoexp.web.contribuer.fiche.adresses import ACTION
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.contribuer.fiche.atelier import Atelier, Point
    from cartoexp.web.html import Element, Node

SCRIPTS = ("site.js", copie.SCRIPT, "proposer.js")
DESCRIPTION = (
    "Proposez une expérimentation locale au catalogue, ou corrigez une fiche, sans compte. "
    "Tout est relu avant d’être publié."
)
CONTINUER, ENREGISTRER, QUITTER = "continuer", "enregistrer", "quitter"
ALLER, AJOUTER, RETIRER, OUVRE, CHERCHER = "aller", "ajouter", "retirer", "ouvrir", "chercher"
"""What the buttons of a form say; the last four go on with « : » and what they are about."""
VOIR_AUSSI = {
    Genre.EVALUATION: "Ajouter une évaluation",
    Genre.SOURCE: "Ajouter une source",
    Genre.DEROGATION: "Enregistrer une dérogation",
}


def titre(atelier: Atelier) -> str:
    """Return what is being done, in a few words."""
    if atelier.genre is Genre.NOUVELLE:
        return "Proposer une expérimentation"
    return VOIR_AUSSI.get(atelier.genre, "Modifier une fiche")


def page(
    atelier: Atelier,
    etape: str,
    contenu: Sequence[Node],
    *,
    status: int = 200,
    canonique: str = "",
) -> Page:
    """Return a page; ``etape`` are the words that name it among the others.

    ``canonique`` is the address of the one that search engines may keep.
    """
    about = None
    if atelier.fiche:
        link = html.A(typeset(atelier.titre), href=f"/experimentations/{atelier.fiche}")
        about = html.P(["Fiche", f"{NBSP}: ", link], className="proposer__fiche")
    elif atelier.titre:
        about = html.P(typeset(atelier.titre), className="proposer__fiche")
    main = html.Main(
        [html.H1(titre(atelier)), about, *contenu],
        className="page page--texte proposer",
        id="contenu",
    )
    title = f"{etape} · {titre(atelier)}" if etape else titre(atelier)
    return Page(
        title,
        DESCRIPTION,
        main,
        CONTRIBUER,
        canonical=canonique,
        scripts=SCRIPTS,
        status=status,
        robots="" if canonique else "noindex",
    )


def etapes(atelier: Atelier, ici: Etape, *, commencee: bool = True) -> Element:
    """Return the way through the steps, each with what it lacks; a step is saved to be left."""
    points = [p for p in atelier.points() if p.bloque]
    items = [
        html.Li(
            _etape(atelier, etape, ici, points, commencee=commencee),
            **(aria(current="step") if etape is ici else {}),
        )
        for etape in atelier.etapes
    ]
    return html.Nav(html.Ol(items, className="etapes proposer__etapes"), **aria(label="Étapes"))


def _etape(
    atelier: Atelier, etape: Etape, ici: Etape, points: Sequence[Point], *, commencee: bool
) -> Node:
    told = _etat(atelier, etape, [p for p in points if p.etape is etape]) if commencee else ""
    words = [etape.titre, html.Span(f" ({told})", className="proposer__etat") if told else None]
    if etape is ici or not commencee:
        return html.Span(words)
    return html.Button(words, className="proposer__aller", **action(f"{ALLER}:{etape}"))


def _etat(atelier: Atelier, etape: Etape, points: Sequence[Point]) -> str:
    if etape is Etape.RELIRE:
        return ""
    if not atelier.proposees(etape) and not atelier.amende(etape):
        return "facultatif" if atelier.facultative(etape) else "à remplir"
    if points:
        return f"{count(len(points), 'point')} à voir"
    if atelier.genre is not Genre.MODIFICATION:
        return "complet"
    return "modifié" if atelier.proposees(etape) else ""


def action(valeur: str) -> dict[str, str]:
    """Return the attributes of a button that sends the form with something to do."""
    return {"type": "submit", "name": ACTION, "value": valeur}


def premier() -> Element:
    """Return the button that the Enter key presses: it saves, and removes nothing."""
    return html.Button(
        "Enregistrer", className="sr", tabIndex="-1", **action(ENREGISTRER), **aria(hidden="true")
    )


def alerte(texte: Node, kind: str = "alerte") -> Element:
    """Return what has to be read first."""
    return html.Div(note(texte, kind, "alerte"), role="alert")


def lien(adresse: str, jusqu_au: str) -> Element:
    """Return the address of a draft, to be copied, and until when it is kept."""
    told = (
        f"Cette adresse, que vous seul connaissez, mène à votre brouillon. Il est gardé jusqu’au "
        f"{jusqu_au}, trente jours après son dernier enregistrement."
    )
    return html.Section(
        [
            copie.champ("brouillon", "Pour reprendre plus tard, copiez cette adresse", adresse),
            html.P(told, className="petit discret"),
            copie.dit(),
        ],
        className="proposer__lien",
        **aria(label="Adresse du brouillon"),
    )


def doubles(atelier: Atelier) -> Node:
    """Return the records that may be what is proposed."""
    if atelier.examen is None or not atelier.examen.doublons:
        return None
    items = [
        html.Li(
            [
                html.A(typeset(d.titre), href=f"/experimentations/{d.experimentation}"),
                f". {typeset(d.motif)}",
            ]
        )
        for d in atelier.examen.doublons
    ]
    asked = atelier.genre is Genre.DEROGATION
    told = "Déjà au registre" if asked else "Peut-être déjà au catalogue"
    advice = (
        f"Si c’est bien autre chose, continuez{NBSP}: vous n’avez rien à changer. Si c’est la même "
        f"expérimentation, ouvrez sa fiche et proposez une modification."
    )
    if atelier.fiche:
        advice = f"Si c’est bien autre chose, continuez{NBSP}: vous n’avez rien à changer."
    return note(
        [html.P(html.Strong(told)), html.Ul(items, className="liste-simple"), html.P(advice)]
    )


def ecartes(texts: Sequence[str]) -> Node:
    """Return what was left out of what was sent."""
    if not texts:
        return None
    return alerte(html.Ul([html.Li(typeset(t)) for t in texts]))


def fait(texte: str) -> Element:
    """Return what is done."""
    return html.Div(note(html.P(texte), "succes", "coche"), role="status")
