"""Which implantations meet the filters: the catalogue as columns, a mask out.

One criterion is one comparison of arrays, so that 100,000 implantations cost about a millisecond
and every count of the interface comes from the same mask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.filters import Filters, SansDate
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Ints = NDArray[np.integer]

UNKNOWN_YEAR = 0
OPEN_END = 9999
REMEMBERED = 32
"""Words, and filters, whose masks are kept: the counts of one page ask for the same ones again."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The catalogue as aligned arrays; n implantations, m experiments, p places, e evaluations.

    ``experiment`` and ``place`` (n) point into the m experiments and the p places. Implantations
    of one experiment stand together. ``debut`` (n) is a year or 0; ``fin`` (n) is the last year
    covered, 9999 when nothing ends it; ``fin_dite`` (n) is the year of the record or 0;
    ``attestation`` (n) is year × 10000 + month × 100 + day, 0 when unknown. ``statut`` (n),
    ``base`` and ``dimension`` (m, -1 unknown) are positions in their enumeration; ``themes`` (m)
    is a bit field. ``region``, ``departement``, ``epci`` (p) are codes or empty, ``niveau`` (p) a
    level. ``local_text`` holds the folded local titles by implantation, ``words`` and ``masks`` the
    masks of the last words and filters asked.
    """

    experiment: Ints
    place: Ints
    statut: Ints
    debut: Ints
    fin: Ints
    fin_dite: Ints
    attestation: Ints
    themes: Ints
    base: Ints
    dimension: Ints
    experiment_text: Sequence[str]
    niveau: NDArray[np.str_]
    region: NDArray[np.str_]
    departement: NDArray[np.str_]
    epci: NDArray[np.str_]
    place_text: Sequence[str]
    local_text: dict[int, str]
    evaluated: Ints
    preuve: Ints
    effet: Ints
    words: dict[str, Mask] = field(default_factory=dict, compare=False)
    masks: dict[Filters, Mask] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        """Number of implantations."""
        return len(self.experiment)


def last_year(statut: Statut, fin: int | None, attested: int | None) -> int:
    """Return the last year covered: the end, else the attestation if it is over, else open."""
    if fin is not None:
        return fin
    over = statut in {Statut.TERMINEE, Statut.ABANDONNEE}
    return attested if over and attested is not None else OPEN_END


def position(kind: type[StrEnum], value: StrEnum | None) -> int:
    """Return the position of a member in its enumeration, -1 for ``None``."""
    return -1 if value is None else list(kind).index(value)


def theme_bits(themes: Sequence[Theme]) -> int:
    """Return themes as a bit field."""
    return sum(1 << position(Theme, theme) for theme in themes)


def select(columns: Columns, filters: Filters) -> Mask:
    """Return the mask (n), read-only, of the implantations that meet all criteria."""
    if filters in columns.masks:
        return columns.masks[filters]
    mask = _met(columns, filters)
    mask.flags.writeable = False
    if len(columns.masks) >= REMEMBERED:
        columns.masks.clear()
    columns.masks[filters] = mask
    return mask


def _met(columns: Columns, filters: Filters) -> Mask:
    mask = _experiments(columns, filters)[columns.experiment]
    mask &= _places(columns, filters)[columns.place]
    if filters.statut:
        mask &= np.isin(columns.statut, [position(Statut, s) for s in filters.statut])
    if filters.annee or filters.sans_date is SansDate.SEULES:
        mask &= _years(columns, filters)
    if filters.q:
        mask &= _text(columns, filters.q)
    return mask


def _experiments(columns: Columns, filters: Filters) -> Mask:
    mask = np.ones(len(columns.themes), dtype=bool)
    if filters.theme:
        mask &= (columns.themes & theme_bits(filters.theme)) != 0
    if filters.base:
        mask &= np.isin(columns.base, [position(BaseLegale, b) for b in filters.base])
    if filters.dimension:
        mask &= np.isin(columns.dimension, [position(Dimension, d) for d in filters.dimension])
    if filters.preuve or filters.effet:
        hit = np.ones(len(columns.evaluated), dtype=bool)
        if filters.preuve:
            hit &= np.isin(columns.preuve, [int(p) for p in filters.preuve])
        if filters.effet:
            hit &= np.isin(columns.effet, [position(Effet, e) for e in filters.effet])
        met = np.zeros(len(mask), dtype=bool)
        met[columns.evaluated[hit]] = True
        mask &= met
    return mask


def _places(columns: Columns, filters: Filters) -> Mask:
    mask = np.ones(len(columns.niveau), dtype=bool)
    if filters.niveau:
        mask &= np.isin(columns.niveau, [n.value for n in filters.niveau])
    for name in ("region", "departement", "epci"):
        code = getattr(filters, name)
        if code:
            mask &= getattr(columns, name) == code
    return mask


def _years(columns: Columns, filters: Filters) -> Mask:
    undated: Mask = columns.debut == UNKNOWN_YEAR
    if filters.sans_date is SansDate.SEULES:
        return undated
    low = filters.annee.debut if filters.annee else None
    high = filters.annee.fin if filters.annee else None
    overlap: Mask = ~undated
    if low is not None:
        overlap &= columns.fin >= low
    if high is not None:
        overlap &= columns.debut <= high
    return overlap | undated if filters.sans_date is SansDate.INCLURE else overlap


def _text(columns: Columns, text: str) -> Mask:
    """Every word is held; a text without letter nor digit is held by nothing."""
    words = fold(text).split()
    mask = np.full(len(columns), bool(words))
    for word in words:
        mask &= _holds(columns, word)
    return mask


def _holds(columns: Columns, word: str) -> Mask:
    known = columns.words.get(word)  # another thread may forget it at any moment
    if known is not None:
        return known
    in_experiment = np.array([word in t for t in columns.experiment_text], dtype=bool)
    in_place = np.array([word in t for t in columns.place_text], dtype=bool)
    mask: Mask = in_experiment[columns.experiment] | in_place[columns.place]
    mask[[i for i, text in columns.local_text.items() if word in text]] = True
    if len(columns.words) >= REMEMBERED:
        columns.words.clear()
    columns.words[word] = mask
    return mask


def experiments_in(columns: Columns, mask: Mask) -> Ints:
    """Return the positions of the distinct experiments of a mask, in order."""
    return np.flatnonzero(np.bincount(columns.experiment[mask], minlength=len(columns.themes)))
