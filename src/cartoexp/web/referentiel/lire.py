"""``/referentiel``: the framework, to be read and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.typographie import NBSP, small
from cartoexp.domain.referentiel import referentiel
from cartoexp.domain.referentiel.lecture import texte
from cartoexp.domain.referentiel.modele import Genre
from cartoexp.web.components import aria, block, cell
from cartoexp.web.context import cached
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import EVALUATION, FICHIER, GRILLE, PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from cartoexp.domain.referentiel import Partie, Question, Referentiel, Ressource
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

TITRE = "Référentiel de l’expérimentation locale"
CHAPO = (
    "Six étapes, trois dimensions, vingt-quatre questions\u00a0: ce qu’une équipe règle avant de "
    "commencer, suit en chemin et vérifie au bilan, avec la preuve attendue à chaque niveau."
)
AVANT = (
    "Remplissez la grille à trois, en une heure\u00a0: problème, hypothèse, indicateurs, durée. Le "
    "site propose des territoires témoins et compose deux pages à joindre à la délibération."
)
APRES = (
    "Situez votre expérimentation sur chaque question. La page dit d’abord ce qu’il y a à faire, "
    "puis montre où elle en est, par étape et par dimension."
)
USAGES = (
    ("Avant le départ", AVANT, GRILLE, "Préparer la grille"),
    ("En chemin, et au bilan", APRES, EVALUATION, "Évaluer une expérimentation"),
)
TEXTE = (
    "Textes rédigés par Cartoexp, sans valeur réglementaire. Le droit cité l’est avec l’adresse où "
    "il a été lu\u00a0; vérifiez-le auprès de vos services avant de délibérer."
)


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(PATH)
    def referentiel_lire() -> Response:
        return web.answer(layout(referentiel()))

    @server.get(FICHIER)
    def referentiel_fichier() -> Response:
        response = cached(Response(texte(), mimetype="application/toml"), "public, max-age=3600")
        name = f"referentiel-{referentiel().version}.toml"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def layout(r: Referentiel) -> Page:
    """Return the page; pure."""
    version = (
        f"Version{NBSP}{r.version} du {day(r.date)}. Licence Ouverte{NBSP}2.0{NBSP}: reprenez-le, "
        "en citant sa version."
    )
    return cadre.page(
        TITRE,
        CHAPO,
        [
            html.P(CHAPO, className="chapo"),
            html.P(
                [
                    cadre.imprimer(),
                    html.A("Fichier (TOML)", className="bouton", href=FICHIER),
                ],
                className="actions",
            ),
            html.P(version, className="petit"),
            html.Div([_usage(*u) for u in USAGES], className="referentiel__usages"),
            _sommaire(r),
            _echelle(r),
            *[_etape(r, e, i) for i, e in enumerate(r.etapes, 1)],
            _droit(r),
            _versions(r),
        ],
        fil=(),
        canonical=PATH,
    )


def _usage(quand: str, quoi: str, chemin: str, bouton: str) -> Element:
    link = html.A(bouton, className="bouton bouton--fort", href=chemin)
    return html.Section(
        [html.H2(quand), html.P(quoi), html.P(link, className="actions")], className="bloc"
    )


def _sommaire(r: Referentiel) -> Element:
    links = [html.Li(html.A(e.nom, href=f"#{e.id}")) for e in r.etapes]
    links.append(html.Li(html.A("Droit et ressources", href="#droit")))
    return html.Nav(
        html.Ul(links, className="sommaire"), className="pas-imprimer", **aria(label="Étapes")
    )


def _echelle(r: Referentiel) -> Element:
    """Return what levels and dimensions mean, which all questions share."""
    levels = [_paire(f"{n.id}. {n.nom}", n.sens) for n in r.niveaux]
    dimensions = [_paire(d.nom, d.sens) for d in r.dimensions]
    left = html.Div([html.H3("Cinq niveaux"), html.Dl(levels, className="def")])
    right = html.Div([html.H3("Trois dimensions"), html.Dl(dimensions, className="def")])
    return block(
        "echelle",
        "Comment le lire",
        html.Div([left, right], className="deux deux--egales referentiel__echelle"),
        TEXTE,
    )


def _paire(nom: str, sens: str) -> list[Element]:
    return [html.Dt(nom), html.Dd(sens)]


def _etape(r: Referentiel, etape: Partie, rang: int) -> Element:
    questions = [_question(r, q) for q in r.de_l_etape(etape.id)]
    return block(etape.id, f"{rang}. {etape.nom}", questions, etape.sens)


def _question(r: Referentiel, q: Question) -> Element:
    dimension = next(d for d in r.dimensions if d.id == q.dimension)
    moment = r.moment(q.moment)
    told = f"{dimension.nom} · {moment.nom if moment else ''}"
    return html.Section(
        [
            html.H3(q.question, id=f"q-{q.id}"),
            html.P(told, className="petit discret"),
            _niveaux(r, q),
            html.P([html.Strong(f"Preuve attendue{NBSP}: "), small(q.preuve)], className="petit"),
            renvois(r, q.ressources),
        ],
        className="referentiel__question",
        **aria(labelledby=f"q-{q.id}"),
    )


def _niveaux(r: Referentiel, q: Question) -> Element:
    heads = ("Niveau", "Ce que l’on constate", "Pour monter d’un niveau")
    rows = [
        html.Tr(
            [
                Element("th", f"{n.id}. {n.nom}", scope="row"),
                cell(heads[1], constat),
                cell(heads[2], agir or "—", "" if agir else "referentiel__haut"),
            ]
        )
        for n, constat, agir in zip(r.niveaux, q.niveaux, (*q.agir, ""), strict=True)
    ]
    head = html.Tr([Element("th", h, scope="col") for h in heads])
    caption = Element("caption", q.question, className="sr")
    return html.Table(
        [caption, html.Thead(head), html.Tbody(rows)], className="pile referentiel__niveaux"
    )


def renvois(r: Referentiel, noms: Sequence[str]) -> Node:
    """Return the ways to the resources of a question: pages of ours, or the list of texts."""
    if not noms:
        return None
    links: list[Node] = []
    for name in noms:
        found = r.ressources[name]
        target = found.chemin or f"{PATH}#r-{found.id}"
        links += [" · " if links else "", html.A(found.titre, href=target)]
    return html.P([html.Strong(f"Ressources{NBSP}: "), *links], className="petit")


def _droit(r: Referentiel) -> Element:
    titles = {
        Genre.DROIT: "Textes",
        Genre.METHODE: "Méthode",
        Genre.OUTIL: "Outils de ce site",
    }
    parts = [
        [html.H3(title), html.Dl([_ressource(s) for s in r.du_genre(genre)])]
        for genre, title in titles.items()
    ]
    told = f"Ce que chaque texte établit, avec nos mots, et où il a été lu le {day(r.date)}."
    return block(
        "droit", "Droit et ressources", html.Div(parts, className="referentiel__textes"), told
    )


def _ressource(s: Ressource) -> list[Node]:
    name = html.A(s.titre, href=s.chemin) if s.chemin else s.titre
    read: list[Node] = []
    for i, address in enumerate(s.lu, 1):
        label = "Lu à cette adresse" if len(s.lu) == 1 else f"Lu à l’adresse{NBSP}{i}"
        link = html.A(
            label,
            className="source-url",
            href=address,
            rel="noopener",
            **aria(label=f"{label}\u00a0: {s.titre}"),
        )
        read += [" · " if read else " ", link]
    return [html.Dt(name, id=f"r-{s.id}"), html.Dd([s.dit, *read])]


def _versions(r: Referentiel) -> Element:
    items = [
        html.Li(f"Version{NBSP}{p.numero}, {day(p.date)}{NBSP}: {p.changements}")
        for p in r.parutions
    ]
    told = "Une auto-évaluation garde la version avec laquelle elle a été commencée, et le dit."
    return block("versions", "Versions", html.Ul(items), told)
