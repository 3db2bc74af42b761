"""What a build must measure before its files may be used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.reference import coverage
from cartoexp.reference.errors import GateFailedError
from cartoexp.reference.gaps import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely import Geometry

    from cartoexp.reference.cog import Cog
    from cartoexp.reference.positions import Positions

MAIRIES_INSIDE = 0.995
MARGIN = 0.05
"""How far counts of another vintage may be, as a share of the number; by one at least."""
UNKNOWN = 50
"""Communes of another vintage whose population the source may lack."""
LABELS = {
    "communes": "communes",
    "epci": "intercommunalités",
    "ept": "EPT",
    "departements": "départements",
    "regions": "régions",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One measure: what was expected (French), what was measured, and whether it passes."""

    libelle: str
    attendu: str
    mesure: str
    ok: bool
    details: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the JSON record of the manifest."""
        record: dict[str, Any] = {
            "libelle": self.libelle,
            "attendu": self.attendu,
            "mesure": self.mesure,
            "ok": self.ok,
        }
        return record | ({"details": list(self.details)} if self.details else {})


def equal(libelle: str, attendu: int, mesure: int, details: Iterable[str] = ()) -> Gate:
    """Return a gate that passes when the measure is the expected number."""
    return Gate(libelle, _number(attendu), _number(mesure), attendu == mesure, tuple(details))


def near(libelle: str, attendu: int, mesure: int, details: Iterable[str] = ()) -> Gate:
    """Return a gate that passes when the measure is not far from a number of another vintage.

    From one vintage to the next hundreds of communes may merge; a part of the file that is missing
    is another matter.
    """
    margin = max(1, round(attendu * MARGIN))
    gap = mesure - attendu
    told = f"{_number(attendu)} à {_number(margin)} près"
    ok = abs(gap) <= margin
    return Gate(libelle, told, f"{_number(mesure)} ({gap:+d})", ok, tuple(details))


def _few(libelle: str, most: int, found: Sequence[str]) -> Gate:
    ok = len(found) <= most
    return Gate(libelle, f"≤ {_number(most)}", _number(len(found)), ok, tuple(found))


def count_gates(cog: Cog, *, exact: bool = True) -> list[Gate]:
    """Counts by level and zone, and populations that the source does not give.

    They are those of the pinned version, which another one may only be near to.
    """
    count = equal if exact else near
    zones = Counter(commune.zone for commune in cog.communes.values())
    unknown = [code for code, commune in cog.communes.items() if commune.population is None]
    drawn = [d for d in cog.departements.values() if d.zone != "com"]
    return [
        count("Communes", 34_969, len(cog.communes)),
        count("Communes de l’Hexagone et de Corse", 34_746, zones["metro"]),
        count("Communes des DROM", 129, zones["drom"]),
        count("Communes des COM", 94, zones["com"]),
        count("Intercommunalités (EPCI)", 1_255, len(cog.epci)),
        count("Établissements publics territoriaux (EPT)", 11, len(cog.ept)),
        count("Départements, sans les COM", 101, len(drawn)),
        count("Collectivités des COM", 8, len(cog.departements) - len(drawn)),
        count("Régions", 18, len(cog.regions)),
        equal("Communes dont la population manque", 6, len(unknown), unknown)
        if exact
        else _few("Communes dont la population manque", UNKNOWN, unknown),
    ]


def outline_gates(
    cog: Cog,
    levels: Mapping[str, Mapping[str, Geometry]],
    contours: Mapping[str, Mapping[str, Geometry]],
) -> list[Gate]:
    """Outlines: all there, no overlap, no gap without a reason, every level a valid coverage.

    Args:
        cog: the current code.
        levels: full outlines by level then code, ``communes`` among them.
        contours: simplified outlines, likewise.
    """
    outlines = levels["communes"]
    without = [code for code in cog.communes if code not in outlines]
    com = [code for code, commune in cog.communes.items() if commune.zone == "com"]
    explained, unexplained = explain(coverage.holes(outlines))
    overlaps = coverage.mismatched(outlines)
    return [
        Gate(
            "Communes sans contour",
            f"les {len(com)} communes des COM",
            str(len(without)),
            without == com,
        ),
        equal("Recouvrements entre communes", 0, len(overlaps), overlaps),
        equal("Vides inexpliqués entre communes", 0, len(unexplained), unexplained),
        Gate("Vides expliqués", "liste", str(len(explained)), ok=True, details=tuple(explained)),
        *[coverage_gate(f"Contours des {LABELS[name]}", level) for name, level in levels.items()],
        *[
            coverage_gate(f"Contours simplifiés des {LABELS[name]}", shapes)
            for name, shapes in contours.items()
        ],
    ]


def coverage_gate(libelle: str, outlines: Mapping[str, Geometry]) -> Gate:
    """Whether outlines are valid polygons whose shared edges are identical."""
    ok = coverage.is_valid(outlines)
    return Gate(f"{libelle} : couverture valide", "oui", "oui" if ok else "non", ok)


def mairie_gates(outlines: Mapping[str, Geometry], positions: Positions) -> list[Gate]:
    """Positions of mairies inside their commune: as the source gives them, then as published."""
    known, outside = positions.connues, positions.hors_commune
    published = positions.points
    kept = [code for code, point in published.items() if outlines[code].covers(point)]
    share = len(kept) / len(published) if published else 0.0
    return [
        Gate(
            "Positions de mairie situées dans leur commune, dans la source",
            "mesure",
            f"{_percent(1 - len(outside) / known)} de {_number(known)}",
            ok=True,
            details=tuple(outside),
        ),
        Gate(
            "Positions de mairie situées dans leur commune, publiées",
            f"≥ {_percent(MAIRIES_INSIDE)}",
            f"{_percent(share)} de {_number(len(published))}",
            share >= MAIRIES_INSIDE,
        ),
    ]


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _percent(share: float) -> str:
    return f"{share * 100:.2f}\u202f%".replace(".", ",")


def require(gates: Sequence[Gate]) -> None:
    """Raise when a gate fails.

    Raises:
        GateFailedError: names each failed gate, what was expected and what was measured.
    """
    failed = [f"{g.libelle} : attendu {g.attendu}, mesuré {g.mesure}" for g in gates if not g.ok]
    if failed:
        raise GateFailedError(f"Contrôles refusés. {' ; '.join(failed)}.")
