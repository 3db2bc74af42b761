"""The report as a page of its own: no script, nothing asked of elsewhere, ready to be printed."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from cartoexp.domain.constats import Constat
    from cartoexp.services.rapports import Entete
    from cartoexp.services.rapports.releve import Releve

MOST = 2_000
"""Lines shown of each outcome: a browser stays at ease, the CSV has them all."""
SHOWN = 200
"""Characters shown of a value."""
LEADS = {
    Issue.REFUSE: "À corriger",
    Issue.AMBIGU: "À choisir",
    Issue.REPARE: "Acceptées après réparation",
    Issue.DEJA_PRESENT: "Déjà présentes",
    Issue.ACCEPTE: "Acceptées",
}
FOLDED = {Issue.DEJA_PRESENT, Issue.ACCEPTE}
HEAD = (
    '<table><thead><tr><th scope="col">Ligne</th><th scope="col">Champ</th>'
    '<th scope="col">Valeur lue</th><th scope="col">Ce qui a été fait, ou ce qu’il faut faire</th>'
    "</tr></thead><tbody>\n"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def ecrire(releve: Releve, entete: Entete, sortie: TextIO) -> None:
    """Write the page: counts, then what asks for work, then the rest."""
    style = files("cartoexp.services.rapports").joinpath("style.css").read_text(encoding="utf-8")
    title = escape(entete.titre)
    sortie.write(
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style></head>\n<body>\n"
        f'<header><h1>{title}</h1>\n<p class="phrase">{escape(entete.phrase)}</p>\n'
    )
    pairs = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>\n" for k, v in entete.paires())
    sortie.write(f"<dl>\n{pairs}</dl>\n{_counts(releve)}</header>\n<main>\n")
    for issue in Issue:
        sortie.writelines(_section(releve, issue))
    sortie.write("</main>\n</body></html>\n")


def _counts(releve: Releve) -> str:
    boxes = [("total", releve.lues, "Lignes lues")]
    boxes += [(i.value, n, i.label) for i, n in releve.comptes.items() if n or not i.laissee]
    items = "".join(
        f'<li class="{name}"><b>{number(n)}</b>{escape(label)}</li>\n' for name, n, label in boxes
    )
    return f'<ul class="comptes">\n{items}</ul>\n'


def _section(releve: Releve, issue: Issue) -> Iterator[str]:
    rows = releve.comptes[issue]
    if not rows:
        return
    folded = issue in FOLDED
    yield f'<section class="{issue.value}"><h2>{LEADS[issue]} '
    yield f'<span class="n">({count(rows, "ligne")})</span></h2>\n'
    yield "<details><summary>Voir ces lignes</summary>\n" if folded else ""
    yield f'<div class="defile" tabindex="0" role="region" aria-label="{LEADS[issue]}">{HEAD}'
    found = releve.constats(issue)
    yield from map(_row, islice(found, MOST))
    yield "</tbody></table></div>\n"
    if next(found, None) is not None:
        told = f"Les {number(MOST)} premières remarques sont montrées"
        yield f"<p>{told}{NBSP}; le rapport CSV les contient toutes.</p>\n"
    yield "</details>\n" if folded else ""
    yield "</section>\n"


def _row(found: Constat) -> str:
    told = found.remarque
    value = told.valeur if len(told.valeur) <= SHOWN else f"{told.valeur[:SHOWN]}…"
    items = "".join(f"<li>{escape(c)}</li>" for c in told.candidats)
    candidates = f"<ul>{items}</ul>" if items else ""
    return (
        f'<tr><th scope="row">{found.ligne}</th><td>{escape(told.champ)}</td>'
        f'<td class="valeur">{escape(value)}</td>'
        f"<td>{escape(told.message)}{candidates}</td></tr>\n"
    )
