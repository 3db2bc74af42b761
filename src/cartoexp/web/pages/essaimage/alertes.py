"""What must be known before any candidate: an experiment that stopped or had no effect."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import Effet
from cartoexp.web.components import judged, note
from cartoexp.web.formats import NBSP, count, number, typeset
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.services.depart import Depart
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Element, Node

TOLD = 3
"""Places told one by one."""
POOR = (Effet.NUL, Effet.NUISIBLE)


def warning(depart: Depart) -> Node:
    """Return the warning and the lessons of what stopped or had no effect, or nothing."""
    record = depart.record
    if record is None:
        return None
    told = [*_stopped(depart, record), *_effects(record)]
    if not told:
        return None
    taught = record.experiment.enseignements
    lessons = (
        [html.P([html.Strong(f"Ce qu’on en sait{NBSP}: "), typeset(taught)])] if taught else []
    )
    link = html.A("lire sa fiche", href=f"/experimentations/{record.experiment.id}#lecons")
    return note(
        [
            html.P(html.Strong(" ".join(told))),
            *lessons,
            html.P(["Avant tout essaimage, ", link, "."]),
        ],
        "alerte",
        "alerte",
    )


def _stopped(depart: Depart, record: Record) -> list[str]:
    stopped, total = depart.arretes, len(record.implantations)
    if not stopped:
        return []
    if stopped == total:
        where = "partout où elle a eu lieu" if total > 1 else "là où elle a eu lieu"
        return [f"Cette expérimentation a été abandonnée {where}."]
    held = count(total, "implantation")
    was = "a été abandonnée" if stopped == 1 else "ont été abandonnées"
    return [f"{number(stopped)} de ses {held} {was}."]


def _effects(record: Record) -> list[str]:
    found = Counter(e.effet for e in record.evaluations)
    total = len(record.evaluations)
    poor = [(found[effet], f"à un effet {effet.label.lower()}") for effet in POOR if found[effet]]
    return [
        f"{number(n)} de ses {count(total, 'évaluation')} {'conclut' if n == 1 else 'concluent'} "
        f"{what}."
        if total > 1
        else f"Sa seule évaluation connue conclut {what}."
        for n, what in poor
    ]


def conditions(depart: Depart) -> Node:
    """Return what the record says must be there for a transfer, to be checked."""
    experiment = depart.record.experiment if depart.record else None
    if experiment is None or not experiment.conditions_transfert:
        return None
    told = judged(
        typeset(experiment.conditions_transfert), experiment.conditions_transfert_provenance
    )
    return html.Details(
        [html.Summary("À vérifier avant d’adapter"), html.P(told)],
        className="verifier",
        open=True,
    )


def left_out(depart: Depart) -> list[Element]:
    """Return what was done of the places that could not be taken as they are."""
    told = []
    if depart.ecartes:
        first, other = depart.ecartes[:TOLD], len(depart.ecartes) - TOLD
        more = f" et {number(other)}{NBSP}autres" if other > 0 else ""
        if depart.record:
            told.append(f"Laissés de côté à ce niveau{NBSP}: {', '.join(first)}{more}.")
        else:  # codes: each comes with why
            told.append(f"Laissés de côté{NBSP}: {' '.join(first)}{more and f'{more[1:]}.'}")
    told += [typeset(step) for step in depart.etapes[:TOLD]]
    if len(depart.etapes) > TOLD:
        told.append(f"Et {number(len(depart.etapes) - TOLD)}{NBSP}autres codes anciens.")
    return [html.P(text, className="petit discret") for text in told]
