"""All measures: ``make bench``, or ``python -m benchmarks``; writes ``docs/performance.md``.

``python -m benchmarks noms position`` prints only some of them and writes nothing.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

# Before NumPy: a server of ours runs its linear algebra on one thread, so that measures do too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks import (
    carte,
    curseur,
    databases,
    embeds,
    essaimage,
    fichiers,
    lecture,
    load,
    machine,
    names,
    ogc,
    points,
    postgres,
    report,
    scale,
    start,
    tour,
)
from cartoexp import ROOT
from cartoexp.services.registry import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.results import Section

OUTPUT = ROOT / "docs" / "performance.md"
Measures = dict[str, "Callable[[], Section]"]


def main(wanted: Sequence[str]) -> int:
    """Measure, print, write; return 1 when a bound is missed."""
    begun, busy = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="cartoexp-mesures-") as folder:
        sections = list(_sections(Path(folder), wanted))
    rows = [row for section in sections for row in section.rows]
    if not wanted:
        when = datetime.now(tz=UTC).strftime("%Y-%m-%d à %H:%M UTC")
        conditions = [*machine.describe(), machine.calm(busy)]
        text = report.write(sections, conditions, when, time.monotonic() - begun)
        OUTPUT.write_text(text, encoding="utf-8")
        print(f"Écrit : {OUTPUT.relative_to(ROOT)} (en {time.monotonic() - begun:.0f} s)")
    return int(any(row.atteint is False for row in rows))


def _sections(folder: Path, wanted: Sequence[str]) -> Iterator[Section]:
    url = databases.load_shipped(folder)
    services = Services.connect(url, databases.REFERENCE)
    # As the product does before it answers: see create_app and gunicorn.conf.py.
    services.territoires.warm()
    gc.collect()
    gc.freeze()
    yield from _measured(
        {
            "demarrage": lambda: start.measure(url),
            "memoire": lambda: tour.measure(url, services),
            "charge": lambda: load.measure(url, services),
            "carte": lambda: carte.measure(services, folder, url),
            "essaimage": lambda: essaimage.measure(url, services),
            "curseur": lambda: curseur.measure(url),
            "embeds": lambda: embeds.measure(url, services),
            "fichiers": lambda: fichiers.measure(folder, services),
            "lecture": lambda: lecture.measure(folder),
        },
        wanted,
    )
    if not wanted or {"position", "noms", "ogc"} & {*wanted}:
        with postgres.loaded() as peer:
            yield from _measured(
                {
                    "position": lambda: points.measure(peer, services.territoires),
                    "noms": lambda: names.measure(peer, services.territoires),
                    "ogc": lambda: ogc.measure(peer, services, folder, url),
                },
                wanted,
            )
    # Last: a catalogue that large would slow down whatever is measured after it in this process.
    yield from _measured({"echelle": lambda: scale.measure(folder, services)}, wanted)
    services.close()


def _measured(measures: Measures, wanted: Sequence[str]) -> Iterator[Section]:
    for name, measure in measures.items():
        if wanted and name not in wanted:
            continue
        begun = time.monotonic()
        section = measure()
        print(f"\n{section.titre} ({time.monotonic() - begun:.0f} s)")
        for row in section.rows:
            told = {True: "atteint", False: "NON ATTEINT", None: ""}[row.atteint]
            print(f"  {row.nom} : {row.mesure} [{row.cible}] {told}")
        if wanted:
            print("\n\n".join(section.details))
        yield section


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
