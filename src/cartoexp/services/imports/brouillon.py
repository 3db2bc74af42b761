"""What an import would bring, on the disk until it is written: a long file takes no memory."""

from __future__ import annotations

import json
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple, Self

from cartoexp.domain.lots import Apport, Genre
from cartoexp.store.lots import en_fiche, en_texte

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from cartoexp.domain.imports import Verdict

BATCH = 1_000


class Porte(NamedTuple):
    """A record to be written, and the centre of its territory (longitude, latitude)."""

    apport: Apport
    centre: tuple[float, float] | None


class Brouillon:
    """Records of one import by kind; ``with Brouillon() as draft`` gives its place back."""

    def __init__(self) -> None:
        """Begin."""
        self._files = {
            genre: TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed at exit
            for genre in Genre
        }
        self.comptes = dict.fromkeys(Genre, 0)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Forget what was kept."""
        for file in self._files.values():
            file.close()

    def ajouter(self, verdict: Verdict) -> None:
        """Keep what an accepted row brings."""
        for apport in verdict.apports:
            told = [apport.ligne, en_texte(apport.fiche), dict(apport.donne), verdict.centre]
            self._files[apport.genre].write(f"{json.dumps(told)}\n")
            self.comptes[apport.genre] += 1

    def portes(self, genre: Genre, lot: str) -> Iterator[list[Porte]]:
        """Yield the records of a kind, a batch at a time."""
        file = self._files[genre]
        file.seek(0)
        batch: list[Porte] = []
        for line in file:
            ligne, contenu, donne, centre = json.loads(line)
            apport = Apport(en_fiche(genre, contenu), ligne, donne, lot)
            batch.append(Porte(apport, tuple(centre) if centre else None))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch
