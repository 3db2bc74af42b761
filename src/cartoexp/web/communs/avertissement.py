"""What must be known before any candidate: an experiment that stopped or had no effect."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.vocabulaires import Effet
from cartoexp.web.components import note
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from cartoexp.services.depart import Depart
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Node

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
    lessons = [html.P([html.Strong(f"Ce qu’on en sait{NBSP}: "), ligne(taught)])] if taught else []
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
