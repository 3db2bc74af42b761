"""Whether it worked and how sure we are, in sentences: the strongest evaluations first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.vocabulaires import EchellePreuve, Effet, TypeEvaluation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.experiments import Evaluation

NONE = "Aucune évaluation enregistrée. Cela ne dit rien de l’effet."


@dataclass(frozen=True, slots=True)
class Verdict:
    """``effet`` is one line, ``solidite`` says how sure it is; ``juge``: the grades are ours."""

    effet: str
    solidite: str
    juge: bool


def verdict(evaluations: Sequence[Evaluation]) -> Verdict:
    """Return what the evaluations of one experiment allow to say.

    Grades of different strength are never averaged: the strongest speak, the others are told to
    agree or not.
    """
    if not evaluations:
        return Verdict(NONE, "", juge=False)
    known = [e for e in evaluations if e.effet is not Effet.INCONNU]
    if not known:
        recorded = count(len(evaluations), "évaluation recensée", "évaluations recensées")
        return Verdict("Effet inconnu.", f"{recorded}, sans conclusion sur l’effet.", juge=True)
    top = max(e.echelle_preuve for e in known)
    best = [e for e in known if e.echelle_preuve == top]
    return Verdict(_effect(best), _strength(top, best, known), juge=True)


def _effect(best: Sequence[Evaluation]) -> str:
    effects = _effects(best)
    if len(effects) > 1:
        return f"Conclusions partagées{NBSP}: effet {' ou '.join(effects)} selon les plus solides."
    who = "l’évaluation la plus solide" if len(best) == 1 else "les évaluations les plus solides"
    weak = best[0].echelle_preuve <= EchellePreuve.SANS_COMPARAISON
    return f"Effet {effects[0]} selon {who}{', sans comparaison' if weak else ''}."


def _strength(top: EchellePreuve, best: Sequence[Evaluation], known: Sequence[Evaluation]) -> str:
    label = top.label
    parts = [f"Preuve de niveau {top.value} sur 5{NBSP}: {label[0].lower()}{label[1:]}."]
    if top <= EchellePreuve.SANS_COMPARAISON:
        parts.append("Faute de comparaison, l’effet propre n’est pas établi.")
    if all(e.type is TypeEvaluation.INTERNE for e in best):
        parts.append("Ce sont les chiffres du porteur lui-même.")
    others = [x for x in _effects(known) if x not in _effects(best)]
    if others:
        parts.append(
            f"D’autres évaluations, moins solides, concluent à un effet {' ou '.join(others)}."
        )
    return " ".join(parts)


def _effects(evaluations: Sequence[Evaluation]) -> list[str]:
    found = {e.effet for e in evaluations}
    return [e.label.lower() for e in Effet if e in found]
