"""Both forms as pages: what it is about, one text, a source, an address; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.contenu import DU_SIGNALEMENT
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.champs import aide, dites
from cartoexp.web.communs.signaler import CRITERES
from cartoexp.web.components import aria, note
from cartoexp.web.contribuer.signaler.envoi import COURRIEL, MESSAGE, SOURCE
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.contribuer.signaler.envoi import Saisie
    from cartoexp.web.html import Node


@dataclass(frozen=True, slots=True)
class Demande:
    """The words of a form: its title, what it is for, its text, its button."""

    titre: str
    chapo: str
    question: str
    aide: str
    bouton: str
    adresse: str
    requis: bool


def layout(
    demande: Demande,
    objet: Sequence[Node],
    saisie: Saisie,
    porte: Sequence[Element],
    status: int = 200,
) -> Page:
    """Return the page; ``objet`` tells what it is about and carries it, ``porte`` guards it."""
    wrong = saisie.erreurs.get("", ())
    form = html.Form(
        [
            *porte,
            *objet,
            _message(demande, saisie),
            _source(saisie),
            _courriel(saisie),
            html.P(
                html.Button(demande.bouton, className="bouton bouton--fort", type="submit"),
                className="actions",
            ),
        ],
        method="post",
        action=demande.adresse,
        className="signaler__formulaire",
        noValidate=True,
    )
    main = html.Main(
        [
            html.H1(demande.titre),
            html.P(demande.chapo, className="chapo"),
            _refus(wrong, len(saisie.erreurs) - bool(wrong)),
            form,
            _ensuite(),
        ],
        className="page page--texte signaler-page",
        id="contenu",
    )
    return Page(demande.titre, demande.chapo, main, CONTRIBUER, status=status, robots="noindex")


def _refus(wrong: Sequence[str], fields: int) -> Node:
    """Return what is wrong of the whole, or that a field has to be corrected."""
    told = list(wrong)
    if fields:
        told.append("Une case est à corriger. Rien n’est perdu.")
    if not told:
        return None
    return html.Div(note([html.P(t) for t in told], "erreur", "alerte"), role="alert")


def _message(demande: Demande, saisie: Saisie) -> Element:
    area = html.Textarea(
        f"\n{saisie.dit.get(MESSAGE, '')}",
        id=MESSAGE,
        name=MESSAGE,
        rows="6",
        className="champ",
        required=demande.requis,
        **{"data-plus": str(DU_SIGNALEMENT[MESSAGE])},
        **dit(MESSAGE, saisie),
    )
    return _saisie(MESSAGE, demande.question, demande.aide, area, saisie)


def _source(saisie: Saisie) -> Element:
    label = f"Où peut-on le vérifier{NBSP}? (facultatif)"
    told = "L’adresse d’une page ou d’un document public. Elle aide à décider plus vite."
    return _saisie(SOURCE, label, told, _ligne(SOURCE, "url", saisie), saisie)


def _courriel(saisie: Saisie) -> Element:
    told = (
        "Celle d’un service plutôt que d’une personne, pour vous joindre si la réponse n’est pas "
        "claire. Jamais publiée, effacée douze mois après la décision."
    )
    field = _ligne(COURRIEL, "email", saisie)
    return _saisie(COURRIEL, "Adresse électronique (facultatif)", told, field, saisie)


def _ligne(name: str, kind: str, saisie: Saisie) -> Element:
    return Element(
        "input",
        id=name,
        name=name,
        type=kind,
        value=saisie.dit.get(name, ""),
        className="champ",
        autoComplete="email" if kind == "email" else "off",
        **dit(name, saisie),
    )


def dit(name: str, saisie: Saisie) -> dict[str, str]:
    """Return the attributes that lead from a field to its help and to what is wrong in it."""
    wrong = name in saisie.erreurs
    told = aria(describedby=f"{name}-aide{f' {name}-dit' if wrong else ''}")
    return told | (aria(invalid="true") if wrong else {})


def _saisie(name: str, label: str, help_: str, field: Element, saisie: Saisie) -> Element:
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="etiquette"),
            aide(help_, name),
            field,
            dites(saisie.erreurs.get(name, ()), name),
        ],
        className="saisie",
    )


def _ensuite() -> Element:
    steps: list[Node] = [
        "Vous recevez une adresse à garder\u00a0: elle dit où en est votre contribution.",
        "La modération relit, et vous pose une question si besoin.",
        [
            "Elle corrige, ou refuse en disant pourquoi, selon des ",
            html.A("critères publics", href=CRITERES),
            ".",
        ],
    ]
    return html.Section(
        [
            html.H2("Ce qui se passe ensuite", id="ensuite"),
            html.Ol([html.Li(s) for s in steps], className="signaler__suite"),
        ],
        **aria(labelledby="ensuite"),
    )
