"""The last step: what is missing, what it may repeat, what it says; then it is sent; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions.contenu import MAX_COURRIEL
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web import champs
from cartoexp.web.components import aria, note
from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.adresses import COURRIEL, CRITERES, VU, brouillon
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.contribuer.fiche.recapitulatif import recapitulatif
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.contribuer.fiche.atelier import Atelier, Point
    from cartoexp.web.contribuer.fiche.lieux import Lieux
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

ENVOYER = "envoyer"
COURRIEL_AIDE = (
    "Facultative. Elle sert à vous joindre si la relecture a une question. Elle n’est jamais "
    "publiée, et elle est effacée douze mois après la décision."
)
ENSUITE = (
    "Une personne de la modération relit ce que vous envoyez, et vérifie les sources.",
    "Elle publie en tout ou en partie, pose une question, ou refuse en disant pourquoi.",
    "Vous suivez tout cela à l’adresse qui s’affiche après l’envoi.",
)
LICENCE = (
    "Ce qui est publié l’est sous Licence Ouverte\u00a02.0, sans votre nom ni votre adresse. "
    "N’écrivez rien de personnel dans la proposition\u00a0: ni nom d’habitant, ni téléphone."
)


def layout(
    atelier: Atelier,
    lieux: Lieux,
    porte: Sequence[Element],
    *,
    courriel: str = "",
    erreur: str = "",
    messages: Sequence[Node] = (),
    status: int = 200,
    pied: Node = None,
) -> Page:
    """Return the page; ``courriel`` is the address given, ``erreur`` what is wrong in it."""
    points = atelier.points()
    blocking = [p for p in points if p.bloque]
    said = recapitulatif(atelier, lieux)
    form = html.Form(
        [
            *porte,
            champs.cacher(VU, atelier.empreinte(Etape.RELIRE)),
            cadre.premier(),
            cadre.etapes(atelier, Etape.RELIRE),
            html.H2(_titre(atelier), className="proposer__titre"),
            _points(atelier, blocking) if blocking else _pret(),
            _a_verifier(atelier, [p for p in points if not p.bloque]),
            cadre.doubles(atelier),
            html.Div(said, className="proposer__recaps") if said else None,
            *_envoi(courriel, erreur, pret=not blocking),
        ],
        method="post",
        action=brouillon(atelier.jeton, Etape.RELIRE),
        novalidate=True,
        className="proposer__formulaire",
        **{"data-proposer": ""},
    )
    content = [*messages, form, pied]
    return cadre.page(atelier, Etape.RELIRE.titre, content, status=status)


def _titre(atelier: Atelier) -> str:
    rank = len(atelier.etapes)
    return f"Étape {rank} sur {rank}{NBSP}: {Etape.RELIRE.titre}"


def _points(atelier: Atelier, points: Sequence[Point]) -> Element:
    items = [html.Li(_lien(atelier, p)) for p in points]
    told = f"Il reste {count(len(points), 'point')} à voir avant d’envoyer."
    return html.Div(
        note([html.P(html.Strong(told)), html.Ul(items)], "alerte", "alerte"), id="a-corriger"
    )


def _lien(atelier: Atelier, point: Point) -> Node:
    if point.etape is Etape.RELIRE:
        return point.texte
    row = atelier.rangees(point.etape)[point.rang] if point.rang is not None else None
    query = {"ouvrir": row.cle} if row and row.cle else {}
    href = brouillon(atelier.jeton, point.etape, point.ancre, **query)
    return [html.Strong(f"{point.etape.titre}{NBSP}: "), html.A(point.texte, href=href)]


def _pret() -> Element:
    return note(html.P("Rien ne manque. Relisez, puis envoyez."), "succes", "coche")


def _a_verifier(atelier: Atelier, points: Sequence[Point]) -> Node:
    if not points:
        return None
    items = [html.Li(_lien(atelier, p)) for p in points]
    return note([html.P(html.Strong("À vérifier")), html.Ul(items)])


def _envoi(courriel: str, erreur: str, *, pret: bool) -> list[Node]:
    told = [erreur] if erreur else []
    field = html.Div(
        [
            html.Label("Votre adresse électronique", htmlFor=COURRIEL, className="etiquette"),
            champs.aide(COURRIEL_AIDE, COURRIEL),
            Element(
                "input",
                id=COURRIEL,
                name=COURRIEL,
                type="email",
                className="champ",
                value=courriel,
                autoComplete="email",
                **{"data-plus": str(MAX_COURRIEL)},
                **aria(describedby=f"{COURRIEL}-aide{f' {COURRIEL}-dit' if erreur else ''}"),
                **(aria(invalid="true") if erreur else {}),
            ),
            champs.dites(told, COURRIEL),
        ],
        className="saisie",
    )
    after = html.Section(
        [
            html.H3("Ce qui se passe ensuite", id="ensuite"),
            html.Ol([html.Li(text) for text in ENSUITE], className="proposer__ensuite"),
            html.P(
                ["Ce que la relecture regarde", f"{NBSP}: ", html.A("les critères", href=CRITERES)]
            ),
            html.P(LICENCE, className="petit"),
        ],
        **aria(labelledby="ensuite"),
    )
    send = html.Button(
        "Envoyer à la relecture", className="bouton bouton--fort", **cadre.action(ENVOYER)
    )
    leave = html.Button("Enregistrer et quitter", className="bouton", **cadre.action(cadre.QUITTER))
    buttons = [send, leave] if pret else [leave]
    wait = None if pret else html.P("L’envoi devient possible une fois ces points réglés.")
    return [
        field,
        after,
        wait,
        html.P(buttons, className="actions proposer__boutons"),
    ]
