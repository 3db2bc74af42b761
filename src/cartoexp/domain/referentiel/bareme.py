"""What the answers of a team amount to: bars by step and dimension, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.referentiel.modele import PLUS_HAUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.referentiel.modele import Partie, Question, Referentiel

SANS_OBJET = "so"
"""The answer of who says that a question does not apply."""
REPONSES = frozenset({SANS_OBJET, *map(str, range(PLUS_HAUT + 1))})
SOLIDE = 3
"""From this level on, a question no longer comes first among what to do."""


@dataclass(frozen=True, slots=True)
class Barre:
    """A step or a dimension: mean of the levels told (0 to 4), ``None`` without any.

    ``repondues`` of its ``total`` questions have a level; those that do not apply are in neither.
    """

    partie: Partie
    moyenne: float | None
    repondues: int
    total: int
    sans_objet: int

    @property
    def part(self) -> float:
        """The length of the bar, 0 to 1."""
        return (self.moyenne or 0.0) / PLUS_HAUT

    @property
    def complete(self) -> bool:
        """Whether each of its questions has a level."""
        return self.repondues == self.total


@dataclass(frozen=True, slots=True)
class Action:
    """What leads a question one level up; ``niveau`` is the one it is at."""

    question: Question
    niveau: int

    @property
    def faire(self) -> str:
        """The next thing to do, in words."""
        return self.question.agir[self.niveau]


@dataclass(frozen=True, slots=True)
class Bilan:
    """What answers amount to at a moment.

    ``maintenant``: what is late or due at this moment, the lowest first. ``ensuite``: what may
    wait. ``sans_reponse``: questions due now that nobody answered. ``tenues``: questions at the
    highest level.
    """

    etapes: Sequence[Barre]
    dimensions: Sequence[Barre]
    maintenant: Sequence[Action]
    ensuite: Sequence[Action]
    sans_reponse: Sequence[Question]
    tenues: int
    repondues: int
    total: int


def dresser(r: Referentiel, reponses: Mapping[str, str], moment: str) -> Bilan:
    """Return what answers amount to; those to questions that are no more are left out.

    Args:
        r: the framework.
        reponses: level (« 0 » to « 4 ») or ``SANS_OBJET`` by question.
        moment: where the experiment is.
    """
    levels = {q.id: int(a) for q in r.questions if (a := reponses.get(q.id, "")) and a.isdigit()}
    apart = {q.id for q in r.questions if reponses.get(q.id) == SANS_OBJET}
    here = r.moment(moment)
    due = {m.id for m in r.moments if here is None or m.rang <= here.rang}
    actions = sorted(
        (Action(r.par_id[n], level) for n, level in levels.items() if level < PLUS_HAUT),
        key=lambda a: (a.niveau, r.questions.index(a.question)),
    )
    now = [a for a in actions if a.question.moment in due and a.niveau < SOLIDE]
    return Bilan(
        [_barre(e, r.de_l_etape(e.id), levels, apart) for e in r.etapes],
        [
            _barre(d, [q for q in r.questions if q.dimension == d.id], levels, apart)
            for d in r.dimensions
        ],
        now,
        [a for a in actions if a not in now],
        [q for q in r.questions if q.moment in due and q.id not in levels and q.id not in apart],
        sum(level == PLUS_HAUT for level in levels.values()),
        len(levels),
        len(r.questions) - len(apart),
    )


def _barre(
    partie: Partie, questions: Iterable[Question], levels: Mapping[str, int], apart: set[str]
) -> Barre:
    asked = [q.id for q in questions]
    told = [levels[n] for n in asked if n in levels]
    left = sum(n in apart for n in asked)
    mean = sum(told) / len(told) if told else None
    return Barre(partie, mean, len(told), len(asked) - left, left)
