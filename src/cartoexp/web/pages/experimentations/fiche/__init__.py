"""Fiche of an experiment: what, where, since when, with what result and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.vues import Vue
from cartoexp.web import linked
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.fiche import spread
from cartoexp.web.pages.experimentations.fiche.chronology import chronology
from cartoexp.web.pages.experimentations.fiche.contribuer import contribuer
from cartoexp.web.pages.experimentations.fiche.evaluation import entries, evaluation
from cartoexp.web.pages.experimentations.fiche.head import head
from cartoexp.web.pages.experimentations.fiche.legal import actors, legal
from cartoexp.web.pages.experimentations.fiche.lessons import lessons, problem
from cartoexp.web.pages.experimentations.fiche.places import places
from cartoexp.web.pages.experimentations.fiche.sources import sources
from cartoexp.web.shell import Page
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

DESCRIPTION = 160


def layout(fiche: Fiche, drawn: Node = None) -> Page:
    """Return the page; ``drawn`` is the map of the implantations, if any; pure."""
    left = [problem(fiche), places(fiche, drawn), chronology(fiche)]
    right = [evaluation(fiche), spread.waiting(fiche.experiment.id), legal(fiche), actors(fiche)]
    main = html.Main(
        [
            head(fiche),
            html.Div([html.Div(left), html.Div(right)], className="deux"),
            lessons(fiche),
            entries(fiche),
            sources(fiche),
            contribuer(fiche),
        ],
        className="page experimentation",
        id="contenu",
    )
    experiment = fiche.experiment
    return Page(
        typeset(experiment.titre),
        _short(brut(experiment.resume)),
        main,
        section=PATH,
        canonical=f"{PATH}/{experiment.id}",
        things=linked.experiment(
            experiment, fiche.periode, [t for _, t in fiche.record.implantations], fiche.sources
        ),
        kind="article",
        scripts=("site.js", "fragments.js"),
        vue=Vue(Genre.EXPERIMENTATION, code=experiment.id),
    )


def _short(text: str) -> str:
    if len(text) <= DESCRIPTION:
        return text
    return f"{text[:DESCRIPTION].rsplit(' ', 1)[0]}…"
