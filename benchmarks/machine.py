"""The machine that measured, in French."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import psutil

from benchmarks.results import NBSP, number

QUIET = 1.0
"""Load (average of a minute, before the first measure) under which the machine is said quiet."""


def describe() -> list[str]:
    """Return lines on processor, memory, system and Python."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    memory = psutil.virtual_memory().total / 2**30
    return [
        f"Processeur{NBSP}: {_processor()}, {os.cpu_count()} cœurs.",
        f"Mémoire{NBSP}: {number(memory, 1)}{NBSP}Gio.",
        f"Système{NBSP}: {system}.",
    ]


def calm(load: float) -> str:
    """Tell how busy the machine was before the first measure."""
    told = "machine calme" if load < QUIET else "machine occupée par d’autres tâches"
    return f"Charge avant la première mesure{NBSP}: {number(load, 2)} ({told})."


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()
