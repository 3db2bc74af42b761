"""A view that is refused: why, in the frame or in the file that was asked for."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response

from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.domain.genres import Apparence
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.services.images import png
from cartoexp.web import errors
from cartoexp.web.embeds import planche, style
from cartoexp.web.embeds.blocs import Feutre
from cartoexp.web.html import render
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.context import Web

TITLES = {
    HTTPStatus.GONE: "Cette vue a été retirée",
    HTTPStatus.NOT_FOUND: "Cette vue n’existe pas",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Cette vue ne peut pas être affichée",
    HTTPStatus.CONFLICT: "Cette vue ne peut pas être affichée",
}
PICTURE = 640
LISTED = 12
"""Allowed values told one by one: an indicator is one of a hundred."""


def tell(error: Exception, path: str, web: Web) -> Response:
    """Return the refusal, in the format of ``path``."""
    status = errors.noted(error)
    ending = path.rpartition(".")[2]
    if ending == "json":
        response = errors.problem(status, error)
    elif ending == "csv":
        text = "\n".join([title(status, error), *messages(status, error), ""])
        response = Response(text, status, mimetype="text/plain")
    elif ending in {"svg", "png"}:
        response = _picture(status, error, ending, web)
    else:
        response = Response(_page(status, error, web), status, mimetype="text/html")
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(errors.RETRY_AFTER_S)
    response.headers["Cache-Control"] = "no-store"
    return response


def title(status: HTTPStatus, error: Exception) -> str:
    """Return the few words that come first."""
    return TITLES.get(status) or errors.title_of(status, error)


def messages(status: HTTPStatus, error: Exception) -> Sequence[str]:
    """Return what is wrong and what to do, one sentence a problem."""
    if not isinstance(error, InvalidParametersError):
        told = errors.detail(status, error)
        if status is HTTPStatus.NOT_FOUND and not isinstance(error, NotFoundError):
            told = "Son adresse est incomplète ou fausse : reprenez-la depuis Cartoexp."
        close = error.proches if isinstance(error, NotFoundError) else ()
        near = f"Les plus proches{NBSP}: {', '.join(s.titre for s in close)}." if close else ""
        return [typeset(text) for text in (told, near) if text]
    return [_told(p.message, p.valeurs_admises) for p in error.problems]


def _told(message: str, allowed: Sequence[str]) -> str:
    if not allowed:
        return typeset(message)
    more = ", …" if len(allowed) > LISTED else ""
    return typeset(f"{message} Valeurs admises{NBSP}: {', '.join(allowed[:LISTED])}{more}.")


def _page(status: HTTPStatus, error: Exception, web: Web) -> str:
    told = title(status, error)
    sheet = style.page(Apparence.AUTO, web.palette, web.palette_sombre)
    body = html.Main(
        [
            html.H1(told),
            [html.P(text, className="phrase") for text in messages(status, error)],
            html.P(
                html.A("Ouvrir Cartoexp", href="/", target="_blank", rel="noopener"),
                className="phrase",
            ),
        ]
    )
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(told)} · Cartoexp</title>"
        f'<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<style>{sheet}</style></head>"
        f'<body>{render(body)}<script src="/embed/cadre.js" defer></script></body></html>\n'
    )


def _picture(status: HTTPStatus, error: Exception, ending: str, web: Web) -> Response:
    feutre = Feutre(24, 20, PICTURE - 48)
    told = title(status, error)
    feutre.texte(told, 22, grasse=True)
    feutre.saute(6)
    for text in messages(status, error):
        feutre.texte(text, 15)
        feutre.saute(4)
    rules = planche.LETTERS
    height = round(feutre.y + 24)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PICTURE} {height}" '
        f'width="{PICTURE}" height="{height}" role="img"><title>{escape(told)}</title>'
        f"<style>{style.alone(rules, web.palette)}</style>"
        f'<rect width="100%" height="100%" fill="{web.palette["surface"]}"/>'
        f"{''.join(feutre.parts)}</svg>"
    )
    if ending == "svg":
        return Response(svg, status, mimetype="image/svg+xml")
    return Response(png(svg, PICTURE), status, mimetype="image/png")
