"""Our page in use: changes of filters, level and colour; what moves, blocks or is fetched."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.chromium import DESKTOP, visiting
from benchmarks.contestants import CHOICE, REST_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.chromium import Profile, Visit

CHANGES = 42
SEED = 2026
TILE = re.compile(r"/\d+/\d+/\d+(\.\w+)?(\?|$)")
LEVELS = "#react-entry-point .segment a[data-vue]:not([aria-current])"
COLOURS = "#react-entry-point select[data-vue-couleur]"
ACT_ON_LINK = """([selector, n]) => window.changer(() => {
  const links = [...document.querySelectorAll(selector)];
  links[n % links.length].click();
})"""
ACT_ON_SELECT = """([selector, n]) => window.changer(() => {
  const select = document.querySelector(selector);
  const others = [...select.options].filter((o) => !o.selected && !o.disabled);
  others[n % others.length].selected = true;
  select.dispatchEvent(new Event("change", { bubbles: true }));
})"""


class Usage(NamedTuple):
    """Times in ms of each change by kind; worst task in ms; shift; bytes; addresses of tiles."""

    changements: list[tuple[str, float]]
    tache_ms: float
    decalage: float
    octets: int
    tuiles: list[str]


class FirstUse(NamedTuple):
    """Moments in ms since the visit began, on a slow machine or line; shift of the layout."""

    peinte_ms: float
    cliquable_ms: float
    repondu_ms: float
    decalage: float


def use(browser: Browser, address: str) -> Usage:
    """Open a page of ours and change something many times, as nothing had been asked ahead."""
    with visiting(browser, DESKTOP) as seen:
        seen.go(address)
        seen.ready_ms()
        seen.rest(3 * REST_MS)
        shift = float(seen.page.evaluate("() => window.mesures.decalage"))
        octets, asked = seen.traffic.octets(), len(seen.traffic.addresses())
        loaded = seen.page.evaluate("() => performance.now()")
        spent = _changes(seen, random.Random(SEED))
        tasks = seen.page.evaluate("() => window.mesures.taches")
        worst = max((length for start, length in tasks if start >= loaded), default=0.0)
        tiles = [url for url in seen.traffic.addresses()[asked:] if TILE.search(url)]
        return Usage(spent, float(worst), shift, octets, tiles)


def first_use(browser: Browser, profile: Profile, address: str) -> FirstUse:
    """Open a page of ours and click on a filter as soon as Dash has taken it over."""
    with visiting(browser, profile) as seen:
        seen.go(address)
        painted, ready = seen.painted_ms(), seen.ready_ms()
        clicked = float(seen.page.evaluate("() => performance.now()"))
        spent = _act(seen, ACT_ON_LINK, CHOICE, 0)
        shift = float(seen.page.evaluate("() => window.mesures.decalage"))
        return FirstUse(painted, ready, clicked + spent, shift)


def _changes(seen: Visit, chance: random.Random) -> list[tuple[str, float]]:
    kinds = [("filtre", ACT_ON_LINK, CHOICE), ("niveau", ACT_ON_LINK, LEVELS)]
    kinds += [("couleur", ACT_ON_SELECT, COLOURS)]
    spent = []
    for number in range(CHANGES):
        kind, act, selector = kinds[number % len(kinds)]
        spent.append((kind, _act(seen, act, selector, chance.randrange(1_000))))
    return spent


def _act(seen: Visit, act: str, selector: str, number: int) -> float:
    return float(seen.page.evaluate(act, [selector, number]))
