"""The map of the first page, timed beside its peers in a real Chromium."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import carte_rows, servers, usage
from benchmarks.chromium import DESKTOP, PHONE, PROGRAM, opened, visiting
from benchmarks.contestants import Figures, alone, page, peers, visit
from benchmarks.peers.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from benchmarks.chromium import Profile
    from benchmarks.contestants import Contestant
    from benchmarks.peers.serving import Peers
    from benchmarks.results import Section
    from cartoexp.services.registry import Services

ROUNDS = int(os.environ.get("CARTOEXP_TOURS", "5"))
"""Visits to each map in each comparison; fewer only while the measure itself is being written."""


class Scene(NamedTuple):
    """A comparison: its name in French, a level, a profile; Plotly takes minutes on a phone."""

    nom: str
    niveau: str
    profil: Profile
    plotly: bool


SCENES = (
    Scene("communes, bureau", "commune", DESKTOP, plotly=True),
    Scene("EPCI, bureau", "epci", DESKTOP, plotly=True),
    Scene("communes, téléphone", "commune", PHONE, plotly=False),
)


def measure(services: Services, folder: Path, database_url: str) -> Section:
    """Start our server and the peers', visit each in turns; return the rows of the map."""
    if not PROGRAM.exists():
        return carte_rows.unmeasured(f"Chromium est absent ({PROGRAM})")
    port = servers.free()
    with (
        serving(services, folder, database_url) as found,
        servers.running(servers.with_map_alone(port), port, database_url),
        opened() as browser,
    ):
        compared = {scene.nom: _compare(browser, scene, port, found) for scene in SCENES}
        address = f"http://127.0.0.1:{port}/"
        used = usage.use(browser, address)
        firsts = [usage.first_use(browser, PHONE, address) for _ in range(ROUNDS)]
        version = browser.version
    told = carte_rows.Told(compared, used, firsts, found, version, ROUNDS)
    return carte_rows.section(told)


def _compare(browser: Browser, scene: Scene, port: int, found: Peers) -> dict[str, list[Figures]]:
    own = page(port, scene.niveau)
    size = _size(browser, scene.profil, own)
    every = [
        own,
        alone(port, scene.niveau, size),
        *peers(found, scene.niveau, size, plotly=scene.plotly),
    ]
    # Once for nothing: servers make and compress what they keep, at the first demand.
    for one in every if scene.profil is DESKTOP else ():
        visit(browser, DESKTOP, one)
    kept: dict[str, list[Figures]] = {one.nom: [] for one in every}
    for one in _in_turns(every):
        seen = visit(browser, scene.profil, one)
        kept[one.nom].append(seen)
        print(f"  {scene.nom}, {one.nom} : {seen.peinte_ms:.0f} ms", file=sys.stderr)
    return kept


def _in_turns(every: Sequence[Contestant]) -> Iterator[Contestant]:
    """Yield each contestant once a round, the first of a round last in the next."""
    for number in range(ROUNDS):
        start = number % len(every)
        yield from [*every[start:], *every[:start]]


def _size(browser: Browser, profile: Profile, own: Contestant) -> tuple[int, int]:
    """Return width and height of our map: the peers are given the same."""
    with visiting(browser, profile._replace(lenteur=1, descente=0)) as seen:
        seen.go(own.adresse)
        seen.ready_ms()
        box = seen.page.locator(".leaflet-container").bounding_box()
    if box is None:
        raise RuntimeError("our map has no size")
    return round(box["width"]), round(box["height"])
