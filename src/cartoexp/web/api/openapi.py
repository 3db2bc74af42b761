"""The OpenAPI 3.1 description, written from the endpoints: nothing is described twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.api.answers import CSV, GEOJSON, JSON
from cartoexp.web.api.endpoint import NEVER, ROOT, Tag
from cartoexp.web.api.schemas.commun import Probleme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.web.api.endpoint import Endpoint
    from cartoexp.web.api.parameters import Parameter

    Json = dict[str, Any]

PATH = f"{ROOT}/openapi.json"
VERSION = "1.0.0"
PROBLEM = "application/problem+json"
LICENCE = {
    "name": "Licence Ouverte 2.0",
    "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
_COMPONENTS = "#/components/schemas/"
_PROBLEM = (("", PROBLEM), Probleme)
_BODY = "body"
_INTRODUCTION = (
    "Territoires de France et expérimentations locales recensées. Lecture seule, sans clé. Les "
    "champs et les paramètres des territoires portent les noms de l’API Découpage administratif "
    "(geo.api.gouv.fr). Les expérimentations sont recensées, la liste n’est pas exhaustive : les "
    "nombres décrivent le catalogue, pas le pays."
)
_HEADERS: Json = {
    "ETag": {
        "description": "À renvoyer dans If-None-Match : 304 si rien n’a changé.",
        "schema": {"type": "string"},
    }
}
_PAGED: Json = {
    "X-Total-Count": {
        "description": "Nombre d’éléments de toutes les pages.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Link": {
        "description": "Adresses des pages first, prev, next et last (RFC 8288).",
        "schema": {"type": "string"},
    },
}
_RATE: Json = {
    name: {"description": told, "schema": {"type": "integer", "minimum": 0}}
    for name, told in {
        "RateLimit-Limit": "Demandes qu’une adresse peut faire en une seconde.",
        "RateLimit-Remaining": "Celles qui restent tout de suite.",
        "RateLimit-Reset": "Secondes jusqu’à ce que toutes reviennent.",
    }.items()
}
_TEXTS = ("title", "summary", "description")
_REFUSALS = {
    "400": "L’envoi n’est pas du JSON lisible.",
    "404": "Rien ne porte ce code ou cet identifiant ; « proches » donne les plus proches.",
    "409": "Deux critères justes se contredisent ; « erreurs » dit lesquels.",
    "413": "L’envoi est trop volumineux.",
    "415": "L’envoi n’est pas annoncé comme « application/json ».",
    "422": "Un paramètre est inconnu, mal formé ou contradictoire ; « erreurs » les dit tous.",
    "429": "Plus de demandes que la limite ; Retry-After dit quand reprendre (secondes).",
    "503": "La base de données ne répond pas ; Retry-After dit quand réessayer.",
}


class _Schemas(GenerateJsonSchema):
    """Schemas without derived titles; « EntiteCommune » rather than « Entite_Commune_ »."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  pydantic's own signature
        """Return no: a title that repeats the name says nothing."""
        return False

    def normalize_name(self, name: str) -> str:
        """Return the name of a component."""
        return super().normalize_name(name).replace("_", "")


def describe(endpoints: Iterable[Endpoint], base_url: str, millesime: str) -> Json:
    """Return the OpenAPI document."""
    every = list(endpoints)
    kinds = {(e.name, media): kind for e in every for media, kind in _kinds(e)}
    inputs: list[Any] = [
        (key, "serialization", TypeAdapter(kind)) for key, kind in (_PROBLEM, *kinds.items())
    ]
    inputs += [((e.name, _BODY), "validation", TypeAdapter(e.body.kind)) for e in every if e.body]
    schemas, document = TypeAdapter.json_schemas(
        inputs, ref_template=f"{_COMPONENTS}{{model}}", schema_generator=_Schemas
    )
    found = {key: schema for (key, _), schema in schemas.items()}
    paths: Json = {}
    for e in every:
        paths.setdefault(e.path, {})[e.method.lower()] = _operation(e, found)
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": "API de Cartoexp",
            "summary": "Où ont lieu les expérimentations territoriales.",
            "description": _INTRODUCTION,
            "version": VERSION,
            "license": LICENCE,
            "x-millesime": millesime,
        },
        "servers": [{"url": base_url or "/"}],
        "tags": [{"name": tag.value} for tag in Tag],
        "paths": paths,
        "components": {"schemas": document["$defs"]},
    }
    return _typeset(described)


