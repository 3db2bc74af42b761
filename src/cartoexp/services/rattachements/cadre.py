"""The notebook's function: a DataFrame in, the same with its territories out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import Correspondance
from cartoexp.domain.colonnes.correspondance import places
from cartoexp.domain.errors import CorrespondanceError
from cartoexp.services.rattachements.choix import reconnues
from cartoexp.services.rattachements.reference import rattacheur_de
from cartoexp.services.rattachements.resultats import COLONNES, SAMPLE, cellules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pandas import DataFrame, Series

    from cartoexp.domain.rattachement import Rattacheur


def rattacher(
    tableau: DataFrame,
    *,
    colonnes: Mapping[str, str] | None = None,
    reference_dir: Path | None = None,
) -> DataFrame:
    """Join the rows of a table to the territories of the reference.

    Args:
        tableau: any table; its columns and its index are kept as they are.
        colonnes: names of columns by role (``{"nom": "Commune", "departement": "dep"}``), see
            :class:`cartoexp.domain.colonnes.Role`; recognised by header and content without it.
        reference_dir: built reference, the product's by default.

    Returns:
        A copy with five columns of text more: ``cartoexp_statut`` (accepte, repare, ambigu,
        refuse), ``cartoexp_niveau``, ``cartoexp_code``, ``cartoexp_nom`` (empty unless accepted
        or repaired) and ``cartoexp_motif``. Such columns of an earlier join are replaced.

    Raises:
        CorrespondanceError: no column tells a territory, or one that is named is absent.
        DataFileError: when the reference is missing or broken.
    """
    rattacheur = rattacheur_de(reference_dir)
    kept = tableau.drop(columns=[c for c in tableau.columns if c in COLONNES])
    names = [str(c) for c in tableau.columns]
    mapping = _mapping(names, tableau, colonnes, rattacheur)
    used = set(mapping.colonnes.values())
    empty = [""] * len(kept)
    columns = [_texts(tableau.iloc[:, i]) if i in used else empty for i in range(len(names))]
    outcomes = [rattacheur.rattacher(mapping.indices(row)) for row in zip(*columns, strict=True)]
    told = list(map(cellules, outcomes))
    added = dict(zip(COLONNES, zip(*told, strict=True), strict=True)) if told else {}
    return kept.assign(**{name: list(added.get(name, ())) for name in COLONNES})


def _mapping(
    names: Sequence[str],
    table: DataFrame,
    colonnes: Mapping[str, str] | None,
    rattacheur: Rattacheur,
) -> Correspondance:
    if colonnes is not None:
        mapping = Correspondance.de_colonnes(names, places(colonnes, names))
    else:
        head = [_texts(table.iloc[:SAMPLE, i]) for i in range(len(names))]
        rows = list(zip(*head, strict=True))
        mapping = Correspondance.depuis(names, reconnues(names, rows, rattacheur))
    if not mapping.territoriale:
        raise CorrespondanceError(
            "Aucune colonne ne désigne un territoire. Nommez-la, par exemple "
            'colonnes={"nom": "Commune"}.'
        )
    return mapping


def _texts(column: Series) -> list[str]:
    """Return cells as texts: missing ones empty, whole numbers without « .0 »."""
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124  NaN and NaT are not equal to themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if text == "<NA>" else text
