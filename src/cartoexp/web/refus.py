"""A list that was refused: what was right in its address is shown, not applied; pure.

Nothing wider than what was asked is ever shown in its place: people choose to apply the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.filters import PARAMETERS
from cartoexp.domain.reprise import SEVERAL, salvage
from cartoexp.domain.territoires import Niveau
from cartoexp.web import criteria
from cartoexp.web.components import aria
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.errors import ParameterProblem
    from cartoexp.domain.filters import Filters
    from cartoexp.web.html import Node

STRONG = "bouton bouton--fort"
LIST = "/experimentations"
TABLE = "/carte/tableau"
"""There « niveau » is what is coloured, not a filter; the map itself has a refusal of its own."""


def set_aside(
    path: str, query: Mapping[str, Sequence[str]], problems: Iterable[ParameterProblem]
) -> Node:
    """Return the filters that can be read, and the way to apply them alone."""
    if path not in {LIST, TABLE}:
        return None
    own = {"niveau"} if path == TABLE else set()
    left = salvage({k: v for k, v in query.items() if k not in own})
    for p in problems:
        if p.parametre in PARAMETERS and p.parametre not in SEVERAL | own:
            left = left.without(p.parametre)
    href = _address(path, left, query)
    found = criteria.active(left, {})
    if not found:
        return html.P(html.A("Ouvrir sans ces filtres", className=STRONG, href=href))
    chips = [html.Li(c.text, className="puce puce--ecartee") for c in found]
    apply = "Appliquer seulement celui-ci" if len(found) == 1 else "Appliquer seulement ceux-ci"
    return html.Section(
        [
            html.H2("Reconnu, mais non appliqué", id="ecartes"),
            html.Ul(chips, className="puces"),
            html.P(html.A(apply, className=STRONG, href=href), className="actions"),
        ],
        className="ecartes",
        **aria(labelledby="ecartes"),
    )


def _address(path: str, left: Filters, query: Mapping[str, Sequence[str]]) -> str:
    pairs = left.pairs()
    level = next(iter(query.get("niveau", ())), "")
    if path == TABLE and level in {n.value for n in Niveau if n is not Niveau.EPT}:
        pairs.insert(0, ("niveau", level))
    return f"{path}?{urlencode(pairs, safe=',')}" if pairs else path
