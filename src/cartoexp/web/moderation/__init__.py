"""What only accounts see: signing in, one's own account, the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.moderation import (
    accueil,
    compte,
    comptes,
    connexion,
    contributions,
    fiches,
    mot_de_passe,
    reponses,
    reprise,
)
from cartoexp.web.moderation.adresses import CONTRIBUTIONS

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web
    from cartoexp.web.garde import Garde

__all__ = ["CONTRIBUTIONS", "register", "reprise"]


def register(server: Flask, web: Web, garde: Garde, cadence: Cadence) -> None:
    """Attach all of it to ``server``."""
    count = reponses.compteur(cadence)
    reponses.install(server)
    connexion.register(server, web, garde, count)
    mot_de_passe.register(server, web, garde, count)
    accueil.register(server, web, garde)
    compte.register(server, web, garde, count)
    comptes.register(server, web, garde)
    contributions.register(server, web, garde)
    fiches.register(server, web, garde)
