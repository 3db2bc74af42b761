"""Second step: what was recognised, a preview, and selects to put it right; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import TERRITORIAUX, Role
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.components import aria, block
from cartoexp.web.contribuer import cadre
from cartoexp.web.contribuer.adresses import FEUILLE, ROLE, etape
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.colonnes import Reconnue
    from cartoexp.services.envois import Apercu, Envoi
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

MAX_SHOWN = 60
"""Columns of the preview; all can be chosen."""
CELL = 80
"""Characters shown of a cell."""
_SURE, _RATHER = 0.85, 0.65


def layout(
    envoi: Envoi,
    apercu: Apercu,
    choix: Mapping[Role, str],
    maintenant: float,
    *,
    refus: str = "",
    joint: bool = False,
) -> Page:
    """Return the page; ``choix`` are names of columns by role."""
    content: list[Node] = [
        cadre.refused(refus) if refus else None,
        sheets(apercu, etape(envoi.jeton)),
        cadre.remarks(apercu.remarques),
        _mapping(envoi, apercu, choix),
        preview(apercu, choix),
    ]
    status = 422 if refus else 200
    return cadre.page(1, content, envoi=envoi, maintenant=maintenant, status=status, joint=joint)


def sheets(apercu: Apercu, action: str) -> Node:
    """Return the choice of a sheet of a workbook, sent to ``action``; nothing for one alone."""
    if len(apercu.feuilles) < 2:  # noqa: PLR2004  there is nothing to choose
        return None
    options = [
        html.Option(name, value=name, selected=name == apercu.feuille) for name in apercu.feuilles
    ]
    return html.Form(
        [
            html.Label("Feuille", htmlFor=FEUILLE, className="etiquette"),
            html.Select(options, id=FEUILLE, name=FEUILLE, className="champ"),
            html.Button("Lire cette feuille", className="bouton", type="submit"),
        ],
        method="get",
        action=action,
        className="importer__feuille",
    )


def _mapping(envoi: Envoi, apercu: Apercu, choix: Mapping[Role, str]) -> Element:
    known = {c.reconnue.role: c.reconnue for c in apercu.colonnes if c.reconnue}
    fields = [_field(role, apercu, choix.get(role, ""), known.get(role)) for role in TERRITORIAUX]
    form = html.Form(
        [
            Element("input", type="hidden", name=FEUILLE, value=apercu.feuille)
            if len(apercu.feuilles) > 1
            else None,
            html.Div(fields, className="importer__roles"),
            _others(apercu, choix, known),
            html.P(
                html.Button("Rattacher les lignes", className="bouton bouton--fort", type="submit"),
                className="actions",
            ),
        ],
        method="post",
        action=etape(envoi.jeton, "colonnes"),
        **{"data-attente": "Rattachement en cours…"},
    )
    told = "Une seule suffit parfois\u00a0: un code, ou un nom avec son département."
    return block("colonnes", "Quelles colonnes désignent le territoire\u00a0?", form, told)


def _others(apercu: Apercu, choix: Mapping[Role, str], known: Mapping[Role, Reconnue]) -> Element:
    """Return what tells no territory: chosen columns are kept for an import, none by itself."""
    roles = [role for role in Role if role not in TERRITORIAUX]
    found = [
        f"{role.label} ({apercu.entetes[known[role].colonne]})" for role in roles if role in known
    ]
    told = f"{NBSP}; reconnues{NBSP}: {', '.join(found)}" if found else ""
    return html.Details(
        [
            html.Summary(f"Autres colonnes, pour un import au catalogue{told}"),
            html.P(
                "Elles ne changent pas le rattachement. Celles que vous choisissez sont "
                "gardées dans la correspondance, que relit «\u00a0cartoexp import\u00a0».",
                className="petit",
            ),
            html.Div(
                [_field(role, apercu, choix.get(role, ""), known.get(role)) for role in roles],
                className="importer__roles",
            ),
        ],
        className="importer__autres",
        open=any(role in choix for role in roles),
    )


def _field(role: Role, apercu: Apercu, chosen: str, known: Reconnue | None) -> Element:
    name = f"{ROLE}{role}"
    options = [html.Option("Aucune", value="", selected=not chosen)]
    options += [
        html.Option(_cut(column.nom), value=column.nom, selected=column.nom == chosen)
        for column in apercu.colonnes
    ]
    return html.Div(
        [
            html.Label(role.label, htmlFor=name, className="etiquette"),
            html.Select(
                options,
                id=name,
                name=name,
                className="champ",
                **aria(describedby=f"{name}-dit"),
            ),
            html.P(_confidence(apercu, chosen, known), id=f"{name}-dit", className="petit discret"),
        ],
        className="importer__role",
    )


def _confidence(apercu: Apercu, chosen: str, known: Reconnue | None) -> Node:
    if not chosen:
        if known is None:
            return "Non reconnue."
        name = apercu.entetes[known.colonne]
        share = f"{number(round(100 * known.confiance))}{NBSP}%"
        return f"Non retenue. Reconnue{NBSP}: {name} (confiance {share})."
    if known is None or apercu.entetes[known.colonne] != chosen:
        return "Choisie par vous."
    share = f"{number(round(100 * known.confiance))}{NBSP}%"
    sure = (
        "Sûr"
        if known.confiance >= _SURE
        else "Probable"
        if known.confiance >= _RATHER
        else "À vérifier"
    )
    return [html.Strong(sure), f" (confiance {share}{NBSP}: {known.raison})."]


def preview(apercu: Apercu, choix: Mapping[Role, str]) -> Element:
    """Return the first rows, with the role of each column; ``choix`` are columns by role."""
    columns = apercu.colonnes[:MAX_SHOWN]
    roles = {name: role.label for role, name in choix.items() if name}
    heads = [html.Th("Ligne", scope="col", className="num")]
    heads += [
        html.Th(
            [
                _cut(column.nom),
                html.Span(roles[column.nom], className="importer__marque")
                if column.nom in roles
                else None,
            ],
            scope="col",
        )
        for column in columns
    ]
    rows = [
        html.Tr(
            [
                html.Th(number(row.numero), scope="row", className="num"),
                *(html.Td(_cut(cell)) for cell in row.cellules[: len(columns)]),
            ]
        )
        for row in apercu.lignes
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)])
    wide = html.Div(
        table,
        className="defile importer__apercu",
        role="region",
        tabIndex="0",
        **aria(label="Premières lignes du fichier"),
    )
    more = len(apercu.colonnes) - len(columns)
    told = (
        f"{count(len(apercu.colonnes), 'colonne')}{NBSP}; les {number(len(rows))} premières lignes."
    )
    if more > 0:
        told += f" {count(more, 'colonne n’est pas montrée', 'colonnes ne sont pas montrées')}."
    return block("apercu", "Aperçu", wide, told)


def _cut(text: str) -> str:
    return text if len(text) <= CELL else f"{text[:CELL]}…"
