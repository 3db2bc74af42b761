"""Opening hours of the mairies: from the source's lists to plain records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MAXIMUM_HOURS_A_WEEK = 80.0


def parse_horaires(text: str) -> list[dict[str, list[str]]]:
    """Return ``[{"jours": ["lundi", …], "plages": ["09:00-12:00", …]}, …]``, in week order.

    The source gives ``[[first day, last day, [[from, to], …]], …]``; a range that does not end
    after it begins is left out, and so is a day without any range.
    """
    found = []
    for first, last, ranges in json.loads(text or "[]"):
        slots = [f"{start[:5]}-{end[:5]}" for start, end in ranges if start and end and start < end]
        days = _days(first, last)
        if slots and days:
            found.append({"jours": days, "plages": sorted(set(slots))})
    return sorted(found, key=lambda item: (DAYS.index(item["jours"][0]), item["plages"]))


def hours_a_week(horaires: Sequence[dict[str, list[str]]]) -> float | None:
    """Return the hours open in a week, each day's ranges merged; ``None`` if none is told."""
    slots: dict[str, list[tuple[int, int]]] = {}
    for item in horaires:
        for day in item["jours"]:
            slots.setdefault(day, []).extend(_minutes(slot) for slot in item["plages"])
    total = sum(_merged(day) for day in slots.values()) / 60
    return total if 0 < total <= MAXIMUM_HOURS_A_WEEK else None


def _days(first: str, last: str) -> list[str]:
    if first not in DAYS or last not in DAYS:
        return []
    start, end = DAYS.index(first), DAYS.index(last)
    return list(DAYS[start : end + 1]) if start <= end else [*DAYS[start:], *DAYS[: end + 1]]


def _minutes(slot: str) -> tuple[int, int]:
    start, end = (int(time[:2]) * 60 + int(time[3:5]) for time in slot.split("-"))
    return start, end


def _merged(slots: list[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(slots):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
