"""Quoting a view elsewhere: the builder, frozen views, oEmbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.integrer import changements, constructeur, fige, figer, oembed
from cartoexp.web.integrer.rythme import Rythme

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web

__all__ = ["Rythme", "register"]


def register(server: Flask, web: Web, rythme: Rythme) -> None:
    """Attach all of it to ``server``."""
    constructeur.register(server, web)
    fige.register(server, web)
    figer.register(server, web, rythme)
    changements.register(server, web)
    oembed.register(server, web)
