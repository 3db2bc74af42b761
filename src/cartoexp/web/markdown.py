"""From Markdown, parsed by markdown-it-py, to our HTML components."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.web.html import Node

_UNUSED = [
    "blockquote",
    "code",
    "hr",
    "html_block",
    "html_inline",
    "image",
    "lheading",
    "reference",
]
_PARSER = MarkdownIt("commonmark").enable("table").disable(_UNUSED)


def parse(text: str) -> list[SyntaxTreeNode]:
    """Return the blocks of a text; HTML in it stays text. They are kept: do not change them."""
    return list(_parsed(text).children)


@lru_cache(maxsize=8)
def _parsed(text: str) -> SyntaxTreeNode:
    """Read each of the few long texts once: it takes half the time of its page."""
    return SyntaxTreeNode(_PARSER.parse(text))


def text_of(node: SyntaxTreeNode) -> str:
    """Return the words of a node, without its marks."""
    if node.type in {"text", "code_inline"}:
        return node.content
    return " " if node.type == "softbreak" else "".join(map(text_of, node.children))


def blocks(nodes: Sequence[SyntaxTreeNode]) -> list[Node]:
    """Return blocks as HTML; a line in italics just before a table is its caption."""
    found: list[Node] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        if following is not None and following.type == "table" and _is_caption(node):
            continue
        if node.type == "table":
            found.append(_table(node, text_of(node.previous_sibling or node)))
        else:
            found.append(_BLOCKS[node.type](node))
    return found


def inline(node: SyntaxTreeNode) -> list[Node]:
    """Return what is inside a block, with its marks."""
    if node.type == "inline" or node.type not in _MARKS:
        return [part for child in node.children for part in inline(child)]
    return [_MARKS[node.type](node)]


def _inside(node: SyntaxTreeNode) -> list[Node]:
    return [part for child in node.children for part in inline(child)]


_MARKS: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "text": lambda n: n.content,
    "softbreak": lambda _: " ",
    "hardbreak": lambda _: html.Br(),
    "strong": lambda n: html.Strong(_inside(n)),
    "em": lambda n: html.Em(_inside(n)),
    "code_inline": lambda n: html.Code(n.content),
    "link": lambda n: html.A(_inside(n), href=str(n.attrs["href"])),
}


def _items(node: SyntaxTreeNode) -> list[Node]:
    return [html.Li(_inside(item)) for item in node.children]


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "paragraph": lambda n: html.P(_inside(n)),
    "heading": lambda n: html.H3(_inside(n)),
    "fence": lambda n: html.Pre(html.Code(n.content.rstrip("\n")), tabIndex=0),
    "bullet_list": lambda n: html.Ul(_items(n), className="puces-texte"),
    "ordered_list": lambda n: html.Ol(_items(n), className="puces-texte"),
}


def _is_caption(node: SyntaxTreeNode) -> bool:
    marks = node.children[0].children if node.type == "paragraph" else []
    return len(marks) == 1 and marks[0].type == "em"


def _table(node: SyntaxTreeNode, caption: str) -> Element:
    head, *bodies = node.children
    names = [text_of(cell) for cell in head.children[0].children]
    heads = [
        html.Th(_inside(c), scope="col", className=_kind(c)) for c in head.children[0].children
    ]
    rows = [html.Tr(_row(row.children, names)) for body in bodies for row in body.children]
    content = [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)]
    return html.Div(html.Table(content, className="pile"), className="defile")


def _row(cells: Sequence[SyntaxTreeNode], names: Sequence[str]) -> list[Element]:
    first, *rest = cells
    found = [html.Th(_inside(first), scope="row", className=_kind(first))]
    for cell, name in zip(rest, names[1:], strict=True):
        found.append(html.Td(_inside(cell), className=_kind(cell), **{"data-label": name}))
    return found


def _kind(cell: SyntaxTreeNode) -> str | None:
    return "num" if "right" in str(cell.attrs.get("style", "")) else None
