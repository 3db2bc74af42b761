"""History of a record: each decision, before and after, by a role and never a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acte
from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, capital, quote, typeset
from cartoexp.domain.query import Reader
from cartoexp.web.communs import decision, signaler
from cartoexp.web.components import block, breadcrumb, cell, empty
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.fiche.contribuer import HISTORY, address
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions import Entree, Version
    from cartoexp.web.html import Element, Node

SIZE = 20
TITLE = "Historique de la fiche"
ABOUT = (
    "Ce qui a été décidé depuis le chargement du catalogue, la dernière décision d’abord. Le rôle "
    "de qui décide est dit, jamais la personne."
)
NOTHING = "Aucun changement depuis le chargement du catalogue."
GONE = "Cette fiche n’est plus au catalogue."
ACTS = {
    Acte.PUBLICATION: "contribution publiée",
    Acte.RESTAURATION: "version rétablie",
    Acte.EXPURGATION: "texte retiré",
}
VERSIONS = {
    LIVREE: "telle que le catalogue l’avait livrée",
    Acte.PUBLICATION.value: "après la publication d’une contribution",
    Acte.RESTAURATION.value: "après le rétablissement d’une version",
}


@dataclass(frozen=True, slots=True)
class Historique:
    """A record (``titre`` as it is, or as it was when it is ``absente``) and what was decided."""

    id: str
    titre: str
    entrees: Sequence[Entree]
    versions: Sequence[Version]
    absente: bool = False
    page: int = 1

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-len(self.entrees) // SIZE))

    @property
    def montrees(self) -> Sequence[Entree]:
        """The decisions of this page."""
        return self.entrees[(self.page - 1) * SIZE : self.page * SIZE]


def read_page(query: Mapping[str, Sequence[str]]) -> int:
    """Return the page that is asked for.

    Raises:
        InvalidParametersError: for anything else.
    """
    reader = Reader(query)
    reader.refuse_unknown(["page"])
    page = reader.integer("page", 1, 1, 10_000)
    reader.raise_problems()
    return page


def layout(told: Historique) -> Page:
    """Return the page; pure.

    Raises:
        InvalidParametersError: for a page after the last one.
    """
    if told.page > told.pages:
        wrong = f"«{NBSP}page{NBSP}» va de 1 à {told.pages} pour cet historique."
        raise InvalidParametersError([ParameterProblem("page", wrong)])
    title, path = typeset(told.titre), f"{PATH}/{told.id}"
    here = TITLE if told.absente else title
    steps = [("/", "Carte"), (PATH, "Expérimentations")]
    main = html.Main(
        [
            breadcrumb(steps if told.absente else [*steps, (path, here)], "Historique"),
            html.P(title, className="sur-titre"),
            html.H1(TITLE),
            html.P(f"{GONE} {ABOUT}" if told.absente else ABOUT, className="chapo"),
            *_decisions(told),
            _pagination(told),
            _versions(told.versions) if told.versions else None,
            _ways(told),
        ],
        className="page historique",
        id="contenu",
    )
    return Page(
        f"{TITLE} {quote(title)}",
        ABOUT,
        main,
        section=PATH,
        canonical=address(told.id),
        robots="noindex, follow",
    )


def _decisions(told: Historique) -> list[Node]:
    if not told.entrees:
        return [empty(NOTHING, html.P("La fiche dit ce que disait le catalogue."), level=2)]
    first = (told.page - 1) * SIZE
    return [
        _decision(entry, len(told.entrees) - first - rank, told.versions)
        for rank, entry in enumerate(told.montrees)
    ]


def _decision(entry: Entree, number: int, versions: Sequence[Version]) -> Element:
    """Return a decision; ``number`` is its rank among all, the first one's is 1."""
    when = day(datetime.fromisoformat(entry.instant).date())
    what = ACTS.get(entry.acte, entry.acte.value)
    restored = f" ({entry.note[0].lower()}{entry.note[1:]})" if entry.note else ""
    aside = [f"{entry.role.label}{NBSP}: {what}{restored}."]
    if entry.version is not None:
        aside.append(f" Version{NBSP}{entry.version}.")
    name = f"decision-{number}"
    return block(name, when, decision.changements(entry, versions, f"{name}-ecart"), aside)


def _versions(versions: Sequence[Version]) -> Element:
    head = html.Tr([html.Th(name, scope="col") for name in ("Version", "Date", "Ce qu’elle est")])
    rows = [_version(v) for v in reversed(versions)]
    caption = html.Caption("Versions de la fiche, la dernière d’abord", className="sr")
    table = html.Table([caption, html.Thead(head), html.Tbody(rows)], className="pile")
    return block("versions", "Versions", table, count(len(versions), "version"))


def _version(version: Version) -> Element:
    what = VERSIONS.get(version.acte, version.acte)
    if not version.dossier["experiments"]:
        what = f"{what} (fiche retirée du catalogue)"
    when = day(datetime.fromisoformat(version.instant).date())
    # What was loaded is kept at the moment of the first decision that changed it.
    when = f"jusqu’au {when}" if version.acte == LIVREE else when
    return html.Tr(
        [
            html.Th(f"Version{NBSP}{version.numero}", scope="row"),
            cell("Date", when),
            cell("Ce qu’elle est", capital(what)),
        ]
    )


def _pagination(told: Historique) -> Node:
    if told.pages == 1:
        return None
    links: list[Node] = []
    for label, page in (("Plus récentes", told.page - 1), ("Plus anciennes", told.page + 1)):
        if 1 <= page <= told.pages:
            links.append(html.A(label, className="bouton", href=f"{address(told.id)}?page={page}"))
    where = html.Span(f"Page {told.page} sur {told.pages}", className="discret")
    return html.Nav([*links, where], className="pagination", **{"aria-label": "Pages"})


def _ways(told: Historique) -> Element:
    if told.absente:
        return html.P(
            html.A("Expérimentations", className="bouton", href=PATH), className="actions"
        )
    links = [
        html.A("Revenir à la fiche", className="bouton bouton--fort", href=f"{PATH}/{told.id}"),
        html.A("Critères de publication", className="bouton", href=signaler.CRITERES),
        html.A("JSON (API)", className="bouton", href=f"/api/v1{PATH}/{told.id}"),
    ]
    return html.P(links, className="actions")


__all__ = ["HISTORY", "Historique", "layout", "read_page"]
