"""Documents read as strictly as the standard allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import html5lib

from cartoexp.web.html import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.web.html import Node

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Document:
    """A parsed document; building it fails on any error of markup."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: Any = parser.parse(text)

    @classmethod
    def of(cls, node: Node) -> Document:
        """Parse a piece of a page, inside the least document."""
        return cls(f"<!doctype html><title>t</title><body>{render(node)}")

    def all(self, tag: str, css: str = "") -> list[Any]:
        """Return the elements of a tag, of HTML or of SVG, that have a class."""
        found = [*self.root.iter(tag), *self.root.iter(f"{SVG}{tag}")]
        return [e for e in found if not css or css in e.get("class", "").split()]

    def one(self, tag: str, css: str = "") -> Any:  # noqa: ANN401  html5lib is not typed
        """Return the only element of a tag and a class."""
        (found,) = self.all(tag, css)
        return found

    def by_id(self, identifier: str) -> Any:  # noqa: ANN401  html5lib is not typed
        """Return the element of an id, which must be unique."""
        (found,) = [e for e in self.root.iter() if e.get("id") == identifier]
        return found

    @property
    def text(self) -> str:
        """All that is read, spaces joined: what is meant for machines is left out."""
        data = [e.text for e in self.root.iter("script") if e.text]
        text = "".join(self.root.itertext())
        for part in data:
            text = text.replace(part, "")
        return " ".join(text.split())

    @property
    def links(self) -> list[str]:
        """Addresses of all links, in order."""
        return [e.get("href") for e in self.root.iter("a") if e.get("href")]

    @property
    def heading_levels(self) -> list[int]:
        """Levels of the headings, in order."""
        return [HEADINGS.index(e.tag) + 1 for e in self.root.iter() if e.tag in HEADINGS]

    def problems(self) -> Iterator[str]:
        """Yield what an outline, anchors and labels must not have."""
        levels = self.heading_levels
        if levels.count(1) != 1:
            yield "not exactly one h1"
        if any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
            yield f"a level of heading is skipped: {levels}"
        ids = [e.get("id") for e in self.root.iter() if e.get("id")]
        if len(ids) != len(set(ids)):
            yield "an id is given twice"
        yield from (
            f"no target for {h}" for h in self.links if h.startswith("#") and h[1:] not in ids
        )
        named = {e.get("for") for e in self.root.iter("label")}
        fields = (e for t in ("input", "select") for e in self.root.iter(t))
        for field in (f for f in fields if f.get("hidden") is None):
            if field.get("type") not in {"hidden", "checkbox"} and field.get("id") not in named:
                yield f"a field has no label: {field.get('name')}"


def text_of(element: Any) -> str:  # noqa: ANN401  html5lib is not typed
    """Return the text of an element, all kinds of spaces made one."""
    return " ".join("".join(element.itertext()).split())
