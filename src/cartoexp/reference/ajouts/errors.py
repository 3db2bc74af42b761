"""Why indicators were not added; every message is French, with a cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import CartoexpError

if TYPE_CHECKING:
    from collections.abc import Sequence

UNCHANGED = "Rien n’a été changé."


class AjoutRefuseError(CartoexpError):
    """A file or its description is refused; ``details`` are further lines. Nothing was changed."""

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        """Keep the reason and its details."""
        super().__init__(message)
        self.details = tuple(details)

    def lines(self) -> list[str]:
        """Return the reason, its details, and that nothing was changed."""
        return [str(self), *self.details, UNCHANGED]


class SourceInjoignableError(CartoexpError):
    """The source cannot be downloaded, or is not the expected one: told in one line."""

    def lines(self) -> list[str]:
        """Return the one line."""
        return [f"{self} {UNCHANGED}"]
