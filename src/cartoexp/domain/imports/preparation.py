"""From choices and recognised columns to a plan, with what is left unused told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import CellError
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.colonnes import Correspondance, Role
from cartoexp.domain.imports.champs import CHAMPS, EXPERIMENTATION, FICHE
from cartoexp.domain.imports.choix import LIEUX, Choix, trouver
from cartoexp.domain.imports.plan import Plan
from cartoexp.domain.imports.valeurs import ValeurError, lire, nettoyer
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.colonnes import Reconnue

ROLES = {role: role.value for role in Role if role.value in LIEUX} | {
    Role.EXPERIMENTATION: EXPERIMENTATION,
    Role.TITRE: "titre",
    Role.RESUME: "resume",
    Role.THEME: "themes",
    Role.STATUT: "statut",
    Role.DEBUT: "debut",
    Role.FIN: "fin",
    Role.SOURCE_TITRE: "source_titre",
    Role.SOURCE_URL: "source_url",
    Role.NOTE: "note",
}
"""Fields that recognised columns fill; dates and amounts say too little to be used unasked."""
MOST_SHOWN = 3
SOURCES = ("source_titre", "source_url", "source_date", "source_type")
TOLD = "la source est déjà dite"
KNOWN = "l’expérimentation est au catalogue"
_FICHE = {champ.nom for champ in FICHE}


@dataclass(frozen=True, slots=True)
class Prepare:
    """A plan, the same as choices (for a mapping file), and remarks in French."""

    plan: Plan
    choix: Choix
    remarques: tuple[str, ...]


def preparer(
    entetes: Sequence[str],
    reconnues: Sequence[Reconnue],
    choix: Choix,
    echantillon: Sequence[Sequence[str]] = (),
) -> Prepare:
    """Make a plan: what was chosen first, then what was recognised and nothing else says.

    A recognised column of which no value of the sample could be taken is left aside and told.

    Raises:
        ChoixError: when a chosen column is not in the file.
    """
    chosen = {nom: trouver(e, entetes) for nom, e in choix.colonnes.items() if e}
    taken = set(chosen.values())
    words = {n: {fold(k): v for k, v in t.items()} for n, t in choix.traductions.items()}
    remarks = []
    for found in () if choix.complet else reconnues:
        header = entetes[found.colonne]
        nom = ROLES.get(found.role)
        if nom in choix.colonnes or nom in choix.valeurs or found.colonne in taken:
            continue
        if nom in SOURCES and any(
            name in choix.colonnes or name in choix.valeurs for name in SOURCES
        ):
            remarks.append(f"Colonne « {header} » ({nom}) laissée de côté : {TOLD}.")
            continue
        if nom is None:
            remarks.append(_unused(header, found.role.value))
        elif nom in _FICHE and (EXPERIMENTATION in chosen or EXPERIMENTATION in choix.valeurs):
            remarks.append(f"Colonne « {header} » ({nom}) laissée de côté : {KNOWN}.")
        elif wrong := _etrangeres(nom, [row[found.colonne] for row in echantillon], words):
            remarks.append(_strange(header, nom, wrong))
        else:
            chosen[nom] = found.colonne
    plan = Plan(
        tuple(entetes),
        Correspondance.de_colonnes(
            entetes, {Role(nom): chosen[nom] for nom in LIEUX if nom in chosen}
        ),
        {nom: column for nom, column in chosen.items() if nom not in LIEUX},
        dict(choix.valeurs),
        words,
    )
    told = {nom: entetes[column] for nom, column in chosen.items()}
    return Prepare(
        plan, Choix(told, choix.valeurs, choix.traductions, complet=True), tuple(remarks)
    )


def _etrangeres(
    nom: str, cells: Sequence[str], words: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """Return the first values of a column when the catalogue would take none of them."""
    champ = CHAMPS.get(nom)
    filled = list(dict.fromkeys(filter(None, map(nettoyer, cells))))
    if champ is None or not filled:
        return []
    for cell in filled:
        try:
            champ.colonne.read(lire(champ, cell, words.get(nom, {})))
        except (ValeurError, CellError):
            continue
        return []
    return filled[:MOST_SHOWN]


def _strange(header: str, nom: str, values: Sequence[str]) -> str:
    told = ", ".join(map(quote, values))
    cure = f"--colonne {nom}={header}"
    if CHAMPS[nom].vocabulaire:
        cure += f" et --traduire {nom}:…=…"
    return (
        f"Colonne « {header} » ({nom}) laissée de côté : le catalogue n’admet pas ses valeurs "
        f"({told}). Pour l’employer : {cure}."
    )


def _unused(header: str, role: str) -> str:
    return (
        f"Colonne « {header} » reconnue ({role}), non employée : dites à quoi elle sert "
        f"(--colonne debut={header}, par exemple)."
    )
