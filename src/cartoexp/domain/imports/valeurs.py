"""Values as people write them, brought to those of the catalogue; nothing is ever guessed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.imports.champs import Champ
    from cartoexp.domain.vocabulaires import Vocabulaire

_YES_NO = {"oui": "oui", "o": "oui", "vrai": "oui", "true": "oui", "1": "oui"} | {
    "non": "non",
    "n": "non",
    "faux": "non",
    "false": "non",
    "0": "non",
}
_YEAR = r"(?:19|20)\d{2}"
_PERIOD = re.compile(rf"(?:de )?({_YEAR})\s*(?:-|–|—|/|à|au)\s*({_YEAR})", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(rf"({_YEAR})(?:-\d{{2}}(?:-\d{{2}})?)?(?:[T ].*)?", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4})", re.ASCII)
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_TIME = re.compile(r"(?<=\d)[T ]\d{2}:\d{2}.*")
_LISTED = re.compile(r"\s*[|;]\s*")
_FORMULA = re.compile(r"[=@]\s*\S")
_MARKUP = re.compile(r"<\s*[A-Za-z/!?]")
_HARMLESS = re.compile(r"'(?=[=+\-@\t\r])")
END = "fin"


class ValeurError(ValueError):
    """A value is refused; its text is the French message."""


def nettoyer(cell: str) -> str:
    """Return a cell without outer spaces, nor the apostrophe that our own files put."""
    return _HARMLESS.sub("", cell.strip(), count=1) if cell[:1] == "'" else cell.strip()


def lire(champ: Champ, cell: str, traductions: Mapping[str, str]) -> str:
    """Return the value of a field as the catalogue writes it; the catalogue's check comes after.

    ``traductions`` are those of this field: what is read, folded, to what it stands for.

    Raises:
        ValeurError: for a formula, markup, or a value that its vocabulary does not hold.
    """
    text = nettoyer(cell)
    text = traductions.get(fold(text), text) if traductions else text
    if not text:
        return ""
    if champ.vocabulaire:
        return _choisir(champ, champ.vocabulaire, text, traductions)
    if _FORMULA.match(text):
        raise ValeurError(f"{quote(text)} est une formule. Écrivez son résultat.")
    if _MARKUP.search(text):
        raise ValeurError(f"{quote(text)} contient du balisage. Écrivez un texte simple.")
    if champ.annee:
        return _annee(text, end=champ.nom == END)
    if champ.date:
        return en_date(text)
    if champ.nom == "citee_essai":
        return _YES_NO.get(fold(text), text)
    return text


def _choisir(
    champ: Champ, vocabulaire: type[Vocabulaire], text: str, traductions: Mapping[str, str]
) -> str:
    """Return the values of a vocabulary that codes or labels name."""
    parts = _LISTED.split(text) if champ.nom == "themes" else [text]
    known = _index(vocabulaire)
    found = []
    for part in parts:
        told = traductions.get(fold(part), part)
        value = known.get(fold(told.replace("_", " ")))
        if value is None:
            raise ValeurError(_unknown(champ.nom, part, vocabulaire))
        found.append(value)
    return LIST_SEPARATOR.join(dict.fromkeys(found))


@cache
def _index(vocabulaire: type[Vocabulaire]) -> dict[str, str]:
    """Return values by what may name them: code, label, label without what is in brackets."""
    named: dict[str, str] = {}
    for member in vocabulaire:
        for name in (member.value.replace("_", " "), member.label, member.label.split(" (")[0]):
            folded = fold(name)
            named.setdefault(folded, member.value)
            if folded.endswith("ee"):  # « Terminé » for « Terminée »
                named.setdefault(folded[:-1], member.value)
    return named


def _unknown(nom: str, text: str, vocabulaire: type[Vocabulaire]) -> str:
    allowed = ", ".join(f"{m.value} ({m.label})" for m in vocabulaire)
    return (
        f"{quote(text)} n’est pas admis. Valeurs admises : {allowed}. Corrigez la cellule, ou "
        f"dites ce que vaut ce mot : --traduire « {nom}:{text[:40]}=… »."
    )


def _annee(text: str, *, end: bool) -> str:
    """Return the year of a date; of a period its beginning, or its end."""
    period = _PERIOD.fullmatch(text)
    if period:
        return str(period[2 if end else 1])
    date = _ISO.fullmatch(text)
    if date:
        return str(date[1])
    written = _DAY_FIRST.fullmatch(text)
    return str(written[3]) if written else text


def en_date(text: str) -> str:
    """Return a date written as in France (« 28/05/2021 », « mai 2021 ») in ISO 8601.

    What is no such date is returned as it is.
    """
    text = _TIME.sub("", text)
    written = _DAY_FIRST.fullmatch(text)
    named = _NAMED.fullmatch(fold(text))
    if written:
        day, month, year = written.groups()
    elif named and named[2] in _MONTHS:
        day, month, year = named[1], str(_MONTHS.index(named[2]) + 1), named[3]
    else:
        return text
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def est_simple(text: str, longest: int = 200) -> bool:
    """Tell whether a name may be kept as it is: neither empty nor long, no formula, no markup."""
    return (
        0 < len(text) <= longest
        and text.isprintable()
        and not (_FORMULA.match(text) or _MARKUP.search(text))
    )
