"""Reading of query parameters: every refusal is kept, none echoes what came in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.territoires import Niveau, has_shape
from cartoexp.domain.texte import text_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?", re.ASCII)
_MAX_VALUES = 60

E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Reader:
    """Reads typed values from a query (name → values) and collects the problems."""

    query: Mapping[str, Sequence[str]]
    problems: list[ParameterProblem] = field(default_factory=list)

    def problem(self, parametre: str, message: str, admises: Iterable[str] = ()) -> None:
        """Note a problem."""
        self.problems.append(ParameterProblem(parametre, message, tuple(admises)))

    def raise_problems(self) -> None:
        """Raise when anything was refused.

        Raises:
            InvalidParametersError: with all the problems noted.
        """
        if self.problems:
            raise InvalidParametersError(self.problems)

    def refuse_unknown(self, allowed: Iterable[str]) -> None:
        """Refuse parameters that nobody reads."""
        names = sorted(allowed)
        if any(name not in names for name in self.query):
            self.problem("requête", "Un paramètre de l’adresse est inconnu.", names)

    def values(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Read comma-separated values among ``allowed``, without repetition, in that order."""
        given = [v for raw in self.query.get(name, ()) for v in raw.split(",") if v]
        if len(given) > _MAX_VALUES or any(v not in allowed for v in given):
            self.problem(name, f"Valeur inconnue pour « {name} ».", allowed)
            return ()
        return tuple(v for v in allowed if v in given)

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Read members of an enumeration."""
        return tuple(kind(v) for v in self.values(name, [m.value for m in kind]))

    def choice(self, name: str, kind: type[E], default: E) -> E:
        """Read at most one member of an enumeration."""
        found = self.choices(name, kind)
        if len(found) > 1:
            self.problem(name, f"Une seule valeur est admise pour « {name} ».", [*kind])
        return found[0] if found else default

    def single(self, name: str) -> str | None:
        """Read a parameter that may be given once; empty counts as absent."""
        given = [v for v in self.query.get(name, ()) if v]
        if len(set(given)) > 1:
            self.problem(name, f"« {name} » est donné plusieurs fois avec des valeurs différentes.")
            return None
        return given[0] if given else None

    def text(self, name: str) -> str:
        """Read free text."""
        value = normalize("NFC", self.single(name) or "")
        reason = text_problem(value)
        if reason:
            self.problem(name, reason)
            return ""
        return " ".join(value.split())

    def code(self, name: str, niveau: Niveau) -> str | None:
        """Read the code of a territory: its shape only, its existence is checked by services."""
        value = self.single(name)
        if value is None:
            return None
        if not has_shape(niveau, value):
            self.problem(name, f"« {name} » attend un code {_EXAMPLES[niveau]}.")
            return None
        return value

    def years(self, name: str) -> tuple[int | None, int | None] | None:
        """Read ``2016``, ``2016-2024``, ``2016-`` or ``-2024``."""
        value = self.single(name)
        if value is None:
            return None
        match = _YEARS.fullmatch(value)
        if not match or value == "-" or (match[1] and match[3] and not match[2]):
            self.problem(name, f"« {name} » attend une année ou un intervalle, comme 2016-2024.")
            return None
        low = int(match[1]) if match[1] else None
        high = int(match[3]) if match[3] else (None if match[2] else low)
        known = [year for year in (low, high) if year is not None]
        if any(not FIRST_YEAR <= year <= LAST_YEAR for year in known):
            self.problem(name, f"« {name} » attend des années entre {FIRST_YEAR} et {LAST_YEAR}.")
            return None
        return low, high

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """Read a whole number between two bounds, both allowed."""
        value = self.single(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            self.problem(name, f"« {name} » attend un nombre entier entre {low} et {high}.")
            return default
        return int(value)

    def number(self, name: str, low: float, high: float) -> float | None:
        """Read a finite number between two bounds, both allowed."""
        value = self.single(name)
        if value is None:
            return None
        try:
            number = float(value) if re.fullmatch(r"[-+0-9.eE]{1,30}", value) else math.nan
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            self.problem(name, f"« {name} » attend un nombre entre {low:g} et {high:g}.")
            return None
        return number


_EXAMPLES = {
    Niveau.REGION: "de région à deux chiffres, comme 32",
    Niveau.DEPARTEMENT: "de département, comme 59, 2A ou 974",
    Niveau.EPCI: "SIREN à neuf chiffres, comme 200041960",
    Niveau.EPT: "SIREN à neuf chiffres, comme 200057867",
    Niveau.COMMUNE: "INSEE à cinq caractères, comme 59178",
}
