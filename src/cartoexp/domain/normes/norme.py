"""A norm that can be told from any other: its text, its articles, its key and its label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cartoexp.domain.normes.nature import Nature
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.normes.articles import Article

INCONNUE = "inconnue"
"""What is written where no source tells the norm, and its key."""
LIBRE = "texte"
"""Beginning of the key of what could not be read."""
SEPARATEUR = "--"
"""Parts a text from its articles in a key."""
_LONGEST = 60


@dataclass(frozen=True)
class Norme:
    """A norm; without ``nature`` it is text that was not recognised, or unknown.

    ``nom`` is that of a code, or says the kind (« organique », « de finances pour 2018 »).
    ``numero`` is as « 2016-231 ». ``ecrite`` is what was written; ``reste``, what was written of
    articles and not recognised.
    """

    ecrite: str
    nature: Nature | None = None
    nom: str = ""
    numero: str = ""
    date: date | None = None
    articles: tuple[Article, ...] = ()
    reste: str = ""

    @property
    def lue(self) -> bool:
        """Whether all of it was recognised."""
        return self.nature is not None and not self.reste

    @property
    def inconnue(self) -> bool:
        """Whether no source tells it."""
        return self.nature is None and fold(self.ecrite) == INCONNUE

    @cached_property
    def cle_texte(self) -> str:
        """Key of the text: « code-du-travail », « loi-2016-231 », « loi-2011-08-10 »."""
        if self.nature is None:
            kept = "-".join(fold(self.ecrite).split())[:_LONGEST].strip("-")
            return INCONNUE if self.inconnue else f"{LIBRE}-{kept or 'vide'}"
        if self.nature is Nature.CONSTITUTION:
            return self.nature.value
        if self.nature is Nature.CODE:
            return "-".join(fold(self.nom).split())
        told = self.numero or (str(self.date) if self.date else self.nom)
        return "-".join((self.nature.value, *fold(told).split()))

    @property
    def cle(self) -> str:
        """Key of the text and its articles, whatever their order."""
        told = [a.cle for a in sorted(self.articles)] + ["-".join(fold(self.reste).split())]
        articles = "_".join(filter(None, told))[:_LONGEST]
        return f"{self.cle_texte}{SEPARATEUR}{articles}" if articles else self.cle_texte

    @property
    def cles(self) -> tuple[str, ...]:
        """Keys under which it is filed: its text, and each of its articles."""
        articles = (f"{self.cle_texte}{SEPARATEUR}{a.cle}" for a in self.articles)
        return (self.cle_texte, *articles)

    @cached_property
    def libelle_texte(self) -> str:
        """The text as it is printed: « loi n° 2016-231 du 29 février 2016 »."""
        if self.nature is None:
            return "norme inconnue" if self.inconnue else self.ecrite
        if self.nature is Nature.CODE:
            return self.nom
        parts = [self.nature.label]
        if self.nom:
            parts.append(self.nom)
        if self.numero:
            european = self.nature in {Nature.REGLEMENT, Nature.DIRECTIVE}
            parts.append(self.numero if european else f"n°{NBSP}{self.numero}")
        if self.date:
            parts.append(f"du {day(self.date)}")
        return " ".join(parts)

    @property
    def libelle(self) -> str:
        """The whole as it is printed: « code du travail, art. L. 6222-1 »."""
        told = [self.libelle_texte]
        if self.articles:
            told.append(f"art.{NBSP}{libelle_articles(self.articles)}")
        return ", ".join([*told, self.reste] if self.reste else told)


def libelle_articles(articles: tuple[Article, ...]) -> str:
    """Return « L. 6222-1, L. 6222-2 et R. 6222-3 »."""
    *first, last = [a.libelle for a in articles]
    return f"{', '.join(first)} et {last}" if first else last
