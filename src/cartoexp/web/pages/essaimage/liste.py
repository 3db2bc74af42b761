"""The ranking, at the right: counts, warnings, candidates, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs import avertissement, drapeaux, integrer
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import aria, empty, icon
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import alertes, fiabilite, mots, reglages
from cartoexp.web.pages.essaimage.adresse import LAST_PAGE, PATH, SIZE
from cartoexp.web.pages.essaimage.candidat import card, scale, swatch
from cartoexp.web.shell import foot_links

if TYPE_CHECKING:
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.essaimage.etat import Etat

LEARNT = (
    "Part de chaque thème dans le score\u00a0: à gauche du trait, ce qui éloigne\u202f; à droite, "
    "ce qui rapproche. Les mots comparent à l’implantation moyenne."
)
LIKE = (
    "Écart à l’implantation au profil le plus proche, par thème\u00a0: plus la barre est courte, "
    "plus il ressemble. Les mots comparent à cette implantation."
)


def panel(etat: Etat) -> list[Node]:
    """Return what is in the panel; parts with an id follow the settings."""
    return [
        summary(etat),
        html.Div(
            [
                avertissement.warning(etat.depart),
                fiabilite.short(etat),
                alertes.transfer(etat.depart, etat.essaimage.conditions),
                alertes.conditions(etat.depart),
            ],
            className="avant-liste",
        ),
        ranking(etat),
        html.Div(foot_links(), className="volet__pied"),
    ]


def summary(etat: Etat) -> Element:
    """Return the title of the list, its counts by flag, and what can be done with it."""
    flags = [drapeaux.flag(d, etat.niveau, n) for d, n in etat.essaimage.drapeaux.items()]
    return html.Div(
        [
            html.H2(_title(etat), id="classement-titre", tabIndex=-1),
            html.P(reglages.told(etat), className="a-imprimer petit"),
            html.P(flags, className="drapeaux"),
            _actions(etat),
        ],
        id="bilan",
        className="bilan",
    )


def _title(etat: Etat) -> str:
    found, page = etat.essaimage, etat.adresse.page
    if not found.candidats:
        return "Aucun territoire à proposer"
    what = "candidates" if etat.niveau.feminin else "candidats"
    if page > 1:
        first = (page - 1) * SIZE + 1
        last = first + len(found.candidats) - 1
        return f"{what.capitalize()} {number(first)} à {number(last)}"
    if len(found.candidats) == 1:
        return f"1{NBSP}{what[:-1]}"
    heads = "premières" if etat.niveau.feminin else "premiers"
    return f"{number(len(found.candidats))} {heads} {what}"


def _actions(etat: Etat) -> Element:
    share = html.Button(
        [icon("partage"), "Partager"], type="button", className="bouton", **{"data-partager": True}
    )
    pairs = etat.adresse.whole.pairs()
    lines = count(etat.essaimage.effectif, "ligne")
    export = menu([Fichier("Classement entier", PATH, pairs, lines)])
    return html.Div(
        [
            share,
            integrer.link(etat.adresse.vue),
            export,
            html.Span(id="partage-dit", className="petit", role="status"),
        ],
        className="actions",
    )


def ranking(etat: Etat) -> Element:
    """Return the candidates of the page, or why there is none."""
    found = etat.essaimage
    if not found.candidats:
        content: list[Node] = [_none(etat)]
    else:
        echelle = scale(found.candidats)
        content = [
            _key(etat),
            html.Ol(
                [card(etat, c, echelle) for c in found.candidats],
                className="rangs",
                start=found.candidats[0].rang,
            ),
            _pages(etat),
        ]
    return html.Div(content, id="rangs")


def _none(etat: Etat) -> Element:
    level = niveaux.plural(etat.niveau)
    told = f"Aucune de ces {level} ne" if etat.niveau.feminin else f"Aucun de ces {level} ne"
    without = etat.adresse.href(
        population_min=None, population_max=None, region=None, departement=None, page=1, candidat=""
    )
    return empty(
        f"{told} répond aux contraintes",
        [
            html.P("Élargissez la population ou le lieu\u00a0: rien n’est élargi à votre place."),
            html.P(
                html.A("Retirer les contraintes", className="bouton", href=without),
                className="actions",
            ),
        ],
    )


def _key(etat: Etat) -> Element:
    themes = [html.Span([swatch(t), mots.theme(t)]) for t in etat.essaimage.themes]
    return html.Div(
        [
            html.P(themes, className="cle"),
            html.P(
                LIKE if etat.essaimage.comparables_seulement else LEARNT,
                className="petit discret",
            ),
        ],
        className="legende-themes",
    )


def _pages(etat: Etat) -> Node:
    page, last = etat.adresse.page, min(etat.pages, LAST_PAGE)
    if last == 1:
        return None

    def link(to: int, label: str, rel: str) -> Element:
        href = etat.adresse.href(page=to, candidat="")
        return html.A(label, className="bouton", href=href, rel=rel, **{"data-page": to})

    before = link(page - 1, "‹ Précédents", "prev") if page > 1 else html.Span()
    after = link(page + 1, "Suivants ›", "next") if page < last else html.Span()
    told = [html.Span(f"Page {page} sur {last}", className="discret")]
    if page == last and etat.pages > LAST_PAGE:
        told.append(html.Span("La suite est dans les fichiers à exporter.", className="discret"))
    return html.Nav(
        [before, *told, after], className="pagination", **aria(label="Pages du classement")
    )
