"""The JSON API."""

from __future__ import annotations

from functools import cache, lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import redirect, request

from cartoexp.domain.query import Reader
from cartoexp.web.api import (
    answers,
    catalogue,
    documentation,
    indicateurs,
    openapi,
    service,
    territoires,
)
from cartoexp.web.api.endpoint import REFERENCE, ROOT, Answer, Call
from cartoexp.web.context import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response
    from werkzeug.wrappers import Response as BaseResponse

    from cartoexp.web.api.endpoint import Endpoint
    from cartoexp.web.context import Web
    from cartoexp.web.shell import Page


def register(server: Flask, web: Web) -> None:
    """Attach the API to ``server``."""
    every = tuple(endpoints(web))
    for endpoint in every:
        _attach(server, endpoint, web.shell.base_url)
    _attach_description(server, web, every)
    answers.open_to_other_sites(server)


def _attach_description(server: Flask, web: Web, every: Sequence[Endpoint]) -> None:
    """Attach the OpenAPI document and the page that says the same to people."""
    shell = web.shell

    @cache
    def described() -> dict[str, Any]:
        return openapi.describe(every, shell.base_url, shell.millesime)

    @server.get(openapi.PATH, strict_slashes=False)
    def api_description() -> Response:
        return answers.respond(Answer(described()), REFERENCE, shell.base_url)

    @lru_cache(maxsize=4)
    def written(base_url: str) -> Page:
        return documentation.page(every, base_url, shell.millesime)

    @server.get(documentation.PATH, strict_slashes=False)
    def api_documentation() -> Response:
        base_url = shell.base_url or request.host_url.rstrip("/")
        return web.answer(written(base_url))

    @server.get(ROOT, strict_slashes=False)
    def api_root() -> BaseResponse:
        return redirect(documentation.PATH, HTTPStatus.PERMANENT_REDIRECT)


def endpoints(web: Web) -> list[Endpoint]:
    """Return every endpoint, in the order of the documentation."""
    return [
        *territoires.endpoints(web),
        *indicateurs.endpoints(web),
        *catalogue.endpoints(web),
        *service.endpoints(web),
    ]


def _attach(server: Flask, endpoint: Endpoint, base_url: str) -> None:
    def answer(**path: str) -> Response:
        call = Call(Reader(query()), path)
        call.reader.refuse_unknown(endpoint.names)
        for parameter in endpoint.parameters:
            parameter.refuse_empty(call.reader)
        return answers.respond(endpoint.view(call), endpoint.cache, base_url)

    server.add_url_rule(endpoint.route, endpoint.name, answer, strict_slashes=False)
