"""Norms: what a derogation departs from, read as people write it and filed under one key."""

from cartoexp.domain.normes.articles import Article
from cartoexp.domain.normes.lecture import lire, lire_articles
from cartoexp.domain.normes.nature import Nature
from cartoexp.domain.normes.norme import INCONNUE, SEPARATEUR, Norme, libelle_articles

__all__ = [
    "INCONNUE",
    "SEPARATEUR",
    "Article",
    "Nature",
    "Norme",
    "libelle_articles",
    "lire",
    "lire_articles",
]
