"""Our elements are to Dash what its own are."""

import json

import pytest
from dash import html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from cartoexp.web.html import Element, tags


@pytest.mark.parametrize("name", ["Div", "H1", "Li", "Fieldset", "Figcaption", "MapEl", "ObjectEl"])
def test_an_element_is_sent_to_the_browser_as_dash_sends_its_own(name: str) -> None:
    given = {"className": "a", "data-x": "1", "style": {"--t": 3}}

    def tree(library: object) -> Component | Element:
        build, inner = getattr(library, name), library.Span  # type: ignore[attr-defined]
        found: Component | Element = build(["du texte", inner("é & <")], **given)
        return found

    assert _plain(tree(tags)) == _plain(tree(html))


def _plain(tree: Component | Element) -> object:
    text: str = to_json_plotly(tree)
    return json.loads(text)
