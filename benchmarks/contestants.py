"""Maps that are compared, and what one visit to one of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import TimeoutError  # noqa: A004  its own, not Python's

from benchmarks import seule
from benchmarks.chromium import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.chromium import Profile, Visit
    from benchmarks.peers.serving import Peers

RECOLOURS = 3
REST_MS = 400
CHOICE = "#react-entry-point a[role=checkbox][data-vue]"
LINKS_ALONE = "a[data-vue]"
PAGE, ALONE = "Cartoexp, page `/` entière", "Cartoexp, la carte seule"
# A panel may be written again between the two: the link is looked for each time.
HOVER = """([selector, n]) => document.querySelectorAll(selector)[n]
  .dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))"""
CLICK = "([selector, n]) => document.querySelectorAll(selector)[n].click()"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A map at an address.

    ``liens`` selects what recolours a map of ours (a peer has a function); ``dash`` tells that
    Dash takes the page over.
    """

    nom: str
    adresse: str
    liens: str = ""
    dash: bool = False


class Figures(NamedTuple):
    """What one visit gives: ms, bytes on the wire, MiB.

    ``pret_ms`` is when Dash has taken our page over; where there is no Dash, when it is painted.
    """

    peinte_ms: float
    pret_ms: float
    recoloriages_ms: list[float]
    octets: int
    scripts: int
    tas_mio: float


def page(port: int, niveau: str) -> Contestant:
    """Return our page ``/`` at a level, with its filters, its list and Dash."""
    return Contestant(PAGE, f"http://127.0.0.1:{port}/?niveau={niveau}", CHOICE, dash=True)


def alone(port: int, niveau: str, size: tuple[int, int]) -> Contestant:
    """Return our map at a level, alone in its page as the peers are."""
    path = seule.PATH.format(largeur=size[0], hauteur=size[1])
    return Contestant(ALONE, f"http://127.0.0.1:{port}{path}?niveau={niveau}", LINKS_ALONE)


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
    with visiting(browser, profile) as seen:
        seen.go(one.adresse)
        painted = seen.painted_ms()
        ready = seen.ready_ms() if one.dash else painted
        seen.rest(REST_MS)
        octets, scripts = seen.traffic.octets(), seen.traffic.octets("script")
        held = seen.heap()
        spent = [_recoloured(seen, one, n) for n in range(RECOLOURS)]
        return Figures(painted, ready, spent, octets, scripts, held)


def _recoloured(seen: Visit, one: Contestant, number: int) -> float:
    if not one.liens:
        return seen.recoloured_ms("() => { window.recolour(); }")
    # As a mouse does: it comes over a choice, then clicks. The peers hold their classes as well.
    link = [one.liens, number % 2]
    seen.page.evaluate(HOVER, link)
    seen.rest(REST_MS)
    return seen.recoloured_ms(CLICK, link)
