"""Files of a view: one address a format, the query of the page, a table in, a download out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.errors import BusyError, Suggestion, UnknownFormatError
from cartoexp.domain.query import Reader
from cartoexp.services.sorties import Flot, Format, Notice, ouvrir
from cartoexp.services.sorties.formats import OFFERED, SEMICOLON, SEPARATOR
from cartoexp.services.sorties.noms import file_name
from cartoexp.services.sorties.ouvrir import WHOLE
from cartoexp.services.sorties.schema import table_schema
from cartoexp.web.context import query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flask import Flask

    from cartoexp.services.sorties import Sortie, Table
    from cartoexp.web.context import Web

MAKING = BoundedSemaphore(2)
"""Files that a process makes whole at once: each takes one of its four threads, some for long."""
LAYERS = frozenset({Format.GEOJSON, Format.GPKG, Format.PARQUET})
"""Formats that a GIS opens: where a view has both, they hold territories with their shapes."""


@dataclass(frozen=True, slots=True)
class Demande:
    """What is asked for: the query less what speaks of the file itself, the parts of the path."""

    query: Mapping[str, Sequence[str]]
    format: Format
    chemin: Mapping[str, str]

    @property
    def couche(self) -> bool:
        """Whether a layer of a GIS is wanted rather than a table for a spreadsheet."""
        return self.format in LAYERS


def offer(server: Flask, web: Web, path: str, name: str, build: Callable[[Demande], Table]) -> None:
    """Attach the files of a view: ``path`` and the ending of each format.

    ``build`` raises what the page itself would raise for the same query.
    """
    endings = ",".join(f'"{f}"' for f in Format)
    formats = {f.value: f for f in Format}

    @server.get(f"{path}.<any({endings}):suffixe>", endpoint=f"fichier_{name}")
    def file(suffixe: str, **parts: str) -> Response:
        format_, asked = formats[suffixe], query()
        excel = _excel(asked, format_)
        left = {k: v for k, v in asked.items() if k != SEPARATOR}
        return send(web, build(Demande(left, format_, parts)), format_, excel=excel)

    @server.get(f"{path}.<suffixe>", endpoint=f"fichier_{name}_inconnu")
    def unknown(suffixe: str, **_parts: str) -> Response:
        here = request.path.removesuffix(f".{suffixe}")
        told = f"Ce format n’est pas proposé\u00a0: demandez {', '.join(OFFERED)}."
        raise UnknownFormatError(told, [Suggestion(f.label, f"{here}.{f}") for f in OFFERED])


def _excel(asked: Mapping[str, Sequence[str]], format_: Format) -> bool:
    """Read the variant of CSV.

    Raises:
        InvalidParametersError: for another one, or with another format.
    """
    reader = Reader(asked)
    given = reader.single(SEPARATOR)
    if given is not None and (given != SEMICOLON or format_ is not Format.CSV):
        told = "«\u00a0separateur\u00a0» ne se choisit que pour un CSV."
        reader.problem(SEPARATOR, told, (SEMICOLON,))
    reader.raise_problems()
    return given is not None


def send(web: Web, table: Table, format_: Format, *, excel: bool = False) -> Response:
    """Return a table as a download; nothing is written for who holds the same already."""
    tag = _tag(web, table)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = _response(_opened(table, format_, excel=excel), format_)
        if format_ is not Format.SCHEMA:
            name = file_name(table, format_, excel=excel)
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if format_ is Format.CSV and not excel:
            response.headers["Link"] = f'<{_schema_address()}>; rel="describedby"'
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _opened(table: Table, format_: Format, *, excel: bool) -> Sortie:
    """Return the file; few are made whole at once, so that pages are still answered.

    Raises:
        BusyError: when others are being made.
    """
    if format_ not in WHOLE:
        return ouvrir(table, format_, excel=excel)
    if not MAKING.acquire(blocking=False):
        raise BusyError("D’autres fichiers se préparent\u00a0: redemandez celui-ci plus tard.")
    try:
        return ouvrir(table, format_)
    finally:
        MAKING.release()


def _response(found: Sortie, format_: Format) -> Response:
    if isinstance(found, Flot):
        stream: Iterator[bytes] = iter(found.contenu)
        # What fails at the first rows is answered as an error, not cut short.
        started = chain([next(stream, b"")], stream)
        return Response(started, content_type=format_.media)
    response = Response(found.chunks(), content_type=format_.media)
    response.content_length = found.octets
    response.call_on_close(found.contenu.close)  # also when nothing of it is read
    return response


def _tag(web: Web, table: Table) -> str:
    """Return what the content depends on, without writing it: versions, address, words."""
    held = web.services.experiments.snapshot().meta
    told = [held, request.full_path, table_schema(table), table.notice.pairs()]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:24]


def _schema_address() -> str:
    path = request.path.removesuffix(Format.CSV)
    asked = request.query_string.decode("ascii", "ignore")
    return f"{path}{Format.SCHEMA}{'?' if asked else ''}{asked}"


def notice(
    web: Web,
    page: str,
    filtres: Sequence[str] = (),
    sources: Sequence[str] = (),
    avertissements: Sequence[str] = (),
) -> Notice:
    """Return what a file tells of itself; ``page`` is the path that shows the same."""
    return Notice(web.today(), f"{web.shell.origin()}{page}", filtres, sources, avertissements)


def marked(table: Table, marks: Sequence[str]) -> Table:
    """Return the table with what its file name says of its filters."""
    return replace(table, marques=[part for mark in marks for part in mark.split(",")])
