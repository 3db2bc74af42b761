"""Articles of a norm: « L. 6222-1 », « 1er », « 44 quindecies », « L. 262-2 à L. 262-5 »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cartoexp.domain.normes.ecriture import JUSQUA
from cartoexp.domain.phrases.typographie import NBSP

_LETTER = r"l\.? ?o|[lrd]|a(?=\.|\d)"
_RANK = "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|[a-z]+ecies"
_SUFFIX = rf"(?: [a-h](?![a-z.])(?! ?(?:{_LETTER})?\.? ?\d))?"
_NUMBER = rf"\d+(?:er\b|-\d+)*(?: (?:{_RANK})\b)?{_SUFFIX}"
_PREFIX = rf"(?:{_LETTER})\.? ?\*? ?-?"
_ONE = rf"(?:(?:{_PREFIX})?{_NUMBER}|premier\b|unique\b)"
_MARK = r"\b(?:l )?art(?:icle)?s?\b\.?"
_RANGE = rf" (?:{JUSQUA}|a|au) (?:l article )?"
_LINK = r" ?, ?(?:et )?| et (?:de )?| ou | ainsi que "
_CUT = re.compile(rf"(?:{_LINK})(?:{_MARK} ?)?")
_READ = re.compile(rf"(?P<lettre>{_PREFIX})?(?P<numero>{_NUMBER})|(?P<mot>premier|unique)\b")
NOMMES = re.compile(rf"{_MARK} ?(?P<liste>{_ONE}(?:(?:{_RANGE}|(?:{_LINK})(?:{_MARK} ?)?){_ONE})*)")
"""Articles after the word « article »."""
_LETTERED = rf"{_PREFIX}{_NUMBER}"
SEULS = re.compile(rf"\b(?P<liste>{_LETTERED}(?:(?:{_RANGE}|{_LINK}){_LETTERED})*)")
"""Articles of a code, which need no word before them."""


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """An article or, with ``fin``, all those from one to another.

    ``lettre`` is « l », « lo », « r », « d », « a » or empty; ``numero`` is « 6222-1 », « 1er ».
    """

    lettre: str
    numero: str
    fin: str = ""
    etoile: bool = False

    @property
    def cle(self) -> str:
        """The article in an address: « l6222-1 », « 44-quindecies », « l262-2-a-262-5 »."""
        first = f"{self.lettre}{self.numero}".replace(" ", "-")
        return f"{first}-a-{self.fin.replace(' ', '-')}" if self.fin else first

    @property
    def libelle(self) -> str:
        """The article as it is printed: « L. 6222-1 », « 1er », « R.* 111-1 »."""
        told = f"{self._prefixe}{_imprime(self.numero)}"
        return f"{told} à {self._prefixe}{_imprime(self.fin)}" if self.fin else told

    @property
    def _prefixe(self) -> str:
        if not self.lettre:
            return ""
        letters = ".".join(self.lettre.upper())
        return f"{letters}.{'*' if self.etoile else ''}{NBSP}"

    def contient(self, other: Article) -> bool:
        """Tell whether this is the other article, or a range that holds it."""
        if (self.lettre, self.numero, self.fin) == (other.lettre, other.numero, other.fin):
            return True
        if not self.fin or other.fin or self.lettre != other.lettre:
            return False
        bounds = [_rangs(text) for text in (self.numero, other.numero, self.fin)]
        return None not in bounds and bounds[0] <= bounds[1] <= bounds[2]  # type: ignore[operator]


def _rangs(numero: str) -> tuple[int, ...] | None:
    parts = numero.removesuffix("er").split("-")
    return tuple(map(int, parts)) if all(p.isdecimal() for p in parts) else None


def _imprime(numero: str) -> str:
    head, *rest = numero.split(" ")
    return NBSP.join([head, *(part.upper() if len(part) == 1 else part for part in rest)])


def lire_liste(liste: str) -> tuple[Article, ...]:
    """Read « l. 262-2 a l. 262-5 et r. 262-1 »; a number takes the letter that comes before."""
    found: list[Article] = []
    letter = ""
    for part in _CUT.split(liste):
        ends = [_un(match, letter) for match in _READ.finditer(part)]
        if not ends:
            continue
        first, last = ends[0], ends[-1]
        letter = first.lettre
        if len(ends) > 1 and (last.lettre or letter) == letter:
            first = replace(first, fin=last.numero)
        found.append(first)
    return tuple(dict.fromkeys(found))


def _un(match: re.Match[str], inherited: str) -> Article:
    if match["mot"]:
        return Article("", "1er" if match["mot"] == "premier" else "unique")
    given = match["lettre"] or ""
    letter = "".join(c for c in given if c.isalpha()) or inherited
    number = "1er" if match["numero"] == "1" and not letter else match["numero"]
    return Article(letter, number, etoile="*" in given)
