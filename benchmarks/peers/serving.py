"""The peers at work: their files made in a temporary folder, their server started as ours is."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import plotly

from benchmarks import servers
from benchmarks.peers import app, npm, outlines
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.registry import Services

NIVEAUX = (Niveau.COMMUNE, Niveau.EPCI)


@dataclass(frozen=True, slots=True)
class Peers:
    """A server of peers that answers; ``sans_maplibre`` tells why that peer is absent."""

    port: int
    maplibre: str = ""
    sans_maplibre: str = ""


def prepare(services: Services, folder: Path) -> Path:
    """Write what the pages draw, but for what comes from npm; return the folder to serve."""
    data = folder / "pairs"
    data.mkdir()
    for niveau in NIVEAUX:
        level = outlines.read(services.reference_dir, niveau)
        every = (t for t in services.reference.territoires if t.niveau is niveau)
        outlines.write_classes(level, {t.code: t.population for t in every}, data)
        outlines.write_geojson(level, data)
        outlines.write_tiles(level, data)
    script = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    shutil.copy(script, data)
    return data


@contextmanager
def serving(services: Services, folder: Path, database_url: str) -> Iterator[Peers]:
    """Make the files, start the server, stop it at the end."""
    data = prepare(services, folder)
    maplibre, missing = "", ""
    try:
        maplibre = npm.install(folder / "npm", data)
    except npm.AbsentError as error:
        missing = str(error)
    port = servers.free()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "8"]
    command += ["--bind", f"127.0.0.1:{port}", "--env", f"{app.FOLDER}={data}"]
    with servers.running([*command, "benchmarks.peers.app:server"], port, database_url):
        yield Peers(port, maplibre, missing)
