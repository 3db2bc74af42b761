"""A step: its questions, what is wrong beside each, buttons to save and go on; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.texte import fold
from cartoexp.web import champs
from cartoexp.web.components import note
from cartoexp.web.contribuer.fiche import cadre, lieu, lignes
from cartoexp.web.contribuer.fiche.adresses import (
    A_CORRIGER,
    COMMENCER,
    VU,
    brouillon,
    commencer,
    signaler,
)
from cartoexp.web.contribuer.fiche.atelier import LIEU
from cartoexp.web.contribuer.fiche.etapes import INTRO, Etape, suivante
from cartoexp.web.contribuer.fiche.lignes import ID, Rangee
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.contribuer.fiche.atelier import Atelier, Erreurs
    from cartoexp.web.contribuer.fiche.lieux import Lieux
    from cartoexp.web.html import Element, Node
    from cartoexp.web.shell import Page


OFFERED = 3
"""Rows of a page for which territories are looked for: each one has its price."""
FOLDED = 8
"""Closed rows beyond which they are folded: a phone shows few of them."""


@dataclass(frozen=True, slots=True)
class Vue:
    """How a step is to be shown.

    ``rangees`` are those of the draft, or what was sent and could not be kept; ``ouvertes`` the
    ids of rows of the record to open; ``messages`` come first.
    """

    rangees: Sequence[Rangee]
    erreurs: Mapping[int, Erreurs] = field(default_factory=dict)
    messages: Sequence[Node] = ()
    ouvertes: frozenset[str] = frozenset()
    ajout: bool = False
    verifier: bool = False
    vu: str = ""
    status: int = 200
    pied: Node = None


def layout(
    atelier: Atelier, etape: Etape, vue: Vue, lieux: Lieux, porte: Sequence[Element]
) -> Page:
    """Return the page of a step."""
    rows = _with_blank(atelier, etape, vue)
    groups, closed = _rangees((atelier, etape, vue), rows, lieux)
    form = html.Form(
        [
            *porte,
            champs.cacher(VU, vue.vu),
            cadre.premier(),
            cadre.etapes(atelier, etape, commencee=bool(atelier.jeton)),
            html.H2(_titre(atelier, etape), className="proposer__titre"),
            html.P(INTRO[atelier.genre, etape], className="proposer__intro"),
            _a_corriger(atelier, etape, vue),
            *groups,
            _ajouter(etape),
            _fermees(etape, closed),
            _autrement(atelier, etape),
            _boutons(atelier, etape),
        ],
        method="post",
        action=_adresse(atelier, etape),
        novalidate=True,
        className="proposer__formulaire",
        **{"data-proposer": ""},
    )
    content = [*vue.messages, form, vue.pied]
    first = not (atelier.jeton or atelier.fiche) and vue.status == HTTPStatus.OK
    known = COMMENCER if first else ""
    return cadre.page(atelier, etape.titre, content, status=vue.status, canonique=known)


def _adresse(atelier: Atelier, etape: Etape) -> str:
    if atelier.jeton:
        return brouillon(atelier.jeton, etape)
    return commencer(atelier.genre, atelier.fiche) if atelier.fiche else COMMENCER


def _titre(atelier: Atelier, etape: Etape) -> str:
    steps = atelier.etapes
    return f"Étape {steps.index(etape) + 1} sur {len(steps)}{NBSP}: {etape.titre}"


def _with_blank(atelier: Atelier, etape: Etape, vue: Vue) -> list[Rangee]:
    rows = list(vue.rangees)
    first = not rows and atelier.genre is not Genre.MODIFICATION
    return [*rows, Rangee({})] if (first or vue.ajout) and etape.ajouter else rows


def _a_corriger(atelier: Atelier, etape: Etape, vue: Vue) -> Node:
    """Return what is left to do in the step: asked for, or all that does not belong to a row."""
    points = [p for p in atelier.points() if p.etape is etape and p.bloque]
    if not vue.verifier:
        points = [p for p in points if p.rang is None and vue.rangees]
    if not points:
        return None
    items = [html.Li(html.A(p.texte, href=f"#{p.ancre}")) for p in points]
    told = f"Enregistré. Il reste {count(len(points), 'point')} à voir dans cette étape."
    after = suivante(atelier.genre, etape)
    skip = html.Button(
        f"Y revenir plus tard{NBSP}: {after.titre.lower()}",
        className="bouton",
        **cadre.action(f"{cadre.ALLER}:{after}"),
    )
    return html.Div(
        note(
            [
                html.P(html.Strong(told if vue.verifier else "Il manque encore")),
                html.Ul(items),
                html.P(skip, className="actions") if vue.verifier else None,
            ],
            "alerte",
            "alerte",
        ),
        id=A_CORRIGER,
        tabIndex="-1",
    )


def _rangees(
    step: tuple[Atelier, Etape, Vue], rows: Sequence[Rangee], lieux: Lieux
) -> tuple[list[Node], list[tuple[str, Node]]]:
    """Return the rows with their questions, and those of the record that stay closed, by name."""
    _, etape, vue = step
    groups: list[Node] = []
    closed: list[tuple[str, Node]] = []
    known = sum(bool(row.cle) for row in rows)
    for rank, row in enumerate(rows):
        heading = _entete(etape, rank - known, row, lieux)
        changed = row.proposee or bool(vue.erreurs.get(rank)) or row.cle in vue.ouvertes
        if row.cle and not changed and len(rows) > 1:
            closed.append((heading, _fermee(f"{etape.table}-{rank}", row, heading)))
        else:
            groups.append(_rangee(step, rank, row, heading, lieux))
    return groups, sorted(closed, key=lambda pair: fold(pair[0]))


def _fermee(name: str, row: Rangee, heading: str) -> Element:
    open_ = html.Button(
        ["Corriger", html.Span(f" {heading}", className="sr")],
        className="bouton",
        **cadre.action(f"{cadre.OUVRE}:{row.cle}"),
    )
    return html.Div([html.P(heading), open_], className="proposer__fermee", id=name)


def _fermees(etape: Etape, closed: Sequence[tuple[str, Node]]) -> Node:
    """Return the rows of the record that are not opened, folded when they are many."""
    if not closed:
        return None
    shown = [node for _, node in closed]
    told = f"Déjà dans la fiche{NBSP}: {count(len(closed), etape.groupe.lower())}"
    if len(closed) <= FOLDED:
        return html.Div([html.H3(told), *shown])
    return html.Details([html.Summary(told), *shown], className="proposer__fermees")


def _rangee(
    step: tuple[Atelier, Etape, Vue], rang: int, row: Rangee, heading: str, lieux: Lieux
) -> Element:
    """Return the questions of a row."""
    atelier, etape, vue = step
    if etape is Etape.EXPERIMENTATION:
        return html.Div(_champs(atelier, etape, rang, row, vue), className="proposer__groupe")
    name = f"{etape.table}-{rang}"
    errors = vue.erreurs.get(rang, {})
    place: list[Node] = []
    if etape in lieu.QUESTIONS and not row.cle:
        sought = [
            n for n, r in enumerate(vue.rangees) if not r.cle and not lieux.trouve(r.cellules)
        ]
        near = rang not in sought[OFFERED:]
        place = lieu.champ(etape, rang, row.cellules, errors.get(LIEU, ()), lieux, offrir=near)
    return html.Fieldset(
        [
            html.Legend(heading, className="proposer__legende"),
            champs.dites(errors.get("", ()), name),
            champs.cacher(f"{name}-{ID}", row.cle or row.cellules.get(ID, ""))
            if row.cle or row.cellules.get(ID)
            else None,
            *place,
            *_champs(atelier, etape, rang, row, vue),
            _retirer(etape, rang, row, heading),
        ],
        id=name,
        className="proposer__groupe",
    )


def _champs(atelier: Atelier, etape: Etape, rang: int, row: Rangee, vue: Vue) -> list[Node]:
    offered = atelier.sources()
    taken = etape is not Etape.DEROGATIONS  # whose only source is not taken for granted
    choices = {"source": offered} if len(offered) > taken else {}
    errors = vue.erreurs.get(rang, {})
    return champs.rendre_ligne(etape.table, rang, row.cellules, errors, choix=choices)


def _entete(etape: Etape, rang: int, row: Rangee, lieux: Lieux) -> str:
    """Return what a row is called: what it says; a new one also by its rank among them."""
    cells = row.avant if row.cle else row.cellules
    if etape is Etape.TERRITOIRES:
        found = lieux.trouve(cells)
        said = found.territoire.nom if found else ""
    else:
        said = lignes.nom(cells)
    if row.cle:
        return typeset(said or row.cle)
    return f"{etape.groupe} {rang + 1}{f'{NBSP}: {typeset(said)}' if said else ''}"


def _retirer(etape: Etape, rang: int, row: Rangee, heading: str) -> Node:
    """Return the button that takes out a row that is not of the record."""
    if row.cle or not row.proposee:
        return None
    return html.P(
        html.Button(
            ["Retirer", html.Span(f" {heading}", className="sr")],
            className="bouton bouton--nu",
            **cadre.action(f"{cadre.RETIRER}:{etape.table}-{rang}"),
        ),
        className="actions",
    )


def _ajouter(etape: Etape) -> Node:
    if not etape.ajouter:
        return None
    button = html.Button(etape.ajouter, className="bouton", **cadre.action(cadre.AJOUTER))
    return html.P(button, className="actions proposer__ajouter")


def _autrement(atelier: Atelier, etape: Etape) -> Node:
    """Return how to have a row of the record taken out, which this form does not."""
    if not atelier.amende(etape) or etape is Etape.EXPERIMENTATION:
        return None
    link = html.A("signalez-le", href=signaler(atelier.fiche))
    return html.P(
        [f"{etape.groupe} à retirer de la fiche{NBSP}? Enregistrez, puis ", link, "."],
        className="petit discret",
    )


def _boutons(atelier: Atelier, etape: Etape) -> Element:
    after = suivante(atelier.genre, etape)
    buttons: list[Node] = [
        html.Button(
            f"Enregistrer et continuer{NBSP}: {after.titre.lower()}",
            className="bouton bouton--fort",
            **cadre.action(cadre.CONTINUER),
        ),
        html.Button("Enregistrer et quitter", className="bouton", **cadre.action(cadre.QUITTER)),
    ]
    return html.P(buttons, className="actions proposer__boutons")