def _typeset(node: Any) -> Any:  # noqa: ANN401  any JSON value
    """Return the same document with its sentences as French typography prints them."""
    if isinstance(node, dict):
        return {
            name: typeset(value) if name in _TEXTS and isinstance(value, str) else _typeset(value)
            for name, value in node.items()
        }
    return [_typeset(item) for item in node] if isinstance(node, list) else node


def _kinds(endpoint: Endpoint) -> Iterator[tuple[str, Any]]:
    """Yield the media types of an answer and what each holds."""
    yield JSON, endpoint.schema
    if endpoint.geo_schema is not None:
        yield GEOJSON, endpoint.geo_schema
    if any("csv" in p.schema.get("enum", ()) for p in endpoint.parameters):
        yield CSV, str


def _operation(endpoint: Endpoint, schemas: Mapping[tuple[str, str], Json]) -> Json:
    content = {media: {"schema": schemas[endpoint.name, media]} for media, _ in _kinds(endpoint)}
    headers = {} if endpoint.cache == NEVER else {**_HEADERS, **_RATE}
    answer: Json = {"description": "Réponse.", "content": content}
    if headers or endpoint.paged or endpoint.headers:
        paged = _PAGED if endpoint.paged else {}
        answer["headers"] = {**headers, **paged, **endpoint.headers}
    operation: Json = {
        "operationId": endpoint.name,
        "tags": [endpoint.tag.value],
        "summary": endpoint.summary,
        "description": endpoint.description,
        "parameters": [*_parts(endpoint), *map(_parameter, endpoint.parameters)],
        "requestBody": _body(endpoint, schemas),
        "responses": {"200": answer, **_refusals(endpoint, schemas[_PROBLEM[0]])},
    }
    return {name: value for name, value in operation.items() if value}


def _body(endpoint: Endpoint, schemas: Mapping[tuple[str, str], Json]) -> Json:
    if not endpoint.body:
        return {}
    content = {"schema": schemas[endpoint.name, _BODY], "example": endpoint.body.example}
    return {"required": True, "content": {JSON: content}}


def _parts(endpoint: Endpoint) -> list[Json]:
    """Describe what stands in the path."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {k: v for k, v in schema.items() if k != "example"},
            "example": schema["example"],
        }
        for name, schema in endpoint.parts.items()
    ]


def _parameter(parameter: Parameter[Any]) -> Json:
    told: Json = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }
    if parameter.listed:
        told.update(style="form", explode=False)
    if parameter.members:
        told.update(style="form", explode=True)
        told["example"] = {member.name: member.example for member in parameter.members}
    if parameter.example is not None:
        example = parameter.example
        told["example"] = str(example).split(",") if parameter.listed else example
    return told


def _refusals(endpoint: Endpoint, problem: Json) -> Json:
    filtered = "theme" in endpoint.names
    skipped = set() if filtered or endpoint.conflicts else {"409"}
    if not filtered and not endpoint.parts and not endpoint.body:
        skipped.add("404")
    if not endpoint.body:
        skipped |= {"400", "413", "415"}
    if not endpoint.path.startswith(ROOT):
        skipped.add("429")
    common = {status: told for status, told in _REFUSALS.items() if status not in skipped}
    return {
        status: {"description": told, "content": {PROBLEM: {"schema": problem}}}
        for status, told in sorted({**common, **endpoint.refusals}.items())
    }
