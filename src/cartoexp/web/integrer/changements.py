"""Page « Ce qui a changé depuis »: a frozen view beside the same one today."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain import ecarts
from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.domain.figees import changements
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, typeset
from cartoexp.services.profils import NoProfileError
from cartoexp.web.communs.integrer import address
from cartoexp.web.components import breadcrumb, cell, icon, note
from cartoexp.web.embeds import rendre
from cartoexp.web.html import tags as html
from cartoexp.web.integrer import adresses
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask, Response

    from cartoexp.domain.ecarts import Ecart, Ecarts
    from cartoexp.domain.figees import VueFigee
    from cartoexp.domain.vues import Vue
    from cartoexp.web.context import Web
    from cartoexp.web.html import Element, Node

TITLE = "Ce qui a changé depuis"
SHOWN, NAMED = 300, 40
YEARS = frozenset({"debut", "fin", "millesime"})
COLUMNS = {
    "valeur": "Valeur",
    "unite": "Unité",
    "source": "Source",
    "millesime": "Millésime",
    "mediane": "Médiane",
    "nom": "Nom",
    "titre": "Titre",
    "libelle": "Libellé",
    "statut": "Statut",
    "statut_date": "Date du statut",
    "debut": "Début",
    "fin": "Fin",
    "rang": "Rang",
    "rang_min": "Rang le plus haut",
    "rang_max": "Rang le plus bas",
    "proximite": "Proximité",
    "centile": "Centile",
    "confiance": "Confiance",
    "distance_km": "Distance (km)",
    "proches": "Ce qui rapproche",
    "differences": "Ce qui éloigne",
    "pour": "Ce qui rapproche",
    "contre": "Ce qui éloigne",
    "nature": "Échéance",
    "date": "Date",
    "suites": "Suites",
    "evaluation": "Évaluation",
    "territoires": "Territoires",
    "contradiction": "Contradiction",
}


@dataclass(frozen=True, slots=True)
class Aujourdhui:
    """The same view today: its words and rows; or why it can no longer be made."""

    vue: Vue | None
    phrase: str = ""
    sources: str = ""
    ecarts: Ecarts | None = None
    refus: str = ""


def register(server: Flask, web: Web) -> None:
    """Attach the page to ``server``."""

    @server.get("/figes/<empreinte>")
    def figes(empreinte: str) -> Response:
        kept = web.services.figees.get(empreinte)
        return web.answer(layout(kept, today(web, kept), web.today()))


def today(web: Web, kept: VueFigee) -> Aujourdhui:
    """Return what the view shows today, beside what was kept."""
    vue = None
    try:
        vue = adresses.embed(kept.adresse)
        rendu = rendre(web, vue)
    except (InvalidParametersError, NotFoundError, NoProfileError) as error:
        return Aujourdhui(vue, refus=typeset(str(error)))
    except ValueError:
        return Aujourdhui(None, refus="Cartoexp ne fait plus de vue de ce genre.")
    before = json.loads(gzip.decompress(kept.contenus["json"]))
    after = json.loads(rendu.json)
    found = ecarts.compare(before["donnees"], after["donnees"])
    return Aujourdhui(vue, rendu.phrase, rendu.sources, found)


def layout(kept: VueFigee, now: Aujourdhui, day: date) -> Page:
    """Return the page; pure."""
    body = html.Main(
        [
            breadcrumb([("/", "Carte")], TITLE),
            html.H1(TITLE),
            html.P(summary(kept, now), className="chapo"),
            html.P(
                [
                    html.A("Voir la vue figée", className="bouton bouton--fort", href=kept.chemin),
                    html.A("Voir la vue d’aujourd’hui", className="bouton", href=kept.adresse)
                    if now.ecarts is not None
                    else None,
                    html.A(
                        [icon("code"), "Intégrer celle d’aujourd’hui"],
                        className="bouton",
                        href=address(now.vue),
                    )
                    if now.ecarts is not None and now.vue
                    else None,
                ],
                className="actions",
            ),
            _then_and_now(kept, now, day),
            _details(now.ecarts) if now.ecarts else None,
        ],
        className="page document changements",
        id="contenu",
    )
    title = f"{TITLE}{NBSP}: {kept.titre}"
    description = f"{kept.titre}, vue {kept.le}, comparée aux données d’aujourd’hui."
    path = changements(kept.empreinte)
    return Page(title, description, body, canonical=path, robots="noindex", vue=now.vue)


def summary(kept: VueFigee, now: Aujourdhui) -> str:
    """Return what has changed, in words."""
    since = f"Depuis le {dates.day(kept.figee_le)}"
    if now.ecarts is None:
        return (
            f"{since}, des données de cette vue ont disparu{NBSP}: elle ne peut plus être faite "
            "aujourd’hui. La vue figée, elle, reste à son adresse."
        )
    found = now.ecarts
    if not found:
        return f"{since}, rien n’a changé{NBSP}: les données de la vue figée sont celles du jour."
    moved, lines = len(found.changes), found.lignes_changees
    told = []
    if moved:
        where = f" dans {count(lines, 'ligne')}" if lines > 1 else ""
        told.append(f"{count(moved, 'valeur')} {verb(moved, 'a', 'ont')} changé{where}")
    for names, one, several in (
        (found.ajoutes, "ligne s’est ajoutée", "lignes se sont ajoutées"),
        (found.disparus, "ligne a disparu", "lignes ont disparu"),
    ):
        if names:
            told.append(f"{number(len(names))}{NBSP}{one if len(names) == 1 else several}")
    same = f" {count(found.egales, 'ligne')} {verb(found.egales, 'est', 'sont')} comme avant."
    return f"{since}, {listed(told)}.{same if found.egales else ''}"


def _then_and_now(kept: VueFigee, now: Aujourdhui, day: date) -> Node:
    then = [
        html.Dt(f"Vue {kept.le}"),
        html.Dd([html.P(kept.phrase), html.P(kept.sources, className="discret petit")]),
        html.Dt(f"Aujourd’hui, {dates.day(day)}"),
        html.Dd(
            note(now.refus, "alerte", "alerte")
            if now.ecarts is None
            else [html.P(now.phrase), html.P(now.sources, className="discret petit")]
        ),
    ]
    return html.Section(
        [html.H2(typeset(kept.titre), id="phrases"), html.Dl(then, className="def")],
        className="bloc",
        **{"aria-labelledby": "phrases"},
    )


def _details(found: Ecarts) -> Node:
    return [
        _table(found.changes) if found.changes else None,
        _names("ajoutes", "Ce qui s’est ajouté", found.ajoutes),
        _names("disparus", "Ce qui a disparu", found.disparus),
    ]


def _names(identifier: str, title: str, names: Any) -> Node:  # noqa: ANN401  a list of names
    if not names:
        return None
    told = typeset(listed(names, NAMED))
    return html.Section(
        [html.H2(title, id=identifier), html.P(f"{told}.")],
        className="bloc",
        **{"aria-labelledby": identifier},
    )


def _table(changes: Any) -> Element:  # noqa: ANN401  a list of changes
    shown = changes[:SHOWN]
    more = f"{NBSP}: les {number(SHOWN)} premières" if len(changes) > SHOWN else ""
    heads = ("Ligne", "Donnée", "Vue figée", "Aujourd’hui")
    table = html.Table(
        [
            html.Caption(f"Valeurs qui ont changé{more}."),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in heads])),
            html.Tbody([_row(change) for change in shown]),
        ],
        className="pile",
    )
    return html.Section(
        [html.H2("Ce qui a changé", id="valeurs"), html.Div(table, className="defile")],
        className="bloc",
        **{"aria-labelledby": "valeurs"},
    )


def _row(change: Ecart) -> Element:
    return html.Tr(
        [
            html.Th(typeset(change.nom), scope="row"),
            cell("Donnée", COLUMNS.get(change.colonne, change.colonne)),
            cell("Vue figée", _value(change.colonne, change.avant)),
            cell("Aujourd’hui", _value(change.colonne, change.apres)),
        ]
    )


def _value(column: str, value: Any) -> str:  # noqa: ANN401  a value of JSON
    if value is None or value == "":
        return MISSING
    if column in YEARS:
        return str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        decimals = 0 if float(value).is_integer() else len(f"{value:.4f}".rstrip("0").split(".")[1])
        return number(value, decimals)
    return typeset(str(value))
