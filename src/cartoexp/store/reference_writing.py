"""From the files of a built reference to the tables, inside the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.store import loading
from cartoexp.store.reference import read_table, read_wkb

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cartoexp.store.reference import Reference


def write_reference(session: Session, reference: Reference, folder: Path) -> None:
    """Insert the territories and the contacts of mairies of ``folder``.

    Raises:
        DataFileError: a file is missing or broken.
    """
    for niveau in Niveau:
        level = [t for t in reference.territoires if t.niveau is niveau]
        pairs = zip(level, read_wkb(folder, niveau), strict=True)
        loading.write_territoires(session, pairs)
    loading.write_mairies(session, read_table(folder / "mairies.parquet").to_pylist())
