"""Lasting names of what we publish: the same wherever it is served."""

from __future__ import annotations

from uuid import UUID, uuid5

OURS = UUID("6f1c3f0e-6d1b-5b0a-9a5e-0d6b7c1f2e34")
"""Our names are hashed inside it: an experiment has one id, wherever it is served."""


def uuid(name: str) -> str:
    """Return the lasting UUID of a name."""
    return str(uuid5(OURS, name))


def urn(name: str) -> str:
    """Return the same as an address."""
    return f"urn:uuid:{uuid(name)}"
