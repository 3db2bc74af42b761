"""Texts that the cells of an XLSX workbook share: the only part of it that is held in memory."""

from __future__ import annotations

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import number
from cartoexp.store.lecture.nettoyage import propre
from cartoexp.store.lecture.tableau import MIO
from cartoexp.store.lecture.xml import Lecteur, Texte

MAX_BYTES = 256 * MIO
MAX_STRINGS = 4_000_000


class Chaines(Lecteur):
    """Shared texts, by rank; phonetic readings are left out."""

    def __init__(self) -> None:
        """Know no text yet."""
        self.found: list[str] = []
        self._text = Texte()
        self._collecting = self._phonetic = False

    @staticmethod
    def refuse_large(size: int) -> None:
        """Refuse a part that would not fit.

        Raises:
            FichierRefuseError: it is larger than ``MAX_BYTES``.
        """
        if size > MAX_BYTES:
            raise _too_many()

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  a Lecteur
        """Enter a text, or a reading of it."""
        if name == "t":
            self._collecting = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        """Keep a text that is whole."""
        if name == "t":
            self._collecting = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append(propre(self._text.take()))
            if len(self.found) > MAX_STRINGS:
                raise _too_many()

    def text(self, data: str) -> None:
        """Gather the text."""
        if self._collecting:
            self._text.add(data)


def _too_many() -> FichierRefuseError:
    return FichierRefuseError(
        f"Ce classeur a trop de textes différents (plus de {number(MAX_BYTES / MIO)} Mo ou de "
        f"{number(MAX_STRINGS)}). Enregistrez la feuille en CSV."
    )
