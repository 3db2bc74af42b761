"""From a tree of elements to HTML text: documents, and the panels of the map.

Documents (fiches, lists, notices) are sent as plain HTML, without a line of JavaScript to wait
for; the map's first painting is the same tree that Dash takes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_TAGS = {"MapEl": "map", "ObjectEl": "object"}
_PLAIN = (str, int, float)
_NAMES = {
    "className": "class",
    "htmlFor": "for",
    "httpEquiv": "http-equiv",
    "charSet": "charset",
    "crossOrigin": "crossorigin",
    "autoComplete": "autocomplete",
    "autoFocus": "autofocus",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "dateTime": "datetime",
    "hrefLang": "hreflang",
    "srcSet": "srcset",
    "inputMode": "inputmode",
    "maxLength": "maxlength",
    "minLength": "minlength",
    "tabIndex": "tabindex",
    "spellCheck": "spellcheck",
}
_SILENT = frozenset(
    {
        *("children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"),
        *("available_properties", "available_wildcard_properties"),
        *("_prop_names", "_valid_wildcard_attributes"),
    }
)


class Markup(str):
    """HTML that is already written, by us: it is not escaped again."""

    __slots__ = ()


class Element:
    """An element, named and given attributes as in Dash, without the price of Dash's checks.

    Documents may hold any; Dash shows those that its HTML library has.
    """

    def __init__(self, tag: str, children: Any = None, **attributes: object) -> None:  # noqa: ANN401  a Node
        """Keep the tag, the children and the attributes, named as in Dash."""
        self.tag = tag
        self.children = children
        self.attributes = attributes


class Tags:
    """Elements by name, as ``dash.html`` names them."""

    def __getattr__(self, name: str) -> Callable[..., Element]:
        """Return what builds an element of this name."""
        build = partial(Element, _TAGS.get(name, name.lower()))
        setattr(self, name, build)
        return build


tags = Tags()

Node = Component | Element | str | int | float | Iterable[Any] | None


def render(node: Node) -> str:
    """Return the HTML of a tree; text and attributes are escaped.

    Raises:
        TypeError: for a component that is not HTML.
    """
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def _write(node: Node, parts: list[str]) -> None:
    # By exact type, in the order of how often each is met: it is asked thousands of times a page.
    kind = type(node)
    if kind is Element:
        _element(node.tag, node.attributes, node.children, parts)  # type: ignore[union-attr]
    elif kind is str:
        parts.append(escape(node, quote=False))  # type: ignore[arg-type]
    elif kind is list or kind is tuple:
        for child in node:  # type: ignore[union-attr]
            if child is not None:
                _write(child, parts)
    elif node is not None:
        _write_rarer(node, parts)


def _write_rarer(node: Any, parts: list[str]) -> None:  # noqa: ANN401  a Node
    if isinstance(node, Markup):
        parts.append(node)
    elif isinstance(node, _PLAIN):
        parts.append(escape(str(node), quote=False))
    elif isinstance(node, Component):
        _component(node, parts)
    else:
        for child in node:
            _write(child, parts)


def _component(node: Component, parts: list[str]) -> None:
    if node._namespace != html.Div._namespace:  # noqa: SLF001  Dash's own way to tell libraries
        raise TypeError(f"{type(node).__name__} is no HTML component")
    name = type(node).__name__
    # The instance's own attributes are the props that were given; Dash's own method gives the
    # same in five times the time.
    props = {k: v for k, v in vars(node).items() if k not in _SILENT}
    _element(_TAGS.get(name, name.lower()), props, getattr(node, "children", None), parts)


def _element(tag: str, props: Mapping[str, Any], children: Node, parts: list[str]) -> None:
    if props:
        told = [_attribute(k, v) for k, v in props.items() if v is not None]
        parts.append(f"<{tag}{''.join(told)}>")
    else:
        parts.append(f"<{tag}>")
    if tag not in VOID:
        if children is not None:
            _write(children, parts)
        parts.append(f"</{tag}>")


def _attribute(name: str, value: object) -> str:
    if type(value) is str:
        return _text_attribute(name, value)
    if isinstance(value, str):
        return _text_attribute(name, str(value))
    if value is False:
        return ""
    if value is True:
        return f" {_NAMES.get(name, name)}"
    if isinstance(value, dict):
        value = ";".join(f"{_css(k)}:{v}" for k, v in value.items())
    return _text_attribute(name, str(value))


@lru_cache(maxsize=4_096)
def _text_attribute(name: str, value: str) -> str:
    """Pages say the same classes and the same addresses over and over."""
    attribute = _NAMES.get(name, name)
    if value == "" and attribute in {"hidden", "open", "disabled"}:
        return f" {attribute}"
    return f' {attribute}="{escape(value)}"'


def _css(name: str) -> str:
    if name.startswith("--"):
        return name
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
