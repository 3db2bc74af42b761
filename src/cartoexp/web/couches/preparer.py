"""Second step: which columns tell the territory, which one goes on the map, and how; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import TERRITORIAUX
from cartoexp.domain.colonnes.roles import lire_entete
from cartoexp.domain.couches import Cumul, Dessin, Nature
from cartoexp.domain.couches.couche import MAX_ORIGINE, MAX_TITRE, MAX_UNITE
from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.services.couches import Proposee, propositions
from cartoexp.web.components import block, note
from cartoexp.web.contribuer import cadre
from cartoexp.web.contribuer.adresses import FEUILLE, ROLE, etape
from cartoexp.web.contribuer.colonnes import preview, sheets
from cartoexp.web.couches.champs import select, text
from cartoexp.web.couches.commun import TITRE
from cartoexp.web.couches.depot import PERSONNELLES
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.colonnes import Role
    from cartoexp.services.envois import Apercu, Envoi

COLONNE, NATURE, CUMUL, DESSIN = "colonne", "nature", "cumul", "dessin"
NOM, ORIGINE, UNITE = "titre", "origine", "unite"
_NAMES = re.compile(r"\b(?:id|identifiant|num|numero|no|code|siren|siret|annee|tel|telephone)\b")
"""Words of headers whose numbers measure nothing."""
EXAMPLE = 40
"""Characters shown of a value."""
_NATURES = {Nature.NOMBRE: "Des nombres", Nature.CATEGORIE: "Des catégories"}


def adresse(jeton: str) -> str:
    """Return the address of this step for a file that was sent."""
    return f"{PATH}/preparer/{jeton}"


def layout(
    envoi: Envoi,
    apercu: Apercu,
    roles: Mapping[Role, str],
    saisie: Mapping[str, str],
    refus: str = "",
) -> Page:
    """Return the page; ``roles`` are columns by role, ``saisie`` what was chosen before."""
    offered = propositions(apercu)
    body = html.Main(
        [
            html.H1("Préparer la carte"),
            html.P([html.Strong(envoi.nom), " a été lu."], className="chapo"),
            cadre.refused(refus) if refus else None,
            sheets(apercu, adresse(envoi.jeton)),
            cadre.remarks(apercu.remarques),
            html.Form(
                [
                    Element("input", type="hidden", name=FEUILLE, value=apercu.feuille)
                    if len(apercu.feuilles) > 1
                    else None,
                    _places(apercu, roles),
                    _column(offered, saisie),
                    _words(saisie),
                    _send(),
                ],
                method="post",
                action=adresse(envoi.jeton),
                className="couche__form",
                **{"data-attente": "La carte se fait…"},
            ),
            preview(apercu, roles),
            note(
                html.P(
                    [
                        "Des lignes à corriger d’abord, ou à vérifier une à une\u202f? Reprenez ",
                        html.A("ce fichier dans l’import", href=etape(envoi.jeton)),
                        f"{NBSP}: vos corrections serviront aussi à la carte.",
                    ]
                )
            ),
        ],
        className="page importer",
        id="contenu",
    )
    return Page(
        f"Préparer la carte · {TITRE}",
        "Choisir les colonnes d’une carte.",
        body,
        scripts=cadre.SCRIPTS,
        status=422 if refus else 200,
        robots="noindex",
    )


def _places(apercu: Apercu, roles: Mapping[Role, str]) -> Element:
    fields = [
        select(
            f"{ROLE}{role}",
            role.label,
            [("", "Aucune"), *((name, name) for name in apercu.entetes)],
            roles.get(role, ""),
        )
        for role in TERRITORIAUX
    ]
    told = "Une seule suffit parfois\u00a0: un code, ou un nom avec son département."
    heard = [
        html.Li([f"{role.label}{NBSP}: ", html.Strong(roles[role])])
        for role in TERRITORIAUX
        if roles.get(role)
    ]
    summary = html.Summary("Changer ces colonnes" if heard else "Choisir les colonnes")
    content = [
        html.Ul(heard, className="couche__compris") if heard else None,
        html.Details(
            [summary, html.Div(fields, className="importer__roles")],
            open=not heard,
            className="couche__roles",
        ),
    ]
    return block("territoire", "Quel territoire\u00a0?", content, told)


def _column(offered: Sequence[Proposee], given: Mapping[str, str]) -> Element:
    options = [(p.nom, f"{p.nom}{_examples(p)}") for p in offered]
    options.append(("", "Aucune\u00a0: compter les lignes de chaque territoire"))
    chosen = given.get(COLONNE, likely(offered))
    natures = [
        ("", "D’après son contenu"),
        *((n.value, t) for n, t in _NATURES.items()),
    ]
    cumuls = [(c.value, c.label) for c in (Cumul.SOMME, Cumul.MOYENNE)]
    dessins = [(d.value, d.label) for d in Dessin]
    fields = [
        select(COLONNE, "Colonne à cartographier", options, chosen, "Une seule."),
        select(NATURE, "Ce qu’elle contient", natures, given.get(NATURE, "")),
        select(
            CUMUL,
            "Plusieurs lignes sur un territoire",
            cumuls,
            given.get(CUMUL, ""),
            "Pour des nombres\u00a0; des catégories, la plus fréquente est montrée.",
        ),
        select(
            DESSIN,
            "Dessin",
            dessins,
            given.get(DESSIN, ""),
            "Des effectifs ou des montants se lisent mieux en points.",
        ),
    ]
    return block(
        "colonne-titre", "Que montrer\u00a0?", html.Div(fields, className="importer__roles")
    )


def likely(offered: Sequence[Proposee]) -> str:
    """Return the column to propose: a number that names nothing, or else a category."""
    said = [p for p in offered if p.exemples and not _NAMES.search(lire_entete(p.nom))]
    numbers = [p for p in said if p.nature is Nature.NOMBRE]
    return next((p.nom for p in [*numbers, *said]), "")


def _words(given: Mapping[str, str]) -> Element:
    fields = [
        text(NOM, "Titre", MAX_TITRE, given, "Sans titre, le nom de la colonne."),
        text(UNITE, "Unité", MAX_UNITE, given, "Par exemple\u00a0: €, habitants, %."),
        text(
            ORIGINE,
            "Origine des données",
            MAX_ORIGINE,
            given,
            "Affichée sous la carte\u00a0: producteur, année.",
        ),
    ]
    return block(
        "mots", "Comment la présenter\u00a0?", html.Div(fields, className="importer__roles")
    )


def _send() -> Element:
    return html.Div(
        [
            html.P(
                [
                    html.Strong(PERSONNELLES),
                    " Votre fichier est effacé dès que la carte est faite.",
                ],
                className="petit",
            ),
            html.P(
                html.Button("Faire la carte", className="bouton bouton--fort", type="submit"),
                className="actions",
            ),
        ]
    )


def _examples(p: Proposee) -> str:
    told = ", ".join(t if len(t) <= EXAMPLE else f"{t[:EXAMPLE]}…" for t in p.exemples)
    return f" ({told})" if told else ""
