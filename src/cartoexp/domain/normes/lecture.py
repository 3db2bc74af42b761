"""Reading a reference to a norm as people write it; nothing is guessed.

« art. L6222-1 du code du travail », « CGCT, art. R. 2224-20 », « loi n° 2016-231 du 29 février
2016, art. 1er »: one text, with its articles. What is not one text stays as it was written.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cartoexp.domain.normes import codes
from cartoexp.domain.normes.articles import NOMMES, SEULS, Article, lire_liste
from cartoexp.domain.normes.ecriture import mois, simplifier
from cartoexp.domain.normes.nature import Nature
from cartoexp.domain.normes.norme import Norme

_DAY = rf"(?P<jour>\d{{1,2}})(?:er)? (?P<mois>{'|'.join(mois())}) (?P<annee>\d{{4}})"
_OTHER_DAYS = (
    r"(?P<jour2>\d{1,2})/(?P<mois2>\d{1,2})/(?P<annee2>\d{4})|"
    r"(?P<annee3>\d{4})-(?P<mois3>\d{2})-(?P<jour3>\d{2})"
)
_FINANCE = (
    r"(?P<finance>de finances(?: rectificative| initiale)?|"
    r"de financement(?: rectificative)? de la securite sociale) pour (?P<exercice>\d{4})"
)
_NICKNAME = r"(?: (?!art|n |du \d|de finance)[a-z().*-]+){0,8}?"
_TEXT = re.compile(
    r"\b(?P<nature>loi|ordonnance|decret|arrete|circulaire)\b"
    r"(?: (?P<nom>organique|constitutionnelle|prefectoral|ministeriel|interministeriel))?"
    rf"(?: {_FINANCE}|{_NICKNAME}(?: (?:n )?(?P<numero>\d{{2,4}}-\d{{1,6}})\b)?"
    rf"(?:{_NICKNAME} (?:du |en date du )?(?:{_DAY}|{_OTHER_DAYS}))?)"
)
_EUROPEAN = re.compile(
    r"\b(?P<nature>reglement|directive)(?: d[a-z ]+)?(?: \(?(?P<nom>ue|ce|cee)\)?)?"
    r"(?: n)? (?P<numero>\d{2,4}/\d{1,4})(?:/(?:ue|ce|cee))?\b"
)
_CONSTITUTION = re.compile(r"\bconstitution\b")
_UNKNOWN_CODE = re.compile(r"\bcode\b")
_TITLE = re.compile(
    r"\b(?:relati(?:f|ve)s?|portant|visant|modifiant|tendant|d experimentation|"
    r"pris(?:e|es)? |dans sa |issue? |tel(?:le)?s? que|modifiee?s?\b)[^,;]*"
)
_NAMES = {
    "organique": "organique",
    "constitutionnelle": "constitutionnelle",
    "prefectoral": "préfectoral",
    "ministeriel": "ministériel",
    "interministeriel": "interministériel",
    "de financement de la securite sociale": "de financement de la sécurité sociale",
    "de financement rectificative de la securite sociale": (
        "de financement rectificative de la sécurité sociale"
    ),
}
_ARTICLE = re.compile(r"\b(?:l )?art(?:icle)?s?\b\.?")


class _Texte(NamedTuple):
    norme: Norme
    debut: int
    fin: int


@lru_cache(maxsize=2_048)
def lire(texte: str, article: str = "") -> Norme:
    """Read a text and its articles, which may be written in either of the two.

    A text that is not recognised, or several, give a norm without nature: the words stay.
    """
    told = ", ".join(filter(None, (texte.strip(), article.strip())))
    plain, apart = simplifier(texte), simplifier(article)
    if apart and not _ARTICLE.search(apart):
        apart = f"art. {apart}"
    whole = _TITLE.sub(" ", plain)
    found = _textes(whole)
    if len({t.norme.cle_texte for t in found}) != 1:
        whole_read = lire(told) if plain and apart else Norme(told)  # the two cells exchanged
        return whole_read if whole_read.lue else Norme(told)
    norme = max((t.norme for t in found), key=lambda n: len(n.libelle_texte))
    rest = _sans(whole, found)
    lettered = norme.nature is Nature.CODE
    articles = tuple(dict.fromkeys((*lire_articles(rest, seuls=lettered), *lire_articles(apart))))
    unread = article.strip() if apart and not lire_articles(apart) else ""
    if not unread and _ARTICLE.search(rest) and not lire_articles(rest):
        unread = rest.strip(" ,;.")
    return Norme(told, norme.nature, norme.nom, norme.numero, norme.date, articles, unread)


def lire_articles(simple: str, *, seuls: bool = True) -> tuple[Article, ...]:
    """Return the articles that a simplified text names, with or without the word « article »."""
    found: list[Article] = []
    named = list(NOMMES.finditer(simple))
    for match in named:
        found += lire_liste(match["liste"])
    if seuls:
        for match in SEULS.finditer(NOMMES.sub(" ; ", simple)):
            found += lire_liste(match["liste"])
    return tuple(dict.fromkeys(found))


def _textes(simple: str) -> list[_Texte]:
    found = [
        _Texte(Norme("", Nature.CODE, codes.trouver(m[0])), *m.span())
        for m in codes.motif().finditer(simple)
    ]
    rest = _sans(simple, found)
    constitution = Norme("", Nature.CONSTITUTION)
    found += [_Texte(constitution, *m.span()) for m in _CONSTITUTION.finditer(rest)]
    found += [_Texte(n, *m.span()) for m in _TEXT.finditer(rest) if (n := _texte(m))]
    found += [_Texte(_europeen(m), *m.span()) for m in _EUROPEAN.finditer(rest)]
    if _UNKNOWN_CODE.search(_sans(rest, found)):
        return []
    return found


def _texte(match: re.Match[str]) -> Norme | None:
    nature = Nature(match["nature"])
    name = _NAMES.get(match["nom"] or "", "")
    if match["finance"]:
        if nature is not Nature.LOI:
            return None
        name = f"{_NAMES.get(match['finance'], match['finance'])} pour {match['exercice']}"
        return Norme("", nature, name.replace(" initiale", ""))
    when = _date(match)
    if not match["numero"] and not when:
        return None
    return Norme("", nature, name, match["numero"] or "", when)


def _europeen(match: re.Match[str]) -> Norme:
    name = f"({match['nom'].upper()})" if match["nom"] else ""
    return Norme("", Nature(match["nature"]), name, match["numero"])


def _date(match: re.Match[str]) -> date | None:
    for year, month, day in (
        ("annee", "mois", "jour"),
        ("annee2", "mois2", "jour2"),
        ("annee3", "mois3", "jour3"),
    ):
        if match[year]:
            number = mois().get(match[month]) or int(match[month])
            try:
                return date(int(match[year]), number, int(match[day]))
            except ValueError:
                return None
    return None


def _sans(simple: str, found: list[_Texte]) -> str:
    """Put a stop in the place of what was read."""
    for text in sorted(found, key=lambda t: t.debut, reverse=True):
        simple = f"{simple[: text.debut]};{' ' * (text.fin - text.debut - 1)}{simple[text.fin :]}"
    return simple
