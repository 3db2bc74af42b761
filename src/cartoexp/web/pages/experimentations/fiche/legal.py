"""Blocks on the legal ground and on who carries, pays and benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import BaseLegale
from cartoexp.web.components import block, judged
from cartoexp.web.formats import MISSING
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.model import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche


def legal(fiche: Fiche) -> Element:
    """Return the block; what no source states is marked."""
    x = fiche.experiment
    ground: Node = x.base_legale.label
    if x.base_legale is not BaseLegale.INCONNUE:
        ground = judged(ground, x.base_legale_provenance)
    texts: Node = MISSING
    if x.reference_legale:
        texts = judged(told(x.reference_legale), x.base_legale_provenance)
    dimension: Node = MISSING
    if x.dimension:
        dimension = judged(x.dimension.label, x.dimension_provenance)
    rows: list[tuple[str, Node]] = [
        ("Fondement", ground),
        ("Textes", texts),
        ("Norme dérogée", told(x.norme_derogee)),
        ("Dimension", dimension),
    ]
    return block("fondement", "Fondement juridique", definitions(rows))


def actors(fiche: Fiche) -> Element:
    """Return who carries it, with whom, for whom, with what money."""
    x = fiche.experiment
    rows: list[tuple[str, Node]] = [
        ("Porteurs", told(x.porteurs)),
        ("Partenaires", told(x.partenaires)),
        ("Public visé", told(x.public_vise)),
        ("Financement", told(x.financement)),
    ]
    if x.page_officielle_url:
        host = html.A(
            "Ouvrir la page officielle",
            className="source-url",
            href=x.page_officielle_url,
            rel="noopener",
        )
        rows.append(("Page officielle", host))
    return block("acteurs", "Qui, pour qui, avec quels moyens", definitions(rows))


def definitions(rows: Sequence[tuple[str, Node]]) -> Element:
    """Return names above their values."""
    pairs = [[html.Dt(name), html.Dd(value)] for name, value in rows]
    return html.Dl([part for pair in pairs for part in pair], className="def def--pile")
