"""Files that are made whole before they are sent, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable


def made(write: Callable[[Path], None], name: str) -> BinaryIO:
    """Return what ``write`` puts at the path it is given, open for reading.

    The folder is gone by then: what is read no longer has a name, and goes when it is closed.
    """
    with TemporaryDirectory(prefix="cartoexp-fichier-") as folder:
        path = Path(folder) / name
        write(path)
        return path.open("rb")
