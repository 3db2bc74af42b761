"""Fields of the form that prepares a layer; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def select(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, aide: str = ""
) -> Element:
    """Return a list of (value, words) under its label."""
    told = [html.Option(text, value=value, selected=value == chosen) for value, text in options]
    helped = aria(describedby=f"{name}-aide") if aide else {}
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="etiquette"),
            html.Select(told, id=name, name=name, className="champ", **helped),
            html.P(aide, id=f"{name}-aide", className="petit discret") if aide else None,
        ],
        className="importer__role",
    )


def text(name: str, label: str, most: int, given: Mapping[str, str], aide: str) -> Element:
    """Return a line of text under its label; ``given`` is what was written before."""
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="etiquette"),
            Element(
                "input",
                id=name,
                name=name,
                type="text",
                className="champ",
                maxLength=most,
                value=given.get(name, ""),
                autoComplete="off",
                **aria(describedby=f"{name}-aide"),
            ),
            html.P(aide, id=f"{name}-aide", className="petit discret"),
        ],
        className="importer__role",
    )
