"""What is said of a picture, a table or a figure: title, sentence, text alternative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from cartoexp.domain.phrases.dates import span
from cartoexp.domain.phrases.typographie import NBSP, typeset


@dataclass(frozen=True, slots=True)
class Dit:
    """``titre`` has no full stop; ``phrase`` is one or more whole sentences.

    ``alternative`` stands for the picture: what it is, its title, then the same sentence.
    """

    titre: str
    phrase: str
    alternative: str

    @classmethod
    def of(cls, what: str, titre: str, phrase: str) -> Self:
        """Build all three; ``what`` is the kind of picture (« Carte », « Tableau »), or empty."""
        titre = titre.removesuffix(".")
        head = f"{what}{NBSP}: {titre}" if what else titre
        end = "" if head.endswith(("!", "?", "…")) else "."
        return cls(titre, phrase, f"{head}{end} {phrase}")


def source(name: str, millesime: str = "") -> str:
    """Return « Source : INSEE, 2023. »; empty without a source."""
    if not name:
        return ""
    years = f", {span(millesime)}" if millesime else ""
    return f"Source{NBSP}: {typeset(name)}{years}."


def sentences(*told: str) -> str:
    """Return the sentences one after the other, those that are empty left out."""
    return " ".join(filter(None, told))
