"""Long texts: prose is kept in ``.md`` files beside the pages, filled with counted figures.

One text gives the page and, where there is one, the file of ``docs/``. The Markdown understood is
what these texts need: ``##`` and ``###`` titles, paragraphs, lists, tables under a caption in
italics, fenced code, and inside a line ``**strong**``, `` `code` `` and ``[label](path)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from dash import html

from cartoexp.domain.texte import fold
from cartoexp.web.components import block
from cartoexp.web.formats import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cartoexp.web.html import Node

_INLINE = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)")
_CAPTION = re.compile(r"\*([^*].*)\*")
_CELLS = re.compile(r"(?<!\\)\|")
_RIGHT = "---:"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a text; ``blocs`` are its blocks of lines."""

    titre: str
    blocs: Sequence[Sequence[str]]

    @property
    def id(self) -> str:
        """Anchor, made from the title."""
        return fold(self.titre).replace(" ", "-")


def fill(template: Path, parts: Mapping[str, str]) -> str:
    """Return a text with its ``{parts}`` in place, typeset as French typography wants it.

    Raises:
        KeyError: for a part that is not given.
    """
    text = template.read_text(encoding="utf-8").format_map(parts)
    lines = text.splitlines()
    fenced = _fenced(lines)
    return "\n".join(
        line if code else typeset(line) for line, code in zip(lines, fenced, strict=True)
    )


def _fenced(lines: Iterable[str]) -> Iterator[bool]:
    inside = False
    for line in lines:
        fence = line.startswith("```")
        yield inside or fence
        inside ^= fence


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Iterable[int] = (),
) -> str:
    """Return a table as Markdown; ``numbers`` are the columns aligned to the right."""
    right = set(numbers)
    rule = [_RIGHT if i in right else "---" for i in range(len(heads))]
    lines = [" | ".join(_cell(c) for c in row) for row in (heads, rule, *rows)]
    return "\n".join([f"*{caption}*", "", *(f"| {line} |" for line in lines)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def read(text: str) -> tuple[list[Sequence[str]], list[Section]]:
    """Return the blocks before the first ``##`` title, then the sections."""
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = []
    for part in parts:
        title, _, rest = part.partition("\n")
        sections.append(Section(title.strip(), list(_blocks(rest))))
    return list(_blocks(head)), sections


def _blocks(text: str) -> Iterator[Sequence[str]]:
    """Yield the lines of each block; a caption joins its table, a fence keeps its blank lines."""
    for piece in re.split(r"^(```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL):
        if piece.startswith("```"):
            yield piece.splitlines()
            continue
        caption: list[str] = []
        for block_text in re.split(r"\n\s*\n", piece):
            lines = [line for line in block_text.splitlines() if line.strip()]
            if len(lines) == 1 and _CAPTION.fullmatch(lines[0]):
                caption = lines
            elif lines:
                yield [*caption, *lines]
                caption = []


def contents(sections: Iterable[Section]) -> html.Nav:
    """Return the links to the sections of a page."""
    links = [html.Li(html.A(s.titre, href=f"#{s.id}")) for s in sections]
    return html.Nav(html.Ul(links, className="sommaire"), **{"aria-label": "Dans cette page"})


def body(sections: Iterable[Section]) -> list[Node]:
    """Return the sections as blocks of a page."""
    return [block(s.id, s.titre, [to_html(lines) for lines in s.blocs]) for s in sections]


def to_html(lines: Sequence[str]) -> Node:
    """Return one block as HTML."""
    first = lines[0]
    node: Node
    if first.startswith("```"):
        node = html.Pre(html.Code("\n".join(lines[1:-1])), tabIndex=0)
    elif first.startswith("### "):
        node = html.H3(inline(first[4:]))
    elif first.startswith("- "):
        items = re.split(r"^- ", "\n".join(lines), flags=re.MULTILINE)[1:]
        node = html.Ul([html.Li(inline(item)) for item in items], className="puces-texte")
    elif _CAPTION.fullmatch(first):
        node = _table(lines)
    else:
        node = html.P(inline(" ".join(lines)))
    return node


def inline(text: str) -> list[Node]:
    """Return the nodes of a line with its marks."""
    nodes: list[Node] = []
    end = 0
    for match in _INLINE.finditer(text):
        nodes.append(text[end : match.start()])
        strong, code, label, path = match.groups()
        if strong:
            nodes.append(html.Strong(strong))
        elif code:
            nodes.append(html.Code(code))
        else:
            nodes.append(html.A(label, href=path))
        end = match.end()
    nodes.append(text[end:])
    return [node for node in nodes if node]


def _table(lines: Sequence[str]) -> html.Div:
    caption, heads, rule, *rows = lines
    names, marks = _split(heads), _split(rule)
    kinds = ["num" if mark == _RIGHT else None for mark in marks]
    head = [
        html.Th(inline(name), scope="col", className=kind)
        for name, kind in zip(names, kinds, strict=True)
    ]
    content = [
        html.Caption(caption.strip("*")),
        html.Thead(html.Tr(head)),
        html.Tbody([html.Tr(_row(_split(row), names, kinds)) for row in rows]),
    ]
    return html.Div(html.Table(content, className="pile"), className="defile")


def _row(
    cells: Sequence[str], names: Sequence[str], kinds: Sequence[str | None]
) -> list[html.Th | html.Td]:
    first, *rest = cells
    found = [html.Th(inline(first), scope="row", className=kinds[0])]
    for cell, name, kind in zip_longest(rest, names[1:], kinds[1:]):
        found.append(html.Td(inline(cell), className=kind, **{"data-label": name}))
    return found


def _split(row: str) -> list[str]:
    cells = _CELLS.split(row.strip()[1:-1])
    return [cell.strip().replace("\\|", "|") for cell in cells]
