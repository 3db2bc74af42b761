"""Measure behind ADR 0002: one search of communes by name, written with three frameworks.

FastAPI and a2wsgi are no dependency: the script measures what is installed. Everything runs in
one process, through the WSGI interface that gunicorn calls, so that only the framework differs.

    python -m benchmarks.api_framework [folder of the reference]
"""

from __future__ import annotations

import importlib
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from flask import Flask, Response, json, request
from pydantic import BaseModel, ConfigDict, Field

from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.services.registry import Services

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

REQUESTS = 1_500
NAMES = ("Saint-Denis", "Lille", "Rochelle", "Mar", "Sainte-Marie")


class Query(BaseModel):
    """Parameters of the endpoint, for the frameworks that want a model."""

    model_config = ConfigDict(extra="forbid")
    nom: str = Field(max_length=200)
    limit: int = Field(default=20, ge=1, le=1_000)


class Commune(BaseModel):
    """One commune, for the frameworks that want a model."""

    code: str
    nom: str
    population: int | None


Find = Callable[[str, int], list[dict[str, Any]]]


def plain_flask(find: Find) -> WSGIApplication:
    """Our own reader of parameters, plain dictionaries."""
    server = Flask("plain")

    @server.get("/communes")
    def communes() -> Response:
        reader = Reader(request.args.to_dict(flat=False))
        reader.refuse_unknown({"nom", "limit"})
        nom, limit = reader.text("nom"), reader.integer("limit", 20, 1, 1_000)
        reader.raise_problems()
        return Response(json.dumps(find(nom, limit)), mimetype="application/json")

    return server.wsgi_app


def flask_openapi(find: Find) -> WSGIApplication:
    """Parameters checked by the framework; dictionaries out, as it lets one do."""
    server: Flask = importlib.import_module("flask_openapi").OpenAPI("openapi")

    def communes(query: Query) -> Response:
        return Response(json.dumps(find(query.nom, query.limit)), mimetype="application/json")

    declare: Any = server.get
    declare("/communes", responses={200: Commune})(communes)
    return server.wsgi_app


def fastapi(find: Find) -> WSGIApplication:
    """An ASGI application behind the WSGI bridge, as it would be mounted beside Dash."""
    module = importlib.import_module("fastapi")
    app = module.FastAPI()

    def communes(query: Query) -> object:
        return module.responses.JSONResponse(find(query.nom, query.limit))

    communes.__annotations__["query"] = Annotated[Query, module.Query()]
    app.get("/communes")(communes)
    bridged: WSGIApplication = importlib.import_module("a2wsgi").ASGIMiddleware(app)
    return bridged


def call(app: WSGIApplication, name: str) -> float:
    """Send one request; return its time in ms."""
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/communes",
        "QUERY_STRING": f"nom={name}&limit=20",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    told: list[str] = []

    def begin(status: str, _headers: object, _error: object = None, /) -> Callable[[bytes], object]:
        told.append(status)
        return io.BytesIO().write

    start = time.perf_counter()
    body = b"".join(app(environ, begin))
    spent = (time.perf_counter() - start) * 1_000
    if told[0][:3] != "200" or name.encode()[:3] not in body:
        raise AssertionError(told[0])
    return spent


def main() -> None:
    """Print requests a second and latency of each framework, in turns, best of three rounds."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/communes")
    service = Services.connect("sqlite://", folder).territoires
    service.warm()

    def find(nom: str, limit: int) -> list[dict[str, Any]]:
        found = service.search(nom, limit, (Niveau.COMMUNE,))
        return [{"code": t.code, "nom": t.nom, "population": t.population} for t in found]

    apps = {}
    for build in (plain_flask, flask_openapi, fastapi):
        try:
            apps[build.__name__] = build(find)
        except ImportError as error:
            print(f"{build.__name__} : absent ({error.name})")
    best: dict[str, list[float]] = {}
    for _ in range(3):
        for name, app in apps.items():
            times = [call(app, NAMES[i % len(NAMES)]) for i in range(REQUESTS)]
            best[name] = min(best.get(name, times), times, key=sum)
    times = [_timed(find, NAMES[i % len(NAMES)]) for i in range(REQUESTS)]
    best["(recherche seule)"] = times
    for name, times in best.items():
        cuts = statistics.quantiles(times, n=100)
        rate = 1_000 * len(times) / sum(times)
        print(f"{name:20} {rate:7.0f} req/s  p50 {cuts[49]:.2f} ms  p95 {cuts[94]:.2f} ms")


def _timed(find: Find, name: str) -> float:
    start = time.perf_counter()
    find(name, 20)
    return (time.perf_counter() - start) * 1_000


if __name__ == "__main__":
    main()
