"""The territory that a list is kept to: one field of its form; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire


@dataclass(frozen=True, slots=True)
class Lieux:
    """Territories that a form offers, and the EPCI that a link may have asked for."""

    regions: Sequence[Territoire]
    departements: Sequence[Territoire]
    epci: Territoire | None = None


def choisir(filters: Filters, lieux: Lieux) -> Element:
    """Return the field, with the territory that is chosen."""
    chosen = next(
        (
            f"{name}-{code}"
            for name in ("epci", "departement", "region")
            if (code := getattr(filters, name))
        ),
        "",
    )
    groups = [("Régions", lieux.regions), ("Départements", lieux.departements)]
    if lieux.epci:
        groups.insert(0, ("Intercommunalité choisie", [lieux.epci]))
    options = [
        Element("optgroup", [_option(t, chosen) for t in found], label=label)
        for label, found in groups
    ]
    return html.Div(
        [
            html.Label("Territoire", className="etiquette", htmlFor="f-lieu"),
            Element(
                "select",
                [Element("option", "Toute la France", value=""), *options],
                className="champ",
                id="f-lieu",
                name="lieu",
            ),
        ],
        className="facette facette--champ",
    )


def _option(territoire: Territoire, chosen: str) -> Element:
    value = f"{territoire.niveau}-{territoire.code}"
    text = f"{nom(territoire)} ({territoire.code})"
    return Element("option", text, value=value, selected=value == chosen)
