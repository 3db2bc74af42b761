"""Nouns with their gender, and what agrees with them."""

from __future__ import annotations

from dataclasses import dataclass

from cartoexp.domain.phrases.nombres import PLURAL_FROM, count


@dataclass(frozen=True, slots=True)
class Nom:
    """A common noun; ``pluriel`` defaults to the singular with an s."""

    singulier: str
    feminin: bool
    pluriel: str = ""

    def of(self, n: float) -> str:
        """Return the noun as ``n`` makes it: singular under two."""
        return self.singulier if abs(n) < PLURAL_FROM else self.pluriel or f"{self.singulier}s"

    def counted(self, n: int, participle: str = "") -> str:
        """Return « 1 commune », « 3 communes masquées »; « aucune commune masquée » for none."""
        if n == 0:
            return f"{self.none}{f' {self.agreed(participle, 1)}' if participle else ''}"
        told = count(n, self.singulier, self.of(PLURAL_FROM))
        return f"{told} {self.agreed(participle, n)}" if participle else told

    def agreed(self, participle: str, n: float) -> str:
        """Return a regular adjective or participle, given in the masculine, as it agrees."""
        word = participle
        if self.feminin and not word.endswith("e"):
            word += "e"
        return word if abs(n) < PLURAL_FROM or word.endswith(("s", "x")) else f"{word}s"

    @property
    def none(self) -> str:
        """« aucune commune », « aucun département »."""
        return f"aucun{'e' if self.feminin else ''} {self.singulier}"

    @property
    def this(self) -> str:
        """« cette commune », « ce département », « cet établissement »."""
        if self.feminin:
            return f"cette {self.singulier}"
        return f"{'cet' if self.singulier[0] in 'aeéhiou' else 'ce'} {self.singulier}"


EXPERIMENTATION = Nom("expérimentation", feminin=True)
IMPLANTATION = Nom("implantation", feminin=True)
EVALUATION = Nom("évaluation", feminin=True)
HABITANT = Nom("habitant", feminin=False)
COLLECTIVITE_ULTRAMARINE = Nom(
    "collectivité ultramarine", feminin=True, pluriel="collectivités ultramarines"
)


def recensed(n: int, noun: Nom = EXPERIMENTATION) -> str:
    """Return « 3 expérimentations recensées »: the catalogue never claims to be complete."""
    return noun.counted(n, "recensé")


def verb(n: float, singular: str, plural: str) -> str:
    """Return the form of a verb whose subject counts ``n``."""
    return singular if abs(n) < PLURAL_FROM else plural
