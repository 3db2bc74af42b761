"""The same resources as pages that people read."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, typeset
from cartoexp.services.entites.proprietes import Type
from cartoexp.services.entites.reperes import Repere
from cartoexp.web.components import aria, breadcrumb, cell
from cartoexp.web.html import tags as html
from cartoexp.web.ogc import documents, entites, liens
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.services.entites.couche import Couche
    from cartoexp.services.entites.proprietes import Propriete
    from cartoexp.web.html import Node
    from cartoexp.web.ogc.collections import Collection
    from cartoexp.web.ogc.entites import Part

ROOT = liens.ROOT
_HOME = (ROOT, "OGC API – Features")
_COLLECTIONS = (f"{ROOT}/collections", "Collections")
NUMBERS = {Type.ENTIER, Type.NOMBRE}
YEARS = {"debut", "fin"}
DECIMALS = 2
SHOWN = 6
"""Columns of a list of features: the others are in the files."""


def _page(title: str, lead: str, way: Sequence[tuple[str, str]], children: Node) -> Page:
    title, lead = typeset(title), typeset(lead)
    body = html.Main(
        [
            breadcrumb([("/donnees", "Données"), *way], title),
            html.H1(title),
            html.P(lead, className="chapo"),
            children,
        ],
        className="page document",
        id="contenu",
    )
    return Page(title, lead, body, section="/donnees", robots="noindex, follow")


def landing(every: Iterable[Collection]) -> Page:
    """Return the landing page."""
    adding = (
        "Dans QGIS : Couche, Ajouter une couche, WFS / OGC API – Features, Nouveau, puis "
        "l’adresse de cette page. Avec GDAL : ogrinfo OAPIF: suivi de la même adresse."
    )
    links = [
        html.A("Description OpenAPI", className="bouton", href=f"{ROOT}/api?f=html"),
        html.A("Conformité", className="bouton", href=f"{ROOT}/conformance?f=html"),
        html.A("Cette page en JSON", className="bouton", href=f"{ROOT}?f=json"),
    ]
    parts = [_collections(every), html.P(typeset(adding)), html.P(links, className="actions")]
    return _page("OGC API – Features", documents.DESCRIPTION, (), parts)


def collections(every: Iterable[Collection]) -> Page:
    """Return all collections."""
    lead = "Ce que le service donne, chaque collection avec ses entités."
    return _page("Collections", lead, (_HOME,), _collections(every))


def _collections(every: Iterable[Collection]) -> Node:
    rows = [
        html.Tr(
            [
                html.Th(html.A(c.titre, href=f"{_COLLECTIONS[0]}/{c.id}?f=html"), scope="row"),
                cell("Identifiant", html.Code(c.id)),
                cell("Entités", number(len(c.couche().identifiants)), "num"),
            ]
        )
        for c in every
    ]
    return _table("Collections", ("Collection", "Identifiant", "Entités"), rows, ["", "num"])


def conformance() -> Page:
    """Return the classes of the standards that are met."""
    listed = html.Ul([html.Li(html.Code(c)) for c in documents.CONFORMANCE])
    lead = "Classes des normes de l’OGC que ce service suit."
    return _page("Conformité", lead, (_HOME,), listed)


def collection(one: Collection) -> Page:
    """Return what is told of a collection, its properties included."""
    address = f"{_COLLECTIONS[0]}/{one.id}"
    links = [
        html.A("Voir les entités", className="bouton bouton--fort", href=f"{address}/items?f=html"),
        html.A("GeoJSON", className="bouton", href=f"{address}/items?f=json"),
        html.A("Cette page en JSON", className="bouton", href=f"{address}?f=json"),
    ]
    systems = html.Ul([html.Li(html.Code(repere.value)) for repere in Repere])
    parts = [
        html.P(links, className="actions"),
        _properties(one.proprietes),
        html.H2("Systèmes de coordonnées"),
        systems,
    ]
    return _page(one.titre, one.description, (_HOME, _COLLECTIONS), parts)


def _properties(every: Iterable[Propriete]) -> Node:
    rows = [
        html.Tr(
            [
                html.Th(html.Code(p.nom), scope="row"),
                cell("Ce qu’elle dit", typeset(p.description)),
                cell("Filtre", "oui" if p.filtre else "non"),
            ]
        )
        for p in every
    ]
    return _table("Propriétés", ("Propriété", "Ce qu’elle dit", "Filtre"), rows)


def part(found: Part, query: Mapping[str, Sequence[str]]) -> Page:
    """Return some features as a table."""
    one = found.collection
    shown = [p for p in one.proprietes if p.nom != "id"][:SHOWN]
    rows = [_row(one, found.couche, row, shown) for row in found.rows]
    lead = f"{count(found.total, 'entité')} répondent" if found.total > 1 else "Une entité répond"
    if not found.rows:
        lead = "Aucune entité ne répond" if not found.total else "Il n’y a plus d’entité à ce rang"
    elif found.total > len(rows):
        first = found.lecture.offset + 1
        shown_to = number(found.lecture.offset + len(rows))
        lead = f"{lead} ; voici les rangs {number(first)} à {shown_to}"
    heads = ["Identifiant", *(p.nom for p in shown)]
    listed = _table("Entités", heads, rows, [_css(p) for p in shown])
    parts = [listed if rows else None, _pages(found, query)]
    way = (_HOME, _COLLECTIONS, (f"{_COLLECTIONS[0]}/{one.id}?f=html", one.titre))
    return _page("Entités", f"{lead}.", way, parts)


def _row(one: Collection, couche: Couche, row: int, shown: Iterable[Propriete]) -> Node:
    identifiant = couche.identifiants[row]
    href = f"{_COLLECTIONS[0]}/{one.id}/items/{identifiant}?f=html"
    values = [cell(p.nom, _value(p, couche.proprietes[p.nom][row]), _css(p)) for p in shown]
    return html.Tr([html.Th(html.A(identifiant, href=href), scope="row"), *values])


def _pages(found: Part, query: Mapping[str, Sequence[str]]) -> Node:
    address = f"{_COLLECTIONS[0]}/{found.collection.id}/items"
    links = [
        html.A(label, className="bouton", href=liens.at(address, query, offset, asked), rel=rel)
        for label, offset, asked, rel in (
            ("‹ Précédentes", found.previous, "html", "prev"),
            ("Ces entités en GeoJSON", found.lecture.offset, "json", "alternate"),
            ("Suivantes ›", found.next, "html", "next"),
        )
        if offset is not None
    ]
    return html.Nav(links, className="pagination", **aria(label="Pages de la liste"))


def item(one: Collection, couche: Couche, row: int) -> Page:
    """Return one feature: all its properties."""
    identifiant = couche.identifiants[row]
    rows = [
        html.Tr(
            [
                html.Th(html.Code(p.nom), scope="row"),
                cell("Valeur", _value(p, couche.proprietes[p.nom][row])),
                cell("Ce qu’elle dit", typeset(p.description)),
            ]
        )
        for p in one.proprietes
    ]
    links = [
        html.A(
            "Ouvrir la fiche",
            className="bouton bouton--fort",
            href=one.page(entites.subject(couche, row)),
        ),
        html.A(
            "GeoJSON",
            className="bouton",
            href=f"{_COLLECTIONS[0]}/{one.id}/items/{identifiant}?f=json",
        ),
    ]
    parts = [
        html.P(links, className="actions"),
        _table("Propriétés", ("Propriété", "Valeur", "Ce qu’elle dit"), rows),
    ]
    way = (_HOME, _COLLECTIONS, (f"{_COLLECTIONS[0]}/{one.id}?f=html", one.titre))
    named = couche.proprietes.get("titre") or couche.proprietes["nom"]
    return _page(
        f"{named[row]} ({identifiant})", f"Entité de la collection {one.titre}.", way, parts
    )


def description(document: Mapping[str, Any]) -> Page:
    """Return the description: every address with its parameters."""
    parts: list[Node] = [
        html.P(
            html.A("Description OpenAPI 3.0", className="bouton", href=f"{ROOT}/api?f=json"),
            className="actions",
        )
    ]
    for path, methods in document["paths"].items():
        operation = methods["get"]
        rows = [
            html.Tr([html.Th(html.Code(p["name"]), scope="row"), cell("Rôle", p["description"])])
            for p in operation["parameters"]
        ]
        parts += [
            html.H2(operation["summary"]),
            html.P(html.Code(f"GET {ROOT}{path if path != '/' else ''}")),
            _table("Paramètres", ("Paramètre", "Rôle"), rows),
        ]
    return _page("Description", documents.DESCRIPTION, (_HOME,), parts)


def _table(
    caption: str, heads: Iterable[str], rows: Sequence[Node], css: Sequence[str] = ()
) -> Node:
    """Return a table; ``css`` are the classes of its columns but the first."""
    styles = chain([""], css, repeat(""))
    titles = [
        html.Th(head, scope="col", className=style or None)
        for head, style in zip(heads, styles, strict=False)
    ]
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(titles)), html.Tbody(rows)], className="pile"
    )
    return html.Div(html.Div(table, className="defile"), className="bloc")


def _css(propriete: Propriete) -> str:
    return "num" if propriete.type in NUMBERS and propriete.nom not in YEARS else ""


def _value(propriete: Propriete, value: object) -> Node:
    if value is None or value == []:
        return MISSING
    if _css(propriete) and isinstance(value, int | float):
        return number(value, 0 if propriete.type is Type.ENTIER else DECIMALS)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return typeset(str(value))
