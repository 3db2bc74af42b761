"""What both forms ask, read back, and send in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.contributions import ContributionRefuseeError
from cartoexp.domain.contributions.contenu import SIGNALEMENT
from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.communs.signaler import PAGE
from cartoexp.web.contribuer.signaler.objet import NAMES, lire
from cartoexp.web.contribuer.suivi.adresses import suivi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from werkzeug.wrappers import Response

    from cartoexp.domain.contributions import Genre
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.signaler.objet import Objet
    from cartoexp.web.shell import Page

MESSAGE, SOURCE, COURRIEL = "message", "source", "courriel"
WRITTEN = (MESSAGE, SOURCE, COURRIEL)
_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was written, and what is wrong in it: by field, and of the whole (« »)."""

    dit: Mapping[str, str] = field(default_factory=dict)
    erreurs: Mapping[str, Sequence[str]] = field(default_factory=dict)


def envoyer(
    web: Web, genre: Genre, nonce: str, layout: Callable[[Objet, Saisie, int], Page]
) -> Response:
    """Send what the form says and lead to its follow-up, or show it again with what is wrong."""
    about, elsewhere = _objet(web)
    told = {name: request.form.get(name, "").strip() for name in WRITTEN}
    if elsewhere:
        told |= {PAGE: request.form.get(PAGE, "")}
        return web.answer(layout(about, Saisie(told, {PAGE: elsewhere}), _REFUSED))
    row = {MESSAGE: told[MESSAGE], SOURCE: told[SOURCE], PAGE: about.page}
    content = {SIGNALEMENT: [row]} if any(row.values()) else {}
    try:
        jeton = web.services.contributions.envoyer(
            genre, about.cible, content, nonce, datetime.now(tz=UTC), courriel=told[COURRIEL]
        )
    except ContributionRefuseeError as error:
        wrong: dict[str, list[str]] = {}
        for problem in error.problems:
            name = problem.field if problem.field in WRITTEN else ""
            wrong.setdefault(name, []).append(typeset(capital(problem.message)))
        return web.answer(layout(about, Saisie(told, wrong), _REFUSED))
    return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)


def _objet(web: Web) -> tuple[Objet, list[str]]:
    """Return what the form is about, and what is wrong in the page that was typed.

    Raises:
        ExperimentNotFoundError, InvalidParametersError: what nobody typed is wrong.
    """
    given = {name: request.form.getlist(name) for name in NAMES}
    try:
        return lire(web.services, given), []
    except InvalidParametersError as error:
        about = lire(web.services, given | {PAGE: []})
        if about.dit() is not None:
            raise
        return about, [typeset(problem.message) for problem in error.problems]
