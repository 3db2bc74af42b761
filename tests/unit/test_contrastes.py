"""Classes of a map are told apart without colour: measured on the tokens, in both themes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cartoexp.web.couches import looks
from cartoexp.web.embeds import style, trace
from cartoexp.web.figures import read_dark_palette, read_palette
from tests.loaded import ROOT

TOKENS = (ROOT / "assets" / "tokens.css").read_text(encoding="utf-8")
PALETTES = {"clair": read_palette(TOKENS), "sombre": read_dark_palette(TOKENS)}
CLASSES = range(1, 6)
THREE = 3.0


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    full = "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour[1:]
    shares = [v / 255 for v in bytes.fromhex(full)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=PALETTES)
def palette(request: pytest.FixtureRequest) -> dict[str, str]:
    return PALETTES[request.param]


def test_neighbours_differ_by_contrast_or_by_a_pattern(palette: dict[str, str]) -> None:
    for one, other in pairwise(CLASSES):
        enough = contrast(palette[f"seq-{one}"], palette[f"seq-{other}"]) >= THREE
        assert enough or (one in style.PATTERNED) != (other in style.PATTERNED), (one, other)


def test_a_pattern_is_seen_on_its_ground(palette: dict[str, str]) -> None:
    for kind, ink in style.PATTERNED.items():
        assert contrast(palette[f"seq-{kind}"], palette[f"seq-{ink}"]) >= THREE, kind
    assert contrast(palette["nd-fond"], palette["nd-trait"]) >= THREE


def test_zero_has_an_outline_of_its_own(palette: dict[str, str]) -> None:
    assert contrast(palette["seq-0"], palette["carte-dep"]) >= 2.4
    assert "stroke:var(--carte-dep)" in style.MARKS.partition(".k1{")[0]


def test_grey_keeps_the_order(palette: dict[str, str]) -> None:
    steps = [luminance(palette[f"seq-{k}"]) for k in range(6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert all(
        contrast(palette[f"seq-{a}"], palette[f"seq-{b}"]) > 1.2 for a, b in pairwise(range(6))
    )


def test_what_has_no_value_has_looks_of_its_own() -> None:
    drawn = trace.patterns()
    marks = dict(re.findall(r'<pattern id="(\w+)"(.*?)</pattern>', drawn))
    assert set(marks) == {"p2", "p4", "nd", "ms"}
    assert len(set(marks.values())) == len(marks)
    for look, name in {"k2": "p2", "k4": "p4", "nd": "nd", "masque": "ms"}.items():
        assert f".{look}{{fill:url(#{name})}}" in style.MARKS


def test_text_is_read(palette: dict[str, str]) -> None:
    for ink in ("encre", "encre-2", "accent"):
        assert contrast(palette[ink], palette["surface"]) >= 4.5
    assert contrast(palette["focus"], palette["surface"]) >= THREE


def test_families_differ_by_shape() -> None:
    shapes = [trace.FORMES.get(f"f-{name}", "disc") for name in style.FAMILLES]
    assert len({str(s) for s in shapes}) == len(style.FAMILLES)


def test_categories_are_told_apart_by_hue_dots_and_red() -> None:
    for colours, theme in ((looks.CLAIR, "clair"), (looks.SOMBRE, "sombre")):
        ink = PALETTES[theme]["encre"]
        assert all(contrast(colours[name], ink) >= THREE for name in looks.DOTTED), theme
    steps = [int(colour[1:3], 16) * 16 // 255 for colour in looks.CLAIR.values()]
    assert len({min(step, 15) for step in steps}) == len(looks.CLAIR), (
        "the filter names them by red"
    )
