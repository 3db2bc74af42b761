"""Ends and evaluations by year, as columns: the list below says the same; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Nature
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.components import aria
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.web.html import Element, Node

MOST = 24
HEIGHT = 72
FINS = frozenset({Nature.FIN_PREVUE, Nature.FIN, Nature.EXPIRATION})
EVALUATIONS = frozenset({Nature.EVALUATION, Nature.EVALUATION_DUE})


@dataclass(frozen=True, slots=True)
class Colonne:
    """A year, or all up to it (``groupe``): ends above the line, evaluations under it."""

    annee: int
    groupe: bool
    fins: int
    evaluations: int

    @property
    def label(self) -> str:
        """The year."""
        return f"≤{NBSP}{self.annee}" if self.groupe else str(self.annee)


def by_year(found: Sequence[Echeance], today: date) -> list[Colonne]:
    """Count by year, from the first to the last, this one included; the oldest go together."""
    years = [e.date.annee for e in found if e.date and e.nature in FINS | EVALUATIONS]
    if not years:
        return []
    high = max(*years, today.year)
    low = max(min(*years, today.year), high - MOST + 1)
    ends = Counter(max(low, e.date.annee) for e in found if e.date and e.nature in FINS)
    known = Counter(max(low, e.date.annee) for e in found if e.date and e.nature in EVALUATIONS)
    cut = min(years) < low
    return [Colonne(y, cut and y == low, ends[y], known[y]) for y in range(low, high + 1)]


def figure(found: Sequence[Echeance], today: date) -> Node:
    """Return the columns, nothing when there are none."""
    columns = by_year(found, today)
    if not columns:
        return None
    top = max(max(c.fins, c.evaluations) for c in columns)
    if not top:
        return None
    sides = any(c.fins for c in columns), any(c.evaluations for c in columns)
    drawn = [_column(c, top, today, sides) for c in columns]
    later = any(c.fins and c.annee > today.year for c in columns)
    signs = (
        ("fins", "Fins et expirations", sides[0]),
        ("fins venir", "Après cette année", later),
        ("evals", "Évaluations parues ou dues", sides[1]),
    )
    legend = html.P(
        [html.Span([html.I(className=css), told]) for css, told, shown in signs if shown],
        className="cle echeances__cle",
    )
    told = f"De {columns[0].annee} à {columns[-1].annee}{NBSP}: {_told(columns)}."
    return html.Figure(
        [
            html.Div(drawn, className="echeances__colonnes", **aria(hidden="true")),
            html.Figcaption([html.Span(told, className="sr"), legend]),
        ],
        className="echeances__figure",
    )


def _told(columns: Sequence[Colonne]) -> str:
    ends, known = sum(c.fins for c in columns), sum(c.evaluations for c in columns)
    return f"{count(ends, 'fin')} et {count(known, 'évaluation')}, année par année dans la liste"


def _column(c: Colonne, top: int, today: date, sides: tuple[bool, bool]) -> Element:
    """Draw a year; a side of the line where no year has anything takes no room."""
    now = " maintenant" if c.annee == today.year else ""
    later = " venir" if c.annee > today.year else ""
    return html.Div(
        [
            html.Div(_bar(c.fins, top, f"fins{later}"), className="haut") if sides[0] else None,
            html.Div(_bar(c.evaluations, top, "evals"), className="bas") if sides[1] else None,
            html.Small(c.label),
        ],
        className=f"colonne{now}",
    )


def _bar(value: int, top: int, css: str) -> Node:
    if not value:
        return None
    return [
        html.B(number(value)),
        html.I(className=css, style={"--h": round(HEIGHT * value / top)}),
    ]
