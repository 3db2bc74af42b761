"""What who moderates sends from the page of a contribution."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.dossier import PARTS
from cartoexp.web import champs
from cartoexp.web.communs import difference

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from cartoexp.domain.contributions.contribution import Contenu
    from cartoexp.domain.contributions.differences import Cle

GESTE, VERSION, ATTENDU, APERCU = "geste", "version", "attendu", "apercu"
ORIGINE = "origine"
ACTES, DECISIONS = "actes", "decisions"
QUESTION, MOTIF, PRECISION, NOTE, LIGNE = "question", "motif", "precision", "note", "ligne"
MOTS = {
    QUESTION: "Votre question",
    PRECISION: "Vos mots sur le refus",
    NOTE: "Votre mot à l’auteur",
}
"""The texts that who moderates writes, by the field that holds each."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """A form as it came.

    ``coches`` are the changes that are ticked, among those that were shown (``vus``). ``contenu``
    is what stands in the fields of correction, ``origine`` what stood there when they were shown:
    what differs was written. ``apercu`` is the hash of the rows of which the difference was shown.
    ``actes`` and ``decisions`` count what was known to the page.
    """

    geste: str
    version: int
    attendu: str
    textes: dict[str, str]
    coches: frozenset[Cle]
    vus: frozenset[Cle]
    contenu: Contenu
    origine: Contenu
    apercu: str
    ligne: str
    actes: int
    decisions: int

    def texte(self, nom: str) -> str:
        """Return a text, without the blanks around it."""
        return self.textes.get(nom, "").strip()


def lire(form: MultiDict[str, str]) -> Saisie:
    """Return what a form says; whatever is missing is empty."""
    content = {t.name: list(champs.lire(form, t.name).values()) for t in PARTS}
    kept = {table: rows for table, rows in content.items() if rows}
    return Saisie(
        geste=form.get(GESTE, ""),
        version=_nombre(form.get(VERSION, "")),
        attendu=form.get(ATTENDU, ""),
        textes={
            name: form.get(name, "").replace("\r\n", "\n")
            for name in (QUESTION, MOTIF, PRECISION, NOTE)
        },
        coches=frozenset(map(difference.lire, form.getlist(difference.CHANGE))),
        vus=frozenset(map(difference.lire, form.getlist(difference.VU))),
        contenu=kept,
        origine=_origine(form.get(ORIGINE, "")),
        apercu=form.get(APERCU, ""),
        ligne=form.get(LIGNE, ""),
        actes=_nombre(form.get(ACTES, "")),
        decisions=_nombre(form.get(DECISIONS, "")),
    )


def _origine(text: str) -> Contenu:
    """Return rows by table; a text that tells none tells nothing."""
    try:
        told = json.loads(text)
        return {
            str(table): [{str(n): str(c) for n, c in row.items()} for row in rows]
            for table, rows in told.items()
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def empreinte(contenu: Contenu | None) -> str:
    """Return a hash of what stands in the fields of correction."""
    return sha256(json.dumps(contenu, sort_keys=True).encode()).hexdigest() if contenu else ""


def _nombre(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0  # noqa: PLR2004
