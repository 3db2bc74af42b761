"""Atom (RFC 4287), in pages (RFC 5005), as XML; pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cartoexp.services.suivi import Nouvelle, Nouvelles

SIZE = 50
"""Entries of a page."""
OURS = UUID("6f1c3f0e-6d1b-5b0a-9a5e-0d6b7c1f2e34")
"""Our names are hashed inside it: an experiment has one id, wherever it is served."""
MEANING = (
    "La date d’une entrée est celle de la publication du catalogue qui a ajouté ou changé la "
    "fiche, et non celle de ce qui s’est passé sur le terrain. Liste non exhaustive."
)
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@dataclass(frozen=True, slots=True)
class Flux:
    """A page of a feed; ``adresses`` are paths by number of page, ``cle`` what it follows."""

    titre: str
    auteur: str
    origine: str
    adresses: Mapping[int, str]
    liste: str
    cle: str
    nouvelles: Nouvelles
    page: int
    derniere: int


def write(flux: Flux) -> str:
    """Return the document; addresses are absolute when the site knows its own."""
    listed = flux.nouvelles.liste
    updated = listed[0].modifiee if listed else flux.nouvelles.derniere
    first = (flux.page - 1) * SIZE
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<id>{identifier(f'flux/{flux.cle}')}</id>",
        f"<title>{escape(flux.titre)}</title>",
        f"<subtitle>{escape(MEANING)}</subtitle>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(flux.auteur)}</name></author>",
        f"<rights>Licence Ouverte 2.0, {LICENCE}</rights>",
        *_links(flux),
        *(_entry(flux, n) for n in listed[first : first + SIZE]),
        "</feed>\n",
    ]
    return "\n".join(parts)


def identifier(name: str) -> str:
    """Return a lasting id."""
    return f"urn:uuid:{uuid5(OURS, name)}"


def _links(flux: Flux) -> Iterator[str]:
    yield _link("alternate", f"{flux.origine}{flux.liste}", "text/html")
    near = {"self": flux.page, "first": 1, "last": flux.derniere}
    if flux.page > 1:
        near["previous"] = flux.page - 1
    if flux.page < flux.derniere:
        near["next"] = flux.page + 1
    for rel, number in near.items():
        yield _link(rel, f"{flux.origine}{flux.adresses[number]}", "application/atom+xml")


def _link(rel: str, href: str, kind: str) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{escape(href)}"/>'


def _entry(flux: Flux, new: Nouvelle) -> str:
    x = new.experiment
    kind = "Nouvelle fiche" if new.neuve else "Fiche modifiée"
    themes = "".join(
        f'<category term="{t.value}" label="{escape(t.label, quote=True)}"/>' for t in x.themes
    )
    told = f"{kind}{NBSP}: {brut(x.resume)}"
    return (
        f"<entry><id>{identifier(f'experimentation/{x.id}')}</id>"
        f"<title>{escape(typeset(x.titre))}</title>"
        f"<published>{_moment(new.ajoutee)}</published><updated>{_moment(new.modifiee)}</updated>"
        f"{_link('alternate', f'{flux.origine}/experimentations/{x.id}', 'text/html')}"
        f'{themes}<summary type="text">{escape(told)}</summary></entry>'
    )


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
