"""A step of an assessment: its questions, the level of each, the proof; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import share_of
from cartoexp.domain.referentiel.bareme import SANS_OBJET, dresser
from cartoexp.domain.referentiel.evaluation import IDENTITE, MOMENT, TITRE, preuve, reponses
from cartoexp.web.champs import dites
from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import EVALUATION, PATH, sous
from cartoexp.web.referentiel.evaluation import debut
from cartoexp.web.referentiel.lire import renvois

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.referentiel import Faute, Question, Referentiel
    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

SANS = "Sans objet ici"
PAS = "Pas de réponse pour l’instant"
SUITE = "suite"
"""The button that leads to the next step; the other one leads to what it amounts to."""


@dataclass(frozen=True, slots=True)
class Vu:
    """What a part shows: what is kept, what was written, what is wrong, why it was not saved."""

    referentiel: Referentiel
    jeton: str
    dossier: Dossier
    dit: Mapping[str, str]
    fautes: Sequence[Faute] = ()
    croisee: str = ""
    status: int = 200

    @property
    def chemin(self) -> str:
        """The path of what the assessment amounts to."""
        return sous(EVALUATION, self.jeton)


def layout(vu: Vu, nom: str, porte: Sequence[Element]) -> Page:
    """Return the page of a step."""
    r = vu.referentiel
    rank, etape = next((i, e) for i, e in enumerate(r.etapes, 1) if e.id == nom)
    last = rank == len(r.etapes)
    buttons = [
        None
        if last
        else cadre.bouton("Enregistrer et continuer", fort=True, name="suite", value="1"),
        cadre.bouton("Enregistrer et voir le bilan", fort=last),
    ]
    form = html.Form(
        [
            *porte,
            cadre.numero(vu.dossier, nom),
            *[_question(vu, q, i) for i, q in enumerate(r.de_l_etape(nom), 1)],
            html.P(buttons, className="actions"),
        ],
        method="post",
        action=f"{vu.chemin}/{nom}",
    )
    return _page(vu, f"{rank}. {etape.nom}", etape.sens, nom, form)


def identite(vu: Vu, nom: str, porte: Sequence[Element]) -> Page:
    """Return the page that says what is assessed."""
    form = html.Form(
        [
            *porte,
            cadre.numero(vu.dossier, nom),
            *debut.questions(vu.referentiel, vu.dit, vu.fautes),
            html.P(cadre.bouton("Enregistrer", fort=True), className="actions"),
        ],
        method="post",
        action=f"{vu.chemin}/{nom}",
        className="referentiel__formulaire",
    )
    told = "Le moment où en est l’expérimentation change ce qui est à faire d’abord."
    return _page(vu, "Nom et moment", told, nom, form)


def pas(vu: Vu) -> list[tuple[str, str, str]]:
    """Return the way through the steps, with what is answered of each."""
    answers = reponses(vu.referentiel, vu.dossier)
    moment = vu.dossier.dit(IDENTITE, MOMENT)
    bars = dresser(vu.referentiel, answers, moment).etapes
    return [
        (f"{vu.chemin}/{b.partie.id}", b.partie.nom, share_of(b.repondues, b.total)) for b in bars
    ]


def _page(vu: Vu, titre: str, chapo: str, nom: str, form: Element) -> Page:
    name = vu.dossier.dit(IDENTITE, TITRE.nom)
    return cadre.page(
        titre,
        "Une étape d’une auto-évaluation.",
        [
            html.P(chapo, className="chapo"),
            cadre.etapes(pas(vu), f"{vu.chemin}/{nom}", "Étapes"),
            cadre.refus(vu.croisee),
            cadre.fautes(vu.fautes),
            form,
        ],
        fil=((PATH, "Référentiel"), (vu.chemin, name)),
        status=vu.status,
    )


def _question(vu: Vu, q: Question, rang: int) -> Element:
    chosen = vu.dit.get(q.id, "")
    wrong = [f.message for f in vu.fautes if f.champ == q.id]
    r = vu.referentiel
    choices = [
        _choix(q.id, n.id, [html.Strong(f"{n.id}. {n.nom}"), html.Span(q.niveaux[i])], chosen)
        for i, n in enumerate(r.niveaux)
    ]
    apart = [_choix(q.id, "", PAS, chosen), _choix(q.id, SANS_OBJET, SANS, chosen)]
    dimension = next(d.nom for d in r.dimensions if d.id == q.dimension)
    return html.Fieldset(
        [
            html.Legend([f"{rang}. {q.question}", html.Span(dimension, className="discret petit")]),
            html.Div(choices, className="referentiel__choix"),
            html.Div(apart, className="referentiel__choix referentiel__choix--apart"),
            dites(wrong, q.id),
            cadre.champ(preuve(q), vu.dit, vu.fautes),
            renvois(r, q.ressources),
        ],
        id=q.id,
        className="bloc referentiel__fiche",
        **(aria(describedby=f"{q.id}-dit") if wrong else {}),
    )


def _choix(name: str, value: str, told: Node, chosen: str) -> Element:
    """Return a choice; several ids would be one, so that each ends with its value."""
    own = f"{name}-{value or 'rien'}"
    box = Element(
        "input",
        type="radio",
        id=own,
        name=name,
        value=value,
        checked=value == chosen,
    )
    return html.Label([box, html.Span(told)], className="referentiel__niveau", htmlFor=own)
