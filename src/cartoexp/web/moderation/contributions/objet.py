"""What a contribution is about: its message, what was said, problems, doubles, sources; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from cartoexp.domain.catalogue.problems import Gravite
from cartoexp.domain.contributions import Etat, Genre, Role
from cartoexp.domain.contributions.contenu import SIGNALEMENT
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.champs import dire, table_de
from cartoexp.web.communs import cellules
from cartoexp.web.communs.signaler import partie
from cartoexp.web.components import note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from cartoexp.domain.catalogue import Problem
    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.web.html import Node
    from cartoexp.web.moderation.contributions.vue import Vue

MOST_SOURCES = 4
MANY_SOURCES = "sources que la fiche cite déjà"


def parties(vue: Vue) -> list[Node]:
    """Return the sections that come before the difference."""
    if vue.contribution.etat.finie:
        return [_suite(vue), _message(vue), _echanges(vue), _contact(vue)]
    return [
        _message(vue),
        _echanges(vue),
        _contact(vue),
        _problemes(vue),
        _ignores(vue),
        _doublons(vue),
        _sources(vue),
    ]


def _suite(vue: Vue) -> Node:
    """Return what who moderates wrote with the decision."""
    held = vue.contribution
    if not held.motif:
        return None
    title = "Motif du refus" if held.etat is Etat.REFUSEE else "Mot à l’auteur"
    return cadre.partie("suite", title, html.P(held.motif, className="relecture__texte"))


def _message(vue: Vue) -> Node:
    """Return what a report says, and of what."""
    held = vue.contribution
    rows = held.contenu.get(SIGNALEMENT, [])
    about = held.cible
    where = []
    if about.champ:
        where.append(f"sur «\u00a0{partie(about.champ) or about.champ}\u00a0»")
    if about.chiffre:
        where.append(f"sur le chiffre «\u00a0{about.chiffre}\u00a0»")
    title = "Ce qui est signalé" if held.genre is Genre.SIGNALEMENT else "Message"
    if not rows and not where:
        return None
    return cadre.partie(
        "message",
        title,
        [
            html.P(capital(typeset(" ".join(where))), className="petit") if where else None,
            *(part for row in rows for part in _signale(row)),
        ],
    )


def _signale(row: Ligne) -> list[Node]:
    """Return what a report says, its source, and the page where it was made."""
    source, page = row.get("source", ""), row.get("page", "")
    own = page.startswith("/") and not page.startswith(("//", "/\\"))
    return [
        html.P(row.get("message", ""), className="relecture__texte"),
        html.P(["Source\u00a0: ", cellules.lien(source)]) if source else None,
        html.P(["Page\u00a0: ", html.A(page, href=page) if own else page], className="petit")
        if page
        else None,
    ]


def _echanges(vue: Vue) -> Node:
    said = vue.relecture.messages
    if not said:
        return None
    items = [
        html.Li(
            [
                html.P(
                    [
                        html.Strong("L’auteur" if m.role is Role.CONTRIBUTEUR else m.role.label),
                        ", il y a ",
                        dits.depuis(m.instant, vue.maintenant),
                    ],
                    className="petit",
                ),
                html.P(m.texte, className="relecture__texte"),
            ]
        )
        for m in said
    ]
    return cadre.partie("echanges", "Échanges", html.Ol(items, className="liste-simple"))


def _contact(vue: Vue) -> Node:
    """Return the address that the author left to be reached at, for who reviews alone."""
    mail = vue.contribution.courriel
    if not mail:
        return None
    link = html.A(mail, href=f"mailto:{quote(mail, safe='@')}")
    told = "Jamais publiée, et effacée douze mois après la décision."
    return cadre.partie(
        "contact",
        "Joindre l’auteur",
        [html.P(link), html.P(told, className="petit discret")],
    )


def _problemes(vue: Vue) -> Node:
    found = vue.relecture.examen.problems
    if not found:
        return None
    errors = [p for p in found if p.gravite is Gravite.ERREUR]
    kind, told = "alerte", "À vérifier"
    if errors:
        kind, told = "erreur", f"{count(len(errors), 'problème')} à corriger avant de publier"
    items = [html.Li(_probleme(p)) for p in found]
    return cadre.partie(
        "problemes", told, note(html.Ul(items, className="liste-simple"), kind, "alerte")
    )


def _probleme(problem: Problem) -> str:
    table = table_de(problem)
    where = [cellules.TABLES[table]] if table in cellules.TABLES else []
    if problem.field and where:
        where.append(f"«\u00a0{cellules.libelle(table, problem.field)}\u00a0»")
    told = dire(problem)
    return f"{', '.join(where)}\u00a0: {told}" if where else told


def _ignores(vue: Vue) -> Node:
    told = vue.relecture.ignores
    if not told:
        return None
    items = [html.Li(typeset(text)) for text in told]
    return cadre.partie("ignores", "Laissé de côté", html.Ul(items, className="liste-simple"))


def _doublons(vue: Vue) -> Node:
    found = vue.relecture.examen.doublons
    if not found:
        return None
    items = [
        html.Li(
            [
                html.A(typeset(d.titre), href=f"/experimentations/{d.experimentation}"),
                f"\u00a0: {typeset(d.motif)}",
            ]
        )
        for d in found
    ]
    return cadre.partie(
        "doublons",
        "Doublons possibles",
        note(html.Ul(items, className="liste-simple"), "alerte", "alerte"),
    )


def _sources(vue: Vue) -> Node:
    """Return the sources that the proposal cites: what one opens to judge."""
    made = vue.relecture.examen.proposition
    known = made.base["sources"]
    rows = made.propose["sources"]
    if not rows:
        return None
    new = [_source(row, "proposée") for key, row in rows.items() if key not in known]
    held = [_source(row, "") for key, row in rows.items() if key in known]
    shown = [*new, *held] if len(held) <= MOST_SOURCES else new
    folded = held if shown is new else []
    return cadre.partie(
        "sources",
        "Sources",
        [
            html.Ul(shown, className="liste-simple") if shown else None,
            html.Details(
                [
                    html.Summary(count(len(folded), "source que la fiche cite déjà", MANY_SOURCES)),
                    html.Ul(folded, className="liste-simple"),
                ]
            )
            if folded
            else None,
        ],
    )


def _source(row: Ligne, told: str) -> Element:
    url, name = row.get("url", ""), typeset(cellules.nom("sources", row))
    shown: Node = name
    if url.startswith(("https://", "http://")):
        shown = html.A(name, href=url, rel=LIENS)
    words = cellules.mots("sources", "type", row.get("type", ""), {})
    detail = ", ".join(filter(None, (words, row.get("date", ""))))
    return html.Li(
        [
            html.Span(told, className="ecart__nature ecart__nature--succes") if told else None,
            " " if told else None,
            shown,
            html.Span(f" ({detail})", className="discret") if detail else None,
            html.Span(f" {url}", className="petit discret relecture__adresse")
            if url and url != name
            else None,
        ]
    )
