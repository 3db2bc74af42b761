"""The format that is asked for: a page, a picture of some width, values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.query import Reader
from cartoexp.services.images import WIDEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NARROWEST, USUAL = 120, 1_200


class Format(StrEnum):
    """Compositions of a picture."""

    AFFICHE = "affiche"
    CARTE_SOCIALE = "carte-sociale"


@dataclass(frozen=True, slots=True)
class Demande:
    """What to write: ``extension`` is empty for the page; ``largeur`` is in pixels (PNG)."""

    extension: str = ""
    format: Format = Format.AFFICHE
    largeur: int = USUAL

    @property
    def parametres(self) -> tuple[str, ...]:
        """Names of the parameters that say how to write, not what."""
        return PARAMETRES.get(self.extension, ())

    @classmethod
    def read(cls, query: Mapping[str, Sequence[str]], extension: str) -> Demande:
        """Read the parameters of a file.

        Raises:
            InvalidParametersError: for a width or a composition that does not exist.
        """
        names = PARAMETRES.get(extension, ())
        reader = Reader({k: v for k, v in query.items() if k in names})
        found = cls(
            extension,
            reader.choice("format", Format, Format.AFFICHE),
            reader.integer("largeur", USUAL, NARROWEST, WIDEST),
        )
        reader.raise_problems()
        return found


PARAMETRES = {"png": ("format", "largeur"), "svg": ("format",)}
