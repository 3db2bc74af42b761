"""Rental values, rates and zones that openfisca-france's data files give by commune."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.archives import read_member, read_rows
from cartoexp.reference.indicators.frame import Frame, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.reference.indicators.frame import Array

ARCHIVE = "openfisca-france"
ASSETS = "openfisca_france/assets"
TAXE_HABITATION = f"{ASSETS}/taxe_habitation/parametres_th_2022.csv"
APL = f"{ASSETS}/apl/20110914_zonage.csv"
VERSEMENT = f"{ASSETS}/versement_transport/taux.json"


def compute(frame: Frame) -> dict[str, Measure]:
    """Return the measures of the theme; a merged commune takes the mean of its parts."""
    archive = frame.archives[ARCHIVE]
    rental, rates = [], []
    for row in read_rows(archive, TAXE_HABITATION):
        code = row["code_insee_commune"]
        rental.append((code, _number(row["valeur_locative_moyenne_com"])))
        rates.append((code, 100.0 * (_rate(row["taux_com"]) + _rate(row["taux_epci"]))))
    zones = ((row["CODGEO"], float(row["Zonage"][0])) for row in read_rows(archive, APL))
    mobility = mean_of_parts(frame, _versement(read_member(archive, VERSEMENT)))
    subject = np.where(np.isnan(frame.superficie), np.nan, np.nan_to_num(mobility))
    return {
        "valeur_locative": Measure(mean_of_parts(frame, rental)),
        "taux_taxe_habitation": Measure(mean_of_parts(frame, rates)),
        "zone_apl": Measure(mean_of_parts(frame, zones)),
        "versement_mobilite": Measure(subject),
    }


def mean_of_parts(frame: Frame, values: Iterable[tuple[str, float]]) -> Array:
    """Return values by commune: codes are resolved, and several for one commune averaged."""
    found: dict[str, list[float]] = {}
    for code, value in values:
        target = frame.current.get(code)
        if target is not None and np.isfinite(value):
            found.setdefault(target, []).append(value)
    return frame.column({code: sum(parts) / len(parts) for code, parts in found.items()})


def _versement(content: bytes) -> Iterable[tuple[str, float]]:
    """Rates in force at the end of the file's history: of the network, plus the added one."""
    for code, row in json.loads(content).items():
        rates = [row[part]["taux"] for part in ("aot", "smt") if row.get(part)]
        latest = [float(rate[max(rate)] or 0) for rate in rates if rate]
        if latest:
            yield code, sum(latest)


def _number(text: str) -> float:
    """A rental value of zero means that the file does not know it."""
    return float(text) if text and float(text) > 0 else np.nan


def _rate(text: str) -> float:
    return float(text) if text else 0.0
