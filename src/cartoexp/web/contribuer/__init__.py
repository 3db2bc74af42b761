"""What visitors send: for now, a file to be joined to territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.contribuer import importer
from cartoexp.web.contribuer.importer import Cadence

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.services.envois import Sas
    from cartoexp.web.context import Web

__all__ = ["Cadence", "register"]


def register(server: Flask, web: Web, sas: Sas, cadence: Cadence) -> None:
    """Attach all of it to ``server``."""
    importer.register(server, web, sas, cadence)
