"""The comparison as a table for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.web.pages.comparer.modele import Comparaison

COLUMNS = ("theme", "indicateur", "libelle", "unite", "annee", "source", "mediane")


def columns(found: Comparaison) -> list[str]:
    """Return the head: a column for each territory, by its code."""
    return [*COLUMNS, *(f"{t.nom} ({t.code})" for t in found.territoires)]


def rows(found: Comparaison) -> Iterator[Sequence[str | float | None]]:
    """Yield a line for each indicator known of one of them, in its own unit."""
    for line in found.lignes:
        i = line.indicateur
        median = line.valeurs[0].mediane
        values = [v.valeur for v in line.valeurs]
        yield (i.theme, i.id, i.libelle, i.unite, i.millesime, i.source, median, *values)
