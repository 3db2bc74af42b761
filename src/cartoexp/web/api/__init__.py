"""The JSON API."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cartoexp.domain.query import Reader
from cartoexp.web.api import answers, catalogue, openapi, service, territoires
from cartoexp.web.api.endpoint import REFERENCE, Answer, Call
from cartoexp.web.context import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

    from cartoexp.web.api.endpoint import Endpoint
    from cartoexp.web.context import Web


def register(server: Flask, web: Web) -> None:
    """Attach the API to ``server``."""
    every = tuple(endpoints(web))
    for endpoint in every:
        _attach(server, endpoint, web.shell.base_url)
    _attach_description(server, web, every)
    answers.open_to_other_sites(server)


def _attach_description(server: Flask, web: Web, every: Sequence[Endpoint]) -> None:
    shell = web.shell

    @cache
    def described() -> dict[str, Any]:
        return openapi.describe(every, shell.base_url, shell.millesime)

    @server.get(openapi.PATH, strict_slashes=False)
    def api_description() -> Response:
        return answers.respond(Answer(described()), REFERENCE, shell.base_url)


def endpoints(web: Web) -> list[Endpoint]:
    """Return every endpoint, in the order of the documentation."""
    return [
        *territoires.endpoints(web),
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
