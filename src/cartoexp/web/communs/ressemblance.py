"""Resemblance in words: rank, score, reasons, doubt; and the bar of what sets two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES
from cartoexp.domain.phrases.nombres import cut_percent, percent
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import Comparable
    from cartoexp.web.html import Node

ON_PAPER = 2
WHOLE = 1 - 1e-6
SMALLEST = 0.005
"""A part of a bar under this is not drawn."""


def doubt(found: Comparable) -> str:
    """Return what part of the weight was compared, empty when all was."""
    if found.confiance >= WHOLE:
        return ""
    share = cut_percent(found.confiance)
    return f"Comparaison faite sur {share} du poids{NBSP}: le reste est inconnu pour l’un des deux."


def reasons(found: Comparable) -> list[Node]:
    """Return « Proches : … Différences : … », in two paragraphs."""
    told = (
        ("Proches", found.raisons.rapproche, "rien de presque égal"),
        ("Différences", found.raisons.eloigne, "aucune marquée"),
    )
    return [
        html.P([html.Strong(f"{label}{NBSP}:"), " ", _some(words) or none, "."])
        for label, words, none in told
    ]


def _some(words: Sequence[str]) -> list[Node]:
    """Return the reasons with commas; a sheet of paper has room for two of them."""
    rest = "".join(f", {word}" for word in words[ON_PAPER:])
    more = [html.Span(rest, className="pas-imprimer")] if rest else []
    return [", ".join(words[:ON_PAPER]), *more] if words else []


def bar(found: Comparable) -> Element:
    """Return the bar of what sets two territories apart, by theme; its label says the main one."""
    parts = shares(found)
    drawn = [
        html.I(
            className=f"t-{theme}",
            style={"--w": f"{part * 100:.1f}"},
            title=f"{THEMES.get(theme, theme)}{NBSP}: {percent(part)}",
        )
        for theme, part in parts
        if part >= SMALLEST
    ]
    label = "Rien ne les sépare"
    if parts:
        theme, part = max(parts, key=lambda p: p[1])
        label = f"Ce qui les sépare{NBSP}: {THEMES.get(theme, theme)} d’abord ({percent(part)})"
    return html.Div(drawn, className="empile", role="img", **{"aria-label": label})


def shares(found: Comparable) -> list[tuple[str, float]]:
    """Return the share of each theme in what sets them apart; empty when nothing does."""
    total = sum(found.contributions.values())
    if total <= 0:
        return []
    return [(theme, part / total) for theme, part in found.contributions.items()]


def key(themes: Mapping[str, float]) -> Element:
    """Return the key of the bars: each theme, and its share of the weight."""
    return html.P(
        [
            html.Span(
                [
                    html.Span(className=f"ech t-{theme}"),
                    f"{THEMES.get(theme, theme)} ",
                    html.Small(f"({percent(part)} du poids)" if part else "(écarté)"),
                ]
            )
            for theme, part in themes.items()
        ],
        className="cle",
    )


def plain_key(themes: Iterable[str]) -> Element:
    """Return the key of the bars: each theme."""
    return html.P(
        [html.Span([html.Span(className=f"ech t-{t}"), THEMES.get(t, t)]) for t in themes],
        className="cle",
    )


def address(territoires: Sequence[Territoire]) -> str:
    """Return where territories are set side by side."""
    return f"/comparer?territoires={','.join(f'{t.niveau}:{t.code}' for t in territoires)}"
