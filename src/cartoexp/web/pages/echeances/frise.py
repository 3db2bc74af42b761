"""The timeline: what may still come, soonest first, then what is past, latest first; pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.dates import is_stale
from cartoexp.domain.echeances import Constat, Moment, Selon
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.communs import signaler
from cartoexp.web.communs.echeances import fiche
from cartoexp.web.components import icon, sigle, source_link, statut_label
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.echeances import Echeance
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.echeances.modele import Contenu

CITED = 1
ASPECTS = {Moment.PASSEE: "passe", Moment.INCERTAIN: "doute"}
MARKS = {"passe": "Passée", "venir": "À venir", "doute": "Jour inconnu : passée ou à venir"}
LATE = frozenset({Constat.EN_RETARD, Constat.NON_RECENSEE})


def timeline(contenu: Contenu) -> list[Node]:
    """Return the dates of this page, by year."""
    marks = [html.Span([html.I(className=css), told]) for css, told in MARKS.items()]
    parts: list[Node] = [html.P(marks, className="cle echeances__marques")]
    by_side = groupby(contenu.montrees, key=lambda e: e.moment(contenu.jour) is Moment.PASSEE)
    for past, found in by_side:
        kind, title = ("passe", "Passées") if past else ("venir", "À venir ou en cours")
        parts.append(html.H2(title, id=kind, className="echeances__cote"))
        for year, dates in groupby(found, key=lambda e: e.date.annee if e.date else 0):
            parts.append(html.H3(str(year), id=f"{kind}-{year}", className="echeances__an"))
            items = [entry(e, contenu) for e in dates]
            parts.append(html.Ol(items, className="echeances__liste"))
    return parts


def entry(e: Echeance, contenu: Contenu) -> Element:
    """Return one date: when, what, where, and what is known of what came of it."""
    today = contenu.jour
    when = e.date.label if e.date else "?"
    unknown = phrases.quand(e).partition(", ")[2]
    return html.Li(
        [
            html.P(
                [
                    html.Time(when, dateTime=str(e.date)) if e.date else html.Span("Date inconnue"),
                    html.Small(unknown) if unknown else None,
                ],
                className="echeances__quand",
            ),
            html.Div([*_body(e, contenu)], className="echeances__quoi"),
        ],
        className=f"echeance {ASPECTS.get(e.moment(today), 'venir')}",
        id=e.cle,
    )


def _body(e: Echeance, contenu: Contenu) -> Iterator[Node]:
    today = contenu.jour
    yield html.P(e.nature.label, className=f"echeances__nature nature--{e.nature}")
    title = typeset(e.objet or e.experiment.titre)
    yield html.H4(html.A(title, href=fiche(e)))
    yield html.P([*_where(e)], className="fichette__l")
    if e.statut is not None:
        latest = e.attestations[1]
        label = statut_label(e.statut, latest, today)
        dated = e.statut.provisoire and latest is not None and is_stale(latest, today)
        since = None if dated else html.Span(_attested(e), className="discret")
        yield html.P([label, since], className="fichette__l")
    if e.contradiction:
        doubt = f"Dates à vérifier. {typeset(e.contradiction)}"
        yield html.P([icon("alerte"), doubt], className="perime")
    late = e.constat in LATE
    known = "" if late else phrases.evaluation(e)
    told = [phrases.situation(e, today), "" if _by_statut(e) else phrases.suites(e), known]
    if text := " ".join(filter(None, told)):
        yield html.P(typeset(text))
    if late:
        yield html.P(
            [html.Span([icon("horloge"), phrases.evaluation(e)], className="perime"), _known(e)]
        )
    yield from _sources(e, contenu)


def _known(e: Echeance) -> Node:
    """Return the way to tell of an evaluation that is not recorded."""
    href = signaler.contribuer(e.experiment.id, "evaluation")
    return [" ", html.A("En ajouter une", className="pas-imprimer", href=href, rel="nofollow")]


def _by_statut(e: Echeance) -> bool:
    """Tell whether the status that is shown says all that is known of the outcome."""
    return bool(e.suites) and all(s.selon is Selon.STATUT for s in e.suites)


def _where(e: Echeance) -> Iterator[Node]:
    if e.objet:
        path = f"/experimentations/{e.experiment.id}"
        yield html.A(typeset(e.experiment.titre), href=path)
    yield html.Span(phrases.lieux(e.territoires))
    yield html.Span([sigle(t) for t in e.experiment.themes])
    names = ", ".join(t.label for t in e.experiment.themes)
    yield html.Span(names, className="sr")


def _attested(e: Echeance) -> str:
    oldest, latest = e.attestations
    if latest is None:
        return "date d’attestation inconnue"
    if oldest == latest:
        return f"attesté {latest.preposition} {latest.label}"
    if oldest is None:
        return f"dernière attestation{NBSP}: {latest.label}"
    return f"attesté de {oldest.label} à {latest.label}"


def _sources(e: Echeance, contenu: Contenu) -> Iterator[Node]:
    known = [contenu.sources[s] for s in e.sources if s in contenu.sources]
    if not known:
        return
    more = len(known) - CITED
    rest = f" et {count(more, 'autre')}, sur la fiche" if more > 0 else ""
    yield html.P(
        [f"Source{NBSP}: ", source_link(known[0]), f", {known[0].date_label}", rest],
        className="petit discret",
    )
