"""Rules between cells of one row: periods, provenance marks, what an evaluation may claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.normes import lire
from cartoexp.domain.vocabulaires import BaseLegale, Decision, Effet, Lecture

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


_ORDRE = (
    ("demande_le", "decision_le", "la décision", "la demande"),
    ("debut", "expiration", "l’expiration", "le début"),
    ("debut", "evaluation_due_le", "l’évaluation attendue", "le début"),
    ("demande_le", "expiration", "l’expiration", "la demande"),
)
"""(earlier date, later date, what comes too early, what it comes before)."""


def check_derogations(typed: TypedTable) -> None:
    """Refuse dates out of order, a date of what was not decided; tell a norm that is not read."""
    for first, last, what, other in _ORDRE:
        for index, (a, b) in enumerate(zip(typed.column(first), typed.column(last), strict=True)):
            if a is not None and b is not None and b.precede(a):
                told = f"{what} ({b}) précède {other} ({a}). Corrigez l’une des deux dates."
                typed.report_rule(index, last, b, told)
    decisions = zip(typed.column("decision"), typed.column("decision_le"), strict=True)
    for index, (decision, when) in enumerate(decisions):
        if decision is Decision.EN_ATTENTE and when is not None:
            told = (
                "une décision attendue n’a pas de date. Videz la date, ou dites ce qui a été "
                "décidé."
            )
            typed.report_rule(index, "decision_le", when, told)
    norms = zip(typed.column("norme_texte"), typed.column("norme_article"), strict=True)
    for index, (texte, article) in enumerate(norms):
        norme = lire(texte or "", article or "")
        if texte and not norme.lue and not norme.inconnue:
            name, value = ("norme_article", article) if norme.nature else ("norme_texte", texte)
            typed.warn(index, name, value, _NON_LUE.format(quote(norme.reste or texte)))


_NON_LUE = (
    "{} n’a pas été reconnu : la norme est gardée telle qu’elle est écrite, et signalée comme "
    "telle. Pour qu’elle soit retrouvée, nommez un seul texte, comme « code du travail », "
    "« loi n° 2016-231 du 29 février 2016 » ou « CGCT », et ses articles."
)


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
    "derogations": check_derogations,
}
"""Rules by table."""
