"""The texts that a team writes: what is asked, how long an answer may be, what is kept of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.referentiel.errors import Faute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BLANK = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{2,}")
_ADDRESS = re.compile(r"\S+@\S+\.\S+")


@dataclass(frozen=True, slots=True)
class Champ:
    """A text that is asked for.

    ``most``: characters; ``lignes``: height of its box, 1 for a line; ``paragraphes``: lines that
    an answer may hold, so that what fits on paper is known beforehand.
    """

    nom: str
    libelle: str
    aide: str = ""
    most: int = 200
    lignes: int = 1

    @property
    def paragraphes(self) -> int:
        """Lines that are admitted in an answer."""
        return 1 if self.lignes == 1 else self.lignes + 2


def nettoyer(texte: str) -> str:
    """Return a text as it is kept: no blank line, no space twice, nothing that cannot be read."""
    plain = texte.replace("\r\n", "\n").replace("\r", "\n")
    readable = "".join(c if c == "\n" or c.isprintable() else " " for c in plain)
    lines = (_BLANK.sub(" ", line).strip() for line in readable.split("\n"))
    return _LINES.sub("\n", "\n".join(lines)).strip()


def lire(champs: Iterable[Champ], recu: Mapping[str, str]) -> tuple[dict[str, str], list[Faute]]:
    """Return the texts of a form, and what is to be corrected in them; empty ones are left out.

    A text that is too long is returned whole: it is shown again, and not kept.
    """
    found: dict[str, str] = {}
    faults: list[Faute] = []
    for champ in champs:
        text = nettoyer(recu.get(champ.nom, ""))
        if champ.lignes == 1:
            text = text.replace("\n", " ")
        if text:
            found[champ.nom] = text
            faults += _fautes(champ, text)
    return found, faults


def _fautes(champ: Champ, text: str) -> Iterable[Faute]:
    if len(text) > champ.most:
        told = (
            f"{champ.libelle}{NBSP}: {number(len(text))} caractères, {number(champ.most)} au plus. "
            "Raccourcissez ce texte."
        )
        yield Faute(champ.nom, told)
    if text.count("\n") >= champ.paragraphes:
        told = (
            f"{champ.libelle}{NBSP}: {number(text.count(chr(10)) + 1)} lignes, "
            f"{champ.paragraphes} au plus. Réunissez-en."
        )
        yield Faute(champ.nom, told)
    if _ADDRESS.search(text):
        told = (
            f"{champ.libelle}{NBSP}: retirez l’adresse électronique. Nommez une fonction ou un "
            "service, jamais une personne."
        )
        yield Faute(champ.nom, told)
