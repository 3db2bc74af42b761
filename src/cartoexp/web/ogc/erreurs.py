"""Failures as the OGC writes them; people get the page that they get everywhere."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from pydantic_core import to_json

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.ogc.liens import JSON, wants_html

CODES = {
    HTTPStatus.BAD_REQUEST: "InvalidParameterValue",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.METHOD_NOT_ALLOWED: "MethodNotAllowed",
    HTTPStatus.TOO_MANY_REQUESTS: "TooManyRequests",
    HTTPStatus.SERVICE_UNAVAILABLE: "ServiceUnavailable",
}


def write(status: HTTPStatus, error: Exception, sentence: str) -> Response | None:
    """Return a failure as JSON: a code for programs, a French sentence for people."""
    if wants_html():
        return None
    if isinstance(error, InvalidParametersError):
        sentence = typeset(" ".join(map(_told, error.problems)))
    code = CODES.get(status, "NoApplicableCode")
    return Response(to_json({"code": code, "description": sentence}), status, mimetype=JSON)


def _told(problem: ParameterProblem) -> str:
    if not problem.valeurs_admises:
        return problem.message
    return f"{problem.message} Valeurs admises : {', '.join(problem.valeurs_admises)}."
