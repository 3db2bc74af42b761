"""Geometry for the browser, by URL: never through a callback's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.tiles import grille, implantations, traits

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the tiles to ``server``."""
    grille.register(server, web)
    implantations.register(server, web)
    traits.register(server, web)
