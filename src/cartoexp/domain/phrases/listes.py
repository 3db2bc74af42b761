"""Lists as a sentence holds them: « A, B et C »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(names: Sequence[str], limit: int | None = None, other: str = "autre") -> str:
    """Return « Lens, Libourne et Vienne », « Lens, Libourne et 3 autres »; empty for none.

    Beyond ``limit`` names the rest is counted, never one alone: its name is no longer than that.
    """
    kept = [*names]
    if limit is not None and len(kept) > limit + 1:
        kept = [*kept[:limit], count(len(kept) - limit, other)]
    if len(kept) < 2:  # noqa: PLR2004  one name needs no conjunction
        return "".join(kept)
    return f"{', '.join(kept[:-1])} et {kept[-1]}"
