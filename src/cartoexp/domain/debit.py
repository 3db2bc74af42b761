"""How often one address may ask: a bucket that refills evenly; pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

_ROUNDING = 1e-6
"""Seconds by which times of a clock are not told apart."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request is let through, and what is left.

    ``reste`` counts the requests that may still come at once; ``plein_s`` is the time until all
    may again, ``attente_s`` the time until the next one may, 0 when this one does (seconds).
    """

    admise: bool
    reste: int
    plein_s: float
    attente_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Debit:
    """At most ``limite`` requests at once, then ``limite`` for each ``periode_s`` seconds."""

    limite: int
    periode_s: float = 1.0

    def take(self, plein_a: float, now: float) -> tuple[float, Verdict]:
        """Take one request from a bucket.

        Args:
            plein_a: when the bucket is full again; any time in the past for one never asked.
            now: the time, on the same clock (seconds).

        Returns:
            When it is full again after this request, and the verdict.
        """
        step = self.periode_s / self.limite
        missing = max(plein_a - now, 0.0)
        if missing + step > self.periode_s + _ROUNDING:
            return plein_a, Verdict(False, 0, missing, missing + step - self.periode_s)  # noqa: FBT003  named above
        missing += step
        left = floor((self.periode_s - missing + _ROUNDING) / step)
        return now + missing, Verdict(True, left, missing)  # noqa: FBT003  named above
