"""Top of the fiche: what, where, since when, whether it worked, how sure we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.vocabulaires import Provenance, Statut
from cartoexp.domain.vues import Vue
from cartoexp.web.communs import integrer, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import (
    attestation_label,
    breadcrumb,
    derived_statut,
    icon,
    judged,
    note,
    theme_label,
)
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.fiche.model import by_level
from cartoexp.web.pages.experimentations.fiche.verdict import verdict
from cartoexp.web.texte_enrichi import blocs

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

_OVER = {
    Statut.ABANDONNEE: "Expérimentation abandonnée ou annulée.",
    Statut.TERMINEE: "Expérimentation terminée, sans suite connue.",
}


def head(fiche: Fiche) -> Node:
    """Return the breadcrumb, the title and the essentials."""
    experiment = fiche.experiment
    title = typeset(experiment.titre)
    meta = [
        *map(theme_label, experiment.themes),
        derived_statut(fiche.statut, fiche.today),
        attestation_label(fiche.statut.derniere, fiche.today),
    ]
    return [
        breadcrumb([("/", "Carte"), (PATH, "Expérimentations")], title),
        html.Header(
            [
                html.P(meta, className="entete__meta"),
                html.H1(title),
                blocs(experiment.resume, "chapo"),
                _over(fiche),
                _essentials(fiche),
                _actions(fiche),
            ],
            className="fiche__tete",
        ),
    ]


def _over(fiche: Fiche) -> Node:
    told = _OVER.get(fiche.statut.statut) if fiche.statut.statut else None
    if not told:
        return None
    taught = bool(fiche.experiment.enseignements)
    more = html.A("Ce qu’elle apprend", href="#lecons") if taught else None
    return note([html.Strong(told), " ", more], "alerte", "alerte")


def _essentials(fiche: Fiche) -> Element:
    placed = count(len(fiche.implantations), "implantation recensée", "implantations recensées")
    found = verdict([e for _, e in fiche.evaluations])
    result = judged(found.effet, Provenance.JUGEMENT) if found.juge else found.effet
    rows: list[tuple[str, Node]] = [
        ("Où", f"{placed} : {by_level([i.niveau for i in fiche.implantations])}"),
        ("Depuis quand", when(fiche)),
        ("Résultat", [result, " ", html.A("Voir l’évaluation", href="#evaluation")]),
    ]
    if found.solidite:
        rows.append(("Solidité", found.solidite))
    return html.Dl(
        [[html.Dt(name), html.Dd(value)] for name, value in rows], className="def essentiel"
    )


def when(fiche: Fiche) -> str:
    """Return the period, and how many implantations do not say theirs."""
    periode = fiche.periode
    text = periode.label
    if periode.debut is not None and periode.sans_debut:
        text += f" ({count(periode.sans_debut, 'implantation')} sans année de début connue)"
    return f"{text[0].upper()}{text[1:]}"


def _actions(fiche: Fiche) -> Element:
    share = html.Button(
        [icon("partage"), "Partager"], className="bouton", type="button", **{"data-partager": ""}
    )
    path = f"{PATH}/{fiche.experiment.id}"
    lines = count(len(fiche.implantations), "ligne")
    data = menu(
        [Fichier("Ses implantations", path, detail=lines)], [("JSON (API)", f"/api/v1{path}")]
    )
    printing = html.Button(
        [icon("imprime"), "Imprimer"], className="bouton", type="button", **{"data-imprimer": ""}
    )
    paper = html.A(
        [icon("charge"), "Feuille A4 (PDF)"],
        className="bouton",
        href=f"{PATH}/{fiche.experiment.id}.pdf",
    )
    told = html.Span(id="partage-dit", className="petit discret", role="status")
    embed = integrer.link(Vue(Genre.EXPERIMENTATION, code=fiche.experiment.id))
    contribute = html.A("Contribuer", className="bouton", href="#contribuer")
    report = signaler.lien(
        signaler.CHAMPS["presentation"], fiche=fiche.experiment.id, champ="presentation"
    )
    shown = [share, embed, data, printing, paper, contribute, report, told]
    return html.Div(shown, className="actions")
