"""Atom (RFC 4287), in pages (RFC 5005), as XML; pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cartoexp.web.communs.identifiants import urn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

SIZE = 50
"""Entries of a page."""
MEDIA = "application/atom+xml"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@dataclass(frozen=True, slots=True)
class Entree:
    """What is told of one thing: its lasting name, its path, (term, label) pairs, its words."""

    nom: str
    titre: str
    chemin: str
    publiee: datetime | None
    modifiee: datetime
    categories: Sequence[tuple[str, str]]
    resume: str


@dataclass(frozen=True, slots=True)
class Flux:
    """A page of a feed.

    ``adresses`` are paths by number of page, ``liste`` that of the page that shows the same,
    ``nom`` the lasting name of what is followed; ``sens`` says what the date of an entry is.
    """

    titre: str
    sens: str
    auteur: str
    origine: str
    adresses: Mapping[int, str]
    liste: str
    nom: str
    modifie: datetime
    entrees: Sequence[Entree]
    page: int
    derniere: int


def last_page(total: int) -> int:
    """Return the number of the last page, at least 1."""
    return max(1, -(-total // SIZE))


def write(flux: Flux) -> str:
    """Return the document; addresses are absolute when the site knows its own."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>{urn(flux.nom)}</id>",
        f"<title>{escape(flux.titre)}</title>",
        f"<subtitle>{escape(flux.sens)}</subtitle>",
        f"<updated>{_moment(flux.modifie)}</updated>",
        f"<author><name>{escape(flux.auteur)}</name></author>",
        f"<rights>Licence Ouverte 2.0, {LICENCE}</rights>",
        *_links(flux),
        *(_entry(flux, e) for e in flux.entrees),
        "</feed>\n",
    ]
    return "\n".join(parts)


def _links(flux: Flux) -> Iterator[str]:
    yield _link("alternate", f"{flux.origine}{flux.liste}", "text/html")
    near = {"self": flux.page, "first": 1, "last": flux.derniere}
    if flux.page > 1:
        near["previous"] = flux.page - 1
    if flux.page < flux.derniere:
        near["next"] = flux.page + 1
    for rel, number in near.items():
        yield _link(rel, f"{flux.origine}{flux.adresses[number]}", MEDIA)


def _link(rel: str, href: str, kind: str) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{escape(href)}"/>'


def _entry(flux: Flux, e: Entree) -> str:
    told = "".join(
        f'<category term="{escape(term, quote=True)}" label="{escape(label, quote=True)}"/>'
        for term, label in e.categories
    )
    published = f"<published>{_moment(e.publiee)}</published>" if e.publiee else ""
    return (
        f"<entry><id>{urn(e.nom)}</id><title>{escape(e.titre)}</title>"
        f"{published}<updated>{_moment(e.modifiee)}</updated>"
        f"{_link('alternate', f'{flux.origine}{e.chemin}', 'text/html')}"
        f'{told}<summary type="text">{escape(e.resume)}</summary></entry>'
    )


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
