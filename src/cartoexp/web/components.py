"""Small pieces that several pages show: themes, statuses, dates, cards, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.dates import PartialDate, is_stale
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.statuts import attestation_phrase, statut_phrase
from cartoexp.domain.vocabulaires import Provenance
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import LIENS, brut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.experiments import Source
    from cartoexp.domain.statuts import DerivedStatut
    from cartoexp.domain.vocabulaires import Statut, Theme
    from cartoexp.services.listing import Card
    from cartoexp.web.html import Node

HIDDEN: dict[str, Any] = {"aria-hidden": "true"}


def aria(**values: str) -> dict[str, Any]:
    """Return ``aria-…`` attributes, to be unpacked in a component."""
    return {f"aria-{name}": value for name, value in values.items()}


def icon(name: str) -> Element:
    """Return a decorative icon."""
    return html.Span(className=f"i i-{name}", **HIDDEN)


def sigle(theme: Theme) -> Element:
    """Return the two letters of a theme on the colour of its family."""
    return html.Span(theme.sigle, className=f"sigle f-{theme.famille}", **HIDDEN)


def theme_label(theme: Theme) -> Element:
    """Return a theme: letters, then its name."""
    return html.Span([sigle(theme), " ", theme.label], className="theme")


def statut_label(statut: Statut, attestation: PartialDate | None, today: date) -> Element:
    """Return a status; one that time changes is told in the past once its attestation is old."""
    stale = statut.provisoire and is_stale(attestation, today)
    text = statut.label
    if stale and attestation is not None:
        text = statut_phrase(statut, attestation, today).capitalize()
    return html.Span(text, className=f"statut statut--{statut}")


def attestation_label(attestation: PartialDate | None, today: date) -> Element:
    """Return the date of the attestation, with a clock when it is old or unknown."""
    told = attestation_phrase(attestation, today)
    if is_stale(attestation, today):
        return html.Span([icon("horloge"), told], className="perime")
    return html.Span(told, className="discret")


def judged(children: Node, provenance: Provenance | None) -> Node:
    """Return a statement; one that no source carries is marked as proposed by Cartoexp."""
    if provenance is Provenance.SOURCE:
        return children
    told = Provenance.JUGEMENT.label
    told = f"{told[0].lower()}{told[1:]}"
    return [
        html.Span(children, className="provenance"),
        " ",
        html.Span(f"({told})", className="qualification"),
    ]


def card(item: Card, today: date, href: str, *, resume: bool = False) -> Element:
    """Return an experiment in a list, with its summary on demand."""
    placed = count(item.implantations, "implantation")
    if item.implantations < item.total:
        placed = f"{item.implantations} de ses {count(item.total, 'implantation')}"
    return html.Li(
        [
            html.H3(html.A(typeset(item.experiment.titre), href=href)),
            html.P(brut(item.experiment.resume), className="fichette__resume") if resume else None,
            html.P(
                [*map(theme_label, item.experiment.themes), derived_statut(item.statut, today)],
                className="fichette__l",
            ),
            html.P(
                [
                    html.Span(placed),
                    html.Span(item.periode.label),
                    attestation_label(item.statut.derniere, today),
                ],
                className="fichette__l",
            ),
        ],
        className="fichette",
        **{"data-experimentation": item.experiment.id},
    )


def derived_statut(statut: DerivedStatut, today: date) -> Element:
    """Return the status of an experiment; where territories differ, the counts by status."""
    if statut.statut:
        return statut_label(statut.statut, statut.derniere, today)
    detail = html.Span(statut.detail, className="statut__detail")
    return html.Span(
        html.Span([f"{statut.label}{NBSP}: ", detail]), className="statut statut--divers"
    )


def note(children: Node, kind: str = "", icon_name: str = "info") -> Element:
    """Return a message; ``kind`` is « alerte », « erreur », « succes » or nothing."""
    css = f"note note--{kind}" if kind else "note"
    return html.Div([icon(icon_name), html.Div(children)], className=css)


def breadcrumb(steps: Sequence[tuple[str, str]], here: str) -> Element:
    """Return the way to a page: (path, label) pairs, then the page itself."""
    links = [html.Li(html.A(label, href=path)) for path, label in steps]
    return html.Nav(
        html.Ol([*links, html.Li(here, **{"aria-current": "page"})]),
        className="fil",
        **{"aria-label": "Fil d’Ariane"},
    )


def block(
    identifier: str, title: str, children: Node, aside: Node = None, pied: Node = None
) -> Element:
    """Return a titled block of a fiche; ``pied`` stands below the rest."""
    head = [html.H2(title, id=identifier), html.P(aside) if aside else None]
    return html.Section(
        [html.Div(head, className="bloc__tete"), children, pied],
        className="bloc",
        **{"aria-labelledby": identifier},
    )


def empty(title: str, children: Node, *, level: int = 3) -> Element:
    """Return an empty state: what, why, what to do; ``level`` is that of its title, 2 or 3."""
    heading = html.H2 if level == 2 else html.H3  # noqa: PLR2004  a level of heading
    return html.Div([heading(title), children], className="vide")


def cell(label: str, children: Node, css: str = "") -> Element:
    """Return a cell of a table that becomes a list on a phone: it carries its column's name."""
    return Element("td", children, className=css or None, **{"data-label": label})


def source_link(source: Source) -> Node:
    """Return a source: its title or its address, with a link when it is on the web."""
    text = typeset(source.label)
    if not (source.url or "").startswith(("https://", "http://")):
        return text
    return html.A(text, className="source-url", href=source.url, rel=LIENS)
