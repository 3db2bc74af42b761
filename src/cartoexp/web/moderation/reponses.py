"""What these answers have in common: kept nowhere, not indexed, asked at a rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from cartoexp.domain.errors import EnvoisEpuisesError
from cartoexp.web import cadence
from cartoexp.web.moderation.adresses import PATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web
    from cartoexp.web.shell import Page

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # The address of a link that sets a password is told to no other site.
    "Referrer-Policy": "same-origin",
}
MOST_SENT = 16_384
"""Bytes of a form: a password and a few names."""


def compteur(cadence_: Cadence) -> Callable[[], None]:
    """Return what counts the forms with a password that an address sends, and refuses one too many.

    To be called before the processes are forked: they count together.
    """

    def refusal(wait: str, seconds: int) -> EnvoisEpuisesError:
        return EnvoisEpuisesError(
            f"Trop d’essais depuis votre adresse en une heure. Réessayez dans {wait}.", seconds
        )

    return cadence.counter(cadence_, "connexions", refusal)


def install(server: Flask) -> None:
    """Have every answer under this path, errors included, kept nowhere and not indexed."""

    @server.after_request
    def keep_private(response: Response) -> Response:
        if request.path == PATH or request.path.startswith(f"{PATH}/"):
            response.headers.update(HEADERS)
        return response


def answer(web: Web, page: Page) -> Response:
    """Return a page."""
    return Response(web.shell.document(page), page.status, mimetype="text/html")


def champs(*names: str) -> dict[str, str]:
    """Return fields of the form that is sent; an empty text for what it lacks.

    Raises:
        RequestEntityTooLarge: it is larger than any of ours.
    """
    if (request.content_length or 0) > MOST_SENT:
        raise RequestEntityTooLarge
    return {name: request.form.get(name, "") for name in names}
