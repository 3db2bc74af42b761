"""OGC API – Features: territories and the catalogue, for GIS programs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import Response, request
from pydantic_core import to_json
from werkzeug.exceptions import NotFound

from cartoexp.web.context import cached, query
from cartoexp.web.ogc import (
    collections,
    documents,
    entites,
    erreurs,
    lecture,
    liens,
    openapi,
    pages,
)
from cartoexp.web.ogc.entites import Part
from cartoexp.web.ogc.liens import GEOJSON, JSON, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flask import Flask

    from cartoexp.services.entites.reperes import Repere
    from cartoexp.web.context import Web
    from cartoexp.web.ogc.collections import Collection
    from cartoexp.web.shell import Page

__all__ = ["ROOT", "erreurs", "register"]


def register(server: Flask, web: Web) -> None:
    """Attach the service to ``server``."""
    service = _Service(web, collections.every(web))
    one = f"{ROOT}/collections/<collection>"
    views: dict[str, Callable[..., Response]] = {
        ROOT: service.landing,
        f"{ROOT}/conformance": service.conformance,
        f"{ROOT}/api": service.api,
        f"{ROOT}/collections": service.collections,
        one: service.collection,
        f"{one}/items": service.items,
        f"{one}/items/<identifiant>": service.item,
    }
    for path, view in views.items():
        rule = partial(server.add_url_rule, path, strict_slashes=False)
        rule(endpoint=f"ogc_{view.__name__}", view_func=view)


@dataclass(frozen=True)
class _Service:
    web: Web
    every: Mapping[str, Collection]

    @property
    def base(self) -> str:
        return f"{self.web.shell.origin()}{ROOT}"

    def landing(self) -> Response:
        read_plain()
        listed = self.every.values()
        return self._told(lambda: pages.landing(listed), lambda: documents.landing(self.base))

    def conformance(self) -> Response:
        read_plain()
        return self._told(pages.conformance, lambda: documents.conformance(self.base))

    def collections(self) -> Response:
        read_plain()
        listed = self.every.values()
        return self._told(
            lambda: pages.collections(listed), lambda: documents.collections(self.base, listed)
        )

    def collection(self, collection: str) -> Response:
        read_plain()
        one = self._collection(collection)
        return self._told(
            lambda: pages.collection(one), lambda: documents.collection(self.base, one)
        )

    def api(self) -> Response:
        read_plain()
        described = {**self._described, "servers": [{"url": self.base}]}
        return self._told(lambda: pages.description(described), lambda: described, liens.OPENAPI)

    @cached_property
    def _described(self) -> dict[str, Any]:
        return openapi.describe(ROOT, self.every.values())

    def items(self, collection: str) -> Response:
        one, given = self._collection(collection), query()
        filters = (propriete.nom for propriete in one.filtres)
        reader = lecture.check(given, (*lecture.PARAMETERS, *filters))
        liens.read_format(reader)
        asked = lecture.read(reader, one)
        lecture.refuse(reader)
        couche = one.couche()
        if liens.wants_html():
            return _vary(self.web.answer(pages.part(Part.find(one, couche, asked), given)))
        return _features(
            one,
            couche.version,
            asked.repere,
            lambda: Part.find(one, couche, asked).geojson(self.base, given),
        )

    def item(self, collection: str, identifiant: str) -> Response:
        one = self._collection(collection)
        reader = lecture.check(query(), (lecture.CRS, lecture.FORMAT))
        liens.read_format(reader)
        repere = lecture.system(reader, lecture.CRS)
        lecture.refuse(reader)
        couche = one.couche()
        row = couche.rangs.get(identifiant)
        if row is None:
            raise NotFound
        if liens.wants_html():
            return _vary(self.web.answer(pages.item(one, couche, row)))
        return _features(
            one, couche.version, repere, lambda: entites.one(one, couche, row, repere, self.base)
        )

    def _collection(self, identifiant: str) -> Collection:
        found = self.every.get(identifiant)
        if found is None:
            raise NotFound
        return found

    def _told(
        self, page: Callable[[], Page], told: Callable[[], object], media: str = JSON
    ) -> Response:
        if liens.wants_html():
            return _vary(self.web.answer(page()))
        return _vary(cached(Response(to_json(told()), content_type=media), collections.CATALOGUE))


def read_plain(allowed: Iterable[str] = (lecture.FORMAT,)) -> None:
    """Refuse all parameters but the format.

    Raises:
        MalformedRequestError: when there are others, or when it is none.
    """
    reader = lecture.check(query(), allowed)
    liens.read_format(reader)
    lecture.refuse(reader)


def _features(
    one: Collection, version: str, repere: Repere, write: Callable[[], bytes]
) -> Response:
    """Answer with features, or 304 before they are even looked for when the client holds them."""
    told = f"{version} {request.host_url} {request.path}?".encode() + request.query_string
    etag = sha256(told).hexdigest()[:24]
    held = request.if_none_match.contains_weak(etag)
    response = Response(b"" if held else write(), 304 if held else 200, content_type=GEOJSON)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = one.cache
    response.headers["Content-Crs"] = f"<{repere}>"
    return _vary(response)


def _vary(response: Response) -> Response:
    response.vary.add("Accept")
    return response
