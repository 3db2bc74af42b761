"""Our elements are to Dash what its own are."""

from xml.etree.ElementTree import canonicalize

import pytest
from dash import html
from dash.development.base_component import Component

from cartoexp.web.html import Element, render, tags


@pytest.mark.parametrize("name", ["Div", "H1", "Li", "Fieldset", "Figcaption", "MapEl", "ObjectEl"])
def test_an_element_is_written_as_one_of_dash(name: str) -> None:
    given = {"className": "a", "data-x": "1", "style": {"--t": 3}}

    def tree(library: object) -> Component | Element:
        build, inner = getattr(library, name), library.Span  # type: ignore[attr-defined]
        found: Component | Element = build(["du texte", inner("é & <")], **given)
        return found

    # Dash keeps its attributes in an order of its own: the canonical form sorts them.
    assert canonicalize(render(tree(tags))) == canonicalize(render(tree(html)))
