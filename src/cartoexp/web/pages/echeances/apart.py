"""What no date places, and what contradicts itself: counted and listed apart; pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances import Nature, Periode
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.communs import echeances as words
from cartoexp.web.communs import signaler
from cartoexp.web.communs.echeances import fiche
from cartoexp.web.components import block, note
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.echeances import Choix, Echeance
    from cartoexp.services.echeances import Registre
    from cartoexp.web.html import Element, Node

LISTED = 200
_WHY = {
    Nature.FIN_PREVUE: "aucune fin n’est donnée par les sources : inconnue, ou non prévue",
    Nature.FIN: "l’expérimentation est dite terminée, pérennisée, généralisée ou abandonnée, sans "
    "que les sources disent quand",
    Nature.EXPIRATION: "aucun terme n’est donné : inconnu, ou sans terme",
    Nature.EVALUATION_DUE: "une évaluation est due, sans que les sources disent quand",
    Nature.EVALUATION: "l’année de l’évaluation n’est pas connue",
    Nature.SUITE: "la date de la décision n’est pas connue",
}


def unknown(registre: Registre, periode: Periode) -> Node:
    """Return what has no date, by kind; nothing when all have one."""
    found = registre.inconnues
    if not found:
        return None
    aside = (
        "Jamais devinées, jamais écartées. Vous en connaissez une ? Proposez-la depuis la fiche."
    )
    if periode != Periode():
        aside = (
            f"{aside} Elles ne sont d’aucune période : celle que vous avez choisie n’y fait rien."
        )
    parts = [
        _folded(nature, [*of], registre.jour) for nature, of in groupby(found, lambda e: e.nature)
    ]
    title = f"Date inconnue : {count(len(found), 'échéance')}"
    return block("date-inconnue", typeset(title), parts, typeset(aside))


def contradictory(registre: Registre) -> Node:
    """Return what something contradicts; nothing when there is none."""
    found = registre.contradictoires
    if not found:
        return None
    items = [
        html.Li(
            [
                html.A(typeset(phrases.titre(e)), href=fiche(e)),
                f". {typeset(e.contradiction)} ",
                html.A(
                    "Corriger",
                    className="pas-imprimer",
                    href=signaler.contribuer(e.experiment.id, "modification"),
                    rel="nofollow",
                ),
            ]
        )
        for e in found
    ]
    told = "Le catalogue dit deux choses qui ne vont pas ensemble : elles restent telles quelles."
    title = typeset(f"Dates à vérifier : {number(len(found))}")
    return block("contradictoires", title, html.Ul(items, className="liste-simple"), typeset(told))


def overdue(registre: Registre, choix: Choix) -> Node:
    """Return how many ends were announced for a day that is past, of which nothing more is told."""
    found = registre.comptes.depassees
    if not found.total:
        return None
    before = choix.avec(
        nature=(Nature.FIN_PREVUE,),
        suite=(),
        evaluation=(),
        periode=Periode(a=PartialDate(registre.jour.year - 1)),
    )
    was = verb(found.total, "devait", "devaient")
    told = (
        f"{capital(words.placed(found))} {was} prendre fin, et rien ne dit ce qu’il en est : "
        "statut à revérifier. "
    )
    return note(
        [typeset(told), html.A("Les voir", href=words.address(before))], "alerte", "horloge"
    )


def _folded(nature: Nature, found: Sequence[Echeance], today: date) -> Element:
    rest = len(found) - LISTED
    more = f"Et {count(rest, 'autre')}, dans le fichier à télécharger." if rest > 0 else None
    return html.Details(
        [
            html.Summary(typeset(f"{nature.label} : {count(len(found), 'échéance')}")),
            html.P(capital(typeset(f"{_WHY[nature]}.")), className="petit"),
            html.Ul([_line(e, today) for e in found[:LISTED]], className="liste-simple"),
            html.P(more) if more else None,
        ]
    )


def _line(e: Echeance, today: date) -> Element:
    told = [phrases.lieux(e.territoires), phrases.statut(e, today)]
    what: list[Node] = [html.A(typeset(e.objet or e.experiment.titre), href=fiche(e))]
    if e.objet:
        what.append(f" ({typeset(e.experiment.titre)})")
    detail = " · ".join(text for text in told if text)
    known = " ".join(text for text in (phrases.suites(e), phrases.evaluation(e)) if text)
    return html.Li([*what, html.Br(), html.Span(detail, className="discret"), " ", known])
