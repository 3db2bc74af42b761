"""Page « Enregistrer une dérogation »: join a request, or say which experiment makes one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.contributions import Genre
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, capital, quote, typeset
from cartoexp.domain.query import Reader
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.domain.vocabulaires import Suite
from cartoexp.services.listing import Tri
from cartoexp.web.components import aria, breadcrumb, icon
from cartoexp.web.context import query
from cartoexp.web.contribuer.fiche.adresses import (
    ACCUEIL,
    COMMENCER,
    DEROGATION,
    NORME,
    SOUTIEN,
    commencer,
    deroger,
)
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.experiments import Experiment
    from cartoexp.domain.registre import Demande, Rang
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

TITRE = "Enregistrer une dérogation"
DESCRIPTION = (
    "Dites à quelle règle votre territoire déroge ou demande à déroger, et ce qui a été décidé. "
    "Sans compte, relu avant d’être publié."
)
CHAPO = (
    "Votre territoire déroge à une règle, ou demande à le faire\u00a0? Enregistrez-le\u00a0: un "
    "autre territoire qui bute sur la même règle le saura, et pourra soutenir la demande."
)
MEME = (
    "Même règle, même objet\u00a0: soutenez la demande plutôt que d’en ouvrir une autre. Le "
    "formulaire en reprend les termes\u00a0; vous dites votre territoire."
)
FICHE = (
    "Une dérogation sert à essayer quelque chose\u00a0: elle se range avec l’expérimentation "
    "qu’elle permet."
)
PROPOSER = "Proposez l’expérimentation\u00a0: une étape y demande la dérogation."
GENERALE = "généralisée, il n’y a plus à la demander"
TROUVEES = 8


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get(DEROGATION)
    def contribuer_derogation() -> Response:
        reader = Reader(query())
        reader.refuse_unknown({"q", SOUTIEN, NORME})
        text = reader.text("q")
        supported, norm = (reader.single(name) or "" for name in (SOUTIEN, NORME))
        reader.raise_problems()
        if supported:
            about = web.services.derogations.lire(supported).derogation.experimentation
            href = commencer(Genre.DEROGATION, about, **{SOUTIEN: supported})
            return redirect(href, HTTPStatus.SEE_OTHER)
        rang = web.services.derogations.norme(norm) if norm else None
        found: Sequence[Experiment] = ()
        if text:
            listing = web.services.experiments.list_page(
                Filters(q=text), Tri.IMPLANTATIONS, 0, TROUVEES
            )
            found = [card.experiment for card in listing.cards]
        return web.answer(layout(text, found, rang))


def layout(text: str, found: Sequence[Experiment], rang: Rang | None) -> Page:
    """Return the page; ``found`` are the records whose title holds ``text``; pure."""
    main = html.Main(
        [
            breadcrumb([("/", "Carte"), (ACCUEIL, "Contribuer")], TITRE),
            html.H1(TITRE),
            html.P(CHAPO, className="chapo"),
            _deja(rang),
            _fiche(text, found, rang),
            _absente(),
        ],
        className="page page--texte contribuer",
        id="contenu",
    )
    robots = "noindex, follow" if text or rang else ""
    return Page(TITRE, DESCRIPTION, main, CONTRIBUER, canonical=DEROGATION, robots=robots)


def _bloc(identifier: str, title: str, children: Sequence[Node]) -> Element:
    return html.Section(
        [html.H2(title, id=identifier), *children],
        className="bloc contribuer__bloc",
        **aria(labelledby=identifier),
    )


def _deja(rang: Rang | None) -> Element:
    """Return how to join a request: those about the norm, or the registry."""
    if rang is None:
        link = html.A("Chercher dans le registre", className="bouton", href="/derogations")
        told = "Quelqu’un a peut-être demandé la même chose. Cherchez la règle par son article."
        return _bloc(
            "deja", "Déjà demandée\u00a0?", [html.P(told), html.P(link, className="actions")]
        )
    items = [html.Li(_demande(d)) for d in rang.demandes]
    name = capital(rang.norme.libelle)
    head = html.P([html.A(name, href=rang.chemin), f"{NBSP}: {count(len(items), 'demande')}."])
    return _bloc(
        "deja",
        "Déjà demandée\u00a0?",
        [head, html.P(MEME), html.Ul(items, className="liste-simple")],
    )


def _demande(demande: Demande) -> list[Node]:
    told = typeset(demande.objet.rstrip("."))
    name = html.A(told, href=demande.premiere.chemin)
    if demande.premiere.derogation.issue is Suite.GENERALISEE:
        return [name, f"{NBSP}: {GENERALE}"]
    href = deroger(**{SOUTIEN: demande.premiere.derogation.id})
    link = html.A(
        ["Soutenir", html.Span(f"{NBSP}: {told}", className="sr")], href=href, rel="nofollow"
    )
    return [name, f"{NBSP}: ", link]


def _fiche(text: str, found: Sequence[Experiment], rang: Rang | None) -> Element:
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
    kept = Element("input", type="hidden", name=NORME, value=rang.cle) if rang else None
    form = html.Form(
        [
            kept,
            html.Label("Quelques mots de son titre", htmlFor="q", className="etiquette"),
            html.Div([field, button], className="chercher__ligne"),
        ],
        className="chercher",
        action=f"{DEROGATION}#fiche",
        method="get",
    )
    return _bloc(
        "fiche",
        "Pour quelle expérimentation\u00a0?",
        [html.P(FICHE), form, _trouvees(text, found, rang)],
    )


def _trouvees(text: str, found: Sequence[Experiment], rang: Rang | None) -> Node:
    if not text:
        return None
    if not found:
        return html.P(f"Aucune fiche pour {quote(text)}. Essayez d’autres mots.", role="status")
    asked = {NORME: rang.cle} if rang else {}
    return html.Ul(
        [
            html.Li(
                html.A(
                    typeset(x.titre),
                    href=commencer(Genre.DEROGATION, x.id, **asked),
                    rel="nofollow",
                )
            )
            for x in found
        ],
        className="liste-simple",
    )


def _absente() -> Element:
    link = html.A("Proposer une expérimentation", className="bouton", href=COMMENCER)
    return _bloc(
        "absente",
        "Elle n’est pas au catalogue",
        [html.P(PROPOSER), html.P(link, className="actions")],
    )
