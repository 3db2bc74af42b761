"""Follow what was sent: a page behind a link of its own, an answer, a withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request

from cartoexp.domain.contributions import ContributionRefuseeError, Etat, Genre, Role
from cartoexp.domain.errors import ExperimentNotFoundError
from cartoexp.domain.phrases import lieux
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs import decision
from cartoexp.web.contribuer.suivi import etats, page, retrait
from cartoexp.web.contribuer.suivi.adresses import PATH, REPONSE, RETRAIT, suivi
from cartoexp.web.contribuer.suivi.page import Vu
from cartoexp.web.contribuer.suivi.reponse import TEXTE, Reponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.contributions import Contribution, Suivi
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

__all__ = ["register"]


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the page to ``server``; its answers are kept nowhere (``retenue``)."""
    service = web.services.contributions

    @server.get(f"{PATH}/<jeton>")
    def suivre(jeton: str) -> Answer:
        return _answer(web, _page(web, porte, jeton))

    @server.post(f"{PATH}/<jeton>/{REPONSE}")
    def suivre_reponse(jeton: str) -> Answer:
        nonce = porte.passer()
        text = request.form.get(TEXTE, "")
        try:
            service.repondre(jeton, text, nonce, _now())
        except ContributionRefuseeError as error:
            told = [typeset(capital(p.message)) for p in error.problems]
            return _answer(web, _page(web, porte, jeton, text, told))
        return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)

    @server.get(f"{PATH}/<jeton>/{RETRAIT}")
    def suivre_retrait(jeton: str) -> Answer:
        read = service.lire(jeton, _now())
        return _answer(web, retrait.layout(jeton, read, porte.champs(relecture=True)))

    @server.post(f"{PATH}/<jeton>/{RETRAIT}")
    def suivre_retrait_envoi(jeton: str) -> Answer:
        porte.passer()
        if service.lire(jeton, _now()).contribution.etat is not Etat.RETIREE:
            service.retirer(jeton, _now())
        return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)


def _page(web: Web, porte: Porte, jeton: str, texte: str = "", erreurs: Sequence[str] = ()) -> Page:
    read = web.services.contributions.lire(jeton, _now())
    form = None
    if read.contribution.etat is Etat.QUESTION:
        asked = [m.texte for m in read.messages if m.role is not Role.CONTRIBUTEUR]
        form = Reponse(jeton, asked[-1], porte.champs(relecture=True), texte, erreurs)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if erreurs else HTTPStatus.OK
    return page.layout(_vu(web, jeton, read), form, status)


def _vu(web: Web, jeton: str, read: Suivi) -> Vu:
    held = read.contribution
    name = held.fiche or held.cible.experimentation
    title, path = "", ""
    if name:
        try:
            title = web.services.experiments.get(name).experiment.titre
            path = f"/experimentations/{name}"
        except ExperimentNotFoundError:  # gone since
            title = name
    elif held.genre is Genre.NOUVELLE:
        title = next(iter(held.contenu.get("experiments", ())), {}).get("titre", "")
    address = f"{web.shell.origin()}{suivi(jeton)}"
    delay = etats.delai(web.services.moderation.decompte())
    return Vu(jeton, read, title, path, address, delay, _lieux(web, held), _changements(web, held))


def _changements(web: Web, held: Contribution) -> list[Node]:
    """Return what was published of a contribution, which may be less than what was sent."""
    if held.etat is not Etat.PUBLIEE or not held.fiche:
        return []
    moderation = web.services.moderation
    made = [e for e in moderation.historique(held.fiche) if e.contribution == held.id]
    if not made:
        return []
    versions, _ = moderation.versions(held.fiche)
    return decision.changements(made[0], versions, "change-ecart")


def _lieux(web: Web, held: Contribution) -> dict[str, str]:
    """Return the names of the territories that a contribution proposes, by code."""
    asked = [(r.get("niveau"), r.get("code", "")) for r in held.contenu.get("implantations", ())]
    find = web.services.territoires.find
    found = [find(Niveau(level), code) for level, code in asked if level in set(Niveau)]
    return {t.code: lieux.nom(t) for t in found if t is not None}


def _answer(web: Web, made: Page) -> Response:
    return Response(web.shell.document(made), made.status, mimetype="text/html")


def _now() -> datetime:
    return datetime.now(tz=UTC)
