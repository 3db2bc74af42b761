"""Findings kept row by row on the disk, counted as they come: a long file takes no memory."""

from __future__ import annotations

import json
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Self

from cartoexp.domain.constats import Constat, Issue, Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


class Releve:
    """Findings of one file; ``with Releve() as releve`` gives its place on the disk back.

    ``comptes`` tells the rows by outcome; their sum is the rows noted.
    """

    def __init__(self, *, garder: bool = True) -> None:
        """Begin; without ``garder`` rows are counted and nothing is said of them."""
        self.comptes = dict.fromkeys(Issue, 0)
        self._kept = (
            TemporaryFile("w+", encoding="utf-8") if garder else None  # noqa: SIM115  closed at exit
        )

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
        if self._kept:
            self._kept.close()

    @property
    def lues(self) -> int:
        """Rows noted."""
        return sum(self.comptes.values())

    @property
    def laissees(self) -> int:
        """Rows left aside: ambiguous or refused."""
        return sum(n for issue, n in self.comptes.items() if issue.laissee)

    def noter(self, ligne: int, issue: Issue, *remarques: Remarque) -> None:
        """Note a row, once: its outcome, and at least one remark to be reported."""
        self.comptes[issue] += 1
        if self._kept:
            told = [[r.champ, r.valeur, r.message, r.candidats] for r in remarques]
            self._kept.write(f"{json.dumps([ligne, issue.value, told])}\n")

    def constats(self, *issues: Issue) -> Iterator[Constat]:
        """Yield what was noted, in the order of the file, only of these outcomes if given."""
        if not self._kept:
            return
        self._kept.flush()
        self._kept.seek(0)
        for line in self._kept:
            ligne, value, told = json.loads(line)
            issue = Issue(value)
            if issues and issue not in issues:
                continue
            for champ, valeur, message, candidats in told:
                yield Constat(ligne, issue, Remarque(champ, valeur, message, tuple(candidats)))
        self._kept.seek(0, 2)
