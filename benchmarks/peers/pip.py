"""Peers from the Python package index, each in an environment of its own, thrown away after."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.peers.npm import AbsentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE_S = 300


def install(folder: Path, packages: Sequence[str]) -> Path:
    """Make an environment in ``folder`` with some packages; return its Python.

    Raises:
        AbsentError: when they cannot be had here.
    """
    python = folder / "bin" / "python"
    commands = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", *packages],
    )
    try:
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)  # noqa: S603  fixed words
    except (subprocess.SubprocessError, OSError) as error:
        raise AbsentError(f"pip n’a pas fourni {packages[0]}") from error
    return python
