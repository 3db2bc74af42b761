"""Reasons in words: what brings two territories together, what sets them apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.comparables import Numbers
    from cartoexp.domain.profils import Trait

ALIKE = 0.35
"""Two z-scores closer than this are « the same »."""
APART = 0.75
"""Two z-scores further than this are « more » or « less »."""
RANDOM_PAIR = 2.0
"""Mean of (zᵢ − zⱼ)² over pairs drawn at random: what a pair would add if nothing linked it."""
SMALLEST_SHARE = 0.02
"""An indicator that weighs less than this is no reason by itself."""


@dataclass(frozen=True, slots=True)
class Raisons:
    """``rapproche``: what two territories share; ``eloigne``: where they differ.

    The strongest first.
    """

    rapproche: tuple[str, ...]
    eloigne: tuple[str, ...]


def reasons(
    traits: Sequence[Trait],
    parts: Numbers,
    difference: Numbers,
    labels: Mapping[str, str],
    most: int = 3,
) -> Raisons:
    """Return the reasons of a pair.

    Args:
        traits: the v indicators.
        parts: weight of each (v), of sum 1.
        difference: z of the other territory minus z of this one (v), ``NaN`` when unknown.
        labels: French label of each indicator, for those that have no words of their own.
        most: how many reasons of each kind.
    """
    square = np.square(difference)
    gain = parts * (RANDOM_PAIR - square)
    near = [v for v in np.argsort(-gain, kind="stable") if _tells(parts[v], difference[v])]
    close = [v for v in near if abs(difference[v]) <= ALIKE]
    cost = np.nan_to_num(parts * square, nan=-1.0)
    far = [v for v in np.argsort(-cost, kind="stable") if abs(difference[v]) >= APART]
    return Raisons(
        tuple(word(traits[v].id, 0.0, labels) for v in close[:most]),
        tuple(word(traits[v].id, float(difference[v]), labels) for v in far[:most] if parts[v] > 0),
    )


def _tells(part: float, difference: float) -> bool:
    return part >= SMALLEST_SHARE and bool(np.isfinite(difference))


def word(trait: str, difference: float, labels: Mapping[str, str]) -> str:
    """Return the words for an indicator that is the same (0), higher or lower."""
    kind = 0 if difference == 0 else 1 if difference > 0 else 2
    known = words().get(trait)
    if known:
        return known[kind]
    label = labels.get(trait, trait)
    return f"{label}{NBSP}: {('valeur proche', 'plus élevé', 'plus bas')[kind]}"


NBSP = "\N{NO-BREAK SPACE}"


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Return the words by indicator."""
    text = files("cartoexp.domain").joinpath("mots.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found
