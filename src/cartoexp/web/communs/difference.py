"""A difference between two states of a record, side by side, field by field; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.contenu import RESERVES
from cartoexp.domain.contributions.dossier import SOURCES
from cartoexp.domain.contributions.mots import mots as compares
from cartoexp.domain.phrases.nombres import count
from cartoexp.web.communs import cellules
from cartoexp.web.components import aria, cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cartoexp.domain.contributions import Changement
    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.domain.contributions.differences import Cle
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.domain.contributions.mots import Passages
    from cartoexp.web.html import Node

CHANGE, VU = "change", "vu"
RIEN = "(rien)"
MOST_COMMUNS = 4
"""Sources that a list of them keeps and that are still named."""
_ORDRE = tuple(cellules.TABLES)
"""The record first; what it is made of, then what it rests on."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes to show, between two dossiers that name what they are about.

    ``coches`` are the keys that are ticked; ``None``: there is nothing to tick. ``prefixe`` tells
    the ids of several of them apart on a page; ``fait``: the changes were made already.
    """

    changements: Sequence[Changement]
    avant: Dossier
    apres: Dossier
    coches: Collection[Cle] | None = None
    prefixe: str = "ecart"
    fait: bool = False
    noms: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Learn the titles of the sources."""
        rows = self.avant["sources"] | self.apres["sources"]
        named = {key: cellules.nom("sources", row) for key, row in rows.items()}
        object.__setattr__(self, "noms", named)

    def rendre(self, niveau: int = 3) -> list[Node]:
        """Return it, by row of the catalogue; ``niveau`` is that of the titles."""
        told = sorted(self.changements, key=lambda c: _ORDRE.index(c.table))
        groups = groupby(told, lambda c: (c.table, c.enregistrement))
        return [self._groupe(rank, list(part), niveau) for rank, (_, part) in enumerate(groups)]

    def _groupe(self, rank: int, part: list[Changement], niveau: int) -> Element:
        first = part[0]
        row = self.apres[first.table].get(first.enregistrement) or self.avant[first.table].get(
            first.enregistrement, {}
        )
        name = f"{self.prefixe}-{rank}"
        kind = cellules.TABLES[first.table]
        told = (
            kind
            if first.table == "experiments"
            else f"{kind}\u00a0: {cellules.nom(first.table, row)}"
        )
        whole = not first.champ
        body = self._ligne(first) if whole else self._cellules(part, told)
        title = Element(f"h{niveau}", [told, self._nature(first) if whole else None], id=name)
        return html.Section([title, body], className="ecart", **aria(labelledby=name))

    def _cellules(self, part: list[Changement], told: str) -> Element:
        head = html.Tr([html.Th(name, scope="col") for name in ("Champ", "Avant", "Après")])
        rows = [self._cellule(change) for change in part]
        caption = html.Caption(f"{told}\u00a0: {count(len(part), 'changement')}", className="sr")
        return html.Table(
            [caption, html.Thead(head), html.Tbody(rows)], className="pile ecart__table"
        )

    def _cellule(self, change: Changement) -> Element:
        table, column = change.table, change.champ
        before, after = (
            cellules.mots(table, column, text, self.noms) if isinstance(text, str) else ""
            for text in (change.avant, change.apres)
        )
        same = 0
        if column == SOURCES:
            before, after, same = _sans_communs(before, after)
        left, right = compares(before, after)
        label = cellules.libelle(table, column)
        return html.Tr(
            [
                html.Th(self._case(change, label), scope="row"),
                cell("Avant", [_passages(left, "del", same), _communs(same)], "ecart__texte"),
                cell(
                    "Après",
                    [_passages(right, "ins", same), _ouvrir(change), _communs(same)],
                    "ecart__texte",
                ),
            ]
        )

    def _ligne(self, change: Changement) -> Element:
        """Return a whole row that comes or goes."""
        row: Ligne = next((r for r in (change.apres, change.avant) if isinstance(r, dict)), {})
        hidden = cellules.CACHES | RESERVES.get(change.table, frozenset()) - {SOURCES}
        pairs = [
            part
            for column, text in cellules.ranger(change.table, row)
            if column not in hidden
            for part in self._paire(change.table, column, text)
        ]
        label = "Retirer tout ceci" if change.apres is None else "Ajouter tout ceci"
        ticked = None if self.coches is None else self._case(change, label)
        way = "moins" if change.apres is None else "plus"
        return html.Div([ticked, html.Dl(pairs, className=f"ecart__ligne ecart__ligne--{way}")])

    def _paire(self, table: str, column: str, text: str) -> list[Node]:
        told = cellules.lien(cellules.mots(table, column, text, self.noms))
        return [
            html.Dt(cellules.libelle(table, column)),
            html.Dd(told, className="ecart__texte"),
        ]

    def _nature(self, change: Changement) -> Element:
        gone, come = DITS[self.fait]
        told, kind = (gone, "erreur") if change.apres is None else (come, "succes")
        return html.Span(told, className=f"ecart__nature ecart__nature--{kind}")

    def _case(self, change: Changement, label: str) -> Node:
        if self.coches is None:
            return label
        key = ecrire(change.cle)
        box = Element(
            "input",
            type="checkbox",
            name=CHANGE,
            value=key,
            checked=change.cle in self.coches,
        )
        seen = Element("input", type="hidden", name=VU, value=key)
        return [html.Label([box, f" {label}"], className="coche"), seen]


DITS = {False: ("à retirer", "nouveau"), True: ("retrait", "ajout")}
"""What becomes of a whole row that goes or comes, before and once it is done."""


def ecrire(cle: Cle) -> str:
    """Return the key of a change as a form says it."""
    return ":".join(cle)


def lire(texte: str) -> Cle:
    """Return the key that a form says; one that is no key is that of no change."""
    table, _, rest = texte.partition(":")
    name, _, column = rest.partition(":")
    return table, name, column


def _passages(passages: Passages, tag: str, same: int) -> Node:
    if not passages:
        return None if same else html.Span(RIEN, className="discret")
    return [_marque(text, tag) if marked else text for text, marked in passages]


def _marque(text: str, tag: str) -> Node:
    """Return a passage that changed; the blanks around it are not underlined."""
    words = text.strip()
    if not words:
        return text
    before, _, after = text.partition(words)
    return [before, Element(tag, words), after]


def _sans_communs(before: str, after: str) -> tuple[str, str, int]:
    """Return two long lists, a line each, without what both have; and how much that is."""
    old, new = before.splitlines(), after.splitlines()
    same = set(old) & set(new)
    if len(same) <= MOST_COMMUNS:
        return before, after, 0
    left, right = ("\n".join(x for x in lines if x not in same) for lines in (old, new))
    return left, right, len(same)


def _communs(same: int) -> Node:
    if not same:
        return None
    told = count(same, "source inchangée", "sources inchangées")
    return html.P(f"{told}.", className="petit discret")


def _ouvrir(change: Changement) -> Node:
    if not change.champ.endswith("url") or not isinstance(change.apres, str):
        return None
    link = html.A("Ouvrir cette adresse", href=change.apres, rel=LIENS)
    return html.P(link, className="petit") if change.apres.startswith("http") else None
