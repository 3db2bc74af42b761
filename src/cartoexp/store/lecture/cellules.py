"""What a cell looks like: a figure, a date, a code, or words."""

from __future__ import annotations

import re

from cartoexp.domain.texte import fold

_FIGURE = re.compile(r"[-+−]?[\d\s\u202f]+(?:[.,]\d+)?(?:[eE][-+]?\d+)?\s*(?:%|€|k€|M€)?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?")
_CODE = re.compile(r"(?:\d{4,}|2[AB]\d{3}|2[AB])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAX_WORDS = 12
_HEADING_SIGN = re.compile(r"[A-Za-zÀ-ÿ0-9]+_[A-Za-zÀ-ÿ0-9_]*|[a-z]+[A-Z]\w*")

TITLES = frozenset(
    """
    adresse aide annee arrondissement axe beneficiaire budget canton categorie code codes codgeo
    collectivite com commentaire commentaires commune communes contact cout cp date debut dep
    departement departements dept description dispositif domaine dossier email entetes epci etat
    etablissement fin fonds geo id identifiant insee intitule lat latitude libelle libgeo lieu
    ligne lon longitude lib mail maire mairie montant nature niveau nom noms numero objet
    observation observations operation organisme perimetre periode pop population porteur postal
    programme projet ref reference reg region regions remarque resume siren siret site source
    statut structure subvention surface tel telephone territoire territoires theme thematique titre
    total type url valeur ville villes x y zone
    """.split()  # noqa: SIM905  a list of words reads best as words
)
"""Words that titles of columns hold, folded."""


def chiffree(cell: str) -> bool:
    """Return whether a cell is a number, an amount, a date or a code made of digits."""
    return bool(_FIGURE.fullmatch(cell) or _DATE.fullmatch(cell) or _CODE.fullmatch(cell))


def annee(cell: str) -> bool:
    """Return whether a cell is a year: years are titles of columns as often as values."""
    return bool(_YEAR.fullmatch(cell))


def nomme(cell: str) -> bool:
    """Return whether a cell holds a word that titles of columns hold, or is written as one."""
    if _HEADING_SIGN.fullmatch(cell):
        return True
    words = fold(cell).split()
    return len(words) <= _MAX_WORDS and not TITLES.isdisjoint(words)
