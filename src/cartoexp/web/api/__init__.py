"""The JSON API."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request
from werkzeug.exceptions import MethodNotAllowed

from cartoexp.domain.query import Reader
from cartoexp.web.api import (
    answers,
    catalogue,
    comparables,
    derogations,
    documentation,
    echeances,
    environs,
    essaimage,
    histoire,
    indicateurs,
    methode,
    openapi,
    preuves,
    service,
    statistiques,
    territoires,
    valeurs,
)
from cartoexp.web.api.endpoint import REFERENCE, ROOT, Answer, Call
from cartoexp.web.context import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

    from cartoexp.web.api.endpoint import Endpoint
    from cartoexp.web.context import Web
    from cartoexp.web.shell import Page

SENT = ("OPTIONS", "POST")
"""What an endpoint that is sent a body answers."""
OTHERS = ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")


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
        *environs.endpoints(web),
        *histoire.endpoints(web),
        *indicateurs.endpoints(web),
        *valeurs.endpoints(web),
        *catalogue.endpoints(web),
        *preuves.endpoints(web),
        *derogations.endpoints(web),
        *echeances.endpoints(web),
        *statistiques.endpoints(web),
        *comparables.endpoints(web),
        *essaimage.endpoints(web),
        *methode.endpoints(web),
        *service.endpoints(web),
    ]


def _attach(server: Flask, endpoint: Endpoint, base_url: str) -> None:
    def answer(**path: str) -> Response:
        call = Call(Reader(query()), path, endpoint.body.read() if endpoint.body else None)
        call.reader.refuse_unknown(endpoint.names)
        for parameter in endpoint.parameters:
            parameter.refuse_empty(call.reader)
        return answers.respond(endpoint.view(call), endpoint.cache, base_url)

    rule = partial(server.add_url_rule, endpoint.route, strict_slashes=False)
    if not endpoint.body:
        rule(endpoint=endpoint.name, view_func=answer)
        return

    def refuse(**_: str) -> Response:
        if request.method == "OPTIONS":
            return Response(headers={"Allow": ", ".join(SENT)})
        raise MethodNotAllowed(SENT)

    # Dash answers GET on any address: what only takes POST has to say so itself.
    rule(
        endpoint=endpoint.name,
        view_func=answer,
        methods=[endpoint.method],
        provide_automatic_options=False,
    )
    rule(
        endpoint=f"{endpoint.name}_refuser",
        view_func=refuse,
        methods=OTHERS,
        provide_automatic_options=False,
    )
