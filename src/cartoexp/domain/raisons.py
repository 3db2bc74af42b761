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

    from numpy.typing import NDArray

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
    """Return the reasons of a pair: :func:`reasons_of_pairs` for one ``difference`` (v)."""
    return reasons_of_pairs(traits, parts, difference[None, :], labels, most)[0]


def reasons_of_pairs(
    traits: Sequence[Trait],
    parts: Numbers,
    differences: Numbers,
    labels: Mapping[str, str],
    most: int = 3,
) -> list[Raisons]:
    """Return the reasons of m pairs.

    Args:
        traits: the v indicators.
        parts: weight of each (v), of sum 1.
        differences: z of the other territory minus z of this one (m x v), ``NaN`` when unknown.
        labels: French label of each indicator, for those that have no words of their own.
        most: how many reasons of each kind.
    """
    squares = np.square(differences)
    size = np.abs(differences)  # NaN is neither close nor far
    close = (size <= ALIKE) & (parts >= SMALLEST_SHARE)
    far = (size >= APART) & (parts > 0)
    near_first = first_of(parts * (RANDOM_PAIR - squares), close, most)
    far_first = first_of(parts * squares, far, most)
    ids = [trait.id for trait in traits]
    return [
        Raisons(
            tuple(word(ids[v], 0.0, labels) for v in near),
            tuple(word(ids[v], float(difference[v]), labels) for v in apart),
        )
        for near, apart, difference in zip(near_first, far_first, differences, strict=True)
    ]


def first_of(values: Numbers, kept: NDArray[np.bool_], most: int) -> list[list[int]]:
    """Return for each line of ``values`` (m x v) its ``most`` largest columns among those kept."""
    ranked = np.where(kept, -values, np.inf)
    order = np.argsort(ranked, axis=1, kind="stable")[:, :most]
    counts = np.minimum(kept.sum(axis=1), most).tolist()
    return [line[:n] for line, n in zip(order.tolist(), counts, strict=True)]


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
