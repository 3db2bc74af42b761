"""A candidate of the list: what it is, what speaks for it, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux
from cartoexp.domain.phrases.essaimage import likeness
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.ressemblance import rank
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.web.communs import drapeaux
from cartoexp.web.components import HIDDEN, aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import mots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.candidats import Candidat
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.etat import Etat

DIGITS = 4
"""Decimals of a degree: about 10 m."""
SHOWN = 0.005
"""A contribution that is nought to two decimals has no bar."""


@dataclass(frozen=True, slots=True)
class Echelle:
    """Longest sums of contributions of a list, on each side of the line."""

    gauche: float
    droite: float

    @property
    def colonnes(self) -> str:
        """Widths of both sides, which tell the same for the same length."""
        whole = self.gauche + self.droite or 1.0
        left = min(max(self.gauche / whole, 0.06), 0.94)
        return f"{left:.3f}fr {1 - left:.3f}fr"


def scale(candidats: Sequence[Candidat]) -> Echelle:
    """Return the scale that the bars of a list share."""
    return Echelle(
        max((-_sum(c.contributions, -1) for c in candidats), default=0.0),
        max((_sum(c.contributions, 1) for c in candidats), default=0.0),
    )


def _sum(contributions: Mapping[str, float], sign: int) -> float:
    return sum(v for v in contributions.values() if v * sign > 0)


def card(etat: Etat, candidat: Candidat, echelle: Echelle) -> Element:
    """Return a candidate; its card opens with all that is known of it."""
    t = candidat.territoire
    place = ", ".join(filter(None, (etat.situe(t), grandeurs.inhabitants_short(t.population))))
    lieu = f"{t.centre[0]:.{DIGITS}f},{t.centre[1]:.{DIGITS}f}" if t.centre else None
    return html.Li(
        [
            html.B(number(candidat.rang), **HIDDEN),
            html.H3(
                [
                    html.Span(f"{number(candidat.rang)}. ", className="sr"),
                    html.A(lieux.nom(t), href=t.chemin),
                    html.Small(place),
                ]
            ),
            drapeaux.flag(candidat.drapeau, t.niveau),
            bar(candidat.contributions, echelle),
            html.P(_reasons(candidat), className="rang__raisons"),
            html.Details(
                [
                    html.Summary(["Tout voir", html.Span(f" {lieux.de(t)}", className="sr")]),
                    *_all(etat, candidat),
                ],
                open=t.code == etat.adresse.candidat,
                className="rang__detail",
            ),
        ],
        className="rang",
        id=f"candidat-{t.code}",
        **{
            "data-candidat": t.code,
            "data-lieu": lieu,
            "data-rang": candidat.rang,
            "data-nom": lieux.nom(t),
        },
    )


def bar(contributions: Mapping[str, float], echelle: Echelle) -> Element:
    """Return the bar of the contributions: what pulls away on the left, the rest on the right."""
    told = " ; ".join(
        f"{mots.theme(theme)}{NBSP}{number(value, 2)}" for theme, value in contributions.items()
    )
    sides = []
    for sign, longest in ((-1, echelle.gauche), (1, echelle.droite)):
        parts = [
            html.I(className=f"t-{theme}", style={"--w": f"{100 * abs(value) / longest:.1f}"})
            for theme, value in contributions.items()
            if value * sign >= SHOWN
        ]
        sides.append(html.Span(parts))
    return html.Div(
        sides,
        className="contrib",
        style={"--g": echelle.colonnes},
        role="img",
        **aria(label=f"Contributions au score{NBSP}: {told.replace(' ;', THIN + ';')}"),
    )


def _reasons(candidat: Candidat) -> Node:
    told = []
    if candidat.pour:
        told.append(f"Rapproche{NBSP}: {', '.join(candidat.pour)}.")
    if candidat.contre:
        told.append(f"Éloigne{NBSP}: {', '.join(candidat.contre)}.")
    if not told:
        told.append("Aucun indicateur ne se détache.")
    unmet = [quoted(x.extrait) for x, met in candidat.conditions if met is False]
    if unmet:
        told.append(f"Hors des conditions de la notice{NBSP}: {', '.join(unmet)}.")
    return " ".join(told)


def quoted(text: str) -> str:
    """Return words of a record between French quotation marks."""
    return f"«{NBSP}{typeset(text)}{NBSP}»"


def _all(etat: Etat, candidat: Candidat) -> list[Node]:
    facts: list[tuple[str, Node]] = []
    if candidat.adapter:
        facts.append(("À adapter", f"{', '.join(candidat.adapter)}."))
    if candidat.conditions:
        facts.append(("Conditions de la notice", html.Ul(_conditions(candidat))))
    where = likeness(candidat.percentile, etat.niveau)
    facts.append(("Rang de ressemblance", f"{where.capitalize()}."))
    facts.append(("Solidité", f"{rank(candidat.rang, candidat.intervalle).capitalize()}."))
    if candidat.semblable:
        link = html.A(lieux.nom(candidat.semblable), href=candidat.semblable.chemin)
        facts.append(("Implantation au profil le plus proche", link))
    if candidat.voisine and candidat.voisine_km is not None:
        km = number(candidat.voisine_km) if candidat.voisine_km >= 1 else "moins d’un"
        link = html.A(lieux.nom(candidat.voisine), href=candidat.voisine.chemin)
        facts.append(("Implantation la plus proche", [link, f", à {km}{NBSP}km"]))
    pairs = [[html.Dt(term), html.Dd(told)] for term, told in facts]
    return [html.Dl(pairs, className="def"), _table(candidat.contributions)]


MET = {True: "remplie", False: "non remplie", None: "à vérifier, donnée absente"}


def _conditions(candidat: Candidat) -> list[Element]:
    return [
        html.Li(f"{quoted(condition.extrait)}{NBSP}: {MET[met]}")
        for condition, met in candidat.conditions
    ]


def _table(contributions: Mapping[str, float]) -> Element:
    ordered = sorted(contributions.items(), key=lambda pair: -pair[1])
    rows = [
        Element(
            "tr",
            [
                Element("th", [swatch(theme), mots.theme(theme)], scope="row"),
                Element("td", _signed(value), className="num"),
            ],
        )
        for theme, value in ordered
    ]
    return html.Table(
        [Element("caption", "Contribution de chaque thème au score"), html.Tbody(rows)]
    )


def swatch(theme: str) -> Element:
    """Return the colour of a theme of indicators."""
    return html.Span(className=f"ech t-{theme}", **HIDDEN)


def _signed(value: float) -> str:
    text = number(value, 2)
    return f"+{text}" if value >= SHOWN else text
