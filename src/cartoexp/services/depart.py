"""Where an experiment runs: the territories from which candidates are sought, at one level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.lieux import lieu
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.vocabulaires import Statut
from cartoexp.services.profils import PROFILED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Implantation
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.experiments import ExperimentService, Record
    from cartoexp.services.territoires import TerritoireService

MOST_CODES = 40_000
SHOWN = 20
"""Refused codes told one by one."""


@dataclass(frozen=True, slots=True)
class Depart:
    """Territories of one level where it runs.

    ``montes`` counts those that came from a lower level by membership; ``ecartes`` those left out
    because they are of a higher level or have no outline; ``etapes`` tells what was done of codes
    that are not current and ``resolus`` gives the current code of each; ``record`` is the
    experiment, when there is one.
    """

    niveau: Niveau
    territoires: tuple[Territoire, ...]
    montes: int = 0
    ecartes: tuple[str, ...] = ()
    etapes: tuple[str, ...] = ()
    record: Record | None = None
    resolus: Mapping[str, str] = field(default_factory=dict)

    @property
    def epcis(self) -> frozenset[str]:
        """EPCI and EPT that run it for their communes: none of these is a place to go next."""
        held = self.record.implantations if self.record else ()
        return frozenset(t.code for _, t in held if t.niveau in {Niveau.EPCI, Niveau.EPT})

    @property
    def arretes(self) -> int:
        """Implantations that were abandoned."""
        held = self.record.implantations if self.record else ()
        return sum(i.statut is Statut.ABANDONNEE for i, _ in held)


@dataclass(frozen=True, repr=False)
class DepartService:
    """Reads where an experiment runs, from the catalogue or from codes."""

    territoires: TerritoireService
    experiments: ExperimentService

    def levels(self, record: Record) -> dict[Niveau, int]:
        """Return how many territories each level would have to start from."""
        found = {niveau: len(self._at(niveau, record)[0]) for niveau in PROFILED}
        return {niveau: count for niveau, count in found.items() if count}

    def of_experiment(self, identifiant: str, niveau: Niveau | None = None) -> Depart:
        """Return where an experiment of the catalogue runs, at a level or at its most common one.

        Raises:
            ExperimentNotFoundError: for an unknown one.
            InvalidParametersError: when it runs nowhere at this level.
        """
        return self.at(self.experiments.get(identifiant), niveau)

    def at(self, record: Record, niveau: Niveau | None = None) -> Depart:
        """Return where an experiment that was read runs, as :meth:`of_experiment`.

        Raises:
            InvalidParametersError: when it runs nowhere at this level.
        """
        levels = self.levels(record)
        if niveau is None:
            niveau = _most_common([i for i, _ in record.implantations], levels)
        if niveau is None or niveau not in levels:
            raise InvalidParametersError([_nowhere(niveau, levels)])
        kept, raised, left = self._at(niveau, record)
        return Depart(niveau, tuple(kept), raised, tuple(left), (), record)

    def of_codes(self, codes: Sequence[str], niveau: Niveau) -> Depart:
        """Return the current territories that codes mean, each once.

        Raises:
            InvalidParametersError: when there is none or too many, or when some are unknown at
                this level; nothing is guessed.
        """
        _check_asked(codes, niveau)
        found: dict[str, Territoire] = {}
        steps, left, refused = [], [], []
        read: dict[str, str] = {}
        for code in dict.fromkeys(codes):
            resolution = self.territoires.resolver.resolve(code, niveau)
            if resolution is None:
                refused.append(code)
                continue
            if resolution.etapes:
                steps.append(resolution.message)
                read[code] = resolution.territoire.code
            if resolution.territoire.zone is Zone.COM:
                place = lieu(resolution.territoire)
                has = place.verb("n’a", "n’ont")
                left.append(f"{place.sujet} {has} pas de contour dans nos sources.")
                continue
            found[resolution.territoire.code] = resolution.territoire
        if refused:
            raise InvalidParametersError([self._refused(refused, niveau)])
        if not found:
            why = "Aucun de ces territoires ne peut être comparé. " + " ".join(left[:SHOWN])
            raise InvalidParametersError([ParameterProblem("territoires", why)])
        told = tuple(dict.fromkeys(steps))
        return Depart(niveau, tuple(found.values()), 0, tuple(left), told, None, read)

    def _refused(self, codes: Sequence[str], niveau: Niveau) -> ParameterProblem:
        unique = list(dict.fromkeys(codes))
        shown = [c for c in unique[:SHOWN] if c.isascii() and c.isalnum() and len(c) <= 14]  # noqa: PLR2004  SIRET
        other = len(unique) - len(shown)
        more = f" et {other} autres" if shown and other else ""
        named = ", ".join(f"{code}{self._elsewhere(code)}" for code in shown)
        listed = f"{NBSP}: {named}{more}" if shown else ""
        told = (
            f"{len(unique)} code(s) ne désignent aucun territoire du niveau "
            f"« {niveau.label.lower()} »{listed}. Corrigez-les ou retirez-les : rien n’est deviné."
        )
        return ParameterProblem("territoires", told)

    def _elsewhere(self, code: str) -> str:
        """Return the level at which a code means something, in brackets."""
        found = self.territoires.resolver.resolve(code)
        return f" ({found.territoire.niveau.label.lower()})" if found else ""

    def _at(self, niveau: Niveau, record: Record) -> tuple[list[Territoire], int, list[str]]:
        """Return the territories at a level, how many came from below, and who was left out."""
        found: dict[str, Territoire] = {}
        raised: set[str] = set()
        left: dict[str, None] = {}
        for _, place in record.implantations:
            holder = place if place.niveau is niveau else self._holder(place, niveau)
            if holder is None or holder.zone is Zone.COM:
                left[place.nom] = None
                continue
            found[holder.code] = holder
            if holder is not place:
                raised.add(holder.code)
        direct = {p.code for _, p in record.implantations if p.niveau is niveau}
        return list(found.values()), len(raised - direct), list(left)

    def _holder(self, place: Territoire, niveau: Niveau) -> Territoire | None:
        code = {
            Niveau.EPCI: place.code_epci,
            Niveau.DEPARTEMENT: place.code_departement,
            Niveau.REGION: place.code_region,
        }.get(niveau)
        return self.territoires.find(niveau, code)


def _check_asked(codes: Sequence[str], niveau: Niveau) -> None:
    if not codes or len(codes) > MOST_CODES:
        told = f"Donnez de 1 à {MOST_CODES} codes de territoires."
        raise InvalidParametersError([ParameterProblem("territoires", told)])
    if niveau not in PROFILED:
        told = "Ce niveau n’a pas d’indicateurs."
        allowed = tuple(n.value for n in PROFILED)
        raise InvalidParametersError([ParameterProblem("niveau", told, allowed)])


def _most_common(implantations: Sequence[Implantation], levels: dict[Niveau, int]) -> Niveau | None:
    counts = {n: sum(i.niveau is n for i in implantations) for n in levels}
    return max(counts, key=lambda n: (counts[n], PROFILED.index(n)), default=None)


def _nowhere(niveau: Niveau | None, levels: dict[Niveau, int]) -> ParameterProblem:
    if niveau is None:
        return ParameterProblem(
            "niveau", "Cette expérimentation n’a pas d’implantation comparable."
        )
    told = (
        f"Cette expérimentation n’a aucune implantation au niveau « {niveau.label.lower()} » : "
        "choisissez un niveau où elle a lieu."
    )
    return ParameterProblem("niveau", told, tuple(n.value for n in levels))


NBSP = "\N{NO-BREAK SPACE}"
