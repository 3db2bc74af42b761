"""What a report says of a row: field as the file names it, value as it was read, sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import TERRITORIAUX
from cartoexp.domain.constats import Remarque
from cartoexp.domain.imports.champs import CHAMPS
from cartoexp.domain.phrases.typographie import capital
from cartoexp.domain.rattachement import Voie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.catalogue.problems import Problem
    from cartoexp.domain.imports.plan import Plan
    from cartoexp.domain.rattachement import Rattachement
    from cartoexp.domain.territoires import Territoire

OPTION = "(option)"
_TELLING = {
    Voie.CODE: ("code",),
    Voie.CODE_REPARE: ("code",),
    Voie.ANCIEN_CODE: ("code",),
    Voie.SIREN: ("siren", "code"),
    Voie.COORDONNEES: ("longitude", "latitude"),
}
"""Columns that led to the territory; any other way is told by all that the row says."""
_NAMES = {(champ.table.name, champ.colonne.name): champ.nom for champ in CHAMPS.values()}


def nommer(plan: Plan, nom: str) -> str:
    """Return a field as the file names its column, or as the option is named."""
    column = plan.colonnes.get(nom)
    return plan.entetes[column] if column is not None else f"{nom} {OPTION}"


def designer(territoire: Territoire) -> str:
    """Return « Douai (commune 59178) »."""
    return f"{territoire.nom} ({territoire.niveau.label.lower()} {territoire.code})"


def lieu(plan: Plan, ligne: Sequence[str], found: Rattachement) -> Remarque:
    """Say which territory a row has, or why it has none."""
    wanted = _TELLING.get(found.voie, ()) if found.voie else ()
    told = [(plan.entetes[c], ligne[c]) for role, c in plan.lieu.colonnes.items() if role in wanted]
    told = [pair for pair in told if pair[1]] or [
        (plan.entetes[c], ligne[c])
        for role, c in plan.lieu.colonnes.items()
        if role in TERRITORIAUX and ligne[c]
    ]
    message = found.motif
    if found.territoire:
        message = f"{designer(found.territoire)}. {found.motif}".rstrip()
    fields, values = zip(*told, strict=True) if told else ((), ())
    return Remarque(
        ", ".join(fields),
        ", ".join(values),
        message,
        () if found.territoire else tuple(map(designer, found.candidats)),
    )


def probleme(plan: Plan, ligne: Sequence[str], table: str, found: Problem) -> Remarque:
    """Say a problem of the catalogue's check."""
    nom = _NAMES.get((table, found.field), found.field)
    raw = plan.brut(nom, ligne) if nom in CHAMPS else found.value
    return Remarque(nommer(plan, nom), raw, capital(found.message))
