"""Experiments of a territory as a short list: theme, title, status with its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.components import attestation_label, sigle, statut_label
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.services.experiences import Experience
    from cartoexp.web.html import Node

NONE = "Aucune recensée à cette échelle."


def short(found: Sequence[Experience], today: date, most: int | None = None) -> Node:
    """Return the first ``most`` experiments and how many are left; a sentence when none."""
    if not found:
        return html.P(NONE, className="discret petit")
    shown = found if most is None else found[:most]
    left = len(found) - len(shown)
    items = [_item(e, today) for e in shown]
    if left:
        told = f"et {count(left, 'autre')} sur sa fiche"
        items.append(html.Li(told, className="discret"))
    return html.Ul(items, className="experiences petit")


def _item(found: Experience, today: date) -> Element:
    x, key = found.experiment, found.key
    return html.Li(
        [
            sigle(x.themes[0]) if x.themes else None,
            html.Div(
                [
                    html.A(typeset(x.titre), href=f"/experimentations/{x.id}"),
                    html.Span(
                        [
                            statut_label(key.statut, key.statut_date, today),
                            " ",
                            attestation_label(key.statut_date, today),
                        ],
                        className="experiences__statut",
                    ),
                ]
            ),
        ]
    )
