"""Page « Recherche »: territories, experiments and derogations for the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.domain.query import Reader
from cartoexp.domain.registre import Criteres, Recherche, demandes
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.services.listing import Tri
from cartoexp.services.tableaux import provenance, territoires
from cartoexp.services.trouver import find
from cartoexp.web.communs.derogations import ENREGISTRER
from cartoexp.web.communs.derogations import PATH as DEROGATIONS
from cartoexp.web.communs.derogations.fichettes import carte_demande
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, card, empty, icon
from cartoexp.web.context import query
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page
from cartoexp.web.sorties import marked, notice, offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from flask import Flask, Response

    from cartoexp.domain.registre import Demande
    from cartoexp.services.listing import Listing
    from cartoexp.services.sorties import Table
    from cartoexp.services.trouver import Reponse, Trouve
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

PATH = "/recherche"
SHOWN = 15
DEMANDES = 5
LISTED = 1_000
"""Territories of a file at most."""
HELP = (
    "Écrivez le nom d’une commune, d’une intercommunalité (EPCI), d’un département ou d’une "
    "région, un code postal, un code officiel, quelques mots d’une expérimentation, ou une règle "
    "(«\u00a0art. L. 6222-1 du code du travail\u00a0»). Accents, majuscules et traits d’union sont "
    "indifférents."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for ``text``; ``departements`` gives names by code.

    ``norme``: the text cites a norm.
    """

    text: str
    territoires: Reponse
    experiments: Listing
    demandes: Sequence[Demande]
    norme: bool
    departements: Mapping[str, str]


def layout(answer: Answer | None, today: date) -> Page:
    """Return the page; ``None`` when nothing was asked; pure."""
    text = answer.text if answer else ""
    title = f"Recherche{NBSP}: {text}" if text else "Recherche"
    body: list[Node] = [html.H1("Recherche"), _form(text)]
    if answer is None:
        body.append(html.P(HELP, className="chapo"))
    elif not (answer.territoires.trouves or answer.experiments.cards or _asked(answer)):
        body.append(_nothing(answer))
    else:
        columns = [_territoires(answer), _experiments(answer, today)]
        pair = html.Div(columns, className="deux deux--egales")
        asked = _derogations(answer, today)
        body += [asked, pair] if answer.norme else [pair, asked]
    main = html.Main(body, className="page", id="contenu")
    told = "Chercher un territoire, une expérimentation ou une règle à laquelle il est dérogé."
    return Page(title, told, main, canonical=PATH, robots="noindex, follow")


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""
    departements = {t.code: nom(t) for t in web.services.territoires.level(Niveau.DEPARTEMENT)}

    offer(server, web, PATH, "recherche", lambda d: files(web, read(d.query)))

    @server.get(PATH)
    def search() -> Response:
        text = read(query())
        return web.answer(layout(ask(web, text, departements) if text else None, web.today()))


def read(asked: Mapping[str, Sequence[str]]) -> str:
    """Read the text that is sought, empty when nothing is.

    Raises:
        InvalidParametersError: for a text that is none, or another parameter.
    """
    reader = Reader(asked)
    reader.refuse_unknown({"q"})
    text = reader.text("q")
    reader.raise_problems()
    return text


def files(web: Web, text: str) -> Table:
    """Return the territories found, more than the page shows; experiments have their own files.

    Raises:
        InvalidParametersError: when nothing is sought.
    """
    if not text:
        told = "Dites ce que vous cherchez."
        raise InvalidParametersError([ParameterProblem("q", told)])
    kept = [t.territoire for t in find(web.services.territoires, text, LISTED).trouves]
    told_by = provenance.of_reference(web.services.reference.manifest)
    page = f"{PATH}?{urlencode({'q': text})}"
    known = notice(web, page, [f"Texte{NBSP}: {quote(text)}"], [told_by], [provenance.UNKNOWN])
    return marked(territoires.found(kept, known), [text])


def ask(web: Web, text: str, departements: Mapping[str, str]) -> Answer:
    """Ask the services for a text that was checked."""
    asked = Recherche.de(text)
    criteres = Criteres(q=text)
    code = text.isdigit()  # of a territory, and not an article
    found = [] if code else demandes(web.services.derogations.chercher(criteres, web.today()))
    return Answer(
        text,
        find(web.services.territoires, text, SHOWN),
        web.services.experiments.list_page(Filters(q=text), Tri.IMPLANTATIONS, 0, SHOWN),
        found,
        asked.norme is not None or (asked.par_norme and bool(found)),
        departements,
    )


