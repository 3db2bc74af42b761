"""The difference that a contribution makes, and the fields that amend it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Etat, Genre
from cartoexp.domain.contributions.differences import CITENT
from cartoexp.domain.phrases.nombres import count
from cartoexp.web.champs import Saisie, cacher, nommer, rendre
from cartoexp.web.communs import cellules
from cartoexp.web.communs.difference import Difference
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre
from cartoexp.web.moderation.contributions import corrections
from cartoexp.web.moderation.contributions.saisie import LIGNE

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.moderation.contributions.corrections import Correction
    from cartoexp.web.moderation.contributions.vue import Vue

RIEN = "Un signalement ne change rien par lui-même\u00a0: corrigez la fiche, ou répondez."
RIEN_A_CORRIGER = "Ce signalement ne porte sur aucune fiche\u00a0: répondez, ou refusez."
CORRIGER = (
    "Ce que vous changez ici prend la place de ce qui est proposé. Vous verrez la nouvelle "
    "différence avant de publier."
)


def parties(vue: Vue) -> list[Node]:
    """Return the difference, with boxes for who decides, and the fields that amend it."""
    decides = vue.a_moi and vue.contribution.etat is Etat.EN_RELECTURE
    return [_difference(vue, coche=decides), _corrections(vue) if decides else None]


def faits(vue: Vue) -> list[Node]:
    """Return what a contribution that is decided has changed, or had proposed."""
    held, made = vue.contribution, vue.relecture.examen.proposition
    if held.etat is not Etat.PUBLIEE:
        changes, title = list(vue.relecture.examen.changements), "Ce qui était proposé"
    else:
        own = (e for e in vue.relecture.decisions if e.contribution == held.id)
        changes, title = [c for e in own for c in e.changements], "Ce qui a été publié"
    if not changes:
        return []
    done = held.etat is Etat.PUBLIEE
    shown = Difference(changes, made.base, made.propose, fait=done)
    return [cadre.partie("difference", title, shown.rendre())]


def _difference(vue: Vue, *, coche: bool) -> Node:
    seen = vue.relecture.examen
    changes = seen.changements
    if not changes:
        return html.P(RIEN if vue.corrections else RIEN_A_CORRIGER) if _signale(vue) else None
    made = seen.proposition
    shown = Difference(changes, made.base, made.propose, vue.coches if coche else None)
    told = count(len(changes), "changement proposé", "changements proposés")
    help_ = "Décochez ce que vous ne gardez pas." if coche else None
    return cadre.partie(
        "difference", told, [html.P(help_, className="petit") if help_ else None, *shown.rendre()]
    )


def _signale(vue: Vue) -> bool:
    return vue.contribution.genre is Genre.SIGNALEMENT


def _corrections(vue: Vue) -> Node:
    if not vue.corrections:
        return None
    report = _signale(vue)
    told = "Corriger la fiche" if report else "Corriger avant de publier"
    more = corrections.ajoutables(vue.relecture, vue.corrections)
    asked = report and vue.contribution.cible.champ
    written = vue.contenu is not None or (vue.saisie and vue.saisie.ligne)
    opened = bool(asked or written or not vue.relecture.examen.correct)
    return html.Details(
        [
            html.Summary(html.H2(told, id="corriger")),
            html.P(CORRIGER, className="petit"),
            *(_ligne(vue, row) for row in vue.corrections),
            _ajout(more) if more else None,
            html.P(
                html.Button(
                    "Voir la différence",
                    className="bouton",
                    type="submit",
                    name="geste",
                    value="apercu",
                ),
                className="actions",
            ),
        ],
        className="bloc corrections",
        open=opened,
    )


def _ligne(vue: Vue, row: Correction) -> Element:
    """Return the fields of a row: those that matter first, the others unfolded."""
    options = corrections.sources(vue.relecture, vue.corrections)
    asked_about = vue.contribution.cible.champ
    first: list[Node] = []
    rest: list[Node] = []
    for asked in corrections.colonnes(row.table):
        name = nommer(row.table, row.rang, asked.nom)
        chosen = options if asked.nom in CITENT else ()
        wrong = vue.erreurs(row.table, row.rang, asked.nom)
        field = rendre(asked, name, row.cellules.get(asked.nom, ""), wrong, chosen)
        matters = wrong or asked.nom in row.changees or asked.nom == asked_about
        (first if matters else rest).append(field)
    kind = cellules.TABLES[row.table]
    told = row.nom if row.table == "experiments" else f"{kind}\u00a0: {row.nom}"
    return html.Fieldset(
        [
            html.Legend(told),
            *_caches(row),
            html.Div(first, className="corrections__champs") if first else None,
            html.Details(
                [
                    html.Summary(
                        count(len(rest), "autre champ", "autres champs")
                        if first
                        else count(len(rest), "champ")
                    ),
                    html.Div(rest, className="corrections__champs"),
                ],
                open=not first,
            )
            if rest
            else None,
        ],
        className="corrections__ligne",
    )


def _caches(row: Correction) -> list[Node]:
    """Return the id of a row, and an empty answer to what boxes ask: none ticked is one."""
    boxes = (c for c in corrections.colonnes(row.table) if c.saisie is Saisie.COCHES)
    empty = [cacher(nommer(row.table, row.rang, c.nom), "") for c in boxes]
    name = nommer(row.table, row.rang, corrections.ID)
    return [cacher(name, row.identifiant), *empty] if row.identifiant else [*empty]


def _ajout(rows: list[tuple[str, str]]) -> Element:
    options = [html.Option("Choisir…", value="")]
    options += [html.Option(name, value=key) for key, name in rows]
    return html.Div(
        [
            html.Label("Corriger aussi", htmlFor=LIGNE, className="etiquette"),
            html.Div(
                [
                    html.Select(options, id=LIGNE, name=LIGNE, className="champ"),
                    html.Button(
                        "Ajouter", className="bouton", type="submit", name="geste", value="ajout"
                    ),
                ],
                className="corrections__ajout",
            ),
        ]
    )
