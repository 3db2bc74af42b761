"""Deadlines of derogations, on their own territories or on those of their experiment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.echeances import Echeance, Nature
from cartoexp.domain.echeances import derogations as rules
from cartoexp.domain.selection import select
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.services.echeances.faits import ordered, territoires

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.echeances.service import Fonds
    from cartoexp.services.territoires import TerritoireService

HELD_BY = {
    Niveau.REGION: "code_region",
    Niveau.DEPARTEMENT: "code_departement",
    Niveau.EPCI: "code_epci",
}


def echeances(
    fonds: Fonds, filters: Filters, known: TerritoireService, today: date
) -> Iterator[Echeance]:
    """Yield the deadlines of the derogations that the filters let through.

    A derogation that names its territories is where they are, whatever its experiment has
    elsewhere; the other filters are those of its experiment, and a text is also looked for in what
    the derogation is about.
    """
    for d in fonds.derogations:
        places = _places(fonds, d, filters, known)
        if places is not None:
            yield from _of(fonds, d, places, today)


def _of(
    fonds: Fonds, d: Derogation, places: tuple[Territoire, ...], today: date
) -> Iterator[Echeance]:
    snapshot = fonds.snapshot
    evaluations = fonds.evaluations.get(d.experimentation, ())
    evaluee = rules.est_evaluee(d, evaluations)
    for nature, when in rules.dates(d):
        told = nature.value.replace("_", "-")
        yield Echeance(
            cle=f"derogation-{d.id}-{told}",
            nature=nature,
            date=when,
            experiment=snapshot.experiments[snapshot.positions[d.experimentation]],
            territoires=places,
            objet=d.objet.removesuffix("."),
            derogation=d.id,
            suites=() if nature is Nature.EVALUATION_DUE else rules.suites(d),
            constat=rules.constat(d, nature, today, evaluee=evaluee),
            contradiction=rules.contradiction(d, nature, when, today),
            sources=d.citees[::-1],  # the last one tells of deadlines and of the outcome
        )


def _places(
    fonds: Fonds, d: Derogation, filters: Filters, known: TerritoireService
) -> tuple[Territoire, ...] | None:
    """Return where a derogation is, ``None`` when a filter leaves it out.

    A place that no territory is today is told by nobody: it cannot be inside another one.
    """
    asked = replace(filters, q="") if _about(d, filters.q) else filters
    if not d.territoires:
        rows = _rows(fonds, d, asked)
        return territoires(fonds, rows) if len(rows) else None
    anywhere = replace(asked, niveau=(), region=None, departement=None, epci=None)
    if not len(_rows(fonds, d, anywhere)):
        return None
    found = [t for lieu in d.territoires if (t := known.find(lieu.niveau, lieu.code))]
    placed = any(getattr(filters, n) for n in ("niveau", "region", "departement", "epci"))
    inside = [t for t in found if _inside(t, filters)]
    return ordered(inside) if inside or not placed else None


def _rows(fonds: Fonds, d: Derogation, filters: Filters) -> np.ndarray:
    columns = fonds.snapshot.columns
    own = columns.experiment == fonds.snapshot.positions[d.experimentation]
    return np.flatnonzero(select(columns, filters) & own)


def _inside(t: Territoire, filters: Filters) -> bool:
    if filters.niveau and t.niveau not in filters.niveau:
        return False
    return all(
        code is None or code == (t.code if t.niveau is niveau else getattr(t, attribute))
        for niveau, attribute in HELD_BY.items()
        for code in [getattr(filters, niveau.value)]
    )


def _about(d: Derogation, text: str) -> bool:
    """Tell whether every word is in what the derogation is about."""
    held = fold(" ".join((d.objet, d.norme_texte, d.norme_article or "", d.autorite or "")))
    words = fold(text).split()
    return bool(words) and all(word in held for word in words)
