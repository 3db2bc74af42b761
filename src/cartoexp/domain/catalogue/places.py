"""Territories of the implantations: each code is brought to the current one, and it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.phrases.lieux import avec_article
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Lieu, Niveau, has_shape
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from cartoexp.domain.catalogue.typed import TypedTable
    from cartoexp.domain.resolution import Resolution


class Territoires(Protocol):
    """What the catalogue needs to know of territories; ``domain.resolution.Resolver`` has it."""

    def resolve(self, code: str, niveau: Niveau | None = None) -> Resolution | None:
        """Return the territory that ``code`` means, at ``niveau`` if given, or ``None``."""


_NOUNS = {
    Niveau.REGION: "de région",
    Niveau.DEPARTEMENT: "de département",
    Niveau.EPCI: "d’intercommunalité",
    Niveau.EPT: "d’établissement public territorial",
    Niveau.COMMUNE: "de commune",
}


def check_places(typed: TypedTable, territoires: Territoires) -> None:
    """Refuse unknown codes; replace former ones by the current code, with a warning."""
    codes, names = typed.column("code"), typed.column("nom")
    keys = list(zip(typed.column("niveau"), codes, strict=True))
    verdicts = {k: _judge(*k, territoires) for k in dict.fromkeys(keys) if None not in k}
    for index, key in enumerate(keys):
        if key not in verdicts:
            continue
        verdict = verdicts[key]
        if isinstance(verdict, str):
            typed.report(index, "code", key[1], verdict)
            continue
        codes[index] = verdict.territoire.code
        warning = _warning(verdict, names[index])
        if warning:
            typed.warn(index, "code", key[1], warning)


INCONNU_AUJOURD_HUI = " Ce territoire est gardé tel qu’il est écrit."
"""End of what is said of a territory of a former time: whoever writes a new one is refused it."""


def check_lieux(typed: TypedTable, territoires: Territoires) -> None:
    """Bring lists of territories to current codes; what is no longer one is kept, and told.

    A territory that supported a request may be gone since: the request is not.
    """
    cells = typed.column("territoires")
    for index, lieux in enumerate(cells):
        current = []
        for lieu in lieux or ():
            verdict = _judge(lieu.niveau, lieu.code, territoires)
            if isinstance(verdict, str):
                current.append(lieu)
                typed.warn(index, "territoires", str(lieu), verdict + INCONNU_AUJOURD_HUI)
                continue
            current.append(Lieu(verdict.territoire.niveau, verdict.territoire.code))
            if verdict.nature is not Nature.ACTUEL:
                told = f"{verdict.message} La dérogation y est rattachée."
                typed.warn(index, "territoires", str(lieu), told)
        if lieux:
            cells[index] = tuple(dict.fromkeys(current))


def _judge(niveau: Niveau, code: str, territoires: Territoires) -> Resolution | str:
    """Return the territory, or why the code is refused."""
    resolution = territoires.resolve(code, niveau)
    if resolution and has_shape(niveau, code) and resolution.nature is not Nature.REPARE:
        return resolution
    return _refusal(niveau, code, resolution, territoires)


def _refusal(
    niveau: Niveau, code: str, resolution: Resolution | None, territoires: Territoires
) -> str:
    """Return the French sentence that refuses a code, with the nearest cure."""
    told = f"{quote(code)} n’est pas un code {_NOUNS[niveau]}."
    if resolution:
        found = resolution.territoire
        guess = f"{found.code} ({found.nom})"
        if found.code == f"0{code}":
            return f"{told} Il manque sans doute un zéro : {guess}."
        return f"{told} Écrivez sans doute {guess}."
    other = territoires.resolve(code)
    if other:
        found = other.territoire
        cure = f"corrigez le code, ou écrivez « {found.niveau} » dans la colonne niveau."
        return f"{told} Il désigne {avec_article(found)} : {cure}"
    return f"{told} Cherchez-le dans le code officiel géographique."


def _warning(resolution: Resolution, nom: str | None) -> str:
    """Return what was understood of an accepted code, or nothing."""
    if resolution.nature is not Nature.ACTUEL:
        return f"{resolution.message} L’implantation y est rattachée."
    current = resolution.territoire.nom
    if nom is None or nom == current or fold(nom) == fold(current):
        return ""
    return f"{resolution.demande} désigne {current}, et non {quote(nom)}. Vérifiez le code."
