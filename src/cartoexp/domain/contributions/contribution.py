"""A contribution, what is said about it, and the secret link that leads its author to it."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.etats import Etat, Role
from cartoexp.domain.vocabulaires import Vocabulaire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BYTES = 24
"""Random bytes of a link: 192 bits."""
BROUILLON_J = 30
"""Days for which a draft is kept after it was last saved."""
COURRIEL_J = 365
"""Days for which an e-mail address is kept after the decision."""
_JETON = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)

Ligne = dict[str, str]
"""A row of the catalogue as text, by column; what is empty is absent."""
Contenu = dict[str, list[Ligne]]
"""Rows by table of the catalogue (« experiments », « implantations »…), and of a report."""


class Genre(Vocabulaire):
    """Kinds of contributions."""

    NOUVELLE = "nouvelle", "Nouvelle expérimentation"
    MODIFICATION = "modification", "Modification d’une fiche"
    SIGNALEMENT = "signalement", "Signalement d’une erreur"
    EVALUATION = "evaluation", "Évaluation"
    DEROGATION = "derogation", "Dérogation"
    SOURCE = "source", "Source"
    TOUJOURS_EXACT = "toujours_exact", "Fiche toujours exacte"


@dataclass(frozen=True, slots=True)
class Cible:
    """What a contribution is about: a record, one of its fields, or a figure by its name."""

    experimentation: str = ""
    champ: str = ""
    chiffre: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution; moments are ISO 8601 (UTC), empty where they have not come.

    ``courriel`` is functional, never published. ``moderateur`` is the account that reviews it.
    """

    id: str
    genre: Genre
    cible: Cible
    contenu: Contenu
    etat: Etat
    version: int
    creee_le: str
    modifiee_le: str
    recue_le: str = ""
    decidee_le: str = ""
    motif: str = ""
    moderateur: str = field(default="", repr=False)
    courriel: str = field(default="", repr=False)
    fiche: str = ""

    def est_perimee(self, instant: str) -> bool:
        """Tell whether this is a draft that was left for too long."""
        if self.etat is not Etat.BROUILLON:
            return False
        last = date.fromisoformat(self.modifiee_le[:10])
        return date.fromisoformat(instant[:10]) > last + timedelta(days=BROUILLON_J)


@dataclass(frozen=True, slots=True)
class Message:
    """A question of who moderates, or an answer of the contributor."""

    role: Role
    instant: str
    texte: str


@dataclass(frozen=True, slots=True)
class Suivi:
    """What a contributor sees behind their link."""

    contribution: Contribution
    messages: Sequence[Message]
    etapes: Sequence[tuple[str, str]]
    """(moment, act) pairs, in their order."""
    ignores: Sequence[str] = ()


def empreinte(jeton: str) -> str:
    """Return the hash of a link or of a nonce: all that is kept of either."""
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()


def lien(nonce: str) -> str:
    """Return the link of what a form creates and sends at once: the same form, the same link.

    A nonce is known to the one page that carries it, and as hard to guess as a link.
    """
    return urlsafe_b64encode(sha256(f"lien {nonce}".encode()).digest()[:BYTES]).decode()


def est_jeton(texte: str) -> bool:
    """Tell whether a text has the shape of a link."""
    return _JETON.fullmatch(texte) is not None


def copie(contenu: Mapping[str, Sequence[Mapping[str, str]]]) -> Contenu:
    """Return a content of one's own."""
    return {table: [dict(row) for row in rows] for table, rows in contenu.items()}
