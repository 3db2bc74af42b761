"""What may be said of a status: always with its date, « selon les territoires » if they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate, is_stale
from cartoexp.domain.vocabulaires import Statut

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cartoexp.domain.experiments import Implantation

SELON_LES_TERRITOIRES = "Selon les territoires"
EN_ATTENTE = "Territoires à préciser"


def attestation_phrase(attestation: PartialDate | None, today: date) -> str:
    """Return « attesté en déc. 2025 », with « à revérifier » when stale, or « date … inconnue »."""
    if attestation is None:
        return "date d’attestation inconnue"
    told = f"attesté {attestation.preposition} {attestation.label}"
    return f"{told}, à revérifier" if is_stale(attestation, today) else told


def statut_phrase(statut: Statut, attestation: PartialDate | None, today: date) -> str:
    """Return what may be said of a status today.

    A status that time changes is put in the past once its attestation is stale: « en cours en
    2019 », never « en cours ». A final one keeps its words, with the date of its attestation.
    """
    if attestation is not None and statut.provisoire and is_stale(attestation, today):
        label = statut.label
        return f"{label[0].lower()}{label[1:]} {attestation.preposition} {attestation.label}"
    return f"{statut.label}, {attestation_phrase(attestation, today)}"


@dataclass(frozen=True, slots=True)
class DerivedStatut:
    """Status of an experiment: the one of all its implantations, or ``None`` where they differ.

    ``counts`` holds the implantations by status, the most frequent first. ``derniere`` is the most
    recent attestation, ``None`` when no date is known.
    """

    statut: Statut | None
    counts: tuple[tuple[Statut, int], ...]
    derniere: PartialDate | None

    @property
    def label(self) -> str:
        """French label, without counts."""
        if not self.counts:
            return EN_ATTENTE
        return self.statut.label if self.statut else SELON_LES_TERRITOIRES

    @property
    def detail(self) -> str:
        """Counts in words: « en cours : 3, terminée (sans suite connue) : 2 »."""
        return ", ".join(f"{s.label[0].lower()}{s.label[1:]} : {n}" for s, n in self.counts)

    def phrase(self, today: date) -> str:
        """Return one line that may be shown: the status with its date, or the counts."""
        if self.statut:
            return statut_phrase(self.statut, self.derniere, today)
        return f"{self.label} ({self.detail})" if self.counts else self.label


def derive_statut(implantations: Iterable[Implantation]) -> DerivedStatut:
    """Derive the status of an experiment from its implantations.

    The catalogue's rules forbid that there is none; but a new vintage of the code may leave all of
    them for a person to decide.
    """
    pairs = [(i.statut, i.statut_date) for i in implantations]
    tally = Counter(statut for statut, _ in pairs)
    order = list(Statut)
    counts = tuple(sorted(tally.items(), key=lambda item: (-item[1], order.index(item[0]))))
    dates = [d for _, d in pairs if d is not None]
    return DerivedStatut(
        counts[0][0] if len(counts) == 1 else None, counts, max(dates, default=None)
    )


@dataclass(frozen=True, slots=True)
class Periode:
    """Years of an experiment over all its implantations.

    ``debut`` and ``fin`` are the first and the last year known. ``sans_debut`` and ``sans_fin``
    count the implantations that do not say: an unknown end is not an end.
    """

    debut: int | None
    fin: int | None
    sans_debut: int
    sans_fin: int

    @property
    def label(self) -> str:
        """« 2016–2021 », « début en 2016 », « jusqu’en 2021 », « date inconnue »."""
        fin = None if self.sans_fin else self.fin
        if self.debut is None:
            return "date inconnue" if fin is None else f"jusqu’en {fin}"
        if fin is None:
            return f"début en {self.debut}"
        return str(fin) if fin == self.debut else f"{self.debut}–{fin}"


def derive_periode(implantations: Iterable[Implantation]) -> Periode:
    """Return the period of an experiment."""
    years = [(i.debut, i.fin) for i in implantations]
    starts = [debut for debut, _ in years if debut is not None]
    ends = [fin for _, fin in years if fin is not None]
    return Periode(
        min(starts, default=None),
        max(ends, default=None),
        len(years) - len(starts),
        len(years) - len(ends),
    )
