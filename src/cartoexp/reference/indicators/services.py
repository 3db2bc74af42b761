"""What a commune offers, or houses, for others than its residents."""

from __future__ import annotations

from cartoexp.reference.indicators.centralite import percent
from cartoexp.reference.indicators.frame import Frame, Measure, ratio


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme."""
    return {
        "heures_mairie": Measure(frame.column(frame.inputs.mairies.hours)),
        "part_comptee_a_part": ratio(frame.comptee_a_part_2017, frame.population_2017, percent),
    }
