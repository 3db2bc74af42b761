"""MapLibre from npm, into a temporary folder: never a dependency, never committed."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = "maplibre-gl@6"
FILES = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")
PATIENCE_S = 120


class AbsentError(RuntimeError):
    """The peer cannot be had here; the text tells why, in French."""


def install(folder: Path, target: Path) -> str:
    """Install the package under ``folder``, copy what the page loads to ``target``.

    Returns:
        The version.

    Raises:
        AbsentError: when npm is missing or did not bring the files.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise AbsentError("npm est absent")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    try:
        subprocess.run([*command, PACKAGE], check=True, capture_output=True, timeout=PATIENCE_S)  # noqa: S603  fixed words
        dist = folder / "node_modules" / "maplibre-gl" / "dist"
        for name in FILES:
            shutil.copy(dist / name, target / name)
    except (subprocess.SubprocessError, OSError) as error:
        raise AbsentError("npm n’a pas fourni maplibre-gl") from error
    return _version(dist.parent / "package.json")


def _version(package: Path) -> str:
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])
