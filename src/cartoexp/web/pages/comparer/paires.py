"""Likeness two by two: score, what sets apart, reasons in words; and what is tried in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import ordinal
from cartoexp.domain.phrases.ressemblance import nearness
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset
from cartoexp.web.communs import experiences, ressemblance, signaler
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.comparer.choisir import LETTERS, mark

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Node
    from cartoexp.web.pages.comparer.modele import Comparaison, Paire


def likeness(found: Comparaison) -> Element:
    """Return the block of the pairs; one sentence where they cannot be compared."""
    title = "Ressemblance" if len(found.territoires) < 3 else "Ressemblance deux à deux"  # noqa: PLR2004
    if not found.paires:
        return block("ressemblance", title, html.P(typeset(found.sans_profil), className="discret"))
    themes = dict.fromkeys(t for p in found.paires for t in p.aller.contributions)
    aside = [
        "La barre montre ce qui sépare deux territoires, par thème. ",
        html.A("Méthode", href="/methode", className="pas-imprimer"),
    ]
    rows = [_pair(found, p) for p in found.paires]
    content = [ressemblance.plain_key(themes), html.Ol(rows, className="paires")]
    report = signaler.du_chiffre("comparaison", ressemblance.address(found.territoires))
    return block("ressemblance", title, content, aside, report)


def _pair(found: Comparaison, p: Paire) -> Element:
    rank = {t.cle: i for i, t in enumerate(found.territoires)}
    a, b = lieux.nom(p.a), lieux.nom(p.b)
    seen = lieux.de(p.a), lieux.avec_article(p.b)
    score = nearness(p.aller.score, found.niveau)
    near = ressemblance.reasons(p.aller)[0]
    apart = [html.Strong(f"Différences{NBSP}:"), f" vu {seen[0]}, {seen[1]}{NBSP}: {_apart(p)}"]
    doubt = ressemblance.doubt(p.aller)
    return html.Li(
        [
            html.H3([mark(rank[p.a.cle]), mark(rank[p.b.cle]), f" {a} et {b}"]),
            html.Div(
                [
                    html.P(f"{score[0].upper()}{score[1:]}."),
                    html.P(_ranks(p, found)),
                    html.P(doubt, className="discret") if doubt else None,
                ],
                className="petit",
            ),
            html.Div(
                [near, html.P(apart), ressemblance.bar(p.aller)],
                className="ressemble__raisons petit",
            ),
        ]
    )


def _apart(p: Paire) -> str:
    return f"{', '.join(p.aller.raisons.eloigne) or 'sans différence marquée'}."


def _ranks(p: Paire, found: Comparaison) -> str:
    level = niveaux.plural(found.niveau)
    there = ordinal(p.aller.rang, feminine=False)
    back = ordinal(p.retour.rang, feminine=False)
    a, b = lieux.lieu(p.a), lieux.lieu(p.b)
    return (
        f"{capital(b.article)} {b.est} au {there} rang des {level} les plus proches {a.de}, "
        f"et {a.article} au {back} rang pour {b.article}."
    )


def tried(found: Comparaison, today: date) -> Element:
    """Return the experiments of each territory, and those they share."""
    columns = [
        html.Section(
            [
                html.H3([mark(i), f" {lieux.nom(t)}"], id=f"essais-{LETTERS[i].lower()}"),
                experiences.short(known, today),
            ],
            **{"aria-labelledby": f"essais-{LETTERS[i].lower()}"},
        )
        for i, (t, known) in enumerate(zip(found.territoires, found.experiences, strict=True))
    ]
    aside = "Recensées à l’échelle même de ces territoires. Un statut vaut à sa date d’attestation."
    return block(
        "experimentations",
        "Expérimentations",
        [_shared(found), html.Div(columns, className=f"cote cote--{len(columns)}")],
        aside,
        signaler.du_chiffre("autour", ressemblance.address(found.territoires)),
    )


def _shared(found: Comparaison) -> Node:
    """Return the experiments that two of them at least have, with who."""
    holders: dict[str, list[Territoire]] = {}
    titles: dict[str, str] = {}
    for t, known in zip(found.territoires, found.experiences, strict=True):
        for e in known:
            holders.setdefault(e.experiment.id, []).append(t)
            titles[e.experiment.id] = e.experiment.titre
    common = [(i, places) for i, places in holders.items() if len(places) > 1]
    if not common:
        if not any(found.experiences):
            return None
        return html.P("Aucune expérimentation en commun dans le catalogue.", className="discret")
    items = [
        html.Li(
            [
                html.A(typeset(titles[i]), href=f"/experimentations/{i}"),
                f"{NBSP}: {listed([lieux.nom(t) for t in places])}.",
            ]
        )
        for i, places in common
    ]
    return html.Div([html.P(html.Strong("En commun")), html.Ul(items)], className="communs")
