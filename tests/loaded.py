"""Databases that hold the shipped reference and catalogue, loaded once a process and kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cartoexp.domain.resolution import Resolver
from cartoexp.services import loading
from cartoexp.services.registry import Services
from cartoexp.store.reference import Reference, read_reference

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "data" / "communes"
CATALOGUE = ROOT / "data" / "experiments"


@cache
def reference() -> Reference:
    """The shipped reference, read once."""
    return read_reference(REFERENCE)


@cache
def resolver() -> Resolver:
    """Codes to territories of the shipped reference."""
    return Resolver.build(reference().territoires, reference().passages)


@cache
def services(url: str) -> Services:
    """Services over a database, which is loaded on the first call."""
    loading.load(url, REFERENCE, CATALOGUE)
    return Services.connect(url, REFERENCE)
