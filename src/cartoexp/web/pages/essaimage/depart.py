"""Step 1: an experiment of the catalogue or a list of codes, and the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.statuts import derive_statut
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.services.depart import MOST_CODES
from cartoexp.web.components import aria, derived_statut, icon, theme_label
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import alertes
from cartoexp.web.pages.essaimage.adresse import PATH

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.services.depart import Depart
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.adresse import Adresse
    from cartoexp.web.pages.essaimage.etat import Choix

DIGITS = 4
SENDER = "coller"
NONE = "Choisir une expérimentation"


def fields(adresse: Adresse, choix: Choix, today: date, *, odd: bool) -> list[Node]:
    """Return the fields of the step and what is known of the choice."""
    return [
        html.Label("Point de départ", className="etiquette", htmlFor="e-experimentation"),
        Element(
            "select",
            _experiments(adresse, choix),
            className="champ",
            id="e-experimentation",
            name="experimentation",
        ),
        _carried(adresse),
        _record(choix, today),
        _level(adresse, choix),
        [_places(choix.depart), *alertes.left_out(choix.depart)] if choix.depart else None,
        paste(adresse, odd=odd),
    ]


def _experiments(adresse: Adresse, choix: Choix) -> list[Element]:
    first = "Liste de codes" if adresse.codes else NONE
    options = [Element("option", first, value="", selected=not adresse.experimentation)]
    for identifier, title, n in choix.experimentations:
        text = f"{typeset(title)} ({number(n)})"
        options.append(
            Element(
                "option", text, value=identifier, selected=identifier == adresse.experimentation
            )
        )
    return options


def _carried(adresse: Adresse) -> Node:
    if not adresse.codes:
        return None
    level = adresse.niveau or NiveauCarte.COMMUNE
    return [
        Element("input", type="hidden", name=name, value=value)
        for name, value in (("codes", ",".join(adresse.codes)), ("niveau", level.value))
    ]


def _record(choix: Choix, today: date) -> Node:
    record = choix.record
    if record is None:
        return None
    x = record.experiment
    statut = derive_statut([i for i, _ in record.implantations])
    return html.Div(
        [
            html.P(
                [*map(theme_label, x.themes[:1]), derived_statut(statut, today)],
                className="fichette__l",
            ),
            html.P(html.A(typeset(x.titre), href=f"/experimentations/{x.id}"), className="petit"),
        ],
        className="depart__fiche",
    )


def _level(adresse: Adresse, choix: Choix) -> Node:
    if not choix.niveaux or adresse.codes:
        return None
    chosen = choix.depart.niveau if choix.depart else adresse.niveau and adresse.niveau.niveau
    options = []
    for niveau in reversed(NiveauCarte):
        if niveau.niveau not in choix.niveaux:
            continue
        n = choix.niveaux[niveau.niveau]
        text = niveau.niveau.label + (f" ({number(n)} de départ)" if n else "")
        options.append(
            Element("option", text, value=niveau.value, selected=niveau.niveau is chosen)
        )
    return [
        html.Label("Niveau", className="etiquette", htmlFor="e-niveau"),
        Element("select", options, className="champ", id="e-niveau", name="niveau"),
    ]


def _places(depart: Depart) -> Element:
    """Return where it starts from: what the map marks, as links."""
    n = len(depart.territoires)
    told = niveaux.counted(n, depart.niveau)
    summary = f"{told} de départ"
    if depart.montes:
        whole = "" if depart.montes == n else f", dont {number(depart.montes)}"
        summary += f"{whole} par appartenance"
    items = [
        html.Li(
            html.A(
                nom(t),
                href=t.chemin,
                **{"data-depart": ",".join(f"{x:.{DIGITS}f}" for x in t.centre)}
                if t.centre
                else {},
            )
        )
        for t in depart.territoires
    ]
    raised = None
    if depart.montes:
        where = (
            "l’intercommunalité"
            if depart.niveau is Niveau.EPCI
            else f"le {depart.niveau.label.lower()}"
        )
        if depart.niveau is Niveau.REGION:
            where = "la région"
        raised = html.P(
            f"Par appartenance{NBSP}: {where} où se trouve une implantation plus petite.",
            className="petit discret",
        )
    return html.Details(
        [html.Summary(summary), html.Ul(items), raised],
        className="departs",
    )


def paste(adresse: Adresse, *, odd: bool = False) -> Element:
    """Return what takes a list of codes, sent by POST: a list may be longer than an address.

    Its fields belong to another form, :func:`sender`: a form holds no other one.
    """
    levels = [
        Element(
            "option",
            niveau.niveau.label,
            value=niveau.value,
            selected=niveau is (adresse.niveau or NiveauCarte.COMMUNE),
        )
        for niveau in reversed(NiveauCarte)
    ]
    label = "Codes, séparés par des espaces, des virgules ou des retours à la ligne"
    area = Element(
        "textarea",
        "\n".join(adresse.codes),
        className="champ",
        id="e-codes",
        name="codes",
        rows=4,
        form=SENDER,
        spellCheck="false",
        autoComplete="off",
        **(aria(invalid="true") if odd else {}),
    )
    level = Element(
        "select", levels, className="champ", id="e-niveau-codes", name="niveau", form=SENDER
    )
    send = html.Button(
        [icon("lieu"), "Partir de ces codes"], type="submit", className="bouton", form=SENDER
    )
    longer = [
        "Un millier de codes au plus. Pour davantage, ",
        html.A("l’API", href="/api/v1/documentation"),
        f" en prend {number(MOST_CODES)}.",
    ]
    return html.Details(
        [
            html.Summary("Ou coller une liste de codes"),
            html.Div(
                [
                    html.Label(label, className="etiquette", htmlFor="e-codes"),
                    area,
                    html.Label("Leur niveau", className="etiquette", htmlFor="e-niveau-codes"),
                    level,
                    send,
                    html.P(longer, className="petit discret"),
                ]
            ),
        ],
        className="coller",
        open=bool(adresse.codes) or odd,
    )


def sender() -> Element:
    """Return the form that the fields of :func:`paste` belong to."""
    return html.Form(id=SENDER, action=f"{PATH}/codes", method="post", **aria(label="Codes"))
