"""The menu « Télécharger »: the same formats everywhere; links only, it opens without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.services.sorties.formats import OFFERED, SEMICOLON, SEPARATOR, Format
from cartoexp.web.components import aria, icon
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.web.html import Element, Node

LABEL = "Télécharger"
EXCEL = "CSV pour Excel"
NAMES = {Format.PARQUET: "GeoParquet"}


@dataclass(frozen=True, slots=True)
class Fichier:
    """A table on offer: its name, its path without ending, the query of the view, its size."""

    titre: str
    chemin: str
    pairs: Sequence[tuple[str, str]] = ()
    detail: str = ""

    def href(self, format_: Format, *more: tuple[str, str]) -> str:
        """Return its address in a format."""
        pairs = [*self.pairs, *more]
        asked = urlencode(pairs, safe=",:")
        return f"{self.chemin}.{format_}{'?' if asked else ''}{asked}"


def menu(files: Sequence[Fichier], also: Sequence[tuple[str, str]] = ()) -> Element:
    """Return the menu; ``also`` are (label, address) pairs of what is no file."""
    parts: list[Node] = []
    for file in files:
        detail = html.Span(file.detail, className="discret") if file.detail else None
        parts += [
            html.P([html.Strong(file.titre), " ", detail]),
            html.Ul([*_links(file)], **aria(label=file.titre)),
        ]
    if also:
        others = [html.Li(html.A(label, href=href)) for label, href in also]
        parts += [html.P(html.Strong("Autrement")), html.Ul(others, **aria(label="Autrement"))]
    return html.Details(
        [
            html.Summary([icon("charge"), LABEL], className="bouton"),
            html.Div(parts, className="telecharger__liste"),
        ],
        className="telecharger pas-imprimer",
    )


def _links(file: Fichier) -> Iterator[Element]:
    for format_ in OFFERED:
        yield html.Li(html.A(NAMES.get(format_, format_.label), href=file.href(format_)))
        if format_ is Format.CSV:
            yield html.Li(html.A(EXCEL, href=file.href(format_, (SEPARATOR, SEMICOLON))))
