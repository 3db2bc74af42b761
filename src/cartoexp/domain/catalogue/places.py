"""Territories of the implantations: each code is brought to the current one, and it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cartoexp.domain.catalogue.problems import Gravite, Problem, quote
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Niveau, has_shape
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
    codes = typed.column("code")
    keys = list(zip(typed.column("niveau"), codes, strict=True))
    found = {key: territoires.resolve(key[1], key[0]) for key in set(keys) if None not in key}
    for index, key in enumerate(keys):
        if key not in found:
            continue
        resolution = found[key]
        refusal = _refusal(*key, resolution, territoires)
        if refusal or resolution is None:
            typed.report(index, "code", key[1], refusal)
            continue
        codes[index] = resolution.territoire.code
        warning = _warning(resolution, typed.column("nom")[index])
        if warning:
            line, value = typed.lines[index], key[1]
            problem = Problem(typed.table.file, line, "code", value, warning, Gravite.AVERTISSEMENT)
            typed.problems.append(problem)


def _refusal(
    niveau: Niveau, code: str, resolution: Resolution | None, territoires: Territoires
) -> str:
    """Return why the code is refused, or nothing."""
    if resolution and has_shape(niveau, code) and resolution.nature is not Nature.REPARE:
        return ""
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
        return f"{told} C’est celui de {found.nom} : {cure}"
    return f"{told} Cherchez-le dans le code officiel géographique."


def _warning(resolution: Resolution, nom: str | None) -> str:
    """Return what was understood of an accepted code, or nothing."""
    if resolution.nature is not Nature.ACTUEL:
        return f"{resolution.message} L’implantation y est rattachée."
    current = resolution.territoire.nom
    if nom is None or nom == current or fold(nom) == fold(current):
        return ""
    return f"{resolution.demande} est le code de {current}, et non de {quote(nom)}. Vérifiez-le."
