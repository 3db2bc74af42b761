"""A vintage from a package of decoupage-administratif: its JSON files alone, no outline."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cartoexp.domain.millesimes import Groupement, Millesime, passages_vers
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.archives import read_members
from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAQUET = "@etalab/decoupage-administratif"
_DATA = "package/data/"
_REQUIRED = ("communes", "epci")
_OPTIONAL = ("ept", "departements", "regions")
_ABOUT = "package/package.json"
_README = "package/README.md"


def read_package(archive: Path) -> Millesime:
    """Read a vintage from the archive of a package, of any version since 0.7.0.

    Raises:
        SourceUnavailableError: the archive is not one of decoupage-administratif.
    """
    names = {name: f"{_DATA}{name}.json" for name in (*_REQUIRED, *_OPTIONAL)}
    found = read_members(archive, [*names.values(), _ABOUT, _README])
    version, annee = _identify(archive, found)
    if any(names[name] not in found for name in _REQUIRED):
        raise _foreign(archive)
    data = {name: json.loads(found[path]) for name, path in names.items() if path in found}
    return _build(data, f"COG {annee} (paquet {version})", annee)


def year_of_archive(archive: Path) -> int:
    """Return the year of the code that an archive holds.

    Raises:
        SourceUnavailableError: the archive is not one of decoupage-administratif, or does not tell.
    """
    return _identify(archive, read_members(archive, [_ABOUT, _README]))[1]


def _identify(archive: Path, found: Mapping[str, bytes]) -> tuple[str, int]:
    about = json.loads(found.get(_ABOUT, b"{}"))
    if about.get("name") != PAQUET:
        raise _foreign(archive)
    version = str(about["version"])
    return version, year_of(version, found.get(_README, b"").decode("utf-8"))


def _foreign(archive: Path) -> SourceUnavailableError:
    return SourceUnavailableError(
        f"{archive} n’est pas une archive de {PAQUET} : obtenez-la par "
        f"« npm pack {PAQUET}@VERSION »."
    )


def year_of(version: str, readme: str = "") -> int:
    """Return the year of the code that a version holds.

    The pinned ones are known; the README of the others has a table of years and versions. Failing
    that, a version of the same major number as a known one is of the same year.

    Raises:
        SourceUnavailableError: nothing tells it.
    """
    known = {
        source.version: int(source.id.removeprefix("cog-"))
        for source in read_sources().values()
        if source.paquet == PAQUET
    }
    if version in known:
        return known[version]
    rows = re.findall(r"^\|\s*(\d{4})\s*\|\s*([\w.-]+)\s*\|", readme, re.MULTILINE)
    told = {v: int(year) for year, v in rows}
    if version in told:
        return told[version]
    major = version.partition(".")[0]
    for other, year in {**told, **known}.items():
        if major != "0" and other.partition(".")[0] == major:
            return year
    raise SourceUnavailableError(
        f"{PAQUET} {version} : rien ne dit de quelle année du code officiel géographique il "
        "s’agit. Donnez-la avec --millesime."
    )


def _build(data: dict[str, list[dict[str, Any]]], libelle: str, annee: int) -> Millesime:
    rows = data["communes"]
    current = [row for row in rows if row["type"] == "commune-actuelle"]
    communes = {row["code"]: row["nom"] for row in current}
    # Version 5.0.0 has an EPCI « undefined », without a name, of a commune « undefined ».
    epci = [row for row in data["epci"] if "nom" in row]
    suites = {old: row["code"] for row in current for old in row.get("anciensCodes", ())}
    suites |= {
        row["code"]: row.get("chefLieu") or row["commune"]
        for row in rows
        if row["type"] != "commune-actuelle"
    }
    passages, _ = passages_vers(communes, suites)
    return Millesime(
        libelle,
        annee,
        communes,
        _groups(epci),
        _groups(data.get("ept", [])),
        {m["code"]: group["code"] for group in epci for m in group["membres"]},
        passages,
        {
            Niveau.DEPARTEMENT: _names(data.get("departements", [])),
            Niveau.REGION: _names(data.get("regions", [])),
        },
    )


def _groups(rows: list[dict[str, Any]]) -> dict[str, Groupement]:
    return {row["code"]: Groupement(row["code"], row["nom"], row.get("type")) for row in rows}


def _names(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["code"]: row["nom"] for row in rows}
