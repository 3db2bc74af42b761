"""Rules between cells of one row: periods, provenance marks, what an evaluation may claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import BaseLegale, Effet, Lecture

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartoexp.domain.catalogue.typed import TypedTable


def check_experiments(typed: TypedTable) -> None:
    """Require a provenance beside each statement that may be a judgement."""
    for name in ("dimension", "probleme", "conditions_transfert"):
        _require_provenance(typed, name, typed.column(name))
    grounds = zip(typed.column("base_legale"), typed.column("reference_legale"), strict=True)
    claimed = [ref or (None if base is BaseLegale.INCONNUE else base) for base, ref in grounds]
    _require_provenance(typed, "base_legale", claimed)


def _require_provenance(typed: TypedTable, name: str, claimed: list[object]) -> None:
    provenances = typed.column(f"{name}_provenance")
    for index, (claim, provenance) in enumerate(zip(claimed, provenances, strict=True)):
        if claim is not None and provenance is None:
            told = f"« {name} » est rempli sans sa provenance. Écrivez source ou jugement."
            typed.report_rule(index, f"{name}_provenance", None, told)


def check_implantations(typed: TypedTable) -> None:
    """Refuse an end before the start."""
    periods = zip(typed.column("debut"), typed.column("fin"), strict=True)
    for index, (debut, fin) in enumerate(periods):
        if debut is not None and fin is not None and fin < debut:
            told = f"la fin ({fin}) précède le début ({debut}). Corrigez l’une des deux années."
            typed.report_rule(index, "fin", fin, told)


def check_evaluations(typed: TypedTable) -> None:
    """Refuse an effect that nobody read."""
    claims = zip(typed.column("lecture"), typed.column("effet"), strict=True)
    for index, (lecture, effet) in enumerate(claims):
        unread = lecture is Lecture.REFERENCE_SEULE
        if unread and effet is not None and effet is not Effet.INCONNU:
            told = (
                "le texte n’a pas été lu : son effet est « inconnu », ou « lecture » est à revoir."
            )
            typed.report_rule(index, "effet", effet, told)


def check_sources(typed: TypedTable) -> None:
    """Require a title or an address."""
    for index, pair in enumerate(zip(typed.column("titre"), typed.column("url"), strict=True)):
        if pair == (None, None):
            typed.report_rule(
                index, "titre", None, "la source n’a ni titre ni adresse. Donnez l’un des deux."
            )


RULES: dict[str, Callable[[TypedTable], None]] = {
    "experiments": check_experiments,
    "implantations": check_implantations,
    "evaluations": check_evaluations,
    "sources": check_sources,
}
"""Rules by table."""
