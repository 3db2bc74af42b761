"""Maps that are compared, and what one visit to one of them gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import TimeoutError  # noqa: A004  its own, not Python's

from benchmarks.chromium import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.chromium import Profile, Visit
    from benchmarks.peers.serving import Peers

RECOLOURS = 3
REST_MS = 400
OF_DASH = ("/_dash-", "/_favicon", "/tuiles/implantations")
"""Addresses that only Dash asks for: the territories are painted without them, as the peers'."""
CHOICE = "#react-entry-point a[role=checkbox][data-vue]"
HOVER = (
    "() => document.querySelector(CHOICE)"
    ".dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))"
).replace("CHOICE", f"'{CHOICE}'")
CLICK = f"() => document.querySelector('{CHOICE}').click()"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A map at an address; ``ours`` tells which marks its page has besides the common ones."""

    nom: str
    adresse: str
    ours: bool = False


class Figures(NamedTuple):
    """What one visit gives: ms, bytes on the wire, MiB.

    ``pret_ms`` is when Dash has taken our page over, for a peer when it is painted;
    ``carte_octets`` leaves out what only Dash asks for, ``carte_tas_mio`` is held without Dash.
    """

    peinte_ms: float
    pret_ms: float
    recoloriages_ms: list[float]
    octets: int
    carte_octets: int
    scripts: int
    tas_mio: float
    carte_tas_mio: float


def ours(port: int, niveau: str) -> Contestant:
    """Return our own page at a level."""
    return Contestant("Cartoexp", f"http://127.0.0.1:{port}/?niveau={niveau}", ours=True)


def peers(found: Peers, niveau: str, size: tuple[int, int], *, plotly: bool) -> list[Contestant]:
    """Return the peers that can be had, with a map as large as ours in CSS pixels."""
    query = f"niveau={niveau}&largeur={size[0]}&hauteur={size[1]}"
    root = f"http://127.0.0.1:{found.port}"
    every = [Contestant("dash-leaflet", f"{root}/dash-leaflet/{niveau}/?{query}")]
    if plotly:
        every.append(Contestant("Plotly", f"{root}/pages/plotly.html?{query}"))
    if found.maplibre:
        every.append(Contestant("MapLibre", f"{root}/pages/maplibre.html?{query}"))
    return every


class UnfinishedError(RuntimeError):
    """A map was never painted, or never recoloured; the text tells which."""


def visit(browser: Browser, profile: Profile, one: Contestant) -> Figures:
    """Open a map with a cold cache, wait until it is painted, recolour it, read what it cost.

    Raises:
        UnfinishedError: when it does not come to an end.
    """
    try:
        return _visit(browser, profile, one)
    except TimeoutError as error:
        raise UnfinishedError(f"{one.nom}, {one.adresse}") from error


def _visit(browser: Browser, profile: Profile, one: Contestant) -> Figures:
    alone = _heap_without_dash(browser, profile, one) if one.ours else None
    with visiting(browser, profile) as seen:
        seen.go(one.adresse)
        painted = seen.painted_ms()
        ready = seen.ready_ms() if one.ours else painted
        seen.rest(REST_MS)
        octets, scripts = seen.traffic.octets(), seen.traffic.octets("script")
        held = seen.heap()
        spent = [_recoloured(seen, one) for _ in range(RECOLOURS)]
        of_dash = seen.traffic.octets(containing=OF_DASH) if one.ours else 0
        of_map = octets - of_dash
        return Figures(painted, ready, spent, octets, of_map, scripts, held, alone or held)


def _heap_without_dash(browser: Browser, profile: Profile, one: Contestant) -> float:
    with visiting(browser, profile) as seen:
        seen.page.route(re.compile("/_dash-"), lambda route: route.abort())
        seen.go(one.adresse)
        seen.painted_ms()
        seen.rest(REST_MS)
        return seen.heap()


def _recoloured(seen: Visit, one: Contestant) -> float:
    if not one.ours:
        return seen.recoloured_ms("() => { window.recolour(); }")
    # As a mouse does: it comes over a choice, then clicks. The peers hold their classes as well.
    seen.page.evaluate(HOVER)
    seen.rest(REST_MS)
    return seen.recoloured_ms(CLICK)
