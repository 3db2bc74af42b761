"""Current communes and groupings of the Code officiel géographique, from the npm package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartoexp.reference.archives import read_json

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commune:
    """A current commune. ``population`` is municipal, ``None`` where the source is silent."""

    code: str
    nom: str
    zone: str
    population: int | None
    code_departement: str
    code_region: str | None
    code_epci: str | None
    code_ept: str | None
    siren: str | None
    codes_postaux: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groupe:
    """An EPCI, an EPT, a département (or collectivité d’outre-mer) or a région."""

    code: str
    nom: str
    type: str
    zone: str
    chef_lieu: str | None
    code_region: str | None
    membres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cog:
    """The current code: communes by code, groupings by code, and what history the file holds.

    ``rattachees`` maps each commune déléguée, associée or arrondissement to ``(chef-lieu, type,
    nom)``; ``anciens`` maps a former code to the current commune that the file lists it under.
    """

    communes: dict[str, Commune]
    epci: dict[str, Groupe]
    ept: dict[str, Groupe]
    departements: dict[str, Groupe]
    regions: dict[str, Groupe]
    chefs_lieux_arrondissement: frozenset[str]
    rattachees: dict[str, tuple[str, str, str]]
    anciens: dict[str, str]
    repairs: dict[str, list[str]] = field(default_factory=dict)


def read_cog(archive: Path) -> Cog:
    """Read decoupage-administratif (INSEE, DGCL, La Poste)."""
    data = {name: read_json(archive, f"package/data/{name}.json") for name in _FILES}
    current = [row for row in data["communes"] if row["type"] == "commune-actuelle"]
    of_epci = _memberships(data["epci"])
    of_ept = _memberships(data["ept"])
    communes = {row["code"]: _commune(row, of_epci, of_ept) for row in current}
    repairs: dict[str, list[str]] = {}
    departements = _areas(data["departements"], communes, "code_departement", repairs)
    regions = [row for row in data["regions"] if row["zone"] != "com"]
    return Cog(
        communes=dict(sorted(communes.items())),
        epci=_groups(data["epci"], communes),
        ept=_groups(data["ept"], communes),
        departements=departements,
        regions=_areas(regions, communes, "code_region", repairs),
        chefs_lieux_arrondissement=frozenset(row["chefLieu"] for row in data["arrondissements"]),
        rattachees=_attached(data["communes"]),
        anciens={old: row["code"] for row in current for old in row.get("anciensCodes", ())},
        repairs=repairs,
    )


_FILES = ("communes", "epci", "ept", "departements", "regions", "arrondissements")


def _memberships(groups: list[dict[str, Any]]) -> dict[str, str]:
    return {member["code"]: group["code"] for group in groups for member in group["membres"]}


def _commune(row: dict[str, Any], of_epci: dict[str, str], of_ept: dict[str, str]) -> Commune:
    return Commune(
        code=row["code"],
        nom=row["nom"],
        zone=row["zone"],
        population=row.get("population"),
        code_departement=row["departement"],
        code_region=None if row["zone"] == "com" else row["region"],
        code_epci=of_epci.get(row["code"]),
        code_ept=of_ept.get(row["code"]),
        siren=row.get("siren"),
        codes_postaux=tuple(row.get("codesPostaux", ())),
    )


def _attached(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str, str]]:
    return {
        row["code"]: (row.get("chefLieu") or row["commune"], row["type"], row["nom"])
        for row in rows
        if row["type"] != "commune-actuelle"
    }


def _groups(rows: list[dict[str, Any]], communes: dict[str, Commune]) -> dict[str, Groupe]:
    groups = {}
    for row in sorted(rows, key=lambda row: str(row["code"])):
        members = tuple(sorted(member["code"] for member in row["membres"]))
        departement = main_departement([communes[code] for code in members])
        home = next(c for code in members if (c := communes[code]).code_departement == departement)
        groups[row["code"]] = Groupe(
            row["code"], row["nom"], row["type"], home.zone, None, home.code_region, members
        )
    return groups


def main_departement(members: list[Commune]) -> str:
    """Return the département with most of the communes; ties go to the most populous, then code."""
    count = Counter(member.code_departement for member in members)
    people: Counter[str] = Counter()
    for member in members:
        people[member.code_departement] += member.population or 0
    return min(count, key=lambda code: (-count[code], -people[code], code))


def _areas(
    rows: list[dict[str, Any]],
    communes: dict[str, Commune],
    attribute: str,
    repairs: dict[str, list[str]],
) -> dict[str, Groupe]:
    members: dict[str, list[str]] = {}
    for commune in communes.values():
        members.setdefault(getattr(commune, attribute) or "", []).append(commune.code)
    groups = {}
    for row in sorted(rows, key=lambda row: str(row["code"])):
        code, inside = row["code"], tuple(sorted(members[row["code"]]))
        chef_lieu = row["chefLieu"] if row["chefLieu"] in inside else None
        if chef_lieu is None:
            repairs.setdefault("chef_lieu_hors_territoire", []).append(code)
        region = None if row["zone"] == "com" else row.get("region", code)
        groups[code] = Groupe(code, row["nom"], "", row["zone"], chef_lieu, region, inside)
    return groups
