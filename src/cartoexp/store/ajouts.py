"""Reading of the indicators that were added on this machine: an index, and a table for each set.

The index is what makes them exist: it names its tables by their content, so that whoever reads it
finds the whole of one state or of another, never a mixture.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import DataFileError
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

INDEX = "ajouts.json"
KEYS = ("niveau", "code")
CURE = "Rétablissez ce dossier, ou supprimez-le puis ajoutez de nouveau vos indicateurs."
OTHER_REFERENCE = (
    "Les indicateurs ajoutés ont été faits pour une autre version des territoires : ils sont "
    "laissés de côté. Lancez « cartoexp reference refaire »."
)


@dataclass(frozen=True, slots=True, repr=False)
class Ajouts:
    """Indicators added to the shipped ones; empty where there is none.

    ``indicateurs`` are records, as in ``indicateurs.json``, in the order of the columns of
    ``tables``, whose rows are those of ``indicateurs.parquet``. ``classes`` and ``poids`` are by
    level, then by indicator; ``seuils`` by level. ``remarque`` says why a folder is not used.
    """

    version: str = ""
    indicateurs: tuple[Mapping[str, Any], ...] = ()
    tables: tuple[pa.Table, ...] = ()
    classes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    poids: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    seuils: Mapping[str, float] = field(default_factory=dict)
    remarque: str = ""


def read_ajouts(folder: Path | None, reference: str) -> Ajouts:
    """Return the indicators added in a folder; none where it is absent or of another reference.

    Raises:
        DataFileError: when the index or a table is broken.
    """
    path = None if folder is None else folder / INDEX
    if folder is None or path is None or not path.is_file():
        return Ajouts()
    index, version = read_index(folder)
    if index["reference"] != reference:
        return Ajouts(remarque=OTHER_REFERENCE)
    try:
        sets = index["ensembles"]
        tables = tuple(_table(folder, one) for one in sets)
        return gather(index, tables, version)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataFileError(path, "contenu inattendu", CURE) from error


def read_index(folder: Path) -> tuple[dict[str, Any], str]:
    """Return the index and its version, a hash of its content.

    Raises:
        DataFileError: when it is broken.
    """
    path = folder / INDEX
    try:
        content = path.read_bytes()
        index = json.loads(content)
        return {"reference": index["reference"], **index}, sha256(content).hexdigest()[:16]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(path, "fichier illisible", CURE) from error


def gather(index: Mapping[str, Any], tables: tuple[pa.Table, ...], version: str) -> Ajouts:
    """Put together the sets of an index and their tables, in the same order."""
    sets = index["ensembles"]
    levels = dict.fromkeys(niveau for one in sets for niveau in one["classes"])
    return Ajouts(
        version,
        tuple({**i, "ensemble": one["nom"]} for one in sets for i in one["indicateurs"]),
        tables,
        {n: {k: v for one in sets for k, v in one["classes"].get(n, {}).items()} for n in levels},
        {n: {k: v for one in sets for k, v in one["poids"].get(n, {}).items()} for n in levels},
        dict(index["seuils"]),
    )


def _table(folder: Path, one: Mapping[str, Any]) -> pa.Table:
    path = folder / str(one["fichier"])
    try:
        intact = sha256(path.read_bytes()).hexdigest() == one["sha256"]
    except OSError as error:
        raise DataFileError(path, "fichier absent ou illisible", CURE) from error
    if not intact:
        raise DataFileError(path, "contenu différent de celui que dit l’index", CURE)
    return read_table(path, [*KEYS, *(i["id"] for i in one["indicateurs"])])
