"""« Territoires »: find one by name or code, or go down from région to commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, quote, typeset
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.communs import signaler
from cartoexp.web.components import empty, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires.parcours import browse
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.trouver import Reponse, Trouve
    from cartoexp.web.html import Node

PATH = "/territoires"
DESCRIPTION = (
    "Trouver une commune, une intercommunalité, un département ou une région, et ce qui s’y "
    "expérimente."
)
LEAD = (
    "Cherchez par nom, même ancien, par code postal ou par code officiel, ou parcourez la France "
    "de la région à la commune."
)


@dataclass(frozen=True, slots=True)
class Lieux:
    """Territories to browse, by code; ``departements`` holds the COM too."""

    regions: Sequence[Territoire]
    departements: Sequence[Territoire]
    epts: Sequence[Territoire]
    millesime: str


def layout(places: Lieux, counts: Mapping[Niveau, Mapping[str, int]]) -> Page:
    """Return the page without a search; ``counts`` are distinct experiments by level and code."""
    body: list[Node] = [
        html.H1("Territoires"),
        html.P(LEAD, className="chapo"),
        search_form(""),
        html.P(html.A("Comparer deux à quatre territoires, côte à côte", href="/comparer")),
        browse(places.regions, places.departements, places.epts, counts),
        signaler.du_chiffre("catalogue", PATH),
    ]
    return _page("Territoires", body, canonical=PATH)


def resultats(text: str, answer: Reponse, places: Lieux) -> Page:
    """Return the answers to a search."""
    names = {t.code: lieux.nom(t) for t in places.departements}
    found = answer.trouves
    if found:
        told = count(len(found), "territoire")
        head = f"Plus de {told}, voici les premiers" if answer.autres else f"{told} pour"
        head = head if answer.autres else f"{head} {quote(text)}"
        result: Node = [
            html.H2(head, className="resultats__tete"),
            html.Ol([_item(t, names) for t in found], className="resultats"),
            html.P("Précisez le nom pour réduire la liste.", className="discret")
            if answer.autres
            else None,
        ]
    else:
        links = [
            html.Li([html.A(lieux.nom(t), href=t.chemin), f" ({t.code})"]) for t in answer.proches
        ]
        result = [
            html.H2(f"Aucun territoire pour {quote(text)}", className="resultats__tete"),
            empty(
                "Les noms les plus proches",
                [
                    html.Ul(links, className="liste-simple"),
                    html.P("Vérifiez l’orthographe, ou cherchez par code postal."),
                ],
            ),
        ]
    body = [
        html.H1("Territoires"),
        search_form(text),
        html.Section(result, **{"aria-label": "Résultats"}),
        html.P(html.A("Parcourir la France de la région à la commune", href=PATH)),
    ]
    return _page("Recherche de territoires", body, robots="noindex")


def search_form(text: str) -> Element:
    """Return the search box; it needs no JavaScript."""
    return html.Form(
        [
            html.Label(
                f"Nom, code postal ou code officiel{NBSP}:", htmlFor="q", className="etiquette"
            ),
            html.Div(
                [
                    Element(
                        "input",
                        className="champ",
                        id="q",
                        name="q",
                        type="search",
                        value=text or None,
                        maxLength=200,
                        autoComplete="off",
                        required=True,
                    ),
                    html.Button(
                        [icon("loupe"), "Chercher"], className="bouton bouton--fort", type="submit"
                    ),
                ],
                className="chercher__ligne",
            ),
        ],
        className="chercher",
        role="search",
        action=PATH,
        method="get",
        **{"aria-label": "Chercher un territoire"},
    )


def _item(found: Trouve, names: Mapping[str, str]) -> Element:
    t = found.territoire
    where = names.get(t.code_departement or "") if t.niveau is not Niveau.REGION else None
    facts = [
        niveaux.nature(t),
        t.code,
        f"{where} ({t.code_departement})" if where else None,
        grandeurs.inhabitants(t.population),
        "non dessiné sur la carte" if t.zone is Zone.COM else None,
    ]
    return html.Li(
        [
            html.A(lieux.nom(t), href=t.chemin),
            html.P(" · ".join(filter(None, facts)), className="discret petit"),
            html.P(typeset(found.compris), className="petit compris") if found.compris else None,
        ]
    )


def _page(title: str, body: Sequence[Node], canonical: str = "", robots: str = "") -> Page:
    main = html.Main(body, className="page territoires", id="contenu")
    return Page(title, DESCRIPTION, main, section=PATH, canonical=canonical, robots=robots)
