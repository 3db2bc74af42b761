"""``docs/performance.md``, written from what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.results import NBSP, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.results import Row, Section

INTRO = (
    "Écrit par `make bench`, à ne pas corriger à la main. Les rapports ont été pris dans une même "
    "exécution, les deux côtés en alternance ; les durées ne valent que pour la machine décrite."
)


def write(sections: Sequence[Section], machine: Sequence[str], when: str, seconds: float) -> str:
    """Return the document."""
    rows = [row for section in sections for row in section.rows]
    summary = table(["", "mesure", "cible", "atteint ?"], [_line(r) for r in rows])
    conditions = [
        f"Le {when}, par la commande `make bench` (`python -m benchmarks`), en {seconds:.0f} s.",
        *machine,
    ]
    listed = "\n".join(f"- {line}" for line in conditions)
    parts = ["# Performances mesurées", INTRO, summary, "## Conditions", listed]
    for section in sections:
        parts += [f"## {section.titre}", section.methode, *section.details]
    return "\n\n".join(parts).replace(" :", f"{NBSP}:").replace(" ?", "\u202f?") + "\n"


def _line(row: Row) -> list[str]:
    told = {True: "oui", False: "**non atteint**", None: row.dit}[row.atteint]
    return [row.nom, row.mesure, row.cible, told]
