"""A real Chromium, as its users have it: cold cache at each visit, what it fetched and holds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from benchmarks.traffic import Traffic
from benchmarks.workers import Command, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page, Response

PROGRAM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
)
OBSERVER = Path(__file__).with_name("observer.js")
MEBI = 2**20
PATIENCE_MS = 300_000


class Profile(NamedTuple):
    """A screen, a processor so many times slower, a line in bits per second and ms."""

    largeur: int
    hauteur: int
    ratio: float = 1
    lenteur: float = 1
    descente: float = 0
    montee: float = 0
    latence: float = 0


DESKTOP = Profile(1280, 800)
PHONE = Profile(360, 780, 3, 4, 1.6e6, 0.75e6, 150)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is open, and the line to its browser."""

    page: Page
    cdp: CDPSession
    traffic: Traffic
    workers: Workers

    def go(self, address: str) -> Response | None:
        """Open a page without waiting for all of it."""
        return self.page.goto(address, wait_until="commit")

    def wait(self, condition: str) -> Any:  # noqa: ANN401  whatever the page says
        """Wait for an expression to be true in the page; return it."""
        handle = self.page.wait_for_function(condition, timeout=PATIENCE_MS, polling=20)
        return handle.json_value()

    def painted_ms(self) -> float:
        """Wait for the first complete painting; return its moment since the visit began."""
        return float(self.wait("() => window.mesures?.peinte"))

    def ready_ms(self) -> float:
        """Wait for Dash to have taken our page over; return that moment."""
        return float(self.wait("() => window.mesures?.pret"))

    def rest(self, milliseconds: float) -> None:
        """Let the page finish what nobody waits for."""
        self.page.wait_for_timeout(milliseconds)

    def recoloured_ms(self, act: str, told: object = None) -> float:
        """Run ``act`` in the page, with what it is told; return the time until it is shown."""
        before = self.page.evaluate("() => window.mesures.recoloriages.length")
        self.page.evaluate(act, told)
        known = f"() => window.mesures.recoloriages[{before}]"
        return float(self.wait(known))

    def heap(self) -> float:
        """Return MiB of JavaScript, buffers included, after what is no longer used has gone."""
        for _ in range(2):
            self.cdp.send("HeapProfiler.collectGarbage")
            self.workers.ask("HeapProfiler.collectGarbage")
        used = [self.cdp.send("Runtime.getHeapUsage"), *self.workers.ask("Runtime.getHeapUsage")]
        told = sum(u.get("usedSize", 0) + u.get("backingStorageSize", 0) for u in used)
        return float(told) / MEBI


@contextmanager
def opened() -> Iterator[Browser]:
    """Start the system's Chromium; stop it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser, profile: Profile) -> Iterator[Visit]:
    """Open an empty page with nothing in its cache, on such a machine and such a line."""
    size = {"width": profile.largeur, "height": profile.hauteur}
    context = browser.new_context(viewport=size, device_scale_factor=profile.ratio)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.add_init_script(path=OBSERVER)
        cdp = context.new_cdp_session(page)
        traffic = Traffic()
        traffic.listen(cdp)
        for method, parameters in _line(profile):
            cdp.send(method, dict(parameters))
        if profile.lenteur > 1:
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": profile.lenteur})
        yield Visit(page, cdp, traffic, Workers(cdp, _line(profile), traffic))
    finally:
        context.close()


def _line(profile: Profile) -> list[Command]:
    watched: Command = ("Network.enable", {})
    if not profile.descente:
        return [watched]
    conditions = {
        "offline": False,
        "latency": profile.latence,
        "downloadThroughput": profile.descente / 8,
        "uploadThroughput": profile.montee / 8,
    }
    return [watched, ("Network.emulateNetworkConditions", conditions)]
