"""Names of territories in a sentence: « le Havre », « du Havre », « au Havre », « dans l’Ain ».

Départements, collectivités d’outre-mer and régions are looked up (``lieux.toml``); the others
follow a rule:

- communes: an initial « Le » or « Les » contracts (du, aux), « La » and « L’ » stay;
- EPCI named by their kind (CC, CA, CU, Métropole): feminine, « dans la CA du Douaisis »;
- EPCI named otherwise (Bordeaux Métropole): no article, « dans Bordeaux Métropole »;
- EPT: « dans l’EPT Plaine Commune ».
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.elision import elided
from cartoexp.domain.phrases.typographie import NBSP, capital, quote, typeset
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire

_TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(
    files(__package__).joinpath("lieux.toml").read_text("utf-8")
)
_KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
}
_METROPOLE = re.compile(r"Métropole (?=(?:de|du|des) |d’)")
_SPACES = re.compile(" {2,}")
_QUOTED = re.compile("(?:''|\")(.+?)(?:''|\")")


@dataclass(frozen=True, slots=True)
class Lieu:
    """A place in a sentence: its name, then with its article, after « de », where one is."""

    nom: str
    article: str
    de: str
    dans: str
    genre: str = "f"

    @property
    def feminin(self) -> bool:
        """Whether what agrees with it is feminine."""
        return self.genre.startswith("f")

    @property
    def pluriel(self) -> bool:
        """Whether what agrees with it is plural."""
        return self.genre.endswith("p")

    @property
    def a(self) -> str:
        """After the verb's « à »: « à l’Ain », « au Nord », « aux Landes », « au Havre »."""
        for start, contracted in (("le ", "au "), ("les ", "aux ")):
            if self.article.lower().startswith(start):
                return f"{contracted}{self.article[len(start) :]}"
        return f"à {self.article}"

    @property
    def est(self) -> str:
        """The verb « être » as it agrees: « Les Landes sont », « L’Ain est »."""
        return self.verb("est", "sont")

    def verb(self, singular: str, plural: str) -> str:
        """Return the form of a verb of which the place is the subject."""
        return plural if self.pluriel else singular

    @property
    def sujet(self) -> str:
        """At the beginning of a sentence: « L’Ain », « Les Landes », « Le Havre »."""
        return capital(self.article)


def lieu(t: Territoire, *, developpe: bool = False) -> Lieu:
    """Return a territory in a sentence; ``developpe`` spells « communauté de communes » out."""
    return _lieu(t.niveau, t.code, t.nom, developpe)


def nom(t: Territoire) -> str:
    """Return the name as French typography prints it: the official lists write « d'Arras »."""
    return _clean(t.nom)


def avec_article(t: Territoire) -> str:
    """Return « l’Ain », « la CA du Douaisis », « Douai », « Le Havre »."""
    return lieu(t).article


def de(t: Territoire) -> str:
    """Return « de l’Ain », « de la CA du Douaisis », « de Douai », « du Havre »."""
    return lieu(t).de


def dans(t: Territoire) -> str:
    """Return « dans l’Ain », « dans la CA du Douaisis », « à Douai », « au Havre »."""
    return lieu(t).dans


def de_nom(name: str) -> str:
    """Return « de Douai », « d’Aurseulles », « du Havre » for the name of a commune."""
    return _commune(name).de


def a_nom(name: str) -> str:
    """Return « à Douai », « au Havre », « aux Sables-d’Olonne » for the name of a commune."""
    return _commune(name).dans


@lru_cache(maxsize=4_096)
def _lieu(niveau: Niveau, code: str, name: str, developpe: bool) -> Lieu:  # noqa: FBT001  a key
    listed = _TABLE.get(niveau, {}).get(code)
    if listed:
        genre, article, of, where = listed
        return Lieu(_clean(name), article, of, where, genre)
    if niveau is Niveau.EPCI:
        return _epci(_clean(name), developpe=developpe)
    if niveau is Niveau.EPT:
        kind = "établissement public territorial" if developpe else "EPT"
        return _with_article(_clean(name), f"l’{kind}{NBSP}{_clean(name)}", "m")
    return _commune(name)


def _commune(name: str) -> Lieu:
    name = _clean(name)
    if name.startswith("Le "):
        return Lieu(name, name, f"du {name[3:]}", f"au {name[3:]}", "m")
    if name.startswith("Les "):
        return Lieu(name, name, f"des {name[4:]}", f"aux {name[4:]}", "mp")
    return Lieu(name, name, elided("de", name), f"à {name}")


def _epci(name: str, *, developpe: bool) -> Lieu:
    kind, _, rest = name.partition(" ")
    if kind in _KINDS:
        return _with_article(name, f"la {_KINDS[kind]} {rest}" if developpe else f"la {name}")
    if _METROPOLE.match(name):
        return _with_article(name, f"la métropole {rest}")
    if kind == "Métropole":
        return _with_article(name, f"la {name}")
    if kind == "Eurométropole":
        return _with_article(name, f"l’{name}")
    return Lieu(name, name, elided("de", name), f"dans {name}")


def _with_article(name: str, article: str, genre: str = "f") -> Lieu:
    return Lieu(name, article, f"de {article}", f"dans {article}", genre)


def _clean(name: str) -> str:
    """The official lists quote a few names, and let a few spaces and apostrophes slip."""
    quoted = _QUOTED.sub(lambda m: quote(m.group(1)), name)
    return _SPACES.sub(" ", typeset(quoted)).replace("'", "’")
