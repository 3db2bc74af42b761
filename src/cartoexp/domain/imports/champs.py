"""Fields that a file may fill: those of an implantation, of its source, of a new experiment.

Their names are those of the columns of the catalogue, so that whoever knows one knows the other;
a source's begin with « source_ ».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain import vocabulaires as v
from cartoexp.domain.catalogue.tables import EXPERIMENTS, IMPLANTATIONS, SOURCES

if TYPE_CHECKING:
    from cartoexp.domain.catalogue.columns import Column
    from cartoexp.domain.catalogue.tables import Table
    from cartoexp.domain.vocabulaires import Vocabulaire

EXPERIMENTATION = "experimentation"
"""Id of an experiment of the catalogue."""
MILLESIME = "millesime"
"""Vintage of the codes of the file."""


@dataclass(frozen=True, slots=True)
class Champ:
    """A field: its name, and the column of a table of the catalogue that it fills."""

    nom: str
    table: Table
    colonne: Column

    @property
    def annee(self) -> bool:
        """Whether it is a year."""
        return self.colonne.schema.get("type") == "year"

    @property
    def date(self) -> bool:
        """Whether it is a date of which the month and the day may be unknown."""
        return self.nom in DATES

    @property
    def vocabulaire(self) -> type[Vocabulaire] | None:
        """The vocabulary of its values, if they are of one."""
        return _VOCABULAIRES.get(self.nom)


DATES = frozenset({"statut_date", "source_date", "verifie_le"})
_VOCABULAIRES: dict[str, type[Vocabulaire]] = {
    "statut": v.Statut,
    "rattachement": v.Rattachement,
    "themes": v.Theme,
    "dimension": v.Dimension,
    "dimension_provenance": v.Provenance,
    "base_legale": v.BaseLegale,
    "base_legale_provenance": v.Provenance,
    "probleme_provenance": v.Provenance,
    "conditions_transfert_provenance": v.Provenance,
    "source_type": v.TypeSource,
}
_OURS = {"id", EXPERIMENTATION, "niveau", "code", "nom", "millesime_cog", "source", "parent"}
"""Columns that are made here, from the territory and from the other fields."""
_LOCALE = {"reference_legale": "reference_locale"}


def _champs() -> dict[str, Champ]:
    found = [
        Champ(_LOCALE.get(c.name, c.name), IMPLANTATIONS, c)
        for c in IMPLANTATIONS.columns
        if c.name not in _OURS
    ]
    found += [Champ(f"source_{c.name}", SOURCES, c) for c in SOURCES.columns if c.name != "id"]
    found += [Champ(c.name, EXPERIMENTS, c) for c in EXPERIMENTS.columns if c.name not in _OURS]
    return {champ.nom: champ for champ in found}


CHAMPS = _champs()
"""Every field by name."""
NOMS = (EXPERIMENTATION, *CHAMPS, MILLESIME)
"""Names that a mapping may use, beside those of territories."""
CONSTANTES = ("niveau", "departement", "region")
"""What a constant may say of the territory of every row that does not tell it."""
FICHE = tuple(c for c in CHAMPS.values() if c.table is EXPERIMENTS)
IMPLANTATION = tuple(c for c in CHAMPS.values() if c.table is IMPLANTATIONS)
SOURCE = tuple(c for c in CHAMPS.values() if c.table is SOURCES)
