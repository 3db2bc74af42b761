"""What somebody chose for an import: in a mapping file, by options, or by what was recognised."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.errors import CartoexpError
from cartoexp.domain.imports.champs import CHAMPS, CONSTANTES, NOMS
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LIEUX = (
    "code",
    "siren",
    "nom",
    "departement",
    "region",
    "code_postal",
    "niveau",
    "longitude",
    "latitude",
)
"""Names of what may tell a territory, as roles of columns name it."""
NIVEAU, COLONNES, CHAMPS_LUS = "niveau", "colonnes", "champs"
VALEURS, TRADUCTIONS = "valeurs", "traductions"
ALIAS = {"theme": "themes", "date": "statut_date"}
"""Roles of columns whose field has another name."""
UNUSED = "montant"
"""A role that no field has."""
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
HEAD = "# Correspondance d’un import de Cartoexp : voir docs/importer.md\n"


class ChoixError(CartoexpError):
    """An option or a mapping file cannot be understood; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Choix:
    """Columns by field (header texts, empty: none), constants, meanings of words of the file.

    ``complet`` tells that the columns are all said: none is to be recognised.
    """

    colonnes: Mapping[str, str] = field(default_factory=dict)
    valeurs: Mapping[str, str] = field(default_factory=dict)
    traductions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    complet: bool = False

    def puis(self, autre: Choix) -> Choix:
        """Return these choices with those of ``autre`` over them."""
        words = {n: dict(t) for n, t in self.traductions.items()}
        for nom, told in autre.traductions.items():
            words[nom] = {**words.get(nom, {}), **told}
        return replace(
            self,
            colonnes={**self.colonnes, **autre.colonnes},
            valeurs={**self.valeurs, **autre.valeurs},
            traductions=words,
            complet=self.complet or autre.complet,
        )

    def ecrire(self) -> str:
        """Return the mapping file that says the same."""
        level = {NIVEAU: self.valeurs[NIVEAU]} if NIVEAU in self.valeurs else {}
        places = {n: e for n, e in self.colonnes.items() if n in LIEUX}
        others = {n: e for n, e in self.colonnes.items() if n not in LIEUX}
        constants = {n: v for n, v in self.valeurs.items() if n not in level}
        parts = [HEAD, *_lines(level), f"[{COLONNES}]", *_lines(places)]
        for name, table in ((CHAMPS_LUS, others), (VALEURS, constants)):
            parts += ["", f"[{name}]", *_lines(table)] if table else []
        for nom, told in self.traductions.items():
            parts += ["", f"[{TRADUCTIONS}.{nom}]", *_lines(told)]
        return "\n".join(parts) + "\n"


def lire(texte: str) -> Choix:
    """Read a mapping file.

    Raises:
        ChoixError: when it is not one.
    """
    try:
        told = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as error:
        raise ChoixError(f"La correspondance n’est pas du TOML : {error}.") from error
    level = told.pop(NIVEAU, "")
    unknown = set(told) - set(TABLES)
    if unknown:
        names = ", ".join(f"[{name}]" for name in TABLES)
        raise ChoixError(
            f"La correspondance contient {quote(min(unknown))} : n’écrivez que {names}."
        )
    places, fields, constants, meanings = (told.get(name, {}) for name in TABLES)
    inner = meanings.values() if isinstance(meanings, dict) else ()
    if not all(isinstance(table, dict) for table in (places, fields, constants, meanings, *inner)):
        raise ChoixError("La correspondance est mal formée : voir docs/importer.md.")
    columns = {ALIAS.get(n, n): str(v) for n, v in places.items() if n != UNUSED}
    columns |= {n: str(v) for n, v in fields.items()}
    constants = {n: str(v) for n, v in constants.items()} | ({NIVEAU: level} if level else {})
    for nom in columns:
        _connu(nom, (*LIEUX, *NOMS))
    for nom in constants:
        _connu(nom, (*CONSTANTES, *NOMS))
    return Choix(
        columns,
        constants,
        {n: {str(k): str(v) for k, v in t.items()} for n, t in meanings.items() if _mots(n)},
        complet=bool(columns),
    )


TABLES = (COLONNES, CHAMPS_LUS, VALEURS, TRADUCTIONS)


def des_options(
    colonnes: Iterable[str], valeurs: Iterable[str], traductions: Iterable[str]
) -> Choix:
    """Read « champ=En-tête », « champ=valeur » and « champ:mot=valeur » of the command line.

    Raises:
        ChoixError: for what has another form or names no field.
    """
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for text in traductions:
        left, value = _couper(text, "--traduire", "champ:mot=valeur")
        nom, separator, word = left.partition(":")
        if not separator:
            raise ChoixError(f"--traduire {quote(text)} : écrivez champ:mot=valeur.")
        _mots(nom.strip())
        words[nom.strip()][word.strip()] = value
    return Choix(
        dict(_paire(t, "--colonne", "champ=En-tête", (*LIEUX, *NOMS)) for t in colonnes),
        dict(_paire(t, "--valeur", "champ=valeur", (*CONSTANTES, *NOMS)) for t in valeurs),
        dict(words),
    )


def _paire(text: str, option: str, form: str, names: Sequence[str]) -> tuple[str, str]:
    nom, value = _couper(text, option, form)
    return _connu(nom, names), value


def _couper(text: str, option: str, form: str) -> tuple[str, str]:
    nom, separator, value = text.partition("=")
    if not separator:
        raise ChoixError(f"{option} {quote(text)} : écrivez {form}.")
    return nom.strip(), value.strip()


def _connu(nom: str, names: Sequence[str]) -> str:
    if nom in names:
        return nom
    close = get_close_matches(nom, names, n=1)
    cure = f"Vouliez-vous écrire {quote(close[0])} ?" if close else f"Champs : {', '.join(names)}."
    raise ChoixError(f"{quote(nom)} n’est pas un champ. {cure}")


def _mots(nom: str) -> bool:
    if nom in CHAMPS:
        return True
    raise ChoixError(f"{quote(nom)} n’est pas un champ dont on traduit les valeurs.")


def trouver(entete: str, entetes: Sequence[str]) -> int:
    """Return the number of a column from its header, accents and case aside if need be.

    Raises:
        ChoixError: when there is none, or several.
    """
    if entete in entetes:
        return entetes.index(entete)
    same = [i for i, e in enumerate(entetes) if fold(e) == fold(entete)]
    if len(same) == 1:
        return same[0]
    if same:
        raise ChoixError(f"Plusieurs colonnes s’appellent {quote(entete)} : écrivez-la exactement.")
    close = get_close_matches(entete, entetes, n=3) or list(entetes)[:20]
    names = ", ".join(map(quote, close))
    raise ChoixError(f"Aucune colonne ne s’appelle {quote(entete)}. Colonnes : {names}.")


def _lines(table: Mapping[str, Any]) -> list[str]:
    return [f"{k if _BARE.fullmatch(k) else _text(k)} = {_text(v)}" for k, v in table.items()]


def _text(value: str) -> str:
    """Return a basic string of TOML: JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
