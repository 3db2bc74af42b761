"""Use case: a picture (SVG) as pixels (PNG)."""

from __future__ import annotations

import resvg_py

from cartoexp.services.polices import FAMILY, FILES

WIDEST = 2_400
"""Pixels."""


def png(svg: str, largeur: int) -> bytes:
    """Return an SVG drawn ``largeur`` pixels wide; no font of the machine is used."""
    content: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=largeur,
        skip_system_fonts=True,
        font_files=[str(path) for path in FILES],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return content
