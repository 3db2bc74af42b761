"""« Voir en tableau »: what the map and the list show, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.essaimage import share
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, typeset
from cartoexp.web.communs import drapeaux, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, breadcrumb, cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import mots
from cartoexp.web.pages.essaimage.adresse import LAST_PAGE, PATH, SIZE
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from cartoexp.services.candidats import Candidat
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.etat import Etat

TABLE = f"{PATH}/tableau"
SHARE = "Rang de ressemblance, en\u00a0%"


def layout(etat: Etat) -> Page:
    """Return the page; pure."""
    record = etat.depart.record
    name = typeset(record.experiment.titre) if record else "liste de codes"
    body = html.Main(
        [
            breadcrumb([(etat.adresse.href(candidat=""), "Essaimage")], "Tableau"),
            html.H1(f"Essaimage{NBSP}: {name}"),
            html.P(_lead(etat), className="chapo"),
            html.Div(_files(etat), className="actions"),
            html.Div(
                _table(etat),
                className="defile",
                tabIndex=0,
                role="region",
                **aria(label="Tableau du classement"),
            ),
            _pages(etat),
            signaler.du_chiffre("candidats", etat.adresse.href(TABLE, candidat="")),
        ],
        className="page tableau",
        id="contenu",
    )
    return Page(
        f"Essaimage en tableau{NBSP}: {name}",
        f"Classement des {niveaux.plural(etat.niveau)} par ressemblance avec là où "
        "l’expérimentation est déjà menée, en tableau.",
        body,
        section=PATH,
        robots="noindex",
    )


def _files(etat: Etat) -> Element:
    lines = count(etat.essaimage.effectif, "ligne")
    return menu([Fichier("Classement entier", PATH, etat.adresse.whole.pairs(), lines)])


def _lead(etat: Etat) -> str:
    found = etat.essaimage
    examined = niveaux.counted(found.effectif, etat.niveau)
    learnt = niveaux.counted(len(etat.depart.territoires), etat.niveau)
    return f"{examined} par rang de ressemblance avec {learnt} de départ."


def _table(etat: Etat) -> Element:
    themes = etat.essaimage.themes
    heads = ["Rang", "Territoire", "Où", "Population", "Avis", SHARE]
    numbers = {"Rang", "Population", SHARE}
    head = [Element("th", h, scope="col", className="num" if h in numbers else None) for h in heads]
    head += [Element("th", mots.theme(t), scope="col", className="num") for t in themes]
    rows = [_row(etat, c, themes) for c in etat.essaimage.candidats]
    caption = "Rang, avis et contribution de chaque thème au score"
    return html.Table(
        [Element("caption", caption), html.Thead(Element("tr", head)), html.Tbody(rows)],
        className="pile",
    )


def _row(etat: Etat, c: Candidat, themes: tuple[str, ...]) -> Element:
    t = c.territoire
    population = MISSING if t.population is None else number(t.population)
    low, high = c.intervalle or (c.rang, c.rang)
    spread = f" ({number(low)} à {number(high)})" if low != high else ""
    cells: list[Node] = [
        cell("Rang", f"{number(c.rang)}{spread}", "num"),
        Element("th", html.A(nom(t), href=t.chemin), scope="row"),
        cell("Où", etat.situe(t) or MISSING),
        cell("Population", population, "num"),
        cell("Avis", drapeaux.flag(c.drapeau, t.niveau)),
        cell(SHARE, share(c.percentile), "num"),
    ]
    cells += [cell(mots.theme(x), number(c.contributions[x], 2), "num") for x in themes]
    return Element("tr", cells)


def _pages(etat: Etat) -> Node:
    page, last = etat.adresse.page, min(etat.pages, LAST_PAGE)
    if last == 1:
        return None

    def link(to: int, label: str, rel: str) -> Element:
        href = etat.adresse.href(TABLE, page=to, candidat="")
        return html.A(label, className="bouton", href=href, rel=rel)

    first = (page - 1) * SIZE + 1
    shown = f"rangs {number(first)} à {number(first + len(etat.essaimage.candidats) - 1)}"
    return html.Nav(
        [
            link(page - 1, "‹ Précédents", "prev") if page > 1 else html.Span(),
            html.Span(f"Page {page} sur {last}{THIN}; {shown}", className="discret"),
            link(page + 1, "Suivants ›", "next") if page < last else html.Span(),
        ],
        className="pagination",
        **aria(label="Pages du tableau"),
    )
