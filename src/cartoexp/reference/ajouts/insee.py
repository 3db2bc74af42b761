"""INSEE's base du comparateur de territoires, read by patterns: its columns carry their year."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.reference.ajouts.archive import CURE, open_table
from cartoexp.reference.ajouts.definition import Definition
from cartoexp.reference.ajouts.ensemble import Ensemble, build
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.nombres import read_number
from cartoexp.reference.ajouts.recodage import total
from cartoexp.reference.ajouts.terrain import UNKNOWN
from cartoexp.reference.indicators.aggregate import Rule
from cartoexp.reference.indicators.frame import Measure, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cartoexp.reference.ajouts.terrain import Array, Rows, Terrain

NOM = "insee-comparateur"
CODE = "CODGEO"
CODE_SHAPE = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
FEWEST_ROWS, FEWEST_JOINED = 30_000, 0.98
"""A base of France has 35,000 rows, nearly all of which lead to a commune of today."""
CENTURY = 70
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Base:
    """Codes of the rows, and the columns (by name, in the order of the rows) that are used."""

    codes: Sequence[str]
    colonnes: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Colonnes:
    """The columns that one indicator is made of, and its year or period."""

    haut: str
    bas: tuple[str, ...]
    annees: int
    millesime: str


def read(path: Path, terrain: Terrain) -> Ensemble:
    """Return the indicators of a base, on the communes of today.

    Raises:
        AjoutRefuseError: when it is not such a base, or a value of it is no number.
    """
    told = description()
    with open_table(path) as (head, lines):
        if CODE not in head:
            raise AjoutRefuseError(f"{path.name} : la colonne {CODE} manque. {CURE}")
        found = {row["id"]: find_columns(row, head) for row in told["indicateur"]}
        names = sorted({n for c in found.values() if c for n in (c.haut, *c.bas)})
        base = _read(head, lines, names)
    absent = [row["libelle"] for row in told["indicateur"] if found[row["id"]] is None]
    if len(absent) == len(found):
        raise AjoutRefuseError(f"{path.name} : aucune des colonnes attendues. {CURE}")
    targets = terrain.targets(base.codes)
    _check_joined(path, base, int(np.count_nonzero(targets == UNKNOWN)))
    measures = [
        (_definition(told, row, columns), _measure(row, columns, base, targets, terrain))
        for row in told["indicateur"]
        if (columns := found[row["id"]])
    ]
    return build(NOM, terrain, measures, tuple(_remarks(absent, base, targets)))


@cache
def description() -> dict[str, Any]:
    """Return ``insee.toml``."""
    folder = files("cartoexp.reference.ajouts")
    return tomllib.loads(folder.joinpath("insee.toml").read_text(encoding="utf-8"))


def find_columns(row: Mapping[str, Any], head: Sequence[str]) -> Colonnes | None:
    """Return the columns of the latest year of which all are there, ``None`` without any."""
    for match in _matches(row.get("numerateur") or row["valeur"], head):
        years = match.groupdict()
        below = _below(row, years, head)
        if below:
            end, start = _year(years["a"]), _year(years.get("d") or years["a"])
            told = f"{end}" if start == end else f"{start}-{end}"
            return Colonnes(match[0], below, max(end - start, 1), told)
    return None


def _below(
    row: Mapping[str, Any], years: Mapping[str, str], head: Sequence[str]
) -> tuple[str, ...]:
    """Return the denominators of a year, all of them, or its first weight; nothing without."""
    asked = row.get("denominateur") or row["ponderation"]
    patterns = [asked] if isinstance(asked, str) else asked
    names = [_name(pattern, years, head) for pattern in patterns]
    if "ponderation" in row:
        return tuple(filter(None, names))[:1]
    return tuple(names) if all(names) else ()


def _name(pattern: str, years: Mapping[str, str], head: Sequence[str]) -> str:
    """Return the column of a pattern, empty where the base has none."""
    if "{n}" in pattern:
        return next((m[0] for m in _matches(pattern.replace("{n}", "{a}"), head)), "")
    name = pattern.format(**years)
    return name if name in head else ""


def _matches(pattern: str, head: Sequence[str]) -> list[re.Match[str]]:
    """Return the columns that a pattern finds, the latest first."""
    shape = re.escape(pattern)
    for letter in "ad":
        shape = shape.replace(rf"\{{{letter}\}}", f"(?P<{letter}>[0-9]{{2}})")
    found = filter(None, (re.fullmatch(shape, name) for name in head))
    return sorted(found, key=lambda match: _year(match["a"]), reverse=True)


def _year(two_figures: str) -> int:
    number = int(two_figures)
    return (2000 if number < CENTURY else 1900) + number


def _read(head: Sequence[str], lines: Iterator[list[str]], names: Sequence[str]) -> Base:
    """Read the rows; each code must be one of a commune, and come once."""
    places = [head.index(name) for name in names]
    code_at = head.index(CODE)
    rows: dict[str, list[float]] = {}
    for number, line in enumerate(lines, start=2):
        if not line:
            continue
        where = f"Ligne {number} de la base"
        if len(line) != len(head):
            raise AjoutRefuseError(f"{where} : {len(line)} colonnes au lieu de {len(head)}. {CURE}")
        code = line[code_at].strip()
        if not CODE_SHAPE.fullmatch(code) or code in rows:
            what = "code répété" if code in rows else "code de commune attendu"
            raise AjoutRefuseError(f"{where} : {what}, « {code[:20]} ». {CURE}")
        try:
            rows[code] = [read_number(line[place]) for place in places]
        except ValueError as error:
            raise AjoutRefuseError(
                f"{where} : « {str(error)[:20]} » n’est ni un nombre, ni « s », ni « nd », ni "
                f"vide. {CURE}"
            ) from error
    values = np.array([*rows.values()], dtype=np.float64).reshape(len(rows), len(names))
    return Base(tuple(rows), {name: values[:, i] for i, name in enumerate(names)})


def _check_joined(path: Path, base: Base, unknown: int) -> None:
    size = len(base.codes)
    if size < FEWEST_ROWS or size - unknown < FEWEST_JOINED * size:
        raise AjoutRefuseError(
            f"{path.name} : {size} lignes, dont {unknown} sans commune actuelle. Une base de la "
            f"France en a au moins {FEWEST_ROWS}. {CURE}"
        )


def _definition(told: Mapping[str, Any], row: Mapping[str, Any], found: Colonnes) -> Definition:
    names = {field.name for field in fields(Definition)}
    given = {name: value for name, value in row.items() if name in names}
    common = {"source": told["source"], "licence": told["licence"], "poids": told["poids"]}
    made = {"millesime": found.millesime, "agregation": Rule.RECALCUL}
    return Definition(**(common | given | made))


def _measure(
    row: Mapping[str, Any],
    found: Colonnes,
    base: Base,
    targets: Rows,
    terrain: Terrain,
) -> Measure:
    size = len(terrain.communes)
    top = base.colonnes[found.haut]
    bottom = np.mean([base.colonnes[name] for name in found.bas], axis=0) * found.annees
    if "ponderation" in row:
        top = top * bottom
    factor = float(row.get("facteur", 1))
    return ratio(
        total(top, targets, size), total(bottom, targets, size), lambda share: share * factor
    )


def _remarks(absent: Sequence[str], base: Base, targets: Rows) -> Iterator[str]:
    if absent:
        yield f"Colonnes absentes de cette édition, indicateurs non faits : {', '.join(absent)}."
    lost = [c for c, t in zip(base.codes, targets.tolist(), strict=True) if t == UNKNOWN]
    if lost:
        shown = ", ".join(lost[:SHOWN]) + ("…" if len(lost) > SHOWN else "")
        yield f"Codes sans commune actuelle, laissés de côté : {len(lost)} ({shown})."
