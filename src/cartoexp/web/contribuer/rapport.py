"""Third step: what became of the rows, files to take away, rows to take up again; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.services.envois import SHOWN
from cartoexp.web.components import aria, block, cell, icon, note
from cartoexp.web.contribuer import cadre, depot
from cartoexp.web.contribuer.adresses import LIGNE, etape
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartoexp.services.envois import Envoi, Reste, Resultat
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

FILES = (
    ("resultat.csv", "Fichier rattaché (CSV)"),
    ("resultat.xlsx", "Fichier rattaché (XLSX)"),
    ("rapport.html", "Rapport (HTML)"),
    ("rapport.csv", "Rapport (CSV)"),
    ("correspondance.toml", "Correspondance (TOML)"),
)
LEFT = ("restes.csv", "Lignes à reprendre (CSV)")
_VALUE = 120
ORDER = (Issue.ACCEPTE, Issue.REPARE, Issue.AMBIGU, Issue.REFUSE)


def layout(
    envoi: Envoi,
    resultat: Resultat,
    maintenant: float,
    departement: Callable[[str], str],
) -> Page:
    """Return the page; ``departement`` gives the name of a commune's from its code."""
    content: list[Node] = [
        _counts(resultat),
        _files(envoi, resultat),
        _left(envoi, resultat, departement) if resultat.restes else None,
        _again(envoi) if resultat.restes else None,
        _map(envoi),
        _used(resultat),
        note(
            [
                html.P("Rien de ce fichier n’est entré dans le catalogue de Cartoexp."),
                html.P(
                    [
                        "Qui tient le catalogue y fait entrer des lignes avec ",
                        html.Code("cartoexp import"),
                        ", qui relit la même correspondance.",
                    ]
                ),
            ]
        ),
    ]
    return cadre.page(2, content, envoi=envoi, maintenant=maintenant, joint=True)


def _counts(resultat: Resultat) -> Element:
    boxes = [
        html.Li(
            [html.Strong(number(resultat.comptes.get(issue.value, 0))), issue.label],
            className=f"importer__compte importer__compte--{issue.value}",
        )
        for issue in ORDER
    ]
    told = count(resultat.lus, "ligne lue", "lignes lues")
    return html.Section(
        [
            html.H2(f"Résultat{NBSP}: {told}", id="resultat"),
            html.Ul(boxes, className="importer__comptes"),
        ],
        **aria(labelledby="resultat"),
    )


def _files(envoi: Envoi, resultat: Resultat) -> Element:
    offered = [*FILES, LEFT] if resultat.laissees else list(FILES)
    links = [
        html.A(
            [icon("charge"), label],
            className="bouton bouton--fort" if rank == 0 else "bouton",
            href=etape(envoi.jeton, f"fichiers/{name}"),
        )
        for rank, (name, label) in enumerate(offered)
    ]
    told = (
        "Toutes vos colonnes, et cinq de plus\u00a0: "
        "statut, niveau, code et nom du territoire, motif."
    )
    return block("telecharger", "Télécharger", html.P(links, className="actions"), told)


def _left(envoi: Envoi, resultat: Resultat, departement: Callable[[str], str]) -> Element:
    rows = [_row(one, departement) for one in resultat.restes]
    heads = ("Ligne", "Lu dans le fichier", "Ce qu’il faut faire", "Territoire")
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(rows),
        ],
        className="pile importer__restes",
    )
    form = html.Form(
        [
            table,
            html.P(
                html.Button("Reprendre ces lignes", className="bouton", type="submit"),
                className="actions",
            ),
        ],
        method="post",
        action=etape(envoi.jeton, "corrections"),
        **{"data-attente": "Rattachement en cours…"},
    )
    told = f"{count(resultat.laissees, 'ligne attend', 'lignes attendent')} votre choix."
    if resultat.laissees > len(resultat.restes):
        told += f" Les {number(SHOWN)} premières sont ici, toutes sont dans le rapport."
    return block("reprendre", "À reprendre", form, told)


def _row(one: Reste, departement: Callable[[str], str]) -> Element:
    read = one.valeur if len(one.valeur) <= _VALUE else f"{one.valeur[:_VALUE]}…"
    issue = html.Span(
        one.issue.singulier.capitalize(), className=f"importer__issue--{one.issue.value}"
    )
    return html.Tr(
        [
            html.Th(["Ligne", NBSP, number(one.ligne)], scope="row", className="insecable"),
            cell("Lu", read or "rien"),
            cell("À faire", [issue, f"{NBSP}: {one.message}"]),
            Element("td", _choice(one, departement)),
        ]
    )


def _choice(one: Reste, departement: Callable[[str], str]) -> Element:
    name = f"{LIGNE}{one.ligne}"
    label = aria(label=f"Territoire de la ligne {one.ligne}")
    if one.candidats:
        options = [html.Option("Laisser de côté", value="")]
        options += [_option(text, one.correction, departement) for text in one.candidats]
        return html.Select(options, name=name, className="champ", **label)
    return Element(
        "input",
        name=name,
        type="text",
        className="champ",
        value=one.correction,
        maxLength=40,
        placeholder="Code INSEE ou SIREN",
        autoComplete="off",
        **label,
        **({"aria-invalid": "true"} if one.correction else {}),
    )


def _option(text: str, given: str, departement: Callable[[str], str]) -> Element:
    code = text.rpartition("(")[2].rstrip(") ")
    where = departement(code)
    shown = f"{text}, {where}" if where else text
    return html.Option(shown, value=text, selected=bool(given) and given == code)


def _again(envoi: Envoi) -> Element:
    told = (
        "Téléchargez les lignes à reprendre, corrigez-les dans votre tableur, puis envoyez-les "
        "seules\u00a0: la même correspondance des colonnes leur est appliquée."
    )
    return block("renvoyer", "Ou corriger dans votre tableur", depot.form(envoi.jeton), told)


def _map(envoi: Envoi) -> Element:
    link = html.A(
        "En faire une carte", className="bouton", href=f"/ma-carte/preparer/{envoi.jeton}"
    )
    told = (
        "Une colonne de ce fichier, à côté des expérimentations, à une adresse gardée trente jours."
    )
    return block("carte", "Sur une carte", html.P(link, className="actions"), told)


def _used(resultat: Resultat) -> Element:
    lines = [*resultat.colonnes, *resultat.remarques]
    return html.Details(
        [
            html.Summary("Comment le fichier a été lu"),
            html.Ul([html.Li(line) for line in lines], className="importer__remarques"),
        ],
        className="bloc",
    )
