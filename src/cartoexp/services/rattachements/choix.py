"""Which columns are used: those that are asked, or else those that are recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import TERRITORIAUX, Correspondance, Reconnue, Role, reconnaitre
from cartoexp.domain.colonnes.correspondance import places
from cartoexp.domain.errors import CorrespondanceError
from cartoexp.domain.phrases.nombres import number
from cartoexp.services.rattachements.reference import connus_de
from cartoexp.services.rattachements.resultats import COLONNES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.rattachement import Rattacheur


@dataclass(frozen=True, slots=True)
class Demande:
    """How to read a file: sheet, mapping as TOML, columns by role (an empty name unsets one).

    ``strict`` writes nothing when a row has no territory. ``corrections`` are codes that somebody
    gives to rows, by line of the file: they are believed before anything that the row says.
    """

    feuille: str | None = None
    correspondance: str | None = None
    colonnes: Mapping[Role, str] = field(default_factory=dict)
    strict: bool = False
    corrections: Mapping[int, str] = field(default_factory=dict)


def choisir(
    entetes: Sequence[str],
    echantillon: Sequence[Sequence[str]],
    asked: Demande,
    rattacheur: Rattacheur,
) -> tuple[Correspondance, tuple[Reconnue, ...]]:
    """Return the mapping that is asked, or else the one that is recognised.

    Raises:
        CorrespondanceError: no column tells a territory, or one that is named is absent.
    """
    found: tuple[Reconnue, ...] = ()
    if asked.correspondance is not None:
        mapping = Correspondance.lire(asked.correspondance, entetes)
        columns = dict(mapping.colonnes)
    else:
        found = reconnues(entetes, echantillon, rattacheur)
        columns = {r.role: r.colonne for r in found}
    if asked.colonnes:
        named = places({r: c for r, c in asked.colonnes.items() if c}, entetes)
        taken = set(named.values())
        free = {r: c for r, c in columns.items() if c not in taken and r not in asked.colonnes}
        columns = free | named
    if asked.colonnes or asked.correspondance is None:
        mapping = Correspondance.de_colonnes(entetes, columns)
    if not mapping.territoriale:
        raise CorrespondanceError(
            f"Aucune colonne ne désigne un territoire parmi\u00a0: {', '.join(entetes)}. "
            "Nommez-en une, par exemple --nom «\u00a0…\u00a0» ou --code «\u00a0…\u00a0»."
        )
    return mapping, found


def reconnues(
    entetes: Sequence[str], echantillon: Sequence[Sequence[str]], rattacheur: Rattacheur
) -> tuple[Reconnue, ...]:
    """Return the columns recognised; those of an earlier join only when nothing else tells."""
    known = connus_de(rattacheur)
    own = [name in COLONNES for name in entetes]
    if any(own):
        masked = ["" if mine else name for name, mine in zip(entetes, own, strict=True)]
        rows = [
            ["" if mine else cell for cell, mine in zip(row, own, strict=True)]
            for row in echantillon
        ]
        found = reconnaitre(masked, rows, known)
        if Correspondance.depuis(entetes, found).territoriale:
            return found
    return reconnaitre(entetes, echantillon, known)


def raconter(
    entetes: Sequence[str], mapping: Correspondance, found: Iterable[Reconnue]
) -> tuple[str, ...]:
    """Return one line for each column used, with its confidence when it was recognised."""
    sure = {(r.role, r.colonne): r for r in found}
    lines = []
    for role, place in mapping.colonnes.items():
        if role not in TERRITORIAUX:
            continue
        one = sure.get((role, place))
        why = "indiquée"
        if one:
            why = f"confiance {number(round(100 * one.confiance))}\u00a0%\u00a0: {one.raison}"
        lines.append(f"{role.label}\u00a0: colonne «\u00a0{entetes[place]}\u00a0» ({why})")
    if mapping.niveau:
        lines.append(f"Niveau des noms, d’après l’en-tête\u00a0: {mapping.niveau}")
    return tuple(lines)
