"""What both forms ask, read back, and send in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.contributions import ContributionRefuseeError
from cartoexp.domain.contributions.contenu import SIGNALEMENT
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


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was written, and what is wrong in it: by field, and of the whole (« »)."""

    dit: Mapping[str, str] = field(default_factory=dict)
    erreurs: Mapping[str, Sequence[str]] = field(default_factory=dict)


def envoyer(
    web: Web, genre: Genre, nonce: str, layout: Callable[[Objet, Saisie, int], Page]
) -> Response:
    """Send what the form says and lead to its follow-up, or show it again with what is wrong."""
    about = lire(web.services, {name: request.form.getlist(name) for name in NAMES})
    told = {name: request.form.get(name, "").strip() for name in WRITTEN}
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
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return web.answer(layout(about, Saisie(told, wrong), status))
    return redirect(suivi(jeton), HTTPStatus.SEE_OTHER)
