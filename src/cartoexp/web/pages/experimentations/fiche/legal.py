"""Blocks on the legal ground and on who carries, pays and benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.phrases.typographie import MISSING, NBSP
from cartoexp.domain.vocabulaires import BaseLegale, Provenance
from cartoexp.web.communs import signaler
from cartoexp.web.communs.derogations import mots
from cartoexp.web.communs.derogations.fichettes import etiquette, lien_norme
from cartoexp.web.components import block, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.fiche.model import told
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.registre import Inscription
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

OURS = f"Souligné de points{NBSP}: qualification proposée par Cartoexp, non par la source."


def legal(fiche: Fiche) -> Element:
    """Return the block; what no source states is marked."""
    x = fiche.experiment
    ground: Node = x.base_legale.label
    if x.base_legale is not BaseLegale.INCONNUE:
        ground = _marked(x.base_legale.label, x.base_legale_provenance)
    texts: Node = MISSING
    if x.reference_legale:
        texts = _marked(told(x.reference_legale), x.base_legale_provenance)
    dimension: Node = MISSING
    if x.dimension:
        dimension = _marked(x.dimension.label, x.dimension_provenance)
    rows: list[tuple[str, Node]] = [
        ("Fondement", ground),
        ("Textes", texts),
        ("Norme dérogée", told(x.norme_derogee)),
        ("Dimension", dimension),
    ]
    marked = {x.base_legale_provenance, x.dimension_provenance} - {Provenance.SOURCE, None}
    note = html.P([icon("info"), " ", OURS], className="qualification") if marked else None
    report = signaler.du_bloc(x.id, "fondement")
    content = [definitions(rows), note, _derogations(fiche)]
    return block("fondement", "Fondement juridique", content, pied=report)


def _derogations(fiche: Fiche) -> Element:
    """Return what the registry holds of the experiment, and how to add to it."""
    items = [html.Li(_derogation(i, fiche.today)) for i in fiche.derogations]
    record = html.A(
        "Enregistrer une dérogation",
        href=signaler.contribuer(fiche.experiment.id, Genre.DEROGATION),
        rel="nofollow",
        className="pas-imprimer",
    )
    known: Node = html.P(["Aucune au registre. ", record], className="petit")
    if items:
        known = [html.Ul(items, className="liste-simple"), html.P(record, className="petit")]
    return html.Div(
        [html.H3("Dérogations"), known], id="derogations", className="fondement__derogations"
    )


def _derogation(inscription: Inscription, today: date) -> list[Node]:
    d = inscription.derogation
    named = [] if not d.territoires else [html.Span(mots.ou(inscription.territoires))]
    return [
        html.P(html.A(mots.titre(d.objet), href=inscription.chemin)),
        html.P(lien_norme(inscription), className="petit"),
        html.P(
            [
                etiquette(inscription, today),
                html.Span(f"Issue{NBSP}: {mots.issue(d)}"),
                *named,
            ],
            className="fichette__l petit",
        ),
    ]


def _marked(children: Node, provenance: Provenance | None) -> Node:
    """Return a statement; one of ours has a dotted line, which the note of the block explains."""
    if provenance is Provenance.SOURCE:
        return children
    heard = html.Span(" (qualification proposée par Cartoexp)", className="sr")
    return [html.Span(children, className="provenance"), heard]


def actors(fiche: Fiche) -> Element:
    """Return who carries it, with whom, for whom, with what money."""
    x = fiche.experiment
    rows: list[tuple[str, Node]] = [
        ("Porteurs", told(x.porteurs)),
        ("Partenaires", told(x.partenaires)),
        ("Public visé", told(x.public_vise)),
        ("Financement", told(x.financement)),
    ]
    if x.page_officielle_url:
        host = html.A(
            "Ouvrir la page officielle",
            className="source-url",
            href=x.page_officielle_url,
            rel=LIENS,
        )
        rows.append(("Page officielle", host))
    report = signaler.du_bloc(x.id, "acteurs")
    return block("acteurs", "Qui, pour qui, avec quels moyens", definitions(rows), pied=report)


def definitions(rows: Sequence[tuple[str, Node]]) -> Element:
    """Return names above their values."""
    pairs = [[html.Dt(name), html.Dd(value)] for name, value in rows]
    return html.Dl([part for pair in pairs for part in pair], className="def def--pile")
