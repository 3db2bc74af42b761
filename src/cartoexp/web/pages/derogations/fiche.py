"""Page of a derogation: norm, ground, territories, dates that may be unknown, outcome, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset
from cartoexp.domain.vocabulaires import Decision, Suite
from cartoexp.web.communs import signaler
from cartoexp.web.communs.derogations import ENREGISTRER, PATH, mots
from cartoexp.web.communs.derogations.fichettes import etiquette, lien_norme
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import block, breadcrumb, note, source_link
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page
from cartoexp.web.texte_enrichi import LIENS, blocs, ligne

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.registre import Demande, Inscription
    from cartoexp.web.html import Element, Node

INCONNU = "Inconnu des sources lues"
INCONNUE = "Inconnue des sources lues"
FEW = 24
"""Up to so many territories, their list is unfolded."""


def layout(inscription: Inscription, demande: Demande, carte: Node, today: date) -> Page:
    """Return the page; pure."""
    d = inscription.derogation
    title = mots.titre(d.objet)
    left = [_norme(inscription), _autres(inscription, demande, today)]
    right = [_dates(inscription, today), _ou(inscription, carte)]
    main = html.Main(
        [
            breadcrumb([("/", "Carte"), (PATH, "Dérogations")], title),
            html.Header(
                [
                    html.P(
                        [html.Span(lien_norme(inscription)), etiquette(inscription, today)],
                        className="entete__meta",
                    ),
                    html.H1(title),
                    _doute(inscription),
                    _actions(inscription),
                ],
                className="fiche__tete",
            ),
            html.Div([html.Div(left), html.Div(right)], className="deux"),
            _sources(inscription),
            signaler.du_bloc(d.experimentation, "fondement", inscription.chemin),
        ],
        className="page derogation",
        id="contenu",
    )
    described = f"Dérogation{NBSP}: {inscription.norme.libelle}. {mots.situation(d, today)}."
    return Page(
        f"{title}, dérogation",
        described,
        main,
        section=PATH,
        canonical=inscription.chemin,
        kind="article",
    )


def _doute(inscription: Inscription) -> Node:
    """Say first what is not sure: the norm, or its link with the derogation."""
    norm = inscription.norme
    if norm.inconnue:
        return note(
            "Aucune source lue ne dit à quelle norme il est dérogé. Vous la connaissez ? "
            "Proposez-la avec sa source."
        )
    if not norm.lue:
        return note(
            "La référence de la norme n’a pas été reconnue : elle est gardée telle qu’elle est "
            "écrite, et ne se retrouve que par ses mots.",
            "alerte",
            "alerte",
        )
    if mots.jugee(inscription.derogation):
        return note(f"Le lien avec cette norme est un {mots.JUGEE}.")
    return None


def _actions(inscription: Inscription) -> Element:
    d = inscription.derogation
    support = None
    if d.issue is not Suite.GENERALISEE:  # what holds for all is asked for no more
        waits = d.decision is Decision.EN_ATTENTE
        support = html.A(
            "Soutenir cette demande" if waits else "Demander la même dérogation",
            className="bouton bouton--fort",
            href=f"{ENREGISTRER}?soutien={d.id}",
            rel="nofollow",
        )
    amend = html.A(
        "Proposer une modification",
        className="bouton",
        href=f"/contribuer/experimentation?fiche={d.experimentation}&genre=modification",
        rel="nofollow",
    )
    data = menu(
        [Fichier("Cette dérogation", inscription.chemin)],
        [("JSON (API)", f"/api/v1/derogations/{d.id}")],
    )
    return html.Div([support, amend, data], className="actions")


def _norme(inscription: Inscription) -> Element:
    d = inscription.derogation
    norm: list[Node] = [lien_norme(inscription)]
    if d.norme_url:
        norm += [" ", html.A("Lire la norme", className="source-url", href=d.norme_url, rel=LIENS)]
    act: Node = INCONNU
    if d.acte:
        act = ligne(d.acte)
        if d.acte_url:
            act = html.A(act, className="source-url", href=d.acte_url, rel=LIENS)
    experiment = html.A(
        typeset(inscription.titre), href=f"/experimentations/{d.experimentation}#fondement"
    )
    rows: list[tuple[str, Node]] = [
        ("Norme", norm),
        ("Fondement", d.fondement.label),
        ("Qui décide", ligne(d.autorite) if d.autorite else INCONNU),
        ("Acte", act),
        ("Pourquoi", blocs(d.motifs) if d.motifs else INCONNU),
        ("Expérimentation", experiment),
    ]
    if d.note:
        rows.append(("Réserve", blocs(d.note)))
    return block("norme", "La règle et ce qui permet de l’écarter", _definitions(rows))


def _dates(inscription: Inscription, today: date) -> Element:
    d = inscription.derogation
    decision = d.decision.label
    if d.decision_le:
        decision += f", {mots.jour(d.decision_le)}"
    rows: list[tuple[str, Node]] = [
        ("Demande", capital(mots.jour(d.demande_le))),
        ("Décision", decision),
        ("Début", capital(mots.jour(d.debut))),
        ("Évaluation due", capital(mots.jour(d.evaluation_due_le))),
        ("Expiration", capital(mots.jour(d.expiration))),
        ("Ce qu’il en est advenu", capital(mots.issue(d))),
    ]
    href = f"/echeances?experimentation={d.experimentation}"
    follow = html.P(html.A("Les suivre dans un agenda", href=href), className="petit pas-imprimer")
    told = [_definitions(rows), follow]
    return block("dates", "Décision et échéances", told, mots.situation(d, today))


def _ou(inscription: Inscription, carte: Node) -> Element:
    found = mots.ranges(inscription.territoires)
    links = html.Ul(
        [html.Li(html.A(nom(t), href=t.chemin)) for t in found], className="liens-lieux"
    )
    told: list[Node] = [carte]
    if len(found) > FEW:
        told.append(html.Details([html.Summary(f"Liste des {len(found)} territoires"), links]))
    elif found:
        told.append(links)
    if inscription.inconnus:
        codes = ", ".join(
            f"{lieu.niveau.label.lower()} {lieu.code}" for lieu in inscription.inconnus
        )
        told.append(
            html.P(f"Hors du code officiel d’aujourd’hui{NBSP}: {codes}.", className="petit")
        )
    aside = mots.par_niveau(found) or "Territoires inconnus"
    if not inscription.derogation.territoires and found:
        aside += f"{NBSP}: les territoires de l’expérimentation"
    return block("ou", "Où", told, f"{capital(aside)}.")


def _autres(inscription: Inscription, demande: Demande, today: date) -> Element | None:
    others = [i for i in demande.inscriptions if i is not inscription]
    if not others:
        return None
    rows = [
        html.Li(
            [html.A(mots.ou(i.territoires), href=i.chemin), " ", etiquette(i, today)],
            className="fichette__l",
        )
        for i in others
    ]
    told = count(len(demande.soutiens), "territoire porte", "territoires portent")
    return block("soutiens", "La même demande ailleurs", html.Ul(rows), f"{told} cette demande.")


def _sources(inscription: Inscription) -> Element:
    d = inscription.derogation
    told = {d.source: "Norme, acte, décision"}
    if d.source_suite:
        same = d.source_suite == d.source
        told[d.source_suite] = "Tout" if same else "Échéances, issue"
    rows = [
        html.Li(
            [
                source_link(inscription.sources[key]),
                html.Span(
                    f" {what}. {inscription.sources[key].type.label}, "
                    f"{inscription.sources[key].date_label}.",
                    className="petit discret",
                ),
            ]
        )
        for key, what in told.items()
        if key in inscription.sources
    ]
    aside = "Les faits viennent de ces pages et de la fiche de l’expérimentation."
    return block("sources", "Sources", html.Ol(rows, className="sources"), aside)


def _definitions(rows: Sequence[tuple[str, Node]]) -> Element:
    pairs = [[html.Dt(name), html.Dd(value)] for name, value in rows]
    return html.Dl([part for pair in pairs for part in pair], className="def def--pile")
