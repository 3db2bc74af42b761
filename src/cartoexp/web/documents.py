"""Long texts: prose is kept in ``.md`` files beside the pages, filled with counted figures.

One text gives the page and, where there is one, the file of ``docs/``. A line in italics just
before a table is its caption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.texte import fold
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.markdown import blocks, parse, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from markdown_it.tree import SyntaxTreeNode

    from cartoexp.web.html import Node

_RIGHT = "---:"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a text."""

    titre: str
    contenu: Sequence[Node]

    @property
    def id(self) -> str:
        """Anchor, made from the title."""
        return fold(self.titre).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Text:
    """A long text: its title, its first words, its sections."""

    titre: str
    chapo: str
    sections: Sequence[Section]


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


def read(text: str) -> Text:
    """Return the parts of a text: ``#`` title, lead, then its ``##`` sections."""
    head: list[SyntaxTreeNode] = []
    sections: list[tuple[str, list[SyntaxTreeNode]]] = []
    for node in parse(text):
        if node.type == "heading" and node.tag == "h2":
            sections.append((text_of(node), []))
        else:
            (sections[-1][1] if sections else head).append(node)
    title, *lead = [text_of(node) for node in head] or [""]
    return Text(title, " ".join(lead), [Section(t, blocks(nodes)) for t, nodes in sections])


def contents(sections: Iterable[Section]) -> Element:
    """Return the links to the sections of a page."""
    links = [html.Li(html.A(s.titre, href=f"#{s.id}")) for s in sections]
    return html.Nav(html.Ul(links, className="sommaire"), **{"aria-label": "Dans cette page"})


def body(sections: Iterable[Section]) -> list[Node]:
    """Return the sections as blocks of a page."""
    return [block(s.id, s.titre, s.contenu) for s in sections]
