"""The strip of an indicator: all territories of the level, their median, and this one."""

from __future__ import annotations

from math import isnan
from statistics import median
from typing import TYPE_CHECKING

from cartoexp.domain.distributions import WINSOR
from cartoexp.domain.lecture import sorte
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.web.communs import indicateurs
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Valeur
    from cartoexp.web.html import Markup

    Known = Sequence[float]
    Peers = Mapping[str, NDArray[np.float64]]

_EDGES = f"{number(WINSOR * 100, 1)}{THIN}%"


def strip(value: Valeur, peers: Known = ()) -> Markup | None:
    """Return the drawing; the words beside it hold the same, so it is hidden from readers.

    ``None`` where nothing tells the territories apart; no disc where the value is unknown.
    ``peers`` are the known values of the comparables: a ring each, and their median.
    """
    spread = value.distribution
    if spread is None:
        return None
    marks = "".join(f'<i class="b-comp" style="--x:{spread.place(p):.1f}"></i>' for p in peers)
    if len(peers) > 1:
        marks += f'<i class="b-pair" style="--x:{spread.place(median(peers)):.1f}"></i>'
    if value.valeur is not None:
        marks += f'<i class="b-ici" style="--x:{spread.place(value.valeur):.1f}"></i>'
    return indicateurs.strip(value, marks)


def known(peers: Peers, identifier: str) -> Known:
    """Return the values of the comparables that are known, of one indicator."""
    found = peers.get(identifier)
    return [] if found is None else [v for v in found.tolist() if not isnan(v)]


def key(here: Territoire, shown: Sequence[Valeur], peers: int = 0) -> Element | None:
    """Return the key of the strips, ``None`` when no strip is shown; ``peers`` is their number."""
    spreads = [v.distribution for v in shown if v.distribution is not None]
    if not spreads:
        return None
    level = niveaux.peers(here.niveau)
    size = max(v.effectif for v in shown if v.distribution is not None)
    each = spreads[0].chacun
    everyone = f"les {number(size)} {level}{', une par trait' if each else ''}"
    return html.Span(
        [
            html.Span([html.I(className="b-ici"), lieux.nom(here)]),
            *(_of_peers(peers) if peers else ()),
            html.Span([html.I(className="b-nat"), f"médiane des {level}"]),
            html.Span([html.I(className=f"b-tous{' b-tous--traits' if each else ''}"), everyone]),
        ],
        className="cle",
    )


def _of_peers(peers: int) -> list[Element]:
    each = html.Span([html.I(className="b-comp"), "chaque comparable"])
    if peers == 1:
        return [each]
    told = f"médiane des {peers} comparables"
    return [html.Span([html.I(className="b-pair"), told]), each]


def scales(here: Territoire, shown: Sequence[Valeur]) -> list[str]:
    """Return what has to be known to read the strips: logarithmic scales, shortened ends."""
    drawn = [
        (v, v.distribution)
        for v in shown
        if v.distribution is not None and sorte(v.indicateur, here.niveau).comparable
    ]
    logs = [v.indicateur.libelle for v, spread in drawn if spread.logarithmic]
    told = []
    if logs:
        names = [f"{name[0].lower()}{name[1:]}" for name in logs]
        listed = " et ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        told.append(f"Échelle logarithmique{NBSP}: {listed}.")
    if any(v.effectif * WINSOR >= 1 for v, _ in drawn):
        level = niveaux.peers(here.niveau)
        told.append(
            f"Au bout de chaque bande se tiennent aussi les {_EDGES} de {level} qui le dépassent."
        )
    return told
