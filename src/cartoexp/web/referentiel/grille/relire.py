"""The whole grid on one page: what is missing, the document, what is written; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.referentiel.grille import (
    COLONNES,
    DE_LA_MESURE,
    DU_PROJET,
    LIEUX,
    MESURE,
    PARTIES,
    PROJET,
)
from cartoexp.domain.referentiel.lacunes import indicateurs, manques
from cartoexp.web.components import block, cell, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import DOCUMENT, GRILLE, PATH, SUPPRIMER
from cartoexp.web.referentiel.grille import dire
from cartoexp.web.referentiel.grille.duree import duree
from cartoexp.web.referentiel.grille.vu import NOM, pas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.referentiel import Faute
    from cartoexp.web.html import Node
    from cartoexp.web.referentiel.grille.assembler import Lieux
    from cartoexp.web.referentiel.grille.vu import Vu
    from cartoexp.web.shell import Page

VIDE = "à compléter"


def layout(vu: Vu, ou: Lieux, adresse: str) -> Page:
    """Return the page."""
    missing = manques(vu.dossier, vu.jour)
    return cadre.page(
        vu.titre,
        "Une grille d’évaluation avant le départ.",
        [
            cadre.etapes(pas(vu), vu.chemin, "Parties"),
            _joindre(vu, missing),
            _projet(vu),
            _mesure(vu),
            _lieux(vu, ou),
            cadre.garder(adresse, vu.dossier),
            html.P(
                html.A("Supprimer cette grille", href=f"{vu.chemin}/{SUPPRIMER}"),
                className="actions",
            ),
        ],
        fil=((PATH, "Référentiel"), (GRILLE, "Grille")),
        sur_titre=NOM,
    )


def _joindre(vu: Vu, missing: Sequence[Faute]) -> Element:
    link = html.A(
        "Télécharger le document (PDF)",
        className="bouton bouton--fort",
        href=f"{vu.chemin}/{DOCUMENT}",
    )
    parts: list[Node] = [html.P(link, className="actions")]
    if missing:
        parts.append(_manques(vu, missing))
    else:
        parts.append(note(html.P("Tout est rempli."), "succes", "coche"))
    told = (
        "Deux pages A4 à joindre à la délibération. Le document peut être composé à tout "
        "moment\u00a0: ce qui manque y est écrit «\u00a0à compléter\u00a0»."
    )
    return block("joindre", "À joindre à la délibération", parts, told)


def _manques(vu: Vu, missing: Sequence[Faute]) -> Element:
    parts = []
    for name, label in PARTIES:
        items = [html.Li(f.message) for f in missing if f.champ == name]
        if items:
            link = html.A(label, href=f"{vu.chemin}/{name}")
            parts += [html.H3(link), html.Ul(items, className="puces-texte")]
    return html.Details(
        [html.Summary(f"{count(len(missing), 'point')} à compléter"), *parts],
        className="referentiel__plus",
        open=True,
    )


def _modifier(vu: Vu, partie: str, nom: str) -> Element:
    return html.A(f"Modifier{NBSP}: {nom}", href=f"{vu.chemin}/{partie}", className="pas-imprimer")


def _dl(rows: Sequence[tuple[str, str]]) -> Element:
    pairs = [
        [html.Dt(name), html.Dd(_lignes(text) if text else html.Span(VIDE, className="discret"))]
        for name, text in rows
    ]
    return html.Dl(pairs, className="def def--pile referentiel__dit")


def _lignes(text: str) -> list[Node]:
    parts: list[Node] = []
    for line in typeset(text).split("\n"):
        parts += [html.Br() if parts else None, line]
    return parts


def _projet(vu: Vu) -> Element:
    rows = [(c.libelle, vu.dossier.dit(PROJET, c.nom)) for c in DU_PROJET[1:]]
    return block(PROJET, "Le projet", _dl(rows), _modifier(vu, PROJET, "le projet"))


def _mesure(vu: Vu) -> Element:
    held = vu.dossier
    rows = [("Durée", duree(held))]
    rows += [(c.libelle, held.dit(MESURE, c.nom)) for c in DE_LA_MESURE]
    parts = [_indicateurs(vu), _dl(rows)]
    return block(MESURE, "La mesure", parts, _modifier(vu, MESURE, "la mesure"))


def _indicateurs(vu: Vu) -> Node:
    found = indicateurs(vu.dossier)
    if not found:
        return html.P(["Indicateurs\u00a0: ", html.Span(VIDE, className="discret")])
    rows = [
        html.Tr(
            [
                Element("th", typeset(row["nom"]), scope="row"),
                *[cell(c.libelle, typeset(row[c.nom]) or "—") for c in COLONNES[1:]],
            ]
        )
        for row in found
    ]
    names = ("Indicateur", *(c.libelle for c in COLONNES[1:]))
    head = html.Tr([Element("th", name, scope="col") for name in names])
    caption = Element("caption", "Indicateurs", className="sr")
    return html.Table([caption, html.Thead(head), html.Tbody(rows)], className="pile")


def _lieux(vu: Vu, ou: Lieux) -> Element:
    link = _modifier(vu, LIEUX, "les territoires")
    if ou.trouves is None:
        told = ", ".join(vu.nommer(t) for t in ou.essais)
        return block(LIEUX, "Les territoires", _dl([("Territoires qui essaient", told)]), link)
    found = ou.trouves.appariement
    rows = [
        (vu.nommer(p.essai), ", ".join(vu.nommer(t.territoire) for t in p.temoins))
        for p in found.paires
    ]
    said = dire.conclusion(found, ou.trouves.indicateurs) if found.temoins else dire.personne(found)
    kind = "alerte" if found.equilibre.desequilibres or not found.temoins else "succes"
    mark = "alerte" if kind == "alerte" else "coche"
    parts = [_dl(rows), note(html.P(said), kind, mark)]
    return block(LIEUX, "Les territoires et leurs témoins", parts, link)
