"""The queue: what waits, the oldest first, with filters; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Etat, Genre
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.components import aria, empty
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.moderation.adresses import CONTRIBUTIONS
from cartoexp.web.moderation.contributions import demande as d

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions import Contribution
    from cartoexp.web.garde import Connecte
    from cartoexp.web.html import Node
    from cartoexp.web.moderation.contributions.vue import FileVue
    from cartoexp.web.shell import Page

TITRE = "À relire"
SENT = tuple(e for e in Etat if e is not Etat.BROUILLON)


def layout(connecte: Connecte, vue: FileVue, args: Mapping[str, str]) -> Page:
    """Return the page; ``args`` is what its address asks."""
    found = vue.file
    told = count(found.total, "contribution")
    content: list[Node] = [
        html.P(_resume(vue), className="chapo"),
        _filtres(args),
        _etats(vue, args),
        html.P(told, className="sr", role="status"),
        _liste(vue, connecte.compte.id) if found.liste else _vide(args),
        _pagination(vue, args),
    ]
    return cadre.page(TITRE, content, connecte=connecte, ici=CONTRIBUTIONS, large=True)


def _resume(vue: FileVue) -> str:
    waiting = vue.file.attendent
    if not waiting:
        return "Aucune contribution n’attend de décision."
    verb = "attend" if waiting == 1 else "attendent"
    return f"{count(waiting, 'contribution')} {verb} une décision, la plus ancienne d’abord."


def _etats(vue: FileVue, args: Mapping[str, str]) -> Element:
    """Return how many contributions are in each state, each a link to them."""
    chosen = args.get(d.ETAT, "")
    counts = vue.file.decompte
    entries = [("", "À relire", vue.file.attendent)]
    entries += [(e.value, e.label, counts.get(e, 0)) for e in SENT]
    entries.append((d.TOUS, "Toutes", sum(counts.values())))
    links = [
        html.Li(
            html.A(
                [label, html.Span(f" {number(size)}", className="file__nombre")],
                href=d.adresse(CONTRIBUTIONS, args, **{d.ETAT: value}),
                **(aria(current="true") if value == chosen else {}),
            )
        )
        for value, label, size in entries
        if size or value in {chosen, "", d.TOUS}
    ]
    return html.Nav(html.Ul(links, className="file__etats"), **aria(label="États"))


def _filtres(args: Mapping[str, str]) -> Element:
    who = (("", "Tout le monde"), (d.MOI, "Moi"), (d.PERSONNE, "Personne encore"))
    kinds = [("", "Tous"), *((g.value, g.label) for g in Genre)]
    fields = [
        _choix(d.GENRE, "Genre", kinds, args),
        _choix(d.QUI, "Relecture par", who, args),
        _texte(d.TEXTE, "Texte", "search", args),
        _texte(d.FICHE, "Identifiant de fiche", "text", args),
        Element("input", type="hidden", name=d.ETAT, value=args.get(d.ETAT, "")),
        html.Div(
            [
                html.Button("Filtrer", className="bouton", type="submit"),
                html.A("Tout revoir", href=CONTRIBUTIONS) if _filtree(args) else None,
            ],
            className="actions",
        ),
    ]
    return html.Form(
        fields,
        method="get",
        action=CONTRIBUTIONS,
        className="file__filtres",
        role="search",
        **aria(label="Filtrer les contributions"),
    )


def _filtree(args: Mapping[str, str]) -> bool:
    return any(args.get(name) for name in (d.GENRE, d.QUI, d.TEXTE, d.FICHE, d.ETAT))


def _choix(
    name: str, label: str, options: Sequence[tuple[str, str]], args: Mapping[str, str]
) -> Element:
    chosen = args.get(name, "")
    rows = [html.Option(text, value=value, selected=value == chosen) for value, text in options]
    field = html.Select(rows, id=name, name=name, className="champ")
    return html.Div([html.Label(label, htmlFor=name, className="etiquette"), field])


def _texte(name: str, label: str, kind: str, args: Mapping[str, str]) -> Element:
    field = Element(
        "input",
        id=name,
        name=name,
        type=kind,
        value=args.get(name, "")[: d.LONGEST],
        maxLength=d.LONGEST,
        className="champ",
        autoComplete="off",
    )
    return html.Div([html.Label(label, htmlFor=name, className="etiquette"), field])


def _liste(vue: FileVue, moi: str) -> Element:
    return html.Ol([_item(vue, c, moi) for c in vue.file.liste], className="file__liste")


def _item(vue: FileVue, c: Contribution, moi: str) -> Element:
    over = c.etat.finie
    since = c.decidee_le if over and c.decidee_le else c.recue_le
    waits = "décidée il y a " if over else "attend depuis "
    who = vue.comptes.get(c.moderateur, "un autre compte")
    told = dits.extrait(c)
    by = None
    if c.moderateur:
        by = html.Span("par vous" if c.moderateur == moi else f"par «\u00a0{who}\u00a0»")
    return html.Li(
        [
            html.H2(html.A(typeset(dits.titre(c, vue.titres)), href=f"{CONTRIBUTIONS}/{c.id}")),
            html.P(typeset(told), className="file__extrait") if told else None,
            html.P(
                [
                    html.Span(c.genre.label, className="file__genre"),
                    html.Span([etat(c.etat), " ", by] if by else etat(c.etat)),
                    html.Span([waits, dits.depuis(since, vue.maintenant)], className="discret"),
                ],
                className="fichette__l",
            ),
        ],
        className="fichette",
    )


def etat(held: Etat) -> Element:
    """Return the state of a contribution: a word, and a colour that only helps."""
    return html.Span(held.label, className=f"etat etat--{held.value}")


def _vide(args: Mapping[str, str]) -> Element:
    if not _filtree(args):
        return empty("La file est vide", html.P("Tout ce qui a été reçu est décidé."), level=2)
    told = html.P(
        ["Élargissez la recherche, ou ", html.A("revoyez toute la file", href=CONTRIBUTIONS), "."]
    )
    return empty("Aucune contribution ne répond à ces filtres", told, level=2)


def _pagination(vue: FileVue, args: Mapping[str, str]) -> Element | None:
    found = vue.file
    if found.pages == 1:
        return None

    def link(page: int, label: str, rel: str) -> Node:
        if not 1 <= page <= found.pages:
            return html.Span()
        href = d.adresse(CONTRIBUTIONS, args, **{d.PAGE: str(page)})
        return html.A(label, href=href, className="bouton", rel=rel)

    return html.Nav(
        [
            link(found.page - 1, "Page précédente", "prev"),
            html.Span(f"Page {found.page} sur {found.pages}"),
            link(found.page + 1, "Page suivante", "next"),
        ],
        className="pagination",
        **aria(label="Pages de la file"),
    )
