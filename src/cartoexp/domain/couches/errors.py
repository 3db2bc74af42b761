"""Refusals about layers."""

from __future__ import annotations

from cartoexp.domain.errors import CartoexpError, NotFoundError


class CoucheNotFoundError(NotFoundError):
    """No layer is at this address, and none was."""


class CoucheEffaceeError(CartoexpError):
    """The layer of this address was erased, by its owner, by us or because its time was over."""


class CleRefuseeError(CartoexpError):
    """What would erase a layer is not the key that its owner was given."""


class CoucheRefuseeError(CartoexpError):
    """A layer cannot be made of this: says why and what to do, in French."""


class CouchesEpuiseesError(CartoexpError):
    """As many layers are kept as may be."""
