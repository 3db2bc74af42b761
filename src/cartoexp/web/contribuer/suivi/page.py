"""What a contributor sees behind their link: where it is, why, what was said, what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import CONTRIBUTEUR, Acte, Etat
from cartoexp.domain.contributions.etats import permis
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web import texte_enrichi
from cartoexp.web.communs import copie
from cartoexp.web.communs.signaler import CRITERES
from cartoexp.web.components import block, note
from cartoexp.web.contribuer.suivi import envoye, etats, reponse
from cartoexp.web.contribuer.suivi.adresses import BROUILLON, RETRAIT, suivi
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.domain.contributions import Message, Suivi
    from cartoexp.web.contribuer.suivi.reponse import Reponse
    from cartoexp.web.html import Element, Node

TITRE = "Suivi de votre contribution"
DESCRIPTION = "Où en est ce que vous avez envoyé, et ce qui en a été décidé."
KEPT = (
    "Cette adresse est la seule façon de revenir ici\u00a0: nous ne pourrons pas vous la redonner. "
    "Qui la connaît peut lire cette page et répondre à votre place."
)
PARLE = (Acte.QUESTION.value, Acte.REPONSE.value)


@dataclass(frozen=True, slots=True)
class Vu:
    """What is behind a link, with the names and figures that the page tells of it.

    ``titre`` is that of the record, empty without one; ``fiche`` its path, empty unless it is at
    the catalogue; ``adresse`` the whole address of the page; ``delai`` how long decisions take;
    ``lieux`` the names of the territories proposed, by code; ``changements`` what was published.
    """

    jeton: str
    suivi: Suivi
    titre: str = ""
    fiche: str = ""
    adresse: str = ""
    delai: str = ""
    lieux: Mapping[str, str] = field(default_factory=dict)
    changements: Sequence[Node] = ()


def layout(vu: Vu, repondre: Reponse | None, status: int = 200) -> Page:
    """Return the page; ``repondre`` is the form of the answer, when one is awaited."""
    held = vu.suivi.contribution
    main = html.Main(
        [
            html.P(held.genre.label, className="sur-titre"),
            html.H1(TITRE),
            _etat(vu),
            reponse.formulaire(repondre) if repondre else None,
            _garder(vu) if not held.etat.finie else None,
            block("change", "Ce qui a été publié", vu.changements) if vu.changements else None,
            block("etapes", "Ce qui s’est passé", _etapes(vu.suivi)),
            envoye.bloc(vu),
            _ignores(vu.suivi.ignores),
            _retirer(vu),
        ],
        className="page page--texte suivi",
        id="contenu",
    )
    return Page(
        TITRE,
        DESCRIPTION,
        main,
        CONTRIBUER,
        scripts=("site.js", copie.SCRIPT),
        status=status,
        robots="noindex",
    )


def _etat(vu: Vu) -> Element:
    held = vu.suivi.contribution
    kind, icon = etats.NATURE.get(held.etat, ("", "info"))
    told: list[Node] = [
        html.P(
            [html.Strong(f"{held.etat.label}."), " ", etats.phrase(held)], className="suivi__etat"
        )
    ]
    if held.motif:
        told.append(html.Div(texte_enrichi.blocs(held.motif), className="suivi__motif"))
    if held.etat in {Etat.RECUE, Etat.EN_RELECTURE} and vu.delai:
        told.append(html.P(vu.delai))
    told.append(_suite(vu))
    return html.Div(note(told, kind, icon), role="status")


def _suite(vu: Vu) -> Node:
    """Return where to go from a state."""
    held = vu.suivi.contribution
    links: list[Node] = []
    if held.etat is Etat.BROUILLON:
        links.append(html.A("Reprendre le brouillon", href=f"{BROUILLON}/{vu.jeton}"))
    if held.etat is Etat.PUBLIEE and vu.fiche:
        links += [
            html.A("Voir la fiche", href=vu.fiche),
            html.A("Historique de la fiche", href=f"{vu.fiche}/historique"),
        ]
    if held.etat is Etat.REFUSEE:
        links += [
            html.A("Les critères", href=CRITERES),
            html.A("Proposer de nouveau", href="/contribuer"),
        ]
    return html.P([[link, " "] for link in links], className="suivi__liens") if links else None


def _garder(vu: Vu) -> Element:
    fields = [
        html.P(KEPT),
        copie.champ("suivi", "Adresse de cette page", vu.adresse),
        copie.dit(),
    ]
    return block("garder", "Gardez cette adresse", fields)


def _etapes(suivi_: Suivi) -> Element:
    said = iter(suivi_.messages)
    if not suivi_.etapes:
        return html.P("Rien n’est encore envoyé.")
    items = [_etape(moment, act, said) for moment, act in suivi_.etapes]
    return html.Ol(items, className="suivi__etapes")


def _etape(moment: str, act: str, said: Iterator[Message]) -> Element:
    """Return an act; a question and an answer come with what was said."""
    message = next(said, None) if act in PARLE else None
    return html.Li(
        [
            html.P(
                [
                    html.Strong(etats.ACTES.get(act, act)),
                    " ",
                    html.Time(etats.jour(moment), dateTime=moment, className="discret"),
                ]
            ),
            html.Blockquote(texte_enrichi.blocs(message.texte)) if message else None,
        ]
    )


def _ignores(ignores: Sequence[str]) -> Node:
    if not ignores:
        return None
    told = html.Ul([html.Li(typeset(text)) for text in ignores], className="puces-texte")
    return block("ignores", "Ce qui a été laissé de côté", told)


def _retirer(vu: Vu) -> Node:
    if not permis(Acte.RETRAIT, vu.suivi.contribution.etat, CONTRIBUTEUR.role):
        return None
    link = html.A("Retirer cette contribution", className="bouton", href=suivi(vu.jeton, RETRAIT))
    return html.P(link, className="actions")
