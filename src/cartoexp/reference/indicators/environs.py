"""What surrounds a commune: occupations of the councillors within 20 km, means within 30 km.

No source of ours tells the local economy offline; the occupations of the councillors of all the
communes around, counted together, are a proxy of it that does not depend on one small council.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.indicators.catalogue import read_toml
from cartoexp.reference.indicators.centralite import percent
from cartoexp.reference.indicators.elus import FEWEST_KNOWN, councillors
from cartoexp.reference.indicators.frame import Frame, Measure, ratio
from cartoexp.reference.indicators.neighbours import mean_around, pairs_within, sum_around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.reference.indicators.frame import Array
    from cartoexp.reference.indicators.neighbours import Pairs

COUNCILS_METRES = 20_000.0
MEANS_METRES = 30_000.0


def compute(frame: Frame, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """Return the measures of the theme, own commune included: shares in percent, means.

    Args:
        frame: communes.
        measures: the measures already computed, by id.
    """
    read = read_toml("environs.toml")
    wanted = {row["id"]: row["code"] for row in (*read["profession"], *read["groupe"])}
    near = pairs_within(frame, COUNCILS_METRES)
    far = pairs_within(frame, MEANS_METRES)
    means = {
        f"{row['id']}_30km": Measure(mean_around(measures[row["id"]].values, frame.population, far))
        for row in read["moyenne"]
    }
    return shares(occupations(frame), wanted, near) | means


def occupations(frame: Frame) -> dict[str, Array]:
    """Return the councillors of each commune by occupation (PCS 2003, two digits), those known."""
    counts: dict[str, Array] = {}
    for where, row in councillors(frame):
        if code := row["profession"]:
            counts.setdefault(code, np.zeros(len(frame.codes)))[where] += 1.0
    return counts


def shares(
    counts: Mapping[str, Array], wanted: Mapping[str, str], pairs: Pairs
) -> dict[str, Measure]:
    """Return the share of each wanted occupation among the councillors around, in percent.

    Args:
        counts: councillors by commune, by occupation.
        wanted: code by name; a code of one digit holds every occupation that starts with it.
        pairs: communes and those around them, themselves included.

    Returns:
        Measures ``elus_20km_<name>``; ``NaN`` where fewer than five councillors are known around.
    """
    known = sum_around(np.sum([*counts.values()], axis=0), pairs)
    known[known < FEWEST_KNOWN] = np.nan
    around = {code: sum_around(values, pairs) for code, values in counts.items()}
    return {
        f"elus_20km_{name}": ratio(
            np.sum([values for code, values in around.items() if code.startswith(start)], axis=0),
            known,
            percent,
        )
        for name, start in wanted.items()
    }
