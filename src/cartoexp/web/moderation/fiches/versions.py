"""The versions of a record; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.components import breadcrumb, cell, empty
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.moderation.adresses import CONTRIBUTIONS, FICHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.contributions import Version
    from cartoexp.web.garde import Connecte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

INCONNUE = "Aucune fiche ne porte cet identifiant\u00a0: cherchez-la par son titre."
RIEN = "0"


@dataclass(frozen=True, slots=True)
class Fiche:
    """A record and its versions; no title: it is not in the catalogue."""

    id: str
    titre: str
    versions: Sequence[Version]


def layout(connecte: Connecte, fiche: Fiche, fait: str = "") -> Page:
    """Return the page; ``fait`` is the version that was just restored."""
    there = bool(fiche.titre)
    content: list[Node] = [
        _fait(fait, la=there),
        html.P(
            [
                html.A("La fiche", href=f"/experimentations/{fiche.id}")
                if there
                else html.Span("Cette fiche n’est plus au catalogue."),
                html.A("Ses contributions", href=f"{CONTRIBUTIONS}?etat=tous&fiche={fiche.id}"),
            ],
            className="entete__meta",
        ),
        _table(fiche) if fiche.versions else _sans(),
    ]
    trail = breadcrumb([(FICHES, "Fiches")], "Versions")
    title = typeset(fiche.titre) or fiche.id
    return cadre.page(
        f"Versions de «\u00a0{title}\u00a0»", content, connecte=connecte, ici=FICHES, fil=trail
    )


def _fait(fait: str, *, la: bool) -> Node:
    if fait == RIEN and not la:
        return cadre.fait("La fiche est retirée du catalogue. Vous pouvez la rétablir ci-dessous.")
    number = fait if fait.isascii() and fait.isdecimal() else ""
    return cadre.fait(f"La version\u00a0{number} est rétablie.") if number else None


def _sans() -> Element:
    told = html.P(
        "Aucune décision n’a changé cette fiche\u00a0: elle est telle qu’elle a été livrée."
    )
    return empty("Une seule version", told, level=2)


def _table(fiche: Fiche) -> Element:
    columns = ("Version", "Ce qu’elle est", "Décision")
    head = html.Tr([html.Th(c, scope="col") for c in columns])
    shown = [*reversed(fiche.versions)]
    rows = [_row(fiche.id, held, current=rank == 0) for rank, held in enumerate(shown)]
    if shown[-1].acte != LIVREE:
        told = "Retirer la fiche" if fiche.titre else ""
        rows.append(_cells(fiche.id, 0, capital(dits.VERSIONS[""]), told))
    caption = html.Caption("Versions, la dernière d’abord", className="sr")
    return html.Table([caption, html.Thead(head), html.Tbody(rows)], className="pile")


def _row(name: str, held: Version, *, current: bool) -> Element:
    told = capital(dits.version(held))
    gone = not held.dossier["experiments"]
    told = f"{told} (retirée du catalogue)" if gone else told
    return _cells(name, held.numero, told, "" if current or gone else "Comparer et restaurer")


def _cells(name: str, number: int, told: str, label: str) -> Element:
    link: Node = html.Span("—", className="discret")
    if label:
        link = html.A(
            [label, html.Span(f" (version {number})", className="sr")],
            href=f"{FICHES}/{name}/{number}",
        )
    return html.Tr(
        [
            html.Th(f"Version\u00a0{number}", scope="row"),
            cell("Ce qu’elle est", told),
            cell("Décision", link),
        ]
    )
