"""Errors of the reference build; every message is French, with a cure."""

from __future__ import annotations

from cartoexp.domain.errors import CartoexpError


class ReferenceBuildError(CartoexpError):
    """The reference cannot be built."""


class SourceUnavailableError(ReferenceBuildError):
    """A pinned source cannot be obtained, or is not the pinned one."""


class GateFailedError(ReferenceBuildError):
    """A gate of the build measured something else than expected."""
