"""Forms of the map page: they work without JavaScript, and Dash can show them; pure.

Dash has no plain ``input``: what a form only carries along is in hidden lists of one choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.vue import Vue


def form(vue: Vue, own: Collection[str], children: Sequence[Element], css: str) -> Element:
    """Return a form that changes the parameters ``own`` and keeps the others."""
    kept = [
        html.Select(html.Option(value, value=value, selected=True), name=name, hidden=True)
        for name, value in vue.pairs()
        if name not in own
    ]
    return html.Form(
        [*kept, *children],
        className=css,
        action="/",
        method="get",
        **{"data-formulaire": "1"},
    )


def apply() -> Element:
    """Return the button that sends a form; our script does without."""
    return html.Button("Appliquer", type="submit", className="bouton appliquer")
