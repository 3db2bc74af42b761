"""The document around every page: head, header, navigation, footer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.domain.vues import Vue
from cartoexp.web import linked
from cartoexp.web.components import icon
from cartoexp.web.html import Element, Markup, Node, render
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.web.linked import Thing

SITE = linked.SITE
CONTRIBUER = "/contribuer"
MENU = (
    ("/", "Carte"),
    ("/territoires", "Territoires"),
    ("/experimentations", "Expérimentations"),
    ("/essaimage", "Essaimage"),
    ("/derogations", "Dérogations"),
    ("/referentiel", "Référentiel"),
    ("/donnees", "Données"),
    (CONTRIBUER, "Contribuer"),
)
ACCESSIBILITE = f"Accessibilité{NBSP}: non conforme (non audité)"
"""What the law wants on every page: without an audit, no site is in conformity."""
FOOTER = (
    (CONTRIBUER, "Contribuer"),
    ("/echeances", "Échéances"),
    ("/contribuer/importer", "Importer un fichier"),
    ("/ma-carte", "Ma carte"),
    ("/methode", "Méthode"),
    ("/donnees", "Données et API"),
    ("/mentions-legales", "Mentions légales"),
    ("/accessibilite", ACCESSIBILITE),
)
LOGO = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" '
    'stroke-width="2.2" stroke-linejoin="round"><path d="M16 3 27 9.5v13L16 29 5 22.5v-13Z"/>'
    '<path d="m16 10 5.500 3.200v6L16 22.500l-5.500-3.300v-6Z" opacity=".55"/>'
    '<circle cx="16" cy="16" r="2.400" fill="currentColor" stroke="none"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Autre:
    """The same in another form, for machines: its media type, its path, its title."""

    type: str
    chemin: str
    titre: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document: what its head says and what its body shows.

    ``section`` is the path of its entry in the menu; ``scripts`` are names of files in ``assets``;
    ``things`` is what the page is about, for machines; ``kind`` is its Open Graph type; ``ahead``
    are addresses of data that its scripts will ask for; a page as high as the screen has no
    ``footer``, it holds what the footer says; ``vue`` is the embed that shows the same: a link to
    the page shows its picture elsewhere, that of the whole map unless it is given; ``autres`` are
    its other forms, feeds included.
    """

    title: str
    description: str
    body: Node
    section: str = ""
    canonical: str = ""
    scripts: Sequence[str] = field(default=("site.js",))
    status: int = 200
    robots: str = ""
    things: Sequence[Thing] = ()
    kind: str = "website"
    ahead: Sequence[str] = ()
    footer: bool = True
    vue: Vue | None = None
    autres: Sequence[Autre] = ()


@dataclass(frozen=True, slots=True)
class Shell:
    """Writes documents; knows the address of the assets and the sentence of the sources.

    ``origin`` gives the site's own address, or an empty text when it is not known.
    """

    assets: dict[str, str]
    base_url: str
    millesime: str
    origin: Callable[[], str] = str

    def document(self, page: Page, after: str = "", *, footer: bool = True) -> str:
        """Return the whole HTML; ``after`` is markup placed at the end of the body."""
        scripts = "".join(f'<script src="{self.assets[s]}" defer></script>' for s in page.scripts)
        return (
            '<!doctype html>\n<html lang="fr"><head>'
            f"{render(self._head(page))}{scripts}</head><body>"
            f"{render(self._header(page.section))}{render(page.body)}"
            f"{render(self._footer()) if footer and page.footer else ''}{after}</body></html>\n"
        )

    def _head(self, page: Page) -> Node:
        origin = self.origin()
        address = f"{origin}{page.canonical}" if page.canonical else ""
        return [
            html.Meta(charSet="utf-8"),
            html.Meta(name="viewport", content="width=device-width, initial-scale=1"),
            html.Title(f"{page.title} · {SITE}"),
            html.Meta(name="description", content=page.description),
            html.Meta(name="robots", content=page.robots) if page.robots else None,
            html.Link(rel="canonical", href=address) if address else None,
            _open_graph(page, address if origin else "", origin),
            [_other(autre) for autre in page.autres],
            _discovery(page, origin),
            _things(page, origin),
            html.Link(rel="icon", type="image/svg+xml", href=self.assets["icone.svg"]),
            Element("script", src=self.assets["theme.js"]),
            html.Link(rel="stylesheet", href=self.assets["styles.css"]),
            [_fetched_ahead(address) for address in page.ahead],
        ]

    def _header(self, section: str) -> Node:
        links = [
            html.Li(
                html.A(label, href=path, **({"aria-current": "page"} if path == section else {}))
            )
            for path, label in MENU
        ]
        return [
            html.A("Aller au contenu", className="evitement", href="#contenu"),
            html.Header(
                [
                    html.A(
                        [LOGO, SITE],
                        className="logo",
                        href="/",
                        **{"aria-label": f"{SITE}, accueil"},
                    ),
                    html.Nav(html.Ul(links), id="menu", **{"aria-label": "Rubriques"}),
                    _search(),
                    _button("bureau", "theme", "lune", "Passer au thème sombre"),
                    _button("mobile", "ouvrir-recherche", "loupe", "Rechercher"),
                    _button("mobile", "ouvrir-menu", "menu", "Menu"),
                ],
                className="tete",
            ),
        ]

    def _footer(self) -> Node:
        told = (
            f"Données sous Licence Ouverte{NBSP}2.0. Sources{NBSP}: IGN, INSEE, DGCL, "
            f"millésime{NBSP}{self.millesime}{THIN}; catalogue Cartoexp."
        )
        return html.Footer(
            html.Div([foot_links(), html.P(told)]),
            className="pied",
        )


