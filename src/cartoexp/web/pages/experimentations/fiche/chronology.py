"""Block « Chronologie »: new implantations by year, status up to its attestation, dated facts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.vocabulaires import Provenance
from cartoexp.web.communs import signaler
from cartoexp.web.components import aria, attestation_label, block, statut_label
from cartoexp.web.html import Element, Node
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.texts import dated
from cartoexp.web.pages.experimentations.fiche.timeline import (
    Axis,
    Span,
    build_axis,
    spans,
    starts_by_year,
)

if TYPE_CHECKING:
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

_LABELS = 6
_HEIGHT = 72
_READ = (
    f"Vagues d’implantations par année de début, puis statut. Hachuré{NBSP}: non vérifié, "
    "après la dernière attestation."
)


def chronology(fiche: Fiche) -> Element:
    """Return the block; without any year it says so."""
    axis = build_axis(fiche.implantations, fiche.today)
    undated = sum(i.debut is None for i in fiche.implantations)
    report = signaler.du_bloc(fiche.experiment.id, "chronologie")
    if axis is None:
        told = html.P("Aucune année de début n’est connue.", className="sans-frise")
        content = [told, _milestones(fiche), _deadlines(fiche)]
        return block("chronologie", "Chronologie", content, pied=report)
    theme = fiche.experiment.themes[0]
    content = [
        html.Div(
            [
                _columns(fiche, axis),
                *(_bar(s, fiche) for s in spans(fiche.implantations, axis, fiche.today)),
                _scale(axis),
            ],
            className=f"frise f-{theme.famille}",
        ),
        html.P(undated_told(undated), className="petit discret") if undated else None,
        _milestones(fiche),
        _deadlines(fiche),
    ]
    return block("chronologie", "Chronologie", content, _READ, report)


def _deadlines(fiche: Fiche) -> Element:
    """Return the way to its deadlines, with their calendar."""
    href = f"/echeances?experimentation={fiche.experiment.id}"
    label = "Ses échéances, à suivre dans un agenda"
    return html.P(html.A(label, href=href), className="petit pas-imprimer")


def undated_told(number: int) -> str:
    """Return how many implantations the columns leave out."""
    if number == 1:
        return "1 implantation sans année de début connue n’est pas dans les colonnes."
    return f"{number} implantations sans année de début connue ne sont pas dans les colonnes."


def _columns(fiche: Fiche, axis: Axis) -> Element:
    counts = starts_by_year(fiche.implantations, axis)
    highest = max(counts.values())
    columns = [
        html.Div([counts[y] or None, html.I(style={"--h": round(_HEIGHT * counts[y] / highest)})])
        for y in axis.years
    ]
    return html.Div(
        columns, className="colonnes", role="img", **aria(label=columns_told(counts, axis))
    )


def columns_told(counts: Counter[int], axis: Axis) -> str:
    """Return what the columns show, in words."""
    told = ", ".join(f"{_year(axis, y)}{NBSP}: {counts[y]}" for y in axis.years if counts[y])
    return f"Nouvelles implantations. {told}."


def _year(axis: Axis, year: int) -> str:
    return f"{year} ou avant" if axis.cut and year == axis.low else str(year)


def _bar(span: Span, fiche: Fiche) -> Element:
    label = [
        statut_label(span.statut, span.attestation, fiche.today),
        html.Span(count(span.implantations, "implantation"), className="discret"),
        attestation_label(span.attestation, fiche.today),
    ]
    sure = html.I(className="sur", style={"--a": span.start, "--b": span.known})
    unsure = (
        html.I(className="hachures", style={"--a": span.known, "--b": span.end})
        if span.end > span.known
        else None
    )
    return html.Div(
        [
            html.P(label, className="fichette__l"),
            html.Div(
                [sure, unsure],
                className=f"frise__barre statut--{span.statut}",
                **aria(hidden="true"),
            ),
        ],
        className="frise__ligne",
    )


def _scale(axis: Axis) -> Element:
    step = -(-len(axis.years) // _LABELS)
    marks = [
        html.Span(
            f"≤{NBSP}{y}" if axis.cut and y == axis.low else str(y), style={"--a": axis.share(y)}
        )
        for y in axis.years[::step]
    ]
    return html.Div(marks, className="frise__ans", **aria(hidden="true"))


def _milestones(fiche: Fiche) -> Node:
    items = [
        html.Li([html.Time(day.label, dateTime=str(day)), html.Strong(title), detail])
        for day, title, detail in events(fiche)
    ]
    return html.Ol(items, className="jalons") if items else None


Event = tuple[PartialDate, str, Node]


def events(fiche: Fiche) -> list[Event]:
    """Return the dated facts, in order: date, what, details."""
    found = [*_texts(fiche), *_starts(fiche), *_ends(fiche), *_evaluated(fiche), *_attested(fiche)]
    return sorted(found, key=lambda e: e[0])


def _texts(fiche: Fiche) -> list[Event]:
    """Return the texts it rests on, with a dotted line where no source says that it does."""
    x = fiche.experiment
    css = None if x.base_legale_provenance is Provenance.SOURCE else "provenance"
    detail = html.Span(f"{NBSP}: texte de référence", className=css)
    found: list[Event] = [(day, typeset(title), detail) for day, title in dated(x.reference_legale)]
    known = {(day, title) for day, title, _ in found}
    own = {text for i in fiche.implantations for text in dated(i.reference_legale)}
    for day, title in sorted(own):
        if (day, typeset(title)) not in known:
            found.append((day, typeset(title), f"{NBSP}: texte d’une implantation"))
    return found


def _starts(fiche: Fiche) -> list[Event]:
    tally = Counter(i.debut for i in fiche.implantations if i.debut is not None)
    if not tally:
        return []
    year = min(tally)
    if tally[year] > 1:
        return [(PartialDate(year), f"{tally[year]} premières implantations", "")]
    name = next(nom(t) for i, t in fiche.record.implantations if i.debut == year)
    return [(PartialDate(year), "Première implantation", f"{NBSP}: {name}")]


def _ends(fiche: Fiche) -> list[Event]:
    tally = Counter(i.fin for i in fiche.implantations if i.fin is not None)
    return [
        (PartialDate(year), "Fin déclarée", f" pour {count(n, 'implantation')}")
        for year, n in tally.items()
    ]


def _evaluated(fiche: Fiche) -> list[Event]:
    return [
        (PartialDate(e.annee), f"Évaluation {mark}", f"{NBSP}: {typeset(e.evaluateur)}")
        for mark, e in fiche.evaluations
        if e.annee is not None
    ]


def _attested(fiche: Fiche) -> list[Event]:
    last = fiche.statut.derniere
    if last is None:
        return []
    return [(last, "Dernière attestation", " du statut d’au moins une implantation")]
