"""A deadline: a date as far as it is known, what it is the date of, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.echeances.intervalle import Intervalle, precision
from cartoexp.domain.echeances.vocabulaire import CONNUES, Constat, Moment

if TYPE_CHECKING:
    import datetime as dt

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.echeances.vocabulaire import Nature, Precision, Selon
    from cartoexp.domain.experiments import Experiment
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vocabulaires import Statut, Suite


@dataclass(frozen=True, slots=True)
class SuiteDite:
    """An outcome, what tells it, and the date of what tells it."""

    suite: Suite
    selon: Selon
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """One date of one thing: the end of an experiment on some territories, or an evaluation.

    ``cle`` stays the same as long as the thing does. ``objet`` tells what is not the experiment
    itself: the title of an evaluation, what a derogation permits. ``statut`` and the two
    ``attestations`` (the oldest and the most recent) are those of its territories; ``sources`` are
    ids. ``contradiction`` is a sentence, empty when nothing contradicts the date.
    """

    cle: str
    nature: Nature
    date: PartialDate | None
    experiment: Experiment
    territoires: tuple[Territoire, ...]
    objet: str = ""
    derogation: str = ""
    statut: Statut | None = None
    attestations: tuple[PartialDate | None, PartialDate | None] = (None, None)
    suites: tuple[SuiteDite, ...] = ()
    constat: Constat = Constat.SANS_OBJET
    contradiction: str = ""
    sources: tuple[str, ...] = ()

    @property
    def sujet(self) -> tuple[str, str]:
        """What is counted: the experiment, or one of its derogations."""
        return self.experiment.id, self.derogation

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        return precision(self.date)

    @property
    def intervalle(self) -> Intervalle | None:
        """The days that the date may be."""
        return None if self.date is None else Intervalle.of(self.date)

    def moment(self, today: dt.date) -> Moment:
        """Return where it stands today: what came is past, though its day be unknown."""
        held = self.intervalle
        if held is None:
            return Moment.SANS_DATE
        found = held.moment(today)
        came = found is Moment.INCERTAIN and not self.nature.attendue
        return Moment.PASSEE if came else found

    @property
    def suite_connue(self) -> bool:
        """Whether something tells what came of it."""
        return any(s.suite in CONNUES for s in self.suites)
