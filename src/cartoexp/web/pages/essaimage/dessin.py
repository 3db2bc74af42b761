"""The map as one picture that stands alone, for who reads without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.web.image import draw
from cartoexp.web.pages.essaimage import couleurs
from cartoexp.web.pages.essaimage.adresse import SIZE
from cartoexp.web.pages.essaimage.etat import leave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.services.candidats import Candidat
    from cartoexp.web.context import Web
    from cartoexp.web.pages.essaimage.adresse import Adresse

NUMBERED = 10


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """Classes of a level, as the picture takes them."""

    niveau: Niveau
    titre: str
    codes: Sequence[str]
    classes: NDArray[np.uint8]


def draw_ranking(web: Web, adresse: Adresse) -> str:
    """Return the picture of a ranking, with where it runs and its first candidates.

    Raises:
        InvalidParametersError: as the ranking.
    """
    services = web.services
    depart = leave(services, adresse)
    codes, classes = couleurs.classes(services, depart, adresse)
    start = (adresse.page - 1) * SIZE
    ranked = services.essaimage.rank(depart, adresse.options(details=False), NUMBERED, start)
    niveau = depart.niveau
    paths = services.croquis.level(niveau, services.territoires.level(niveau, com=False))
    found = Ressemblance(niveau, "Rang de ressemblance", codes, classes)
    record = depart.record
    family = f"fam-{record.experiment.themes[0].famille}" if record else "accent"
    over = [*_discs(web, depart.territoires, family), *_numbers(web, ranked.candidats)]
    flat = {couleurs.OUT: _mixed(web.palette["nd-trait"], web.palette["nd-fond"], 0.35)}
    return draw(found, paths, services.croquis.fond, web.palette, over=over, flat=flat)


def _mixed(over: str, under: str, part: float) -> str:
    """Return a part of one colour over another, both written #rrggbb."""
    pairs = zip(bytes.fromhex(over[1:]), bytes.fromhex(under[1:]), strict=True)
    return "#" + bytes(round(a * part + b * (1 - part)) for a, b in pairs).hex()


def _discs(web: Web, places: Sequence[Territoire], colour: str) -> Iterator[str]:
    fill, halo = web.palette[colour], web.palette["surface"]
    for t in places:
        if point := web.services.croquis.point(t):
            yield (
                f'<circle cx="{point[0]:g}" cy="{point[1]:g}" r="6" fill="{fill}" stroke="{halo}" '
                f'stroke-width="1.5"><title>{escape(nom(t))}</title></circle>'
            )


def _numbers(web: Web, candidats: Sequence[Candidat]) -> Iterator[str]:
    ink, paper = web.palette["encre"], web.palette["surface"]
    for c in reversed(candidats):
        if point := web.services.croquis.point(c.territoire):
            x, y = point
            yield (
                f'<g transform="translate({x:g} {y:g})"><title>{escape(nom(c.territoire))}</title>'
                f'<circle r="15" fill="{paper}" stroke="{ink}" stroke-width="2"/>'
                f'<text fill="{ink}" font-size="17" font-weight="700" text-anchor="middle" '
                f'dominant-baseline="central">{c.rang}</text></g>'
            )
