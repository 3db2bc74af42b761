"""What visitors send: contributions, and files to be joined to territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.contribuer import (
    accueil,
    criteres,
    derogation,
    fiche,
    importer,
    retenue,
    signaler,
    suivi,
)
from cartoexp.web.contribuer.porte import Porte
from cartoexp.web.contribuer.retenue import writer

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.services.envois import Sas
    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web

__all__ = ["PATH", "Porte", "register", "writer"]

PATH = "/contribuer"


def register(server: Flask, web: Web, sas: Sas, cadence: Cadence, porte: Porte) -> None:
    """Attach all of it to ``server``; each form of a contribution goes by ``porte``."""
    retenue.register(server, porte)
    accueil.register(server, web)
    derogation.register(server, web)
    fiche.register(server, web, porte)
    importer.register(server, web, sas, cadence)
    signaler.register(server, web, porte)
    suivi.register(server, web, porte)
    criteres.register(server, web)
