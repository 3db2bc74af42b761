"""Implantations marked on a map: by size, or by theme; pure but for the catalogue that it reads."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

from cartoexp.domain.genres import Symboles
from cartoexp.domain.phrases.accords import recensed
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.planches import INSET
from cartoexp.domain.vocabulaires import Famille
from cartoexp.web.embeds.contenu import Entree, Symbole
from cartoexp.web.embeds.trace import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.services.experiments import Place
    from cartoexp.web.context import Web

    Signes = tuple[Sequence[Symbole], Sequence[Entree]]

SMALL, GROWTH = 2.6, 1.7
"""Radius of a mark, in pixels: that of one experiment is their sum, the area grows with them."""
THEMED = 3.3
"""Radius of a mark of a theme, in pixels."""
INSET_UNIT = 1.8
"""Units of an inset for a pixel."""
RANK_RADIUS = 8.5


def places(web: Web, vue: Vue, sheets: Sequence[Feuille]) -> Signes:
    """Return the marks of a view and the lines that they add to its legend."""
    if vue.symboles is Symboles.AUCUN:
        return (), ()
    held: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in web.services.experiments.places(vue.filters):
        held[place.territoire.cle].append(place)
    groups = sorted(held.values(), key=lambda g: -len(g))
    if vue.symboles is Symboles.THEMES:
        return _by_theme(groups, sheets)
    marks = [mark for group in groups for mark in _sized(group, sheets)]
    told = "Implantations recensées (la surface dit leur nombre)"
    return marks, [Entree("rond", told)] if marks else []


def _sized(group: Sequence[Place], sheets: Sequence[Feuille]) -> Iterator[Symbole]:
    where, n = group[0].territoire, len({p.experiment.id for p in group})
    title = f"{nom(where)}{NBSP}: {recensed(n)}"
    yield from at(where, sheets, SMALL + GROWTH * sqrt(n), "rond", title)


def _by_theme(groups: Sequence[Sequence[Place]], sheets: Sequence[Feuille]) -> Signes:
    """Return a mark for each family at each place, side by side."""
    marks: list[Symbole] = []
    seen: set[Famille] = set()
    for group in groups:
        titles: dict[Famille, list[str]] = defaultdict(list)
        for p in group:
            titles[p.experiment.themes[0].famille].append(typeset(p.experiment.titre))
        seen |= titles.keys()
        where, size = group[0].territoire, THEMED
        for i, (family, told) in enumerate(sorted(titles.items())):
            title = f"{nom(where)}{NBSP}: {', '.join(dict.fromkeys(told))}"
            shift = (i - (len(titles) - 1) / 2) * 2 * size
            marks += at(where, sheets, size, f"f-{family}", title, shift=shift)
    return marks, [Entree(f"f-{f}", f.label) for f in Famille if f in seen]


def at(
    where: Territoire,
    sheets: Sequence[Feuille],
    radius: float,
    look: str,
    title: str,
    *,
    text: str = "",
    shift: float = 0.0,
) -> Iterator[Symbole]:
    """Yield a mark in each frame that holds a territory's centre; sizes are in pixels."""
    for rank, sheet in enumerate(sheets):
        if found := sheet.place(where.centre):
            unit = INSET_UNIT if sheet.largeur == INSET else UNIT
            x, y = round(found[0] + shift * unit, 1), found[1]
            yield Symbole(rank, x, y, round(radius * unit, 1), look, title, text)
