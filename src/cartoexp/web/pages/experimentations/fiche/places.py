"""Block « Où »: every implantation, with its own dates, status, notes and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import MISSING, NBSP, typeset
from cartoexp.domain.statuts import derive_periode
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import Rattachement
from cartoexp.web.communs import signaler
from cartoexp.web.components import attestation_label, block, cell, statut_label
from cartoexp.web.html import Element, Markup, render
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.model import by_level
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.experiments import Implantation
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vocabulaires import Statut
    from cartoexp.services.experiments import Record
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

FEW = 12
"""Up to so many implantations, the table is unfolded."""


def places(fiche: Fiche, drawn: Node = None) -> Element:
    """Return the block; ``drawn`` is the map, when there is one."""
    found = fiche.implantations
    counted = count(len(found), "implantation")
    table = html.Details(
        [
            html.Summary(f"Tableau des {counted}" if len(found) > 1 else "L’implantation"),
            _table(fiche),
        ],
        open=len(found) <= FEW,
    )
    content = [drawn, table if found else None, _waiting(fiche)]
    report = signaler.du_bloc(fiche.experiment.id, "ou")
    return block("ou", "Où ?", content, _aside(fiche), report)


def _waiting(fiche: Fiche) -> Element | None:
    """Return what a new vintage of the code has left without a territory, and why."""
    waiting = fiche.record.attente
    if not waiting:
        return None
    told = (
        "Le code officiel géographique a changé, et ne dit pas à quel territoire d’aujourd’hui "
        "rattacher ce qui suit. Nous ne choisissons pas à sa place."
    )
    items = [
        html.Li(f"{typeset(w.nom_avant)} ({w.code_avant}, COG {w.millesime_avant}). {w.motif}")
        for w in waiting
    ]
    return html.Div([html.P(told), html.Ul(items)], className="attente")


def _aside(fiche: Fiche) -> str:
    found = fiche.implantations
    if not found:
        return "Aucune implantation n’a de territoire aujourd’hui."
    told = f"{count(len(found), 'implantation')} : {by_level([i.niveau for i in found])}."
    partial = sum(i.perimetre is not None for i in found)
    if partial:
        told += f" {partial} ne couvre{'nt' if partial > 1 else ''} qu’une partie du territoire."
    deduced = sum(i.rattachement is Rattachement.DEDUIT for i in found)
    if deduced:
        told += f" {count(deduced, 'rattachement déduit', 'rattachements déduits')}."
    return told


def _table(fiche: Fiche) -> Element:
    head = html.Tr(
        [
            html.Th(name, scope="col")
            for name in ("Territoire", "Période", "Statut attesté", "Précisions", "Source")
        ]
    )
    rows = by_name(fiche.record)
    statuts = _statuts(fiche)
    body = [_row(fiche, i, territoire, statuts[i.statut, i.statut_date]) for i, territoire in rows]
    caption = html.Caption("Implantations, par niveau puis par nom", className="sr")
    content = [caption, html.Thead(head), Element("tbody", body)]
    return Element(
        "div", Element("table", content, className="pile implantations"), className="defile"
    )


def by_name(record: Record) -> list[tuple[Implantation, Territoire]]:
    """Return the implantations with their territories, by level then by name."""
    order = list(Niveau)
    return sorted(
        record.implantations, key=lambda pair: (order.index(pair[1].niveau), fold(pair[1].nom))
    )


def _statuts(fiche: Fiche) -> dict[tuple[Statut, PartialDate | None], Markup]:
    """Return each status with its date, written once: a hundred rows share a few of them."""
    known = {(i.statut, i.statut_date) for i in fiche.implantations}
    return {
        (statut, day): Markup(
            render(
                [
                    statut_label(statut, day, fiche.today),
                    html.Br(),
                    attestation_label(day, fiche.today),
                ]
            )
        )
        for statut, day in known
    }


def _row(
    fiche: Fiche, implantation: Implantation, territoire: Territoire, statut: Markup
) -> Element:
    name = [
        Element("a", nom(territoire), href=territoire.chemin),
        Element("br"),
        Element("span", _nature(fiche, territoire), className="discret petit"),
        *_given(fiche, implantation),
    ]
    return Element(
        "tr",
        [
            Element("th", name, scope="row"),
            cell("Période", derive_periode([implantation]).label),
            cell("Statut", statut),
            cell("Précisions", _details(implantation)),
            cell("Source", _source(fiche, implantation)),
        ],
    )


def _given(fiche: Fiche, implantation: Implantation) -> list[Node]:
    """Return what an implantation was given, when a new vintage of the code has moved it since."""
    given = fiche.record.donnees.get(implantation.id)
    if given is None:
        return []
    told = f"donnée à {typeset(given.nom_avant)} ({given.code_avant}, COG {given.millesime_avant})"
    return [Element("br"), Element("span", told, className="discret petit")]


def _source(fiche: Fiche, implantation: Implantation) -> Node:
    """Return the call to the source and, for a record that was imported, the row of its file."""
    cited = fiche.cite(implantation.source)
    came = fiche.record.imports.get(implantation.id)
    if came is None:
        return cited
    return [cited, Element("br"), Element("span", came.phrase, className="discret petit")]


def _nature(fiche: Fiche, territoire: Territoire) -> str:
    text = f"{territoire.nature} {territoire.code}"
    departement = fiche.departements.get(territoire.code_departement or "")
    if territoire.niveau in {Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT} and departement:
        text += f", {departement}"
    return text


def _details(implantation: Implantation) -> Node:
    lines: list[Node] = []
    if implantation.titre_local:
        lines.append(Element("strong", typeset(implantation.titre_local)))
    lines += [
        [label, ligne(text)]
        for label, text in (
            ("", implantation.resume_local),
            (f"Périmètre{NBSP}: ", implantation.perimetre),
            (f"Vague{NBSP}: ", implantation.vague),
            (f"Texte{NBSP}: ", implantation.reference_legale),
            ("", implantation.note),
        )
        if text
    ]
    if implantation.rattachement is Rattachement.DEDUIT:
        lines.append(Element("span", Rattachement.DEDUIT.label, className="deduit"))
    if not lines:
        return MISSING
    return Element("ul", [Element("li", line) for line in lines], className="precisions")
