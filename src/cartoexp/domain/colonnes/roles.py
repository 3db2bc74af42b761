"""What a column may be to us, and the words of headers that tell it."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from importlib.resources import files
from typing import Any

from cartoexp.domain.texte import fold


class Role(StrEnum):
    """What a column holds; those before ``EXPERIMENTATION`` tell the territory of a row."""

    CODE = "code"
    SIREN = "siren"
    NOM = "nom"
    DEPARTEMENT = "departement"
    REGION = "region"
    CODE_POSTAL = "code_postal"
    NIVEAU = "niveau"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    EXPERIMENTATION = "experimentation"
    TITRE = "titre"
    RESUME = "resume"
    THEME = "theme"
    STATUT = "statut"
    DEBUT = "debut"
    FIN = "fin"
    DATE = "date"
    MONTANT = "montant"
    SOURCE_TITRE = "source_titre"
    SOURCE_URL = "source_url"
    NOTE = "note"

    @property
    def label(self) -> str:
        """French, as a form shows it."""
        return _LABELS[self]


TERRITORIAUX = (
    Role.CODE,
    Role.SIREN,
    Role.NOM,
    Role.DEPARTEMENT,
    Role.REGION,
    Role.CODE_POSTAL,
    Role.NIVEAU,
    Role.LONGITUDE,
    Role.LATITUDE,
)
"""The clues from which a territory is found."""

_LABELS = {
    Role.CODE: "Code du territoire (INSEE ou SIREN)",
    Role.SIREN: "SIREN ou SIRET",
    Role.NOM: "Nom du territoire",
    Role.DEPARTEMENT: "Département",
    Role.REGION: "Région",
    Role.CODE_POSTAL: "Code postal",
    Role.NIVEAU: "Niveau du territoire",
    Role.LONGITUDE: "Longitude",
    Role.LATITUDE: "Latitude",
    Role.EXPERIMENTATION: "Identifiant de l’expérimentation",
    Role.TITRE: "Titre",
    Role.RESUME: "Résumé",
    Role.THEME: "Thème",
    Role.STATUT: "Statut",
    Role.DEBUT: "Début",
    Role.FIN: "Fin",
    Role.DATE: "Date d’attestation",
    Role.MONTANT: "Montant",
    Role.SOURCE_TITRE: "Titre de la source",
    Role.SOURCE_URL: "Adresse de la source",
    Role.NOTE: "Note",
}

_WORDS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("mots.toml").read_text("utf-8"))
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


def _pattern(words: list[str]) -> str:
    return "|".join(words).replace("LIEU", f"(?:{_WORDS['lieu']})")


_SURE = {Role(r): re.compile(_pattern(words)) for r, words in _WORDS["surs"].items()}
_HINT = {Role(r): re.compile(rf"\b(?:{_pattern(w)})\b") for r, w in _WORDS["faibles"].items()}
_LEVELS = {niveau: re.compile(_pattern(words)) for niveau, words in _WORDS["niveaux"].items()}


LINES = " – "
"""What joins the lines of one header, as files are read."""


def lire_entete(entete: str) -> str:
    """Return a header as it is compared: « codeInsee » and « CODE_INSEE » are « code insee »."""
    return fold(_CAMEL.sub(" ", entete))


def roles_dits(entete: str) -> dict[Role, float]:
    """Return how strongly a header tells each role: 1 by its very words, 0.4 by one of them.

    Of a header on several lines (« Code géographique – CODGEO ») each line may tell it.
    """
    texts = [lire_entete(part) for part in (entete, *entete.split(LINES))]
    told = {role: 0.4 for role, pattern in _HINT.items() if any(map(pattern.search, texts))}
    return told | {r: 1.0 for r, pattern in _SURE.items() if any(map(pattern.fullmatch, texts))}


def niveau_dit(entete: str) -> str:
    """Return the level that the header of a column of names tells (« Commune »), or ``""``."""
    text = lire_entete(entete)
    return next((n for n, pattern in _LEVELS.items() if pattern.fullmatch(text)), "")
