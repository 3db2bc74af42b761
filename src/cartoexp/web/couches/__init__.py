"""Layers that visitors bring: the form, the page of a layer, its embeds, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.couches import creation, embed, fichiers, fin, montre

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.services.envois import Sas
    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web


def register(server: Flask, web: Web, sas: Sas, cadence: Cadence) -> None:
    """Attach all of it to ``server``."""
    creation.register(server, web, sas, cadence)
    montre.register(server, web)
    fichiers.register(server, web)
    fin.register(server, web)
    embed.register(server, web)
