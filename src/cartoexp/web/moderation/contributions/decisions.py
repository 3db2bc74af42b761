"""What can be decided on a contribution: taken, published, questioned, refused; pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acte, Genre
from cartoexp.domain.contributions.etats import permis
from cartoexp.domain.contributions.textes import motifs
from cartoexp.web.champs import cacher
from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation.adresses import CONTRIBUTIONS
from cartoexp.web.moderation.contributions import saisie as s

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.moderation.contributions.vue import Vue

PUBLIER = {
    Genre.NOUVELLE: "Publier la fiche",
    Genre.SIGNALEMENT: "Publier la correction",
    Genre.TOUJOURS_EXACT: "Confirmer la fiche",
}
CLORE = "Clore avec cette réponse"


def caches(vue: Vue) -> list[Node]:
    """Return what the form says of what was read; first, what the Enter key presses."""
    read, held = vue.relecture, vue.contribution
    return [
        html.Button(
            "Voir la différence",
            type="submit",
            name=s.GESTE,
            value="apercu",
            className="sr",
            tabIndex="-1",
            **aria(hidden="true"),
        ),
        cacher(s.VERSION, str(held.version)),
        cacher(s.ATTENDU, read.examen.empreinte),
        cacher(s.APERCU, vue.apercu),
        cacher(s.ORIGINE, json.dumps(vue.origine)),
        cacher(s.ACTES, str(len(read.actes))),
        cacher(s.DECISIONS, str(len(read.decisions))),
    ]


def prise(vue: Vue) -> Node:
    """Return what takes the contribution, for who does not have it."""
    held = vue.contribution
    if not permis(Acte.PRISE, held.etat, vue.acteur.role):
        return None
    if not held.moderateur:
        told, label, geste = "Prenez-la pour décider.", "Prendre en relecture", "prise"
    elif not vue.a_moi:
        who = vue.comptes.get(held.moderateur, "un autre compte")
        told = f"«\u00a0{who}\u00a0» la relit. Reprenez-la si c’est convenu."
        label, geste = "Reprendre la relecture", "reprise"
    elif permis(Acte.PUBLICATION, held.etat, vue.acteur.role):
        return None
    else:
        told = "La question attend sa réponse. Vous pouvez décider sans elle."
        label, geste = "Reprendre sans attendre", "prise"
    strong = " bouton--fort" * (geste == "prise" and not held.moderateur)
    button = html.Button(
        label, className=f"bouton{strong}", type="submit", name=s.GESTE, value=geste
    )
    return html.Div([html.P(told), button], className="relecture__prise")


def cartes(vue: Vue) -> list[Node]:
    """Return one card for each decision that who is signed in may take."""
    held, role = vue.contribution, vue.acteur.role
    if not vue.a_moi:
        return []
    cards = [
        _publier(vue) if permis(Acte.PUBLICATION, held.etat, role) else None,
        _questionner(vue) if permis(Acte.QUESTION, held.etat, role) else None,
        _refuser(vue) if permis(Acte.REFUS, held.etat, role) else None,
    ]
    return [
        html.H2("Décider", id="decider"),
        html.Div([c for c in cards if c], className="decisions"),
    ]


def retour() -> Element:
    """Return the way back from a contribution that is decided."""
    back = html.A("Revenir à la file", href=CONTRIBUTIONS, className="bouton")
    return html.P(back, className="actions")


def _publier(vue: Vue) -> Element:
    changes = vue.relecture.examen.changements
    genre = vue.contribution.genre
    if changes:
        label = PUBLIER.get(genre, "Publier ce qui est coché")
        told = "Seul ce qui est coché ci-dessus est publié."
    else:
        label, told = CLORE, "La fiche ne change pas\u00a0; l’auteur lit votre réponse."
    optional = "facultatif" if changes else "obligatoire"
    return _carte(
        "publier",
        "Publier" if changes else "Répondre",
        [
            html.P(told, className="petit"),
            *_texte(vue, s.NOTE, f"Votre mot à l’auteur ({optional})"),
        ],
        ("publication", label, "bouton--fort"),
    )


def _questionner(vue: Vue) -> Element:
    return _carte(
        "questionner",
        "Demander une précision",
        _texte(vue, s.QUESTION, "Votre question à l’auteur"),
        ("question", "Poser la question", ""),
    )


def _refuser(vue: Vue) -> Element:
    chosen = "" if vue.saisie is None else vue.saisie.texte(s.MOTIF)
    options = [html.Option("Choisir un motif…", value="")]
    options += [
        html.Option(m.titre, value=m.id, selected=m.id == chosen, title=m.texte) for m in motifs()
    ]
    return _carte(
        "refuser",
        "Refuser",
        [
            html.Label("Motif", htmlFor=s.MOTIF, className="etiquette"),
            html.Select(options, id=s.MOTIF, name=s.MOTIF, className="champ"),
            *_texte(vue, s.PRECISION, "Vos mots, ajoutés au motif"),
        ],
        ("refus", "Refuser la contribution", ""),
    )


def _carte(name: str, title: str, content: list[Node], button: tuple[str, str, str]) -> Element:
    geste, label, css = button
    return html.Section(
        [
            html.H3(title, id=name),
            *content,
            html.Button(
                label,
                className=f"bouton {css}".strip(),
                type="submit",
                name=s.GESTE,
                value=geste,
            ),
        ],
        className="decision",
        **aria(labelledby=name),
    )


def _texte(vue: Vue, name: str, label: str) -> list[Node]:
    written = "" if vue.saisie is None else vue.saisie.textes.get(name, "")
    # A line break that begins a textarea is not read: one is written for it to go.
    field = html.Textarea(f"\n{written}", id=name, name=name, rows="4", className="champ")
    return [html.Label(label, htmlFor=name, className="etiquette"), field]
