"""Refusals about accounts."""

from __future__ import annotations

from cartoexp.domain.errors import CartoexpError, NotFoundError


class CompteInconnuError(NotFoundError):
    """No account has this name."""


class CompteRefuseError(CartoexpError):
    """An account cannot be made or changed so: says why and what to do, in French."""


class MotDePasseRefuseError(CartoexpError):
    """A new password is too weak, or was written in two ways: says what to do."""


class ConnexionRefuseeError(CartoexpError):
    """Nobody is let in: the same words whatever the reason."""


class LienPerduError(CartoexpError):
    """A link that sets a password is unknown, used, or its time is over: the same words."""


class FormulairePerimeError(CartoexpError):
    """A form was not made for the session that sends it."""


class SessionRequiseError(CartoexpError):
    """Something was sent by who is not, or no longer, signed in."""


class AccesReserveError(CartoexpError):
    """Signed in, but not for this."""
