"""A self-assessment: what it is about, then the answers to the questions of each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import small
from cartoexp.domain.referentiel.bareme import REPONSES
from cartoexp.domain.referentiel.champs import Champ, lire
from cartoexp.domain.referentiel.errors import Faute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.domain.referentiel.modele import Question, Referentiel

IDENTITE = "identite"
"""The part that says what is assessed; the others are named after steps."""
MOMENT = "moment"
TITRE = Champ(
    "titre",
    "Nom de l’expérimentation",
    "Celui que porte la délibération, ou un nom de travail.",
    120,
)
QUI = Champ(
    "qui",
    "Qui répond",
    "Des fonctions, jamais de noms\u00a0: maire, direction générale, conduite du projet…",
    160,
)
PREUVE = "preuve-"
"""What begins the name of the proof of a question."""
MAX_PREUVE = 240


def preuve(question: Question) -> Champ:
    """Return the field where the proof of an answer is named."""
    return Champ(
        f"{PREUVE}{question.id}",
        "Preuve, ou ce qui manque",
        f"Attendu\u00a0: {small(question.preuve)}",
        MAX_PREUVE,
        2,
    )


def lire_identite(
    referentiel: Referentiel, recu: Mapping[str, str]
) -> tuple[dict[str, str], list[Faute]]:
    """Return what is assessed, and what is to be corrected."""
    found, faults = lire((TITRE, QUI), recu)
    if TITRE.nom not in found:
        faults.append(Faute(TITRE.nom, "Donnez un nom à l’expérimentation."))
    moment = recu.get(MOMENT, "")
    if referentiel.moment(moment) is None:
        faults.append(Faute(MOMENT, "Dites où en est l’expérimentation."))
    else:
        found[MOMENT] = moment
    return found, faults


def lire_etape(
    referentiel: Referentiel, etape: str, recu: Mapping[str, str]
) -> tuple[dict[str, str], list[Faute]]:
    """Return the answers to the questions of a step, and what is to be corrected.

    A question may be left without an answer.
    """
    asked = referentiel.de_l_etape(etape)
    found, faults = lire(map(preuve, asked), recu)
    for question in asked:
        answer = recu.get(question.id, "")
        if answer in REPONSES:
            found[question.id] = answer
        elif answer:
            faults.append(Faute(question.id, "Choisissez l’un des niveaux proposés."))
    return found, faults


def reponses(referentiel: Referentiel, dossier: Dossier) -> dict[str, str]:
    """Return the answers of all steps, by question."""
    return {q.id: answer for q in referentiel.questions if (answer := dossier.dit(q.etape, q.id))}
