"""What a measure gives: rows against a bound, then details."""

from __future__ import annotations

from dataclasses import dataclass, field

NBSP, THIN = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and its bound, in French; ``atteint`` is ``None`` when nothing is judged."""

    nom: str
    mesure: str
    cible: str
    atteint: bool | None
    dit: str = ""

    @classmethod
    def skipped(cls, nom: str, cible: str, reason: str) -> Row:
        """Return a row that tells why nothing was measured."""
        return cls(nom, f"non mesuré{NBSP}: {reason}", cible, None, "non mesuré")

    @classmethod
    def without_bound(cls, nom: str, mesure: str, beside: str) -> Row:
        """Return a row that is told and not judged."""
        return cls(nom, mesure, beside, None, "sans cible")


@dataclass(frozen=True, slots=True)
class Section:
    """A measured subject: its rows, how it was measured, its figures in full (Markdown)."""

    titre: str
    rows: list[Row]
    methode: str
    details: list[str] = field(default_factory=list)


def number(value: float, decimals: int = 0) -> str:
    """Return a number as French writes it."""
    return f"{value:,.{decimals}f}".replace(",", THIN).replace(".", ",")


def milliseconds(value: float) -> str:
    """Return a time with three significant digits or so."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{number(value, decimals)}{NBSP}ms"


def microseconds(value_ms: float) -> str:
    """Return a time given in milliseconds, in microseconds."""
    value = value_ms * 1_000
    return f"{number(value, 0 if value >= 100 else 1)}{NBSP}µs"


def times(value: float) -> str:
    """Return a ratio."""
    return f"{number(value, 1)}{NBSP}×"


def table(head: list[str], lines: list[list[str]]) -> str:
    """Return a Markdown table."""
    ruled = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in ruled)
