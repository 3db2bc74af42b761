"""A column of the catalogue as a question of a form: its words, and the widget it wants."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.catalogue.columns import DATE_PATTERN
from cartoexp.domain.contributions.proposition import DEFAUTS
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.vocabulaires import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.catalogue.columns import Column

_DITS = {
    Provenance.SOURCE.value: "Une source citée le dit",
    Provenance.JUGEMENT.value: "C’est une appréciation",
}
_LIGNE = 200
"""Characters up to which a text is written on one line."""


class Saisie(StrEnum):
    """Widgets."""

    LIGNE = "ligne"
    TEXTE = "texte"
    CHOIX = "choix"
    COCHES = "coches"
    ADRESSE = "adresse"
    DATE = "date"
    ANNEE = "annee"


@dataclass(frozen=True, slots=True)
class Champ:
    """A question.

    ``plus`` when it is among those that are asked on demand, ``lieu`` when the choice of a
    territory answers it; ``valeurs`` are (value, words) pairs of a choice.
    """

    table: str
    colonne: Column
    label: str
    aide: str = ""
    manque: str = ""
    plus: bool = False
    lieu: bool = False
    moderation: bool = False
    valeurs: tuple[tuple[str, str], ...] = ()

    @property
    def nom(self) -> str:
        """Name of the column."""
        return self.colonne.name

    @property
    def limite(self) -> int:
        """Most characters of a free text, 0 when it is none."""
        return int(_contraintes(self.colonne).get("maxLength", 0))

    @property
    def saisie(self) -> Saisie:
        """The widget that its type wants."""
        if self.colonne.several:
            return Saisie.COCHES
        if self.valeurs:
            return Saisie.CHOIX
        if self.colonne.schema.get("type") == "year":
            return Saisie.ANNEE
        if _contraintes(self.colonne).get("pattern") == DATE_PATTERN:
            return Saisie.DATE
        if self.nom.endswith("url"):
            return Saisie.ADRESSE
        return Saisie.TEXTE if self.limite > _LIGNE else Saisie.LIGNE

    @property
    def provenance(self) -> bool:
        """Whether it says where another one's claim comes from."""
        return self.colonne.vocabulary is Provenance

    @property
    def obligatoire(self) -> bool:
        """Whether an answer is asked of everybody: what is not said has no default."""
        return self.colonne.required and self.nom not in DEFAUTS.get(self.table, {})


@cache
def champs(table: str, *, moderation: bool = False) -> tuple[Champ, ...]:
    """Return the questions about a row of a table of the catalogue, in the order of a form.

    ``moderation``: also those that only who moderates answers.
    """
    columns = {c.name: c for t in TABLES if t.name == table for c in t.columns}
    found = (_champ(table, columns[name], told) for name, told in _libelles()[table].items())
    return tuple(c for c in found if moderation or not c.moderation)


def champ(table: str, colonne: str) -> Champ | None:
    """Return the question about a column, or ``None`` when forms do not ask it."""
    return _par_nom(table).get(colonne)


@cache
def _par_nom(table: str) -> dict[str, Champ]:
    return {c.nom: c for c in champs(table, moderation=True)} if table in _libelles() else {}


@cache
def _libelles() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(files(__package__).joinpath("libelles.toml").read_text("utf-8"))


def _champ(table: str, column: Column, told: Mapping[str, Any]) -> Champ:
    given: dict[str, Any] = {n: typeset(t) if isinstance(t, str) else t for n, t in told.items()}
    own = given.pop("valeurs", _DITS if column.vocabulary is Provenance else {})
    return Champ(table, column, **given, valeurs=_valeurs(column, own))


def _valeurs(column: Column, own: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if column.vocabulary is None:
        return tuple((value, typeset(words)) for value, words in own.items())
    return tuple(
        (str(m.value), typeset(own.get(str(m.value), getattr(m, "label", str(m.value)))))
        for m in column.vocabulary
    )


def _contraintes(column: Column) -> Mapping[str, Any]:
    found: Any = column.schema.get("constraints", {})
    return found
