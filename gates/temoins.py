"""What proposed controls are worth: balance on what is looked at, and on what nothing has seen.

Communes are drawn from real programmes of the State; whoever is in the programme is no control.
Four ways to choose controls are weighed alike: at random, by population in the same région, the
nearest by the engine, and those that the site proposes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import comparables
from cartoexp.domain.ponderation import Poids
from cartoexp.domain.temoins import apparier, equilibrer
from cartoexp.domain.temoins.appariement import viviers
from cartoexp.domain.temoins.equilibre import LIMITE
from cartoexp.domain.territoires import Niveau
from cartoexp.services.temoins.service import REGARDES
from gates import base, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.services.profils import ProfilService

TAILLES = ((1, 5), (4, 5), (12, 3))
"""Territories that try, and controls of each."""
TIRAGES = 12
MANIERES = ("au sort", "même taille, même région", "les plus proches", "proposés")


HEADS = ("Essais × témoins", "Manière", "Écart, regardés", "Au-delà de 0,25", "Écart, jamais vus")
Ligne = tuple[float, float, float]


def write(service: ProfilService) -> int:
    """Print the table; return the exit status."""
    found = _mesures(service)
    print(f"| {' | '.join(HEADS)} |")
    print("| --- | --- | ---: | ---: | ---: |")
    for (tried, par, way), rows in found.items():
        seen, bad, unseen = np.nanmean(np.array(rows), axis=0)
        told = f"{seen:.2f} | {100 * bad:.0f} % | {unseen:.2f}".replace(".", ",")
        print(f"| {tried} × {par} | {way} | {told} |")
    print(f"Tirages par ligne : {len(next(iter(found.values())))}.")
    return 0


def _mesures(service: ProfilService) -> dict[tuple[int, int, str], list[Ligne]]:
    level = service.level(Niveau.COMMUNE)
    profils = level.profils
    names = [n for n in REGARDES if n in profils.columns]
    watched = profils.z[[profils.columns[n] for n in names]].astype(np.float64)
    unseen = np.array(list(_reduced(base.outside(profils))))
    found: dict[tuple[int, int, str], list[Ligne]] = defaultdict(list)
    for seed, codes in enumerate(sources.read_programmes().values()):
        member = np.array([profils.rows[c] for c in codes if c in profils.rows], dtype=np.intp)
        for tried, par in TAILLES:
            for drawing in range(TIRAGES):
                draw = np.random.default_rng((seed, tried, drawing))
                rows = np.sort(draw.choice(member, tried, replace=False))
                ways = _choose(service, watched, rows, member, par=par, draw=draw)
                for way, held in zip(MANIERES, ways, strict=True):
                    if any(len(kept) for kept in held):
                        found[tried, par, way].append(_weigh(watched, unseen, rows, held))
    return found


def _choose(
    service: ProfilService,
    watched: Numbers,
    rows: Rows,
    member: Rows,
    *,
    par: int,
    draw: np.random.Generator,
) -> tuple[list[Rows], ...]:
    """Return controls chosen in each way, among those that are not in the programme."""
    level, reglage = service.level(Niveau.COMMUNE), service.reglage(Niveau.COMMUNE)
    weights = Poids.compose(level.profils.traits, reglage.poids)
    pairs = [comparables.distances(level.profils, int(row), weights)[0] for row in rows]
    squares = np.array(pairs)
    free = np.ones(len(level.territoires), dtype=np.bool_)
    free[member] = False
    free &= ~np.isin(level.epci, level.epci[rows])
    pools = viviers(squares, (squares <= reglage.seuil) & free)
    near = apparier(squares, pools, par)
    chance = draw.choice(np.flatnonzero(free), (len(rows), par), replace=False)
    return (
        list(chance),
        _same_size(service, rows, free, par),
        near,
        equilibrer(watched, rows, near, pools),
    )


def _weigh(watched: Numbers, unseen: Numbers, rows: Rows, held: Sequence[Rows]) -> Ligne:
    gaps = _gaps(watched, rows, held)
    known = gaps[np.isfinite(gaps)]
    beyond = _gaps(unseen, rows, held)
    left = beyond[np.isfinite(beyond)]
    return (
        float(known.mean()),
        float((known > LIMITE).mean()),
        float(left.mean()) if len(left) else np.nan,  # INSEE keeps figures of small communes back
    )


def _same_size(service: ProfilService, rows: Rows, free: NDArray[np.bool_], par: int) -> list[Rows]:
    """Return what a team would pick by hand: the same population, in the same région."""
    level = service.level(Niveau.COMMUNE)
    people = level.situations.populations
    regions = level.situations.regions
    taken = ~free
    found = []
    for row in rows.tolist():
        gap = np.abs(np.log(np.maximum(people, 1)) - np.log(max(people[row], 1)))
        gap[taken | (regions != regions[row]) | ~np.isfinite(gap)] = np.inf
        kept = np.argsort(gap, kind="stable")[:par]
        taken[kept] = True
        found.append(kept)
    return found


def _gaps(z: Numbers, rows: Rows, held: Sequence[Rows]) -> Numbers:
    """Return the standardised differences of the averages, whatever their side (v)."""
    with np.errstate(invalid="ignore"):
        pairs = [
            z[:, row] - _mean(z[:, kept])
            for row, kept in zip(rows.tolist(), held, strict=True)
            if len(kept)
        ]
    if not pairs:
        return np.full(len(z), np.nan)
    result: Numbers = np.abs(_mean(np.array(pairs).T))
    return result


def _mean(values: Numbers) -> Numbers:
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    result: Numbers = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return result


def _reduced(values: Mapping[str, Numbers]) -> Iterator[Numbers]:
    """Yield the indicators of INSEE that not even the search for weights saw, reduced."""
    for column in (v for name, v in values.items() if name not in base.SEEN):
        yield (column - np.nanmean(column)) / np.nanstd(column)
