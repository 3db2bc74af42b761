"""Page « Contribuer »: what one can do here, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.typographie import NBSP, quote, typeset
from cartoexp.domain.query import Reader
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.services.listing import Tri
from cartoexp.web.components import icon
from cartoexp.web.context import query
from cartoexp.web.contribuer.adresses import PATH as IMPORTER
from cartoexp.web.contribuer.fiche.adresses import (
    ACCUEIL,
    COMMENCER,
    CRITERES,
    DEROGATION,
    commencer,
    signaler,
    toujours_exact,
)
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

    from cartoexp.domain.experiments import Experiment
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

TITRE = "Contribuer"
DESCRIPTION = (
    "Proposer une expérimentation locale, corriger une fiche, ajouter une source ou une "
    "évaluation, sans compte. Tout est relu avant d’être publié."
)
CHAPO = (
    "Ce catalogue ne sait que ce qu’on lui dit. Dites-lui ce que votre territoire essaie, ou ce "
    "qu’une fiche a de faux\u00a0: sans compte, en dix minutes, et tout est relu avant d’être "
    "publié."
)
TROUVEES = 8
DEJA = (
    "Ouvrez l’adresse qui vous a été donnée. Elle seule mène à votre brouillon ou au suivi de ce "
    "que vous avez envoyé\u00a0: personne ici ne peut la retrouver pour vous."
)


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(ACCUEIL)
    def contribuer() -> Response:
        reader = Reader(query())
        reader.refuse_unknown({"q"})
        text = reader.text("q")
        reader.raise_problems()
        found: Sequence[Experiment] = ()
        if text:
            listing = web.services.experiments.list_page(
                Filters(q=text), Tri.IMPLANTATIONS, 0, TROUVEES
            )
            found = [card.experiment for card in listing.cards]
        return web.answer(layout(text, found))


def layout(text: str, found: Sequence[Experiment]) -> Page:
    """Return the page; ``found`` are the records whose title holds ``text``; pure."""
    main = html.Main(
        [
            html.H1(TITRE),
            html.P(CHAPO, className="chapo"),
            html.Div([_proposer(), _fiche(text, found)], className="contribuer__deux"),
            html.Div([_fichier(), _relecture(), _reprendre()], className="trio"),
            _methode(),
        ],
        className="page contribuer",
        id="contenu",
    )
    robots = "noindex, follow" if text else ""
    return Page(TITRE, DESCRIPTION, main, CONTRIBUER, canonical=ACCUEIL, robots=robots)


def _bloc(identifier: str, title: str, children: Sequence[Node]) -> Element:
    return html.Section(
        [html.H2(title, id=identifier), *children],
        className="bloc contribuer__bloc",
        **{"aria-labelledby": identifier},
    )


def _proposer() -> Element:
    told = (
        "Elle n’est pas au catalogue\u00a0? Dites ce qu’elle essaie, où, et ce qui permet de le "
        "vérifier. Vous pouvez vous arrêter et reprendre\u00a0: chaque étape est enregistrée."
    )
    link = html.A("Proposer une expérimentation", className="bouton bouton--fort", href=COMMENCER)
    ask = html.A("Enregistrer une dérogation", className="bouton", href=DEROGATION)
    return _bloc("proposer", "Proposer", [html.P(told), html.P([link, ask], className="actions")])


def _fiche(text: str, found: Sequence[Experiment]) -> Element:
    told = (
        "Corriger ce qui est faux, ajouter un territoire, une évaluation ou une source, dire "
        "qu’elle est toujours exacte. Ces liens sont aussi sur chaque fiche."
    )
    field = Element(
        "input",
        className="champ",
        id="q",
        name="q",
        type="search",
        value=text or None,
        maxLength=MAX_TEXT,
        autoComplete="off",
    )
    button = html.Button([icon("loupe"), "Chercher"], className="bouton", type="submit")
    form = html.Form(
        [
            html.Label("Quelques mots de son titre", htmlFor="q", className="etiquette"),
            html.Div([field, button], className="chercher__ligne"),
        ],
        className="chercher",
        action=f"{ACCUEIL}#fiche",
        method="get",
    )
    return _bloc("fiche", "Compléter une fiche", [html.P(told), form, _trouvees(text, found)])


def _trouvees(text: str, found: Sequence[Experiment]) -> Node:
    if not text:
        return None
    if not found:
        return html.P(
            f"Aucune fiche pour {quote(text)}. Essayez d’autres mots, ou proposez-la ci-dessus.",
            role="status",
        )
    return html.Ul([_trouvee(x) for x in found], className="liste-simple")


def _trouvee(x: Experiment) -> Element:
    ways = [
        ("Modifier", commencer(Genre.MODIFICATION, x.id)),
        ("Signaler une erreur", signaler(x.id)),
        ("Ajouter une évaluation", commencer(Genre.EVALUATION, x.id)),
        ("Ajouter une source", commencer(Genre.SOURCE, x.id)),
        ("Ajouter une dérogation", commencer(Genre.DEROGATION, x.id)),
        ("Toujours exacte", toujours_exact(x.id)),
    ]
    titre = typeset(x.titre)
    links = [
        html.Li(html.A([label, html.Span(f"{NBSP}: {titre}", className="sr")], href=href))
        for label, href in ways
    ]
    return html.Li(
        [
            html.H3(html.A(titre, href=f"/experimentations/{x.id}")),
            html.Ul(links, className="contribuer__voies"),
        ]
    )


def _fichier() -> Element:
    links = [
        html.Li(
            [html.A("Rattacher un fichier", href=IMPORTER), " aux communes et intercommunalités."]
        ),
        html.Li([html.A("Ma carte", href="/ma-carte"), f"{NBSP}: vos chiffres, à votre adresse."]),
    ]
    return _bloc("fichier", "Vos fichiers", [html.Ul(links, className="liste-simple")])


def _relecture() -> Element:
    told = "Chaque proposition est relue. Vous suivez ce qu’elle devient, et un refus est expliqué."
    link = html.A("Ce qui est accepté, et en combien de temps", href=CRITERES)
    return _bloc("relecture", "La relecture", [html.P(told), html.P(link)])


def _methode() -> Element:
    """Return the way to what helps a team before it starts, and on its way."""
    link = html.A("référentiel de l’expérimentation locale", href="/referentiel")
    lead = "Vous préparez ou conduisez une expérimentation\u00a0? Le "
    then = " aide à l’évaluer, et compose la grille à joindre à la délibération."
    return html.P([lead, link, then])


def _reprendre() -> Element:
    return _bloc("reprendre", "Déjà commencé", [html.P(DEJA)])
