"""``classes.json``: the bounds of the map's classes for each indicator and level.

They are cut once, at build time: the server only reads them. ``mapclassify`` proposes the breaks
(quantiles where the indicator is skewed, natural breaks by Fisher and Jenks elsewhere); they are
then rounded to numbers that can be read, without leaving a class empty.
"""

from __future__ import annotations

import json
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.bornes import CLASSES, readable
from cartoexp.domain.errors import CartoexpError
from cartoexp.domain.lecture import Portee, Sorte, sorte
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.manifest import DERIVED, NAME, write_json
from cartoexp.services.indicateurs import IndicateurService

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FILE = DERIVED[0]
LEVELS = (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI, Niveau.COMMUNE)
PERCENT = 100
SAMPLE, SMALL, TAIL = 100, 50, 0.02
"""Natural breaks are looked for among 100 values, evenly spaced by rank, without the 2 % at each
end, where a class would hold one odd territory; a level of at most 50 is taken whole."""


class ClassifierMissingError(CartoexpError):
    """The library that proposes breaks is not installed; it is needed to build only."""


def write_classes(output: Path) -> None:
    """Write ``classes.json`` from the indicators of ``output``.

    Raises:
        ClassifierMissingError: without ``mapclassify``.
    """
    write_json(output / FILE, build_classes(output))


def build_classes(output: Path) -> dict[str, Any]:
    """Return the content of ``classes.json``: the same indicators give the same bounds."""
    service = IndicateurService(output)
    return {
        "reference": _version(output),
        "niveaux": {n.value: dict(_level(service, n)) for n in LEVELS},
    }


def check_classes(output: Path) -> list[str]:
    """Return what is wrong with ``classes.json``, in French, without computing it again."""
    path = output / FILE
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        same = record["reference"] == _version(output)
        levels = set(record["niveaux"])
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{FILE} : fichier absent ou illisible. Lancez « cartoexp reference classes »."]
    if not same or levels != {n.value for n in LEVELS}:
        return [f"{FILE} : fait d’une autre référence. Lancez « cartoexp reference classes »."]
    return []


def _version(output: Path) -> str:
    return str(json.loads((output / NAME).read_text(encoding="utf-8"))["version"])


def _level(service: IndicateurService, niveau: Niveau) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the classes of each indicator of the territory that can be read and is known."""
    matrix = service.matrix(niveau)
    for column, indicateur in enumerate(service.metadata):
        kind = sorte(indicateur, niveau)
        known = matrix[:, column][~np.isnan(matrix[:, column])]
        hidden = kind is Sorte.ILLISIBLE or indicateur.portee is Portee.ENVIRONS
        if hidden or len(known) == 0:
            continue
        if kind is Sorte.PART:
            known = known * np.float32(PERCENT)
        skewed = indicateur.transform != "none"
        method = "quantiles" if skewed else "naturelles"
        propose = partial(_propose, skewed=skewed)
        yield indicateur.id, cut(known, indicateur.decimales, kind, method, propose)


def cut(
    known: NDArray[np.float32],
    decimals: int,
    kind: Sorte,
    method: str,
    propose: Callable[[NDArray[np.float32]], list[float]],
) -> dict[str, Any]:
    """Cut the known values at the bounds that ``propose`` gives, rounded to be read.

    Zero is a class of its own where nothing is below it.
    """
    if kind is Sorte.CODE:
        known = np.round(known)
    zero = bool(known.min() == 0)
    above = known[known != 0] if zero else known
    distinct = np.unique(above)
    if len(distinct) <= CLASSES:
        return {"methode": "valeurs", "zero": zero, "bornes": [float(v) for v in distinct]}
    bounds = readable(propose(above), above, 1 if kind is Sorte.PART else decimals)
    return {"methode": method, "zero": zero, "bornes": list(bounds)}


def _propose(values: NDArray[np.float32], *, skewed: bool) -> list[float]:
    try:
        from mapclassify import FisherJenks, Quantiles  # noqa: PLC0415  a build dependency
    except ImportError as error:
        raise ClassifierMissingError(
            "mapclassify est absent : « make check » installe les dépendances de développement."
        ) from error
    warnings.filterwarnings("ignore", "Numba not installed")  # it would only save seconds
    scheme = Quantiles if skewed else FisherJenks
    sample = values.astype(np.float64)
    if not skewed and len(sample) > SMALL:  # its cost grows with the square of their number
        sample = np.unique(np.quantile(sample, np.linspace(TAIL, 1 - TAIL, SAMPLE)))
    return [float(b) for b in scheme(sample, k=CLASSES).bins[:-1]]
