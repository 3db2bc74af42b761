"""The map as one picture that stands alone: for readers without JavaScript, and for reports."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.cadres import CADRES, HEIGHT, METROPOLE, WIDTH
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray


class Coloured(Protocol):
    """What is asked of a colouring to draw it."""

    @property
    def niveau(self) -> Niveau:
        """Level."""

    @property
    def titre(self) -> str:
        """Title of the picture."""

    @property
    def codes(self) -> Sequence[str]:
        """Codes of the territories (t)."""

    @property
    def classes(self) -> NDArray[np.uint8]:
        """Class of each (t)."""


SPACE = "http://www.w3.org/2000/svg"
DOT = 4
"""Side of a commune, in units of the map: about 4 km, what one covers on average."""
_HATCHED = frozenset({AUCUNE, MASQUE})


def draw(
    found: Coloured,
    paths: Mapping[str, str],
    fond: str,
    palette: Mapping[str, str],
    *,
    over: Sequence[str] = (),
    flat: Mapping[int, str] = MappingProxyType({}),
) -> str:
    """Return the picture: one path a class, the départements over them, then ``over``; pure.

    ``flat`` gives colours of their own to some classes.
    """
    dots = found.niveau is Niveau.COMMUNE
    groups: dict[int, list[str]] = defaultdict(list)
    for code, kind in zip(found.codes, found.classes.tolist(), strict=True):
        groups[kind].append(paths.get(code, ""))
    parts = [
        f'<svg xmlns="{SPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f"<title>{escape(found.titre)}</title>",
        _hatch(palette),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{palette["mer"]}"/>',
        f'<path d="{fond}" fill="{palette["seq-0"]}"/>',
        *(
            _group("".join(groups[k]), flat.get(k) or _colour(k, palette), palette, dots=dots)
            for k in sorted(groups)
            if k or dots
        ),
        f'<path d="{fond}" fill="none" stroke="{palette["carte-dep"]}" stroke-width="1"/>',
        *over,
        *_names(palette),
        "</svg>",
    ]
    return "".join(parts)


def _hatch(palette: Mapping[str, str]) -> str:
    return (
        '<defs><pattern id="nd" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{palette["nd-fond"]}"/>'
        f'<path d="M0 0v6" stroke="{palette["nd-trait"]}" stroke-width="2"/></pattern></defs>'
    )


def _colour(kind: int, palette: Mapping[str, str]) -> str:
    return "url(#nd)" if kind in _HATCHED else palette[f"seq-{kind}"]


def _group(path: str, colour: str, palette: Mapping[str, str], *, dots: bool) -> str:
    if dots:
        return f'<path d="{path}" stroke="{colour}" stroke-width="{DOT}" stroke-linecap="square"/>'
    trait = palette["carte-trait"]
    return f'<path d="{path}" fill="{colour}" stroke="{trait}" stroke-width=".5"/>'


def _names(palette: Mapping[str, str]) -> Iterator[str]:
    for cadre in CADRES:
        if cadre is not METROPOLE:
            left, _, width, _ = cadre.box
            yield (
                f'<text x="{left + width / 2:g}" y="{HEIGHT - 10}" fill="{palette["encre"]}" '
                f'font-size="19" text-anchor="middle">{escape(cadre.nom)}</text>'
            )
