"""An indicator made of any file that has one row a commune."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.resolution import Resolver
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.ajouts import recodage
from cartoexp.reference.ajouts.ensemble import Ensemble, build
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.nombres import read_number
from cartoexp.reference.ajouts.terrain import COUNTED
from cartoexp.reference.indicators.aggregate import Rule
from cartoexp.reference.indicators.frame import Measure, ratio
from cartoexp.store.lecture import ouvrir

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from cartoexp.reference.ajouts.description import Colonnes, Description
    from cartoexp.reference.ajouts.terrain import Array, Rows, Terrain

SHOWN = 20
"""Faults of a file that are listed; all of them are counted."""
FEWEST_DISTINCT = 2
SPACES = re.compile(r"[\s.\-]+")


@dataclass(frozen=True, slots=True)
class Lignes:
    """What is used of a file: code of each row, its line, values (rows x 1 or 2)."""

    codes: Sequence[str]
    numeros: Sequence[int]
    valeurs: Array


def read(
    path: Path, description: Description, terrain: Terrain, *, leave_unknown: bool = False
) -> Ensemble:
    """Return the indicator that a file holds, on the communes of today.

    Codes that lead to no commune are refused, all of them listed, unless ``leave_unknown``.

    Raises:
        AjoutRefuseError: for unreadable numbers, codes that are not joined, two values for one
            commune, or values that are all the same.
    """
    definition = description.definition
    lines = _read(path, description.colonnes)
    codes, remarks = _known_codes(path, lines, terrain, leave_unknown=leave_unknown)
    targets = terrain.targets(codes)
    measure = _measure(description, lines.valeurs, targets, len(terrain.communes))
    known = measure.values[np.isfinite(measure.values)]
    if len(np.unique(known)) < FEWEST_DISTINCT:
        raise AjoutRefuseError(
            f"{path.name} : {len(known)} commune(s) avec une valeur, toutes la même : il n’y a "
            "rien à montrer ni à comparer."
        )
    remarks += _lost(measure.values, targets)
    return build(definition.id, terrain, [(definition, measure)], remarks)


def _read(path: Path, columns: Colonnes) -> Lignes:
    names = [n for n in (columns.valeur, columns.denominateur) if n]
    codes, numbers, values, faults = [], [], [], []
    with ouvrir(path) as table:
        head = table.entetes
        absent = [name for name in (columns.code, *names) if name not in head]
        if absent:
            raise AjoutRefuseError(
                f"{path.name} : colonne absente, {', '.join(f'« {n} »' for n in absent)}.",
                [f"Colonnes du fichier : {', '.join(head)}."],
            )
        code_at, places = head.index(columns.code), [head.index(name) for name in names]
        for number, cells, _ in table.lignes:
            read = [_number(cells[place], columns.manquants) for place in places]
            if None in read:
                told = next(cells[p] for p, v in zip(places, read, strict=True) if v is None)
                faults.append(f"ligne {number} : « {told[:40]} » n’est pas un nombre")
            codes.append(cells[code_at].strip())
            numbers.append(number)
            values.append([math.nan if v is None else v for v in read])
    _refuse(path, faults, "valeurs illisibles", "Une absence se déclare dans « manquants ».")
    return Lignes(codes, numbers, np.array(values, dtype=np.float64).reshape(-1, len(names)))


def _number(text: str, missing: frozenset[str]) -> float | None:
    try:
        return read_number(text, missing)
    except ValueError:
        return None


def _known_codes(
    path: Path, lines: Lignes, terrain: Terrain, *, leave_unknown: bool
) -> tuple[list[str], list[str]]:
    """Return the code of each row once repaired, and what was done, in sentences.

    A former code stays as it is, since what becomes of its value depends on the rule; a code left
    aside is empty.
    """
    reference = terrain.reference
    resolver = Resolver.build(reference.territoires, reference.passages)
    known = {*resolver.passages, *(t.code for t in terrain.communes)}
    codes = [_known(code, known, resolver) for code in lines.codes]
    where = list(zip(lines.codes, lines.numeros, strict=True))
    unknown = [
        f"ligne {number} : {code[:40] or '(vide)'}"
        for (code, number), found in zip(where, codes, strict=True)
        if not found
    ]
    first: dict[str, int] = {}
    twice = [
        f"ligne {number} : {code[:40]}, déjà ligne {first[found]}"
        for (code, number), found in zip(where, codes, strict=True)
        if found and first.setdefault(found, number) != number
    ]
    _refuse(path, twice, "communes qui ont deux valeurs", "Gardez une ligne par commune.")
    if not leave_unknown:
        cure = "Corrigez-les, ou ajoutez --laisser-les-inconnus pour faire sans."
        _refuse(path, unknown, "codes qui ne mènent à aucune commune", cure)
    repaired = sum(bool(b) and a != b for a, b in zip(lines.codes, codes, strict=True))
    remarks = [f"Codes réparés (zéro initial, espaces, SIREN) : {repaired}."] if repaired else []
    if unknown:
        remarks.append(f"Codes inconnus, laissés de côté : {len(unknown)} ({_few(unknown)}).")
    return codes, remarks


def _known(code: str, known: Collection[str], resolver: Resolver) -> str:
    """Return the current or former code that is meant, empty when there is none."""
    bare = SPACES.sub("", code).upper()
    for candidate in (bare, f"0{bare}"):
        if candidate in known:
            return candidate
    found = resolver.resolve(code, Niveau.COMMUNE) if bare else None
    return found.territoire.code if found else ""


def _measure(description: Description, values: Array, targets: Rows, size: int) -> Measure:
    rule, factor = description.definition.agregation, description.colonnes.facteur
    if rule is Rule.RECALCUL:
        top, bottom = (recodage.total(column, targets, size) for column in values.T)
        return ratio(top, bottom, lambda share: share * factor)
    ways = {Rule.SOMME: recodage.total, Rule.MAXIMUM: recodage.largest}
    return Measure(ways.get(rule, recodage.common)(values[:, 0], targets, size) * factor)


def _lost(values: Array, targets: Rows) -> list[str]:
    """Return what is told of communes that lost their value, and of arrondissements."""
    merged = recodage.parts(targets, len(values)) > 1
    lost = int(np.count_nonzero(merged & np.isnan(values)))
    told = []
    if lost:
        told.append(
            f"Communes nées d’une fusion laissées sans valeur : {lost} ; leurs anciennes communes "
            "n’ont pas la même, ou l’une n’en a pas."
        )
    if counted := int(np.count_nonzero(targets == COUNTED)):
        told.append(f"Arrondissements municipaux non comptés, leur ville l’est : {counted}.")
    return told


def _refuse(path: Path, faults: Sequence[str], label: str, cure: str) -> None:
    if faults:
        more = [f"… et {len(faults) - SHOWN} autres."] if len(faults) > SHOWN else []
        listed = [*(f"- {fault}" for fault in faults[:SHOWN]), *more, cure]
        raise AjoutRefuseError(f"{path.name} : {label}, {len(faults)}.", listed)


def _few(faults: Sequence[str]) -> str:
    return ", ".join(faults[:5]) + ("…" if len(faults) > 5 else "")  # noqa: PLR2004
