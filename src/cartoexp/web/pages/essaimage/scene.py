"""The map, in the middle: painted by our script, or one picture without it; its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs import signaler
from cartoexp.web.components import HIDDEN, aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.pages.essaimage.couleurs import LABELS

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.etat import Etat

JUMPS = (
    ("Hexagone", ""),
    ("Guadeloupe", "16.2,-61.5,8.6"),
    ("Martinique", "14.65,-61,9.2"),
    ("Guyane", "4,-53.1,6"),
    ("La Réunion", "-21.13,55.53,8.8"),
    ("Mayotte", "-12.82,45.15,10"),
)
"""Latitude, longitude and zoom of each jump; the whole Hexagone depends on the screen."""
HELP = (
    "Carte\u00a0: flèches pour déplacer, + et − pour zoomer. La liste et le tableau donnent les "
    "mêmes résultats."
)


def stage(millesime: str, etat: Etat | None) -> Element:
    """Return the map with its commands."""
    return html.Div(
        [
            html.Div(
                [
                    html.Canvas(id="essaimage-carte", **HIDDEN),
                    html.Div(id="reperes", role="group", **aria(label="Premiers de la liste")),
                    html.P(id="carte-info", className="infobulle carte-info", hidden=True),
                ],
                id="essaimage-cadre",
                className=f"cadre f-{_family(etat)}" if _family(etat) else "cadre",
                tabIndex=0,
                role="application",
                **aria(label=HELP),
            ),
            html.Noscript(_still(etat)) if etat else None,
            _jumps(),
            _zoom(),
            html.P(
                f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}", className="source"
            ),
        ],
        className="carte",
    )


def _family(etat: Etat | None) -> str:
    """Return the family of the experiment, which colours the places where it runs."""
    record = etat.depart.record if etat else None
    return record.experiment.themes[0].famille if record else ""


def _still(etat: Etat) -> Element:
    address = etat.adresse.href(f"{PATH}.svg", candidat="")
    return html.Img(src=address, alt=picture_words(etat), className="carte__image")


def picture_words(etat: Etat) -> str:
    """Return what the picture shows."""
    first = etat.essaimage.candidats[:10]
    named = ", ".join(f"{c.rang}{NBSP}{nom(c.territoire)}" for c in first)
    told = (
        f"Carte des {niveaux.plural(etat.niveau)} selon leur rang de ressemblance avec "
        f"{niveaux.counted(len(etat.depart.territoires), etat.niveau)} de départ."
    )
    return f"{told} En tête{NBSP}: {named}." if first else told


def _jumps() -> Element:
    buttons = [
        html.Button(
            [html.Canvas(width=88, height=64, **HIDDEN, **{"data-bloc": i}), html.Span(name)],
            type="button",
            **{"data-vers": place, "aria-pressed": "true" if i == 0 else "false"},
        )
        for i, (name, place) in enumerate(JUMPS)
    ]
    return html.Div(buttons, className="drom", role="group", **aria(label="Aller à"))


def _zoom() -> Element:
    buttons = [
        html.Button(
            sign,
            type="button",
            className="bouton bouton--icone",
            **{"data-zoom": step},
            **aria(label=label),
        )
        for sign, step, label in (("+", "1", "Zoomer"), ("−", "-1", "Dézoomer"))
    ]
    return html.Div(buttons, className="zooms", role="group", **aria(label="Zoom"))


def bar(etat: Etat) -> Element:
    """Return how many territories were looked at."""
    n = etat.essaimage.effectif
    looked = f"classé{'e' if etat.niveau.feminin else ''}{'s' if n > 1 else ''}"
    told = f"{niveaux.counted(n, etat.niveau)} {looked}"
    return html.P(told, id="examinees", className="petit discret")


def legend(etat: Etat) -> Element:
    """Return the classes of the map."""
    rows = [html.Li(label, className=f"k{k}") for k, label in LABELS.items()]
    if not etat.adresse.contraintes.empty:
        rows.append(html.Li("Hors contraintes", className="masque"))
    rows.append(html.Li("Aucune donnée", className="nd"))
    family = _family(etat)
    signs = [
        html.Span(
            [html.I(className="ech ech--point"), "déjà menée"],
            className=f"f-{family}" if family else None,
        ),
        html.Span([html.I("1", className="ech ech--grappe"), "en tête de liste"]),
    ]
    title = f"Rang de ressemblance, en % des {niveaux.plural(etat.niveau)}"
    table = html.A(
        "Voir en tableau", href=etat.adresse.href(f"{PATH}/tableau", page=1, candidat="")
    )
    report = signaler.lien_chiffre("candidats", etat.adresse.href(candidat=""))
    return Element(
        "section",
        [
            html.Div(
                [html.H2(title), html.P([*signs, table, report], className="cle")],
                className="bande__tete",
            ),
            html.Ul(rows, className="rampe"),
        ],
        id="legende-essaimage",
        className="bande",
        **aria(label="Légende"),
    )


def nothing() -> Node:
    """Return the legend of a map without colours."""
    return html.Div(
        html.P("Pas de légende\u00a0: rien n’est encore classé.", className="bande__pied"),
        id="legende-essaimage",
        className="bande",
    )
