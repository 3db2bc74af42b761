"""What a file holds, before anything is done with it: columns, roles, first rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import TERRITORIAUX, Correspondance, Role
from cartoexp.domain.colonnes.correspondance import places
from cartoexp.domain.errors import CorrespondanceError
from cartoexp.services.envois.copies import lisible
from cartoexp.services.rattachements.choix import reconnues
from cartoexp.services.rattachements.resultats import SAMPLE
from cartoexp.store.lecture import ouvrir_octets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.colonnes import Reconnue
    from cartoexp.domain.rattachement import Rattacheur
    from cartoexp.services.envois.sas import Envoi
    from cartoexp.store.lecture import Ligne

SHOWN = 20
"""Rows of a preview."""


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a file; ``reconnue`` tells its role when it was recognised."""

    nom: str
    reconnue: Reconnue | None


@dataclass(frozen=True, slots=True)
class Apercu:
    """What a file holds."""

    feuille: str
    feuilles: tuple[str, ...]
    remarques: tuple[str, ...]
    ligne_entete: int
    colonnes: tuple[Colonne, ...]
    lignes: tuple[Ligne, ...]

    @property
    def entetes(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.nom for column in self.colonnes)

    def roles(self) -> dict[Role, str]:
        """Return the names of the columns recognised, by role that tells a territory."""
        return {
            column.reconnue.role: column.nom
            for column in self.colonnes
            if column.reconnue and column.reconnue.role in TERRITORIAUX
        }

    def correspondance(self, choix: Mapping[Role, str]) -> Correspondance:
        """Return the mapping that columns by role make.

        Raises:
            CorrespondanceError: a column that the file does not have, or none that tells a
                territory.
        """
        chosen = places({role.value: name for role, name in choix.items()}, self.entetes)
        mapping = Correspondance.de_colonnes(self.entetes, chosen)
        if not mapping.territoriale:
            raise CorrespondanceError(
                "Choisissez au moins une colonne qui désigne le territoire\u00a0: un code, un nom, "
                "un code postal ou des coordonnées."
            )
        return mapping


def regarder(envoi: Envoi, rattacheur: Rattacheur, feuille: str | None = None) -> Apercu:
    """Return what a file holds.

    Raises:
        FichierRefuseError: it cannot be read, or has no such sheet.
    """
    path, sheet = lisible(envoi, feuille)
    with ouvrir_octets(path, envoi.nom, sheet) as table:
        head = list(islice(table.lignes, SAMPLE))
        cells = [row.cellules for row in head]
        known = {one.colonne: one for one in reconnues(table.entetes, cells, rattacheur)}
        columns = tuple(Colonne(name, known.get(rank)) for rank, name in enumerate(table.entetes))
        return Apercu(
            table.nom,
            table.feuilles,
            table.remarques,
            table.ligne_entete,
            columns,
            tuple(head[:SHOWN]),
        )
