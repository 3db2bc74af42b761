"""Refusals about contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import CartoexpError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.catalogue import Problem


class ContributionNotFoundError(NotFoundError):
    """No contribution is behind this link, or has this number."""


class BrouillonPerimeError(CartoexpError):
    """A draft was left for longer than drafts are kept."""


class EtapeError(CartoexpError):
    """This cannot be done to a contribution in its state, or not by this role."""


class ConflitError(CartoexpError):
    """Somebody else changed the contribution or the record since it was read: nothing is done."""


class ContributionRefuseeError(CartoexpError):
    """What is proposed cannot be accepted as it is written; ``problems`` says why, cell by cell."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem, not only the first."""
        super().__init__(
            f"La proposition est à corriger : {len(problems)} problème(s). Rien n’est perdu."
        )
        self.problems = tuple(problems)

    def lines(self) -> list[str]:
        """Return every problem, then the verdict."""
        return [*map(str, self.problems), str(self)]


class EnvoiRetenuError(CartoexpError):
    """A form is not taken as it came; what it says is shown again, to be sent again."""


class EnvoiDiffereError(EnvoiRetenuError):
    """An address sent as many forms as it may; ``attente_s`` is when to try again (seconds)."""

    def __init__(self, message: str, attente_s: int) -> None:
        """Keep the French message and the time to wait."""
        super().__init__(message)
        self.attente_s = attente_s


class PieceInattendueError(EnvoiRetenuError):
    """A file came with a form that takes none."""


class EnvoiIllisibleError(CartoexpError):
    """What was sent is no form."""


class EnvoiTropLongError(CartoexpError):
    """What was sent is larger than any form of ours."""
