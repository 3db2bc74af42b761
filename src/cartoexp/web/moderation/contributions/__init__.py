"""The contributions that wait: the queue, the review of one, what is decided on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.comptes import Role
from cartoexp.web.moderation.adresses import CONTRIBUTIONS
from cartoexp.web.moderation.contributions import file, gestes, page
from cartoexp.web.moderation.contributions.demande import lire as lire_demande
from cartoexp.web.moderation.contributions.gestes import FAIT
from cartoexp.web.moderation.contributions.saisie import lire as lire_saisie
from cartoexp.web.moderation.contributions.vue import Bureau
from cartoexp.web.moderation.reponses import answer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde

__all__ = ["register"]


def register(server: Flask, web: Web, garde: Garde) -> None:
    """Attach the pages to ``server``."""
    bureau = Bureau(web)

    @server.get(CONTRIBUTIONS)
    @garde.exige(Role.MODERATEUR)
    def moderation_contributions(connecte: Connecte) -> Answer:
        asked = lire_demande(request.args, connecte.compte.id)
        return answer(web, file.layout(connecte, bureau.file(asked), request.args))

    @server.get(f"{CONTRIBUTIONS}/<identifiant>")
    @garde.exige(Role.MODERATEUR)
    def moderation_contribution(connecte: Connecte, identifiant: str) -> Answer:
        seen = bureau.lire(connecte, identifiant)
        return answer(web, page.layout(seen, fait=request.args.get(FAIT, "")))

    @server.post(f"{CONTRIBUTIONS}/<identifiant>")
    @garde.exige(Role.MODERATEUR)
    def moderation_contribution_envoi(connecte: Connecte, identifiant: str) -> Answer:
        return gestes.faire(bureau, connecte, identifiant, lire_saisie(request.form))
