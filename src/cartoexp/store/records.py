"""Records to rows and back: enumerations and dates are text in the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from cartoexp.domain.catalogue.cells import read_lieux
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import (
    BaseLegale,
    Confiance,
    Decision,
    Dimension,
    EchellePreuve,
    Effet,
    Fondement,
    Lecture,
    Provenance,
    Rattachement,
    Statut,
    Suite,
    Theme,
    TypeEvaluation,
    TypeSource,
)

SEPARATOR = "|"

Readers = Mapping[str, Callable[[Any], Any]]
Row = Mapping[Any, Any]
"""Column values by name, as SQLAlchemy hands them over."""
_SOURCE: Readers = {"type": TypeSource, "date": PartialDate.parse}
_EXPERIMENT: Readers = {
    "themes": lambda text: tuple(Theme(t) for t in text.split(SEPARATOR)),
    "dimension": Dimension,
    "dimension_provenance": Provenance,
    "base_legale": BaseLegale,
    "base_legale_provenance": Provenance,
    "probleme_provenance": Provenance,
    "conditions_transfert_provenance": Provenance,
    "verifie_le": PartialDate.parse,
}
_IMPLANTATION: Readers = {
    "niveau": Niveau,
    "statut": Statut,
    "statut_date": PartialDate.parse,
    "rattachement": Rattachement,
}
_EVALUATION: Readers = {
    "type": TypeEvaluation,
    "echelle_preuve": EchellePreuve,
    "echelle_preuve_provenance": Provenance,
    "effet": Effet,
    "suite": Suite,
    "lecture": Lecture,
    "confiance": Confiance,
}
_DEROGATION: Readers = {
    "fondement": Fondement,
    "territoires": lambda text: read_lieux(text) if text else (),
    "decision": Decision,
    "issue": Suite,
    "provenance": Provenance,
    **dict.fromkeys(
        (
            *("demande_le", "decision_le", "debut"),
            *("expiration", "evaluation_due_le", "issue_le"),
        ),
        PartialDate.parse,
    ),
}


def to_row(
    record: Experiment | Implantation | Evaluation | Source | Derogation,
) -> dict[str, Any]:
    """Return the column values of a record, less an experiment's ``sources``."""
    return {name: _plain(getattr(record, name)) for name in _COLUMNS[type(record)]}


_COLUMNS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name != "sources")
    for kind in (Experiment, Implantation, Evaluation, Source, Derogation)
}


def _plain(value: Any) -> Any:  # noqa: ANN401  any field of any record
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return str(value) if isinstance(value, PartialDate) else value


def source(row: Row) -> Source:
    """Build a source from its columns."""
    return Source(**_typed(_SOURCE, row))


def experiment(row: Row, sources: tuple[str, ...] = ()) -> Experiment:
    """Build an experiment from its columns and the ids of its sources."""
    return Experiment(**_typed(_EXPERIMENT, row), sources=sources)


def implantation(row: Row) -> Implantation:
    """Build an implantation from its columns (``geom`` is left out)."""
    return Implantation(**_typed(_IMPLANTATION, row))


def evaluation(row: Row) -> Evaluation:
    """Build an evaluation from its columns."""
    return Evaluation(**_typed(_EVALUATION, row))


def derogation(row: Row) -> Derogation:
    """Build a derogation from its columns."""
    return Derogation(**_typed(_DEROGATION, row))


def _typed(readers: Readers, row: Row) -> dict[str, Any]:
    return {
        name: value if value is None or name not in readers else readers[name](value)
        for name, value in row.items()
        if name != "geom"
    }
