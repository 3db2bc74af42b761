"""The framework, what teams assess with it, and the grid that they fill in before they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.referentiel import evaluation, grille, lire
from cartoexp.web.referentiel.adresses import PATH

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer import Porte

__all__ = ["PATH", "register"]


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach all of it to ``server``; each form goes by ``porte``."""
    lire.register(server, web)
    evaluation.register(server, web, porte)
    grille.register(server, web, porte)
