"""Looking for derogations by norm, as people write it, or by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.normes import Norme, lire, lire_articles
from cartoexp.domain.normes.ecriture import simplifier
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from cartoexp.domain.normes import Article
    from cartoexp.domain.registre.inscriptions import Inscription

_MARKS = frozenset({"art", "article", "articles"})


@dataclass(frozen=True, slots=True)
class Recherche:
    """What is looked for: a norm, articles of any text, or words; of these, the first there is."""

    texte: str
    norme: Norme | None = None
    articles: tuple[Article, ...] = ()
    mots: tuple[str, ...] = ()

    @classmethod
    def de(cls, texte: str) -> Recherche:
        """Understand a text; a code or a law without article asks for all its articles."""
        norme = lire(texte)
        if norme.lue:
            return cls(texte, norme, norme.articles)
        articles = lire_articles(simplifier(texte)) if any(c.isdigit() for c in texte) else ()
        if articles:
            return cls(texte, None, articles)
        words = (word for word in fold(texte).split() if word not in _MARKS)
        return cls(texte, mots=tuple(words))

    @property
    def par_norme(self) -> bool:
        """Whether a norm or articles are looked for, and not words."""
        return self.norme is not None or bool(self.articles)

    def trouve(self, inscription: Inscription) -> bool:
        """Tell whether a row answers."""
        norme = inscription.norme
        if self.norme is not None and norme.cle_texte != self.norme.cle_texte:
            return False
        if self.articles:
            return any(own.contient(a) for a in self.articles for own in norme.articles)
        if self.norme is not None:
            return True
        held = _mots(inscription)
        return all(f" {word}" in held for word in self.mots)


def _mots(inscription: Inscription) -> str:
    """Return the words of a row, each after a space: a word is found by its beginning."""
    d = inscription.derogation
    told = (
        *(inscription.norme.libelle, d.norme_texte, d.objet, d.motifs, d.autorite, d.acte),
        *(inscription.titre, d.fondement.label, d.note),
        *(t.nom for t in inscription.territoires),
    )
    return f" {fold(' '.join(filter(None, told)))}"
