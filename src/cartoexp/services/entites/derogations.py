"""The registry as features: derogations with the points of their territories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from cartoexp.domain.registre import Etat, etat
from cartoexp.domain.vocabulaires import Decision, Fondement, Suite
from cartoexp.services.entites.catalogue import point
from cartoexp.services.entites.couche import UNKNOWN, Couche
from cartoexp.services.entites.proprietes import Propriete, Type, choice, key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.registre import Inscription

ALWAYS = 9_999
"""Last year of what has no known end."""
DEROGATIONS = (
    Propriete("id", "Identifiant."),
    key("experimentation", "Identifiant de l’expérimentation."),
    Propriete("titre", "Titre de l’expérimentation."),
    Propriete("norme", "Norme écartée, comme elle a été comprise."),
    key("normeTexte", "Clé du texte, sans l’article."),
    key("normeCle", "Clé du texte et de ses articles."),
    Propriete("normeReconnue", "Faux quand la référence est gardée telle qu’écrite.", Type.OUI_NON),
    Propriete("objet", "Ce que la dérogation permet."),
    Propriete("autorite", "Qui décide.", nulle=True),
    choice("fondement", "Ce qui permet de déroger.", Fondement),
    choice("decision", "Décision.", Decision),
    Propriete("demandeLe", "Date de la demande : année, mois ou jour.", nulle=True),
    Propriete("decisionLe", "Date de la décision.", nulle=True),
    Propriete("debut", "Début.", nulle=True),
    Propriete("expiration", "Expiration.", nulle=True),
    Propriete("evaluationDueLe", "Date limite de l’évaluation.", nulle=True),
    choice("etat", "Où elle en est aujourd’hui.", Etat),
    choice("issue", "Ce qu’il en est advenu, d’après les sources.", Suite),
    Propriete("issueLe", "Date de l’issue.", nulle=True),
    Propriete("territoires", "Territoires, niveau et code.", liste=True),
)


def derogations(inscriptions: Sequence[Inscription], version: str, today: date) -> Couche:
    """Return derogations, by id; each has the points of its territories."""
    rows = [_ligne(i, today) for i in inscriptions]
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [_forme(i) for i in inscriptions]
    return Couche(
        [i.derogation.id for i in inscriptions],
        {p.nom: [row[p.nom] for row in rows] for p in DEROGATIONS},
        shapes,
        version,
        np.array([_debut(i) for i in inscriptions], dtype=np.int16),
        np.array([_fin(i) for i in inscriptions], dtype=np.int16),
    )


def _ligne(i: Inscription, today: date) -> dict[str, Any]:
    d, norm = i.derogation, i.norme
    return {
        "id": d.id,
        "experimentation": d.experimentation,
        "titre": i.titre,
        "norme": norm.libelle,
        "normeTexte": norm.cle_texte,
        "normeCle": norm.cle,
        "normeReconnue": norm.lue,
        "objet": d.objet,
        "autorite": d.autorite,
        "fondement": d.fondement.value,
        "decision": d.decision.value,
        "demandeLe": _dit(d.demande_le),
        "decisionLe": _dit(d.decision_le),
        "debut": _dit(d.debut),
        "expiration": _dit(d.expiration),
        "evaluationDueLe": _dit(d.evaluation_due_le),
        "etat": etat(d, today).value,
        "issue": d.issue.value,
        "issueLe": _dit(d.issue_le),
        "territoires": [f"{t.niveau.value}:{t.code}" for t in i.territoires],
    }


def _dit(when: object) -> str | None:
    return None if when is None else str(when)


def _debut(i: Inscription) -> int:
    d = i.derogation
    first = d.debut or d.decision_le or d.demande_le
    return first.annee if first else UNKNOWN


def _fin(i: Inscription) -> int:
    return i.derogation.expiration.annee if i.derogation.expiration else ALWAYS


def _forme(i: Inscription) -> shapely.Geometry | None:
    points = [p for p in map(point, i.territoires) if p is not None]
    return shapely.multipoints(points) if points else None
