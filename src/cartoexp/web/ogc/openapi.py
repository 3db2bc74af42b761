"""The OpenAPI 3.0 description, written from the collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.services.entites.reperes import Repere
from cartoexp.web.ogc import documents, lecture
from cartoexp.web.ogc.formes import schemas
from cartoexp.web.ogc.liens import FORMATS, GEOJSON, HTML, JSON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.services.entites.proprietes import Propriete
    from cartoexp.web.ogc.collections import Collection

    Json = dict[str, Any]

VERSION = "1.0.0"
_SCHEMAS = "#/components/schemas/"
_SYSTEMS: Json = {"type": "string", "enum": list(Repere), "default": Repere.CRS84}
_REFUSALS = {
    "400": "Un paramètre est inconnu ou mal formé.",
    "404": "Rien ne porte cet identifiant.",
    "429": "Plus de demandes que la limite.",
    "503": "La base de données ne répond pas.",
}


def _parameter(name: str, description: str, schema: Json, **more: object) -> Json:
    told = {"name": name, "in": "query", "required": False, "description": typeset(description)}
    return {**told, "schema": schema, "style": "form", "explode": False, **more}


_FORMAT = _parameter(
    "f", "Format, s’il ne vient pas de l’en-tête Accept.", {"type": "string", "enum": [*FORMATS]}
)
_CRS = _parameter("crs", "Système de coordonnées de la réponse.", _SYSTEMS)
_NUMBER: Json = {"type": "number"}
_INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2}))?"
_OPEN = r"(?:\.\.)?"
_INTERVAL = f"^(?:{_INSTANT}|{_INSTANT}/(?:{_INSTANT}|{_OPEN})|{_OPEN}/{_INSTANT})$"
_PARAMETERS = (
    _parameter(
        "bbox",
        "Cadre que la géométrie touche : quatre nombres, ou six avec des hauteurs, sur les axes "
        "de « bbox-crs ». Ce qui n’a pas de géométrie est retenu aussi.",
        {"type": "array", "items": _NUMBER, "minItems": 4, "maxItems": 6},
        example=[2.9, 50.3, 3.2, 50.5],
    ),
    _parameter("bbox-crs", "Système de coordonnées de « bbox ».", _SYSTEMS),
    _parameter(
        "datetime",
        "Instant ou intervalle RFC 3339, lu à l’année ; « .. » laisse un côté ouvert. Ce qui n’a "
        "pas de date est retenu aussi.",
        {"type": "string", "pattern": _INTERVAL},
        example="2019-01-01/..",
    ),
    _parameter(
        "limit",
        f"Nombre d’entités d’une réponse ; au-delà de {lecture.MAX_LIMIT}, il vaut "
        f"{lecture.MAX_LIMIT}.",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": lecture.MAX_LIMIT,
            "default": lecture.LIMIT,
        },
    ),
    _parameter(
        "offset",
        "Rang de la première entité, à partir de 0.",
        {"type": "integer", "minimum": 0, "maximum": lecture.LAST_OFFSET, "default": 0},
    ),
)


def describe(base: str, every: Iterable[Collection]) -> Json:
    """Return the document."""
    listed = list(every)
    paths = {
        "/": _operation("landingPage", "Page d’accueil", "Accueil", "landingPage"),
        "/conformance": _operation(
            "conformance", "Classes de conformité", "Accueil", "confClasses"
        ),
        "/api": _operation("api", "Cette description", "Accueil", ""),
        "/collections": _operation("collections", "Collections", "Données", "collections"),
    }
    for one in listed:
        paths.update(_paths(one))
    return {
        "openapi": "3.0.3",
        "info": {
            "title": documents.TITLE,
            "description": documents.DESCRIPTION,
            "version": VERSION,
            "license": {"name": "Licence Ouverte 2.0", "url": documents.LICENCE},
        },
        "servers": [{"url": base}],
        "tags": [{"name": "Accueil"}, {"name": "Données"}],
        "paths": paths,
        "components": {"schemas": schemas(listed)},
    }


def _paths(one: Collection) -> Json:
    address, about = f"/collections/{one.id}", typeset(one.description)
    part = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": "Identifiant de l’entité.",
        "schema": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,80}$"},
    }
    return {
        address: _operation(
            f"{one.id}.describe", one.titre, "Données", "collection", description=about
        ),
        f"{address}/items": _operation(
            f"{one.id}.items",
            f"Entités : {one.titre}",
            "Données",
            f"{one.id}.collection",
            description=about,
            parameters=[*_PARAMETERS, _CRS, *map(_filter, one.filtres)],
            media=GEOJSON,
        ),
        f"{address}/items/{{featureId}}": _operation(
            f"{one.id}.item",
            f"Une entité : {one.titre}",
            "Données",
            f"{one.id}.feature",
            description=about,
            parameters=[part, _CRS],
            media=GEOJSON,
        ),
    }


def _filter(propriete: Propriete) -> Json:
    schema: Json = {"type": "string", "minLength": 1, "maxLength": lecture.MAX_VALUE}
    if propriete.valeurs:
        schema = {"type": "string", "enum": list(propriete.valeurs)}
    return _parameter(propriete.nom, f"Valeur voulue. {propriete.description}", schema)


def _operation(
    name: str,
    summary: str,
    tag: str,
    schema: str,
    *,
    description: str = "",
    parameters: Iterable[Json] = (),
    media: str = JSON,
) -> dict[str, Json]:
    kind: Json = {"$ref": f"{_SCHEMAS}{schema}"} if schema else {"type": "object"}
    media = media if schema else "application/vnd.oai.openapi+json"
    content = {media: {"schema": kind}, HTML: {"schema": {"type": "string"}}}
    refusal = {JSON: {"schema": {"$ref": f"{_SCHEMAS}exception"}}, HTML: content[HTML]}
    headers: Json = {}
    if media == GEOJSON:
        told = "Système de coordonnées de la réponse, entre chevrons."
        headers = {"headers": {"Content-Crs": {"description": told, "schema": {"type": "string"}}}}
    operation = {
        "operationId": name,
        "summary": typeset(summary),
        "description": description or typeset(f"{summary}."),
        "tags": [tag],
        "parameters": [*parameters, _FORMAT],
        "responses": {
            "200": {"description": "Réponse.", "content": content, **headers},
            **{
                status: {"description": told, "content": refusal}
                for status, told in _REFUSALS.items()
            },
        },
    }
    return {"get": operation}