def _form(text: str) -> Element:
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
    button = html.Button(
        [icon("loupe"), "Chercher"], className="bouton bouton--fort", type="submit"
    )
    return html.Form(
        [
            html.Label(
                "Territoire, code, expérimentation ou règle", htmlFor="q", className="etiquette"
            ),
            html.Div([field, button], className="chercher__ligne"),
        ],
        className="chercher",
        action=PATH,
        method="get",
    )


def _territoires(answer: Answer) -> Element:
    found = answer.territoires.trouves
    told = count(len(found), "territoire")
    if answer.territoires.autres:
        told = f"Les {len(found)} premiers territoires"
    content: Node = html.P("Aucun territoire ne porte ce nom ou ce code.")
    if found:
        items = [_territoire(t, answer.departements) for t in found]
        files = menu([Fichier("Territoires trouvés", PATH, [("q", answer.text)])])
        content = [
            html.Ol(items, className="liste-simple"),
            html.Div(files, className="actions"),
        ]
    return html.Section(
        [html.H2(told, id="territoires"), content],
        className="bloc",
        **aria(labelledby="territoires"),
    )


def _territoire(found: Trouve, departements: Mapping[str, str]) -> Element:
    t = found.territoire
    facts = [f"{t.nature} {t.code}"]
    departement = departements.get(t.code_departement or "")
    if departement and t.niveau not in {Niveau.REGION, Niveau.DEPARTEMENT}:
        facts.append(departement)
    if t.population is not None:
        facts.append(count(t.population, "habitant"))
    return html.Li(
        [
            html.H3(html.A(nom(t), href=t.chemin)),
            html.P(" · ".join(facts), className="petit discret"),
            html.P(found.compris, className="petit") if found.compris else None,
        ]
    )


def _experiments(answer: Answer, today: date) -> Element:
    listing = answer.experiments
    told = count(listing.experimentations, "expérimentation")
    content: Node = html.P(
        f"Aucune expérimentation recensée ne contient {quote(answer.text)} dans son titre, son "
        "résumé ou ses territoires. Le catalogue n’est pas exhaustif."
    )
    if listing.cards:
        cards = [card(c, today, f"/experimentations/{c.experiment.id}") for c in listing.cards]
        every = html.A(
            "Trier et filtrer cette liste",
            className="bouton",
            href=f"/experimentations?{Filters(q=answer.text).query()}",
        )
        content = [html.Ol(cards, className="liste-simple"), html.P(every, className="actions")]
    aside = "Par titre, résumé ou territoire. Recensées, liste non exhaustive."
    return html.Section(
        [
            html.H2(told, id="experimentations"),
            html.P(aside, className="petit discret"),
            content,
        ],
        className="bloc",
        **aria(labelledby="experimentations"),
    )


def _asked(answer: Answer) -> bool:
    """Tell whether there is something to say of derogations."""
    return bool(answer.demandes) or answer.norme


def _derogations(answer: Answer, today: date) -> Node:
    """Return the requests; nothing when there is none and no norm was sought."""
    found = answer.demandes
    if not _asked(answer):
        return None
    href = f"{DEROGATIONS}?{urlencode({'q': answer.text})}"
    content: Node = html.P(
        [
            "Aucune dérogation recensée à cette norme. Le registre n’est pas exhaustif. ",
            html.A("Enregistrer une dérogation", href=ENREGISTRER),
        ]
    )
    if found:
        cards = [carte_demande(d, today) for d in found[:DEMANDES]]
        every = html.A("Trier et filtrer ces dérogations", className="bouton", href=href)
        content = [
            html.Ol(cards, className="cartes-liste"),
            html.P(every, className="actions"),
        ]
    return html.Section(
        [
            html.H2(
                count(len(found), "demande de dérogation", "demandes de dérogation"),
                id="derogations",
            ),
            content,
        ],
        className="bloc",
        **aria(labelledby="derogations"),
    )


def _nothing(answer: Answer) -> Element:
    close = [
        html.Li([html.A(nom(t), href=t.chemin), f" ({t.code})"]) for t in answer.territoires.proches
    ]
    return empty(
        f"Rien pour {quote(answer.text)}.",
        [
            html.P(
                "Aucun territoire, aucune expérimentation ni dérogation recensée. Noms les plus "
                f"proches{NBSP}:"
            ),
            html.Ul(close, className="liste-simple"),
            html.P(HELP, className="petit discret"),
        ],
        level=2,
    )
