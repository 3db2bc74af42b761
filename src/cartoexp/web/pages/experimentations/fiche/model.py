"""What the blocks of a fiche share: the record, today, names, numbers of the sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import MISSING
from cartoexp.domain.statuts import DerivedStatut, Periode, derive_periode, derive_statut
from cartoexp.domain.territoires import Niveau
from cartoexp.web.html import Element
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
    from cartoexp.domain.registre import Inscription
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Node


@dataclass(frozen=True)
class Fiche:
    """A record ready to be told; ``departements`` gives names by code.

    ``derogations`` are those that the experiment tries or asks for.
    """

    record: Record
    today: date
    departements: Mapping[str, str]
    derogations: Sequence[Inscription] = ()

    @property
    def experiment(self) -> Experiment:
        """The experiment."""
        return self.record.experiment

    @cached_property
    def implantations(self) -> Sequence[Implantation]:
        """Its implantations, without their territories."""
        return [i for i, _ in self.record.implantations]

    @cached_property
    def evaluations(self) -> Sequence[tuple[str, Evaluation]]:
        """Its evaluations with their letters, the most recent first, undated ones last."""
        ordered = sorted(self.record.evaluations, key=lambda e: (-(e.annee or 0), e.id))
        return [(letter(rank), e) for rank, e in enumerate(ordered)]

    @cached_property
    def statut(self) -> DerivedStatut:
        """Its status, derived."""
        return derive_statut(self.implantations)

    @cached_property
    def periode(self) -> Periode:
        """Its period, derived."""
        return derive_periode(self.implantations)

    @cached_property
    def carried(self) -> Counter[str]:
        """Implantations by source."""
        return Counter(i.source for i in self.implantations)

    @cached_property
    def sources(self) -> Sequence[Source]:
        """Its sources, those that carry most implantations first; their rank is their number."""
        found = list(self.record.sources.values())
        rank = {source: n for n, source in enumerate(self.experiment.sources)}
        return sorted(found, key=lambda s: (-self.carried[s.id], rank.get(s.id, len(rank)), s.id))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {s.id: n for n, s in enumerate(self.sources, 1)}

    def cite(self, source: str) -> Node:
        """Return a call to a source: « [3] »."""
        number = self._numbers.get(source)
        if number is None:
            return MISSING
        hidden = Element("span", "source ", className="sr")
        text = [hidden, f"[{number}]"]
        return Element("a", text, className="renvoi", href=f"#source-{number}")


def letter(rank: int) -> str:
    """Return « A » to « Z », then « A2 » and so on."""
    cycle, place = divmod(rank, 26)
    return chr(ord("A") + place) + (str(cycle + 1) if cycle else "")


def told(text: str | None) -> Node:
    """Return a text of the record ready to be shown; « — » when unknown."""
    return ligne(text) if text else MISSING


def by_level(niveaux: Sequence[Niveau]) -> str:
    """« 55 communes, 11 intercommunalités »."""
    tally = Counter(niveaux)
    ordered = sorted(tally.items(), key=lambda item: (-item[1], list(Niveau).index(item[0])))
    return ", ".join(
        count(n, niveau.label.lower(), niveau.label_pluriel.lower()) for niveau, n in ordered
    )
