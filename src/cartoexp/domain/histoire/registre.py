"""The register of communes: any code, at any date, then and now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from cartoexp.domain.histoire.periodes import Evenement, Periode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Datee:
    """What a code meant on a day.

    ``periodes`` are the communes that it meant then: several when it had been parted by then, or
    when ``certain`` is false: the editions of the code differ around that day, and it was one or
    the other. None: nobody knows. ``actuels`` are the current communes that hold what it was.
    """

    code: str
    jour: date
    periodes: tuple[Periode, ...]
    actuels: tuple[str, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Registre:
    """Periods by code, in their order, for the codes that have a history."""

    periodes: Mapping[str, tuple[Periode, ...]] = field(default_factory=dict)

    @classmethod
    def de(cls, periodes: Iterable[Periode]) -> Self:
        """Index periods by code."""
        found: dict[str, list[Periode]] = defaultdict(list)
        for periode in periodes:
            found[periode.code].append(periode)
        return cls({code: tuple(sorted(rows, key=_start)) for code, rows in found.items()})

    def resolve(self, code: str, jour: date) -> Datee | None:
        """Return what a code meant on a day; ``None`` for a code without history.

        A code that was no longer that of a commune leads to the commune that held it on that day.
        """
        if code not in self.periodes:
            return None
        here = self._on(code, jour)
        if not here:
            return Datee(code, jour, (), ())
        certain = all(periode.certaine(jour) for periode in here)
        now = dict.fromkeys(c for periode in here for c in self.actuels(periode))
        return Datee(code, jour, here, tuple(now), certain)

    def _on(self, code: str, jour: date) -> tuple[Periode, ...]:
        found = [p for p in self.periodes.get(code, ()) if p.possible(jour)]
        ended = [p for p in self.periodes.get(code, ()) if p.fin and p.fin.jour <= jour]
        if found or not ended:
            return self._with_doubt(found, jour)
        seen = dict.fromkeys(p for last in ended[-1:] for p in self._followed(last, jour, {code}))
        return tuple(seen)

    def _with_doubt(self, found: list[Periode], jour: date) -> tuple[Periode, ...]:
        """Add to a period that may have ended what it then became, under other codes."""
        added = [
            after
            for periode in found
            if not periode.certaine(jour) and periode.fin and periode.fin.jour > jour
            for suite in periode.suites
            for after in self.periodes.get(suite, ())
            if after.debut == periode.fin
        ]
        return tuple(dict.fromkeys([*found, *added]))

    def _followed(self, ended: Periode, jour: date, seen: set[str]) -> Iterator[Periode]:
        assert ended.fin is not None  # noqa: S101  only what ended is followed
        for suite in ended.suites:
            alive = [p for p in self.periodes.get(suite, ()) if p.possible(jour)]
            if alive:
                yield from self._with_doubt(alive, jour)
            elif suite not in seen:
                later = [p for p in self.periodes.get(suite, ()) if p.fin and p.fin.jour <= jour]
                for last in later[-1:]:
                    yield from self._followed(last, jour, seen | {suite})

    def actuels(self, periode: Periode) -> tuple[str, ...]:
        """Return the current communes that hold what a commune was, the same code first.

        Of a merger that was undone, what had come from the others is theirs again.
        """
        found: dict[str, None] = {}
        pending: list[tuple[Periode, frozenset[str]]] = [(periode, frozenset())]
        seen = set()
        while pending:
            step = pending.pop()
            if step in seen:
                continue
            seen.add(step)
            here, foreign = step
            if here.fin is None:
                found[here.code] = None
                continue
            own = [code for code in here.suites if code not in foreign] or here.suites
            begun = self._begun(own, here.fin.jour)
            pending += [(after, foreign | self._foreign(here, after)) for after in begun]
        return tuple(sorted(found, key=lambda code: (code != periode.code, code)))

    def depuis(self, code: str, jour: date) -> tuple[str, ...]:
        """Return the current communes that hold what a code given on a day meant.

        A code that was no longer that of a commune on that day means the one that it was.
        """
        rows = self.periodes.get(code, ())
        then = [p for p in rows if p.possible(jour)]
        before = [p for p in rows if p.fin and p.fin.jour <= jour]
        meant = then or before[-1:]
        return tuple(dict.fromkeys(c for periode in meant for c in self.actuels(periode)))

    def _begun(self, codes: Iterable[str], jour: date) -> list[Periode]:
        return [
            after
            for code in codes
            for after in self.periodes.get(code, ())
            if after.debut is not None and after.debut.jour == jour
        ]

    def _foreign(self, here: Periode, after: Periode) -> frozenset[str]:
        """Return the codes that a commune owes to the others with which ``here`` was merged."""
        others = [p for p in self.avant(after) if p != here]
        return frozenset(c for p in others for c in self._ancestors(p)) - self._ancestors(here)

    def _ancestors(self, periode: Periode) -> frozenset[str]:
        """Return the codes of a commune and of all that it was ever made of."""
        found, pending = {periode.code}, [periode]
        while pending:
            for before in self.avant(pending.pop()):
                if before.code not in found:
                    pending.append(before)
                    found.add(before.code)
        return frozenset(found)

    def avant(self, periode: Periode) -> tuple[Periode, ...]:
        """Return the communes of which one was made, as they were the day before."""
        start = periode.debut
        return tuple(
            before
            for code in periode.origines
            for before in self.periodes.get(code, ())
            if start is not None and before.fin is not None and before.fin.jour == start.jour
        )

    def lignee(self, code: str) -> tuple[Periode, ...]:
        """Return what a current commune was, the latest first, as far as it is one commune.

        A change of code is followed; a merger is the end, for what was before is several.
        """
        current = [p for p in self.periodes.get(code, ()) if p.fin is None]
        found: list[Periode] = []
        while current:
            (here, *_) = current
            found.append(here)
            before = self.avant(here)
            same = [p for p in before if p.code == here.code]
            alone = before if len(before) == 1 and here.evenement is Evenement.CODE else same
            current = [p for p in alone if p not in found]
        return tuple(found)


def _start(periode: Periode) -> tuple[int, int]:
    """Return the order of a period among those of its code."""
    begun = periode.debut.jour.toordinal() if periode.debut else 0
    return begun, periode.fin.jour.toordinal() if periode.fin else 10**9
