"""Gathers an experiment: where it takes place, in which state, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.phrases import experimentation as phrases
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import MISSING, NBSP, typeset
from cartoexp.domain.statuts import statut_phrase
from cartoexp.services.contours import FILES
from cartoexp.web.embeds import marques, mots
from cartoexp.web.embeds.carte import told_filters
from cartoexp.web.embeds.contenu import Carte, Contenu, Entree, Fichier, Tableau
from cartoexp.web.embeds.fonds import with_areas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.experiments import Implantation
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.services.experiments import Record
    from cartoexp.web.context import Web

    Placed = Sequence[tuple[Implantation, Territoire]]

COLUMNS = (
    *("experimentation", "titre", "implantation", "niveau", "code", "nom"),
    *("statut", "statut_date", "debut", "fin", "source"),
)
NONE_LEFT = "Aucune implantation recensée avec ces filtres."
RADIUS = 4.0


def gather(web: Web, vue: Vue) -> Contenu:
    """Return an experiment, its implantations kept to those that the filters let through.

    Raises:
        ExperimentNotFoundError: for an unknown one.
        InvalidParametersError: for filters that are refused.
    """
    record = web.services.experiments.get(vue.code)
    placed = record.implantations
    if vue.filters:
        found = web.services.experiments.places(vue.filters)
        kept = {p.key.id for p in found if p.key.experimentation == record.experiment.id}
        placed = [(i, t) for i, t in placed if i.id in kept]
    today = web.today()
    title = typeset(record.experiment.titre)
    phrase = NONE_LEFT
    if placed:
        told = phrases.told(record.experiment, placed, today)
        title, phrase = told.titre, told.phrase
    return Contenu(
        titre=title,
        sous_titre=told_filters(web, vue.filters),
        phrase=phrase,
        sources=mots.sources(["catalogue Cartoexp"], web.services.reference.millesime),
        lien=f"/experimentations/{record.experiment.id}",
        figures=(_map(web, record, placed),),
        tableau=Tableau(
            "Implantations recensées, dans l’ordre des noms.",
            ("Territoire", "Niveau", "Statut", "Début"),
            [
                (
                    nom(t),
                    t.nature,
                    typeset(statut_phrase(i.statut, i.statut_date, today)),
                    str(i.debut or MISSING),
                )
                for i, t in sorted(placed, key=lambda p: nom(p[1]))
            ],
            frozenset({3}),
        ),
        fichier=Fichier(COLUMNS, [_row(record, i, t) for i, t in placed]),
        hauteur=580,
    )


def _map(web: Web, record: Record, placed: Placed) -> Carte:
    today = web.today()
    titles: dict[tuple[Niveau, str], list[str]] = {}
    places = {t.cle: t for _, t in placed}
    for i, t in placed:
        titles.setdefault(t.cle, []).append(statut_phrase(i.statut, i.statut_date, today))
    told = {
        cle: f"{nom(places[cle])}{NBSP}: {typeset(', '.join(dict.fromkeys(states)))}"
        for cle, states in titles.items()
    }
    areas = [t for t in places.values() if t.niveau in FILES]
    points = [t for t in places.values() if t.niveau not in FILES]
    sheets = with_areas(web.services.dessins, areas)
    look = f"f-{record.experiment.themes[0].famille}"
    marks = [m for t in points for m in marques.at(t, sheets, RADIUS, look, told[t.cle])]
    drawn = {m.titre for m in marks}
    signs = []
    if marks:
        signs.append(Entree(look, "Commune", len([t for t in points if told[t.cle] in drawn])))
    if areas:
        signs.append(Entree("aire", "Territoire plus vaste", len(areas)))
    if lost := len(points) - len([t for t in points if told[t.cle] in drawn]):
        signs.append(Entree("vide", "Hors carte (outre-mer)", lost))
    return Carte(
        sheets,
        {f"{t.niveau}-{t.code}": "aire" for t in areas},
        {f"{t.niveau}-{t.code}": told[t.cle] for t in areas},
        signs,
        "Implantations",
        marks,
    )


def _row(record: Record, i: Implantation, t: Territoire) -> tuple[str | int | None, ...]:
    source = record.sources.get(i.source)
    return (
        record.experiment.id,
        record.experiment.titre,
        i.id,
        t.niveau.value,
        t.code,
        t.nom,
        i.statut.value,
        str(i.statut_date) if i.statut_date else None,
        i.debut,
        i.fin,
        None if source is None else source.url or source.label,
    )


def address(vue: Vue) -> str:
    """Return the address of the list of experiments with the same filters."""
    pairs = vue.filters.pairs()
    return f"/experimentations?{urlencode(pairs, safe=',')}" if pairs else "/experimentations"
