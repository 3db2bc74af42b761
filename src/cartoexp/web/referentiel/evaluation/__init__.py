"""Self-assessment: begun with a name, answered step by step, read as what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.referentiel.dossier import Sorte
from cartoexp.web.referentiel import supprimer
from cartoexp.web.referentiel.adresses import EVALUATION
from cartoexp.web.referentiel.evaluation import routes

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer import Porte

__all__ = ["register"]


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the pages to ``server``."""
    routes.register(server, web, porte)
    supprimer.register(server, web, porte, Sorte.EVALUATION, EVALUATION)
