"""Temporary databases: the shipped catalogue, and synthetic ones beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks import synthetic
from cartoexp import ROOT
from cartoexp.domain.catalogue import Catalogue, validate_catalogue, write_catalogue
from cartoexp.domain.resolution import Resolver
from cartoexp.services import loading
from cartoexp.store.catalogue_files import read_catalogue_files

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.store.reference import Reference

REFERENCE = ROOT / "data" / "communes"
CATALOGUE = ROOT / "data" / "experiments"


def load_shipped(folder: Path) -> str:
    """Return the address of a new database with the shipped catalogue."""
    url = _url(folder / "livre.sqlite")
    loading.load(url, REFERENCE, CATALOGUE)
    return url


def read_shipped(reference: Reference) -> Catalogue:
    """Return the shipped catalogue.

    Raises:
        ValueError: when it breaks its own schema.
    """
    resolver = Resolver.build(reference.territoires, reference.passages)
    catalogue, problems = validate_catalogue(read_catalogue_files(CATALOGUE)[0], resolver)
    if catalogue is None:
        raise ValueError(str(problems[0]))
    return catalogue


def load_synthetic(
    folder: Path,
    reference: Reference,
    shipped: Catalogue,
    implantations: int,
    experiments: int,
    *,
    folder_name: str = "synthetique",
) -> str:
    """Return the address of a new database with a synthetic catalogue, loaded as any other.

    The database of ``load_shipped`` must be in the folder: its territories are copied, not loaded.
    """
    files = folder / f"{folder_name}-{experiments}"
    files.mkdir()
    made = synthetic.make_catalogue(shipped, reference.territoires, implantations, experiments)
    for name, text in write_catalogue(made).items():
        (files / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    database = folder / f"{files.name}.sqlite"
    shutil.copy(folder / "livre.sqlite", database)
    url = _url(database)
    loading.load(url, REFERENCE, files)
    return url


def _url(path: Path) -> str:
    return f"sqlite:///{path}"