def foot_links() -> Element:
    """Return what the law wants within reach of every page, also of one without a footer."""
    links = [html.A(label, href=path) for path, label in FOOTER]
    return html.Nav(links, **{"aria-label": "Pied de page"})


def atom(query: str, titre: str) -> Autre:
    """Return the feed of new and changed experiments that match the query of a page."""
    return Autre(
        "application/atom+xml", f"/experimentations.atom{'?' if query else ''}{query}", titre
    )


def _other(autre: Autre) -> Element:
    return html.Link(rel="alternate", type=autre.type, href=autre.chemin, title=autre.titre)


OEMBED = "/oembed"


def _discovery(page: Page, origin: str) -> Node:
    """Return where a site that quotes the page finds its frame, once our address is known."""
    if page.vue is None or not origin:
        return None
    asked = urlencode({"url": f"{origin}{page.vue.adresse()}", "format": "json"})
    kind = "application/json+oembed"
    return html.Link(rel="alternate", type=kind, href=f"{origin}{OEMBED}?{asked}", title=page.title)


CARD = {"format": "carte-sociale"}
"""What asks an embed for its picture for links."""
CARD_SIZE = (1200, 630)


def _open_graph(page: Page, address: str, origin: str) -> Node:
    """Return what a link to the page shows elsewhere; addresses only when they are absolute."""
    told = {
        "og:site_name": SITE,
        "og:locale": "fr_FR",
        "og:type": page.kind,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": address,
    }
    if origin:
        vue = page.vue or Vue(Genre.CARTE, niveau=NiveauCarte.DEPARTEMENT)
        told |= {
            "og:image": f"{origin}{vue.adresse('png', **CARD)}",
            "og:image:type": "image/png",
            "og:image:width": str(CARD_SIZE[0]),
            "og:image:height": str(CARD_SIZE[1]),
            "og:image:alt": f"{page.title}. {page.description}",
        }
    graph = [html.Meta(property=name, content=text) for name, text in told.items() if text]
    card = "summary_large_image" if origin else "summary"
    return [*graph, html.Meta(name="twitter:card", content=card)]


def _things(page: Page, origin: str) -> Node:
    if not page.things:
        return None
    written = Markup(linked.write(page.things, origin))
    return Element("script", written, type="application/ld+json")


def _fetched_ahead(address: str) -> Element:
    how = {"as": "fetch", "fetchpriority": "high"}
    return html.Link(rel="preload", href=address, crossOrigin="anonymous", **how)


def _button(where: str, identifier: str, name: str, label: str) -> Element:
    return html.Button(
        icon(name),
        id=f"bouton-{identifier}",
        className=f"bouton bouton--icone {where}",
        type="button",
        **{"aria-label": label},
    )


def _search() -> Node:
    label = "Rechercher une commune, une intercommunalité ou une expérimentation"
    return html.Form(
        [
            icon("loupe"),
            html.Label(label, className="sr", htmlFor="q-tete"),
            Element(
                "input",
                className="champ",
                id="q-tete",
                name="q",
                type="search",
                maxLength=200,
                placeholder="Commune, EPCI, expérimentation…",
                autoComplete="off",
            ),
        ],
        className="recherche",
        role="search",
        action="/recherche",
        method="get",
    )
