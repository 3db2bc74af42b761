"""Databases that hold what is shipped: filled once a run and kind, then copied for each test."""

from __future__ import annotations

import fcntl
import shutil
from typing import TYPE_CHECKING

from cartoexp.services import loading
from tests.loaded import CATALOGUE, REFERENCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgis import PostgisServer

NAME = "cartoexp_loaded"


def copied_sqlite(common: Path, target: Path) -> str:
    """Copy the filled SQLite file to ``target``; return its address."""
    model = common / f"{NAME}.sqlite"
    with (common / "sqlite.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not model.exists():
            begun = common / f"{NAME}.begun"
            loading.load(f"sqlite:///{begun}", REFERENCE, CATALOGUE)
            begun.rename(model)
    shutil.copyfile(model, target)
    return f"sqlite:///{target}"


def copied_postgis(common: Path, server: PostgisServer, name: str) -> str:
    """Copy the filled PostGIS database under ``name``; return its address."""
    made = common / "postgis.made"
    with (common / "postgis.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            loading.load(server.create_database(NAME), REFERENCE, CATALOGUE)
            made.touch()
        return server.create_database(name, NAME)
