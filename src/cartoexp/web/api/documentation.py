"""The documentation in French, as text (``docs/api.md``) and as a page, from the endpoints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.web.api.endpoint import ROOT, Endpoint, Tag
from cartoexp.web.components import breadcrumb
from cartoexp.web.documents import body, contents, fill, read, table
from cartoexp.web.html import Markup, render
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cartoexp.web.api.parameters import Parameter

PATH = f"{ROOT}/documentation"
TEXT = Path(__file__).with_name("api.md")


def text(endpoints: Sequence[Endpoint], base_url: str, millesime: str) -> str:
    """Return the whole documentation as Markdown."""
    parts = {
        "base": base_url,
        "millesime": millesime,
        "reference": "\n\n".join(_reference(endpoints, base_url)),
    }
    return fill(TEXT, parts) + "\n"


def page(endpoints: Sequence[Endpoint], base_url: str, millesime: str) -> Page:
    """Return the same text as a page, already written: it is long and changes with the code."""
    page_text = read(text(endpoints, base_url, millesime))
    main = html.Main(
        [
            breadcrumb([("/donnees", "Données")], page_text.titre),
            html.H1(page_text.titre),
            html.P(page_text.chapo, className="chapo"),
            contents(page_text.sections),
            *body(page_text.sections),
        ],
        className="page document",
        id="contenu",
    )
    written = Markup(render(main))
    return Page(page_text.titre, page_text.chapo, written, section="/donnees", canonical=PATH)


def _reference(endpoints: Sequence[Endpoint], base_url: str) -> Iterator[str]:
    for tag in Tag:
        yield f"## {tag.value}"
        for endpoint in endpoints:
            if endpoint.tag is tag:
                yield from _endpoint(endpoint, base_url)


def _endpoint(endpoint: Endpoint, base_url: str) -> Iterator[str]:
    yield f"### {endpoint.summary}"
    yield f"`{endpoint.method} {endpoint.path}`"
    if endpoint.description:
        yield endpoint.description
    rows = list(_rows(endpoint.parameters))
    if rows:
        caption = f"Paramètres de {endpoint.path}"
        yield table(caption, ("Paramètre", "Ce qu’il dit", "Valeurs"), rows)
    if endpoint.body:
        caption = f"Envoi à {endpoint.path}"
        yield table(caption, ("Clé", "Ce qu’elle dit"), list(_keys(endpoint.body.kinds.values())))
    told = [(f"`{name}`", h["description"]) for name, h in endpoint.headers.items()]
    if told:
        yield table(f"En-têtes de {endpoint.path}", ("En-tête", "Ce qu’il dit"), told)
    yield f"```\n{_command(endpoint, base_url)}\n```"


def _command(endpoint: Endpoint, base_url: str) -> str:
    if not endpoint.body:
        return f'curl "{base_url}{endpoint.example}"'
    content = json.dumps(endpoint.body.example, ensure_ascii=False)
    return f"curl \"{base_url}{endpoint.example}\" --json '{content}'"


def _keys(kinds: Iterable[type[BaseModel]], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield what each key of a body says, those of an inner object after it, each once."""
    fields = {f.alias or name: f for kind in kinds for name, f in kind.model_fields.items()}
    for key, field in fields.items():
        yield f"`{prefix}{key}`", field.description or ""
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _keys([inner], f"{key}.")


def _rows(parameters: Iterable[Parameter[Any]]) -> Iterator[tuple[str, str, str]]:
    for parameter in parameters:
        for member in parameter.members or (parameter,):
            told = member.description
            if parameter.members:
                told = f"{told} {parameter.description}"
            yield f"`{member.name}`", told, _values(member)


def _values(parameter: Parameter[Any]) -> str:
    """Return what a parameter admits, in words."""
    schema, listed = parameter.schema, parameter.listed
    allowed = schema.get("items", schema).get("enum")
    if allowed:
        told = ", ".join(f"`{value}`" for value in allowed)
        told = f"{told} ; séparées par des virgules" if listed else told
    elif "maximum" in schema:
        told = f"de {number(schema['minimum'])} à {number(schema['maximum'])}"
    else:
        told = parameter.expected or f"texte d’au plus {MAX_TEXT} caractères"
    default = schema.get("default")
    return told if default is None else f"{told} ; par défaut {_default(default)}"


def _default(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(f"`{v}`" for v in value)
    return number(value) if isinstance(value, int) else f"`{value}`"
