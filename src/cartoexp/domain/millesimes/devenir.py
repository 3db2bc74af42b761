"""What becomes of a code from one vintage to another: kept, moved, or for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cartoexp.domain.millesimes.etat import Nomme
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.millesimes.difference import Difference, Dissolution


class Devenir(StrEnum):
    """What becomes of a code."""

    GARDE = "garde"
    DEPLACE = "deplace"
    AMBIGU = "ambigu"

    @property
    def label(self) -> str:
        """French, agreeing with « implantation »."""
        return _LABELS[self]


_LABELS = {
    Devenir.GARDE: "gardée",
    Devenir.DEPLACE: "déplacée",
    Devenir.AMBIGU: "à trancher",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """What becomes of a code: ``territoire`` is where it leads, ``None`` when nobody can tell.

    ``motif`` says why in French, empty when nothing changed; ``candidats`` are what a person may
    choose among, none when the vintages do not even tell that.
    """

    devenir: Devenir
    territoire: Nomme | None
    motif: str = ""
    candidats: tuple[Nomme, ...] = field(default=())


@dataclass(frozen=True)
class Destins:
    """Answers for any code, from one comparison."""

    difference: Difference

    def de(self, niveau: Niveau, code: str) -> Sort:
        """Return what becomes of a code; nothing is ever chosen among several territories."""
        if niveau is Niveau.COMMUNE:
            return self._commune(code)
        name = self.difference.nouveau.nom(niveau, code)
        if name is not None:
            return self._kept(niveau, Nomme(code, name))
        dissolved = self._dissolved.get(code) if niveau is Niveau.EPCI else None
        if dissolved is None:
            return Sort(Devenir.AMBIGU, None, self._absent(code))
        return _heir(dissolved)

    def _kept(self, niveau: Niveau, now: Nomme) -> Sort:
        before = self.difference.ancien.nom(niveau, now.code)
        told = "" if before in {None, now.nom} else f"S’appelait {before}."
        return Sort(Devenir.GARDE, now, told)

    def _commune(self, code: str) -> Sort:
        old, new = self.difference.ancien, self.difference.nouveau
        then = code if code in old.communes else old.passages.get(code)
        if code in new.communes and code not in old.communes:
            return Sort(Devenir.GARDE, new.commune(code))
        if then is not None:
            return self._linked(code, then)
        now = new.passages.get(code)
        if now is None:
            return Sort(Devenir.AMBIGU, None, self._absent(code))
        return Sort(Devenir.DEPLACE, new.commune(now), f"{code} mène à {new.commune(now)}.")

    def _linked(self, code: str, code_then: str) -> Sort:
        """Return the fate of a code that meant the commune ``code_then`` of the older vintage."""
        then = self.difference.ancien.commune(code_then)
        parts = [self.difference.nouveau.commune(p) for p in self._suites[code_then]]
        if not parts:
            return Sort(Devenir.AMBIGU, None, self._absent(code))
        if len(parts) > 1:
            told = f"{then} s’est séparée en {_listed(parts)}."
            return Sort(Devenir.AMBIGU, None, told, tuple(parts))
        (now,) = parts
        if now.code == code:
            return self._kept(Niveau.COMMUNE, now)
        return Sort(Devenir.DEPLACE, now, self._moved(then, now))

    def _moved(self, then: Nomme, now: Nomme) -> str:
        if len(self.difference.liens.origines[now.code]) == 1:
            return f"{then} porte aujourd’hui le code {now.code} ({now.nom})."
        return f"{then} fait partie de {now}."

    def _absent(self, code: str) -> str:
        return f"{code} n’est pas au {self.difference.nouveau.libelle}, qui ne dit pas sa suite."

    @property
    def _suites(self) -> Mapping[str, tuple[str, ...]]:
        return self.difference.liens.suites

    @cached_property
    def _dissolved(self) -> Mapping[str, Dissolution]:
        return {d.epci.code: d for d in self.difference.epci_dissous}


def _heir(dissolved: Dissolution) -> Sort:
    heir = dissolved.repreneur
    if heir is not None:
        told = f"{dissolved.epci} est dissoute ; toutes ses communes sont dans {heir}."
        return Sort(Devenir.DEPLACE, heir, told)
    shares = [
        f"{count(number, 'commune')} dans {place}" if place else f"{count(number, 'commune')} seule"
        for place, number in dissolved.reprises
    ]
    told = f"{dissolved.epci} est dissoute : {', '.join(shares) or 'aucune commune connue'}."
    candidats = tuple(place for place, _ in dissolved.reprises if place)
    return Sort(Devenir.AMBIGU, None, told, candidats)


def _listed(places: list[Nomme]) -> str:
    *first, last = map(str, places)
    return f"{', '.join(first)} et {last}" if first else last
