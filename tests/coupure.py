"""An import that stops at a moment and waits there to be killed; run by a process of its own.

Imported by the process from which those are forked: what takes long to read is read once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from cartoexp.services.imports import brouillon, lots
from cartoexp.services.rattachements import rattacheur_de
from cartoexp.store import lots as store
from tests.imports import GIVEN, Essai
from tests.loaded import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

rattacheur_de(REFERENCE)
BATCH = 10
PATIENCE_S = 60
MOMENTS = {
    "lot": (store, "inserer", 1),
    "source": (lots, "_ecrire", 1),
    "milieu": (lots, "_ecrire", 3),
    "version": (lots, "_publier", 1),
    "apres": (lots, "ecrire", 1),
}
"""By moment: the function after which the process stops, and after which call of it."""


def importer(moment: str, url: str, catalogue: Path, path: Path, here: Connection) -> None:
    """Import a file; say so and wait once the moment has come."""
    module, name, wanted = MOMENTS[moment]
    done: Callable[..., Any] = getattr(module, name)
    calls = 0

    def stopping(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  any function
        nonlocal calls
        found = done(*args, **kwargs)
        calls += 1
        if calls == wanted:
            here.send(moment)
            time.sleep(PATIENCE_S)
        return found

    setattr(module, name, stopping)
    brouillon.BATCH = BATCH
    Essai(url, catalogue, path.parent).importer(path, GIVEN)
