"""What the catalogue may hold already of what is proposed: told before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.domain.contributions.contribution import Contenu

PROCHE = 86
"""Likeness of two titles, out of 100, above which they may be one (order of words aside)."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Doublon:
    """A record of the catalogue that may be what is proposed, and why."""

    experimentation: str
    titre: str
    motif: str


def adresse(url: str) -> str:
    """Return what two ways of writing one address have in common."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def doublons(
    contenu: Contenu,
    titres: Mapping[str, str],
    places: Iterable[tuple[str, str, str]],
    adresses: Iterable[tuple[str, str]],
    experimentation: str = "",
) -> list[Doublon]:
    """Return what looks like a proposal.

    Args:
        contenu: rows that are proposed.
        titres: title of each experiment, by id.
        places: (experiment, level, code) of each implantation.
        adresses: (experiment, address) of each source that a record cites.
        experimentation: the record that is amended, empty for a new one.
    """
    found = [
        *_titres(contenu, titres, experimentation),
        *_places(contenu, titres, places, experimentation),
        *_adresses(contenu, titres, adresses, experimentation),
    ]
    return list({(d.experimentation, d.motif): d for d in found}.values())


def _titres(contenu: Contenu, titres: Mapping[str, str], own: str) -> Iterator[Doublon]:
    folded = {key: fold(titre) for key, titre in titres.items() if key != own}
    for row in contenu.get("experiments", ()):
        titre = fold(row.get("titre", ""))
        close = process.extract(
            titre, folded, scorer=fuzz.token_sort_ratio, score_cutoff=PROCHE, limit=MOST
        )
        for _, _, key in close if titre else ():
            yield Doublon(key, titres[key], "Un titre très proche est déjà au catalogue.")


def _places(
    contenu: Contenu,
    titres: Mapping[str, str],
    places: Iterable[tuple[str, str, str]],
    own: str,
) -> Iterator[Doublon]:
    rows = contenu.get("implantations", ())
    asked = {(row.get("niveau", ""), row.get("code", "")) for row in rows if not row.get("id")}
    for experiment, niveau, code in places:
        if experiment == own and (niveau, code) in asked:
            told = f"Le territoire {code} est déjà dans cette fiche."
            yield Doublon(experiment, titres.get(experiment, experiment), told)


def _adresses(
    contenu: Contenu, titres: Mapping[str, str], adresses: Iterable[tuple[str, str]], own: str
) -> Iterator[Doublon]:
    rows = contenu.get("sources", ())
    asked = {adresse(row["url"]) for row in rows if row.get("url") and not row.get("id")}
    for experiment, url in adresses if asked else ():
        if adresse(url) in asked:
            told = (
                "Cette fiche cite déjà cette source."
                if experiment == own
                else "Une autre fiche cite déjà cette source."
            )
            yield Doublon(experiment, titres.get(experiment, experiment), told)
