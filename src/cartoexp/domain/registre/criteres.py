"""What may be asked of the registry: page, API and files read and write the same query."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cartoexp.domain.query import Reader
from cartoexp.domain.registre.inscriptions import Etat, etat
from cartoexp.domain.registre.recherche import Recherche
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Decision, Fondement, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cartoexp.domain.registre.inscriptions import Inscription
    from cartoexp.domain.territoires import Territoire


@dataclass(frozen=True, slots=True)
class Criteres:
    """Criteria on derogations; empty means none. Values of one add up, criteria restrict.

    ``q`` is a norm as people write it, or words; ``region`` and ``departement`` are codes of the
    territory that holds one of its territories, or is one.
    """

    q: str = ""
    fondement: tuple[Fondement, ...] = ()
    decision: tuple[Decision, ...] = ()
    etat: tuple[Etat, ...] = ()
    issue: tuple[Suite, ...] = ()
    region: str | None = None
    departement: str | None = None

    @classmethod
    def read(cls, reader: Reader) -> Criteres:
        """Read the criteria; problems stay with the reader."""
        return cls(
            q=reader.text("q"),
            fondement=reader.choices("fondement", Fondement),
            decision=reader.choices("decision", Decision),
            etat=reader.choices("etat", Etat),
            issue=reader.choices("issue", Suite),
            region=reader.code("region", Niveau.REGION),
            departement=reader.code("departement", Niveau.DEPARTEMENT),
        )

    @classmethod
    def parse(cls, query: Mapping[str, Sequence[str]]) -> Criteres:
        """Read a query (name → values).

        Raises:
            InvalidParametersError: with every problem found.
        """
        reader = Reader(query)
        reader.refuse_unknown(PARAMETRES)
        found = cls.read(reader)
        reader.raise_problems()
        return found

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the criteria that are set, in a fixed order."""
        told = [(f.name, getattr(self, f.name)) for f in fields(self)]
        return [(n, ",".join(v) if isinstance(v, tuple) else v) for n, v in told if v]

    def query(self) -> str:
        """Return the query string, without « ? »; :meth:`parse` reads it back."""
        return urlencode(self.pairs(), safe=",")

    def without(self, name: str, value: str | None = None) -> Criteres:
        """Return these criteria less one, or less one of its values."""
        left: Any = getattr(Criteres(), name)
        current = getattr(self, name)
        if value and isinstance(current, tuple):
            left = tuple(v for v in current if v != value)
        return replace(self, **{name: left})

    def __bool__(self) -> bool:
        """Whether any criterion is set."""
        return self != Criteres()

    def retenir(self, inscriptions: Iterable[Inscription], today: date) -> list[Inscription]:
        """Return the rows that meet them, in their order."""
        recherche = Recherche.de(self.q)
        return [
            i
            for i in inscriptions
            if recherche.trouve(i) and self._admet(i, today) and self._situe(i)
        ]

    def _admet(self, inscription: Inscription, today: date) -> bool:
        d = inscription.derogation
        return (
            (not self.fondement or d.fondement in self.fondement)
            and (not self.decision or d.decision in self.decision)
            and (not self.issue or d.issue in self.issue)
            and (not self.etat or etat(d, today) in self.etat)
        )

    def _situe(self, inscription: Inscription) -> bool:
        return all(
            code is None or any(_dans(t, niveau, code) for t in inscription.territoires)
            for niveau, code in (
                (Niveau.REGION, self.region),
                (Niveau.DEPARTEMENT, self.departement),
            )
        )


def _dans(territoire: Territoire, niveau: Niveau, code: str) -> bool:
    held = territoire.code_region if niveau is Niveau.REGION else territoire.code_departement
    return territoire.cle == (niveau, code) or held == code


PARAMETRES = tuple(f.name for f in fields(Criteres))
"""Names of the parameters, in the order in which they are written."""
