"""Say what is wrong in a record or a figure, or that a record is still true: one page, one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.contribuer.signaler import erreur, exacte

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte

__all__ = ["register"]


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach both forms to ``server``."""
    erreur.register(server, web, porte)
    exacte.register(server, web, porte)
