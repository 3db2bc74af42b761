"""Errors raised on purpose by the domain and the services; only the edges map them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class CartoexpError(Exception):
    """Base class: ``except CartoexpError`` catches everything we raise on purpose."""

    def lines(self) -> list[str]:
        """Return what to show a person on a terminal."""
        return [str(self)]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A territory or an experiment close to what was asked: its title and its path."""

    titre: str
    chemin: str


class NotFoundError(CartoexpError):
    """Nothing carries this identifier; ``proches`` holds close ones, three as a rule."""

    def __init__(self, message: str, proches: Sequence[Suggestion] = ()) -> None:
        """Keep the French message and the closest candidates."""
        super().__init__(message)
        self.proches = tuple(proches)


class TerritoireNotFoundError(NotFoundError):
    """No territory carries this code."""


class ExperimentNotFoundError(NotFoundError):
    """No experiment carries this identifier."""


class DerogationNotFoundError(NotFoundError):
    """No derogation, or no norm of one, carries this name."""


class UnknownFormatError(NotFoundError):
    """This is not offered in this format; ``proches`` holds those that are."""


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One refused parameter: its name, why in French, and the allowed values if they are few.

    The refused value is deliberately absent: what came in is never sent back.
    """

    parametre: str
    message: str
    valeurs_admises: tuple[str, ...] = ()


class InvalidParametersError(CartoexpError):
    """One or several parameters are unknown, malformed or contradictory."""

    def __init__(self, problems: Sequence[ParameterProblem]) -> None:
        """Keep every problem, not only the first."""
        super().__init__(" ".join(p.message for p in problems))
        self.problems = tuple(problems)


class ContradictionError(InvalidParametersError):
    """Each criterion is right, but nothing can meet them together."""


class InvalidCatalogueError(CartoexpError):
    """The catalogue breaks its schema; nothing of it was loaded."""

    def __init__(self, problems: Sequence[object]) -> None:
        """Keep the problems found by ``domain.catalogue``, in file and line order."""
        super().__init__(f"Catalogue refusé : {len(problems)} problème(s), rien n’a été changé.")
        self.problems = tuple(problems)

    def lines(self) -> list[str]:
        """Return every problem, then the verdict."""
        return [*map(str, self.problems), str(self)]


class DataFileError(CartoexpError):
    """A file shipped with the product is missing or broken; says the file and the cure."""

    def __init__(self, path: Path, reason: str, cure: str) -> None:
        """Build one line: file, reason, cure."""
        super().__init__(f"{path} : {reason}. {cure}")
        self.path = path


class FichierRefuseError(CartoexpError):
    """A file that was given to us cannot be read; says why and what to do, in French."""


class FichierTropLourdError(FichierRefuseError):
    """A file that was sent is larger than what is admitted."""


class EnvoiPerduError(CartoexpError):
    """A file that was sent is no longer kept, or never was."""


class EnvoiEtrangerError(CartoexpError):
    """Another site makes a visitor's browser send something."""


class EnvoisEpuisesError(CartoexpError):
    """An address sent as much as it may; ``attente_s`` is when to try again (seconds)."""

    def __init__(self, message: str, attente_s: int) -> None:
        """Keep the French message and the time to wait."""
        super().__init__(message)
        self.attente_s = attente_s


class NotWritableError(DataFileError):
    """A folder where files are kept cannot be written."""


class BusyError(CartoexpError):
    """Too much heavy work is under way; the request may be tried again in a minute."""


class DatabaseUnavailableError(CartoexpError):
    """The database does not answer; the request may be tried again later."""


class DatabaseNotReadyError(CartoexpError):
    """The database answers but holds no loaded catalogue, or an outdated one."""


class CatalogueReplacedError(CartoexpError):
    """The catalogue was replaced while a file was being written: it would mix two versions."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Le catalogue a changé pendant l’envoi\u00a0: redemandez le fichier.")


class CorrespondanceError(CartoexpError):
    """The mapping of columns names what the file does not have, or leaves a territory untold."""
