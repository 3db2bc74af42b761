"""What an embed of a layer tells: map, legend, sentence, table, values."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import AUCUNE
from cartoexp.domain.couches import Dessin, Nature
from cartoexp.domain.filters import Filters
from cartoexp.domain.genres import Apparence, Genre
from cartoexp.domain.phrases.carte import titled
from cartoexp.domain.phrases.dit import sentences
from cartoexp.domain.phrases.lieux import dans
from cartoexp.domain.phrases.mesures import value
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import Vue
from cartoexp.services.couches.coloriage import AUTRES, EGALITES, HORS
from cartoexp.services.dessins.pixels import looks_by_number
from cartoexp.web.couches import looks, phrases
from cartoexp.web.embeds import coloriage as embeds
from cartoexp.web.embeds import marques
from cartoexp.web.embeds.contenu import (
    Carte,
    Contenu,
    Encres,
    Entree,
    Fichier,
    Peinture,
    Symbole,
    Tableau,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cartoexp.domain.couches.agregat import Valeur
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.couches import Coloriage
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web

AVERTISSEMENT = "Données apportées par un utilisateur, non vérifiées par Cartoexp."
TABLE_ROWS = 150
COLUMNS = ("niveau", "code", "nom", "valeur", "unite", "lignes")
MOST_POINTS = 4_000
"""Points that a map draws: the first ones of its table."""
SMALLEST, LARGEST = 2.2, 17.0
"""Radius of a point, in pixels."""
PLACED = 4.2
SCALE = 0.55
"""Size of the marks of experiments beside that on their own map: here they stand over another."""


def gather(web: Web, vue: VueCouche, found: Coloriage) -> Contenu:
    """Return the content of a view of a layer."""
    couche, services = found.couche, web.services
    points = couche.dessin is Dessin.POINTS
    held = rows(web, found)
    place, sheets = framed(web, vue, found, held)
    if points and place is None:
        sheets = services.dessins.fonds()
    categories = couche.nature is Nature.CATEGORIE
    painted = not points and found.niveau is Niveau.COMMUNE and place is None
    kinds = np.full(len(found.coloration.codes), HORS) if points else found.coloration.classes
    look = partial(looks.aspect, categories=categories)
    aspects = {
        code: look(kind) for code, kind in zip(found.coloration.codes, kinds.tolist(), strict=True)
    }
    legend = legende(found, sheets if place else None)
    if painted:
        aspects = {code: looks.plat(name) for code, name in aspects.items()}
        legend = [Entree(looks.plat(e.aspect), e.nom, e.nombre) for e in legend]
    marks = list(_points(found, held, sheets)) if points else []
    experiments, signs = marques.places(web, _experiments(vue, place), sheets)
    carte = Carte(
        sheets,
        aspects,
        _titles(found, held, sheets),
        [*legend, *signs],
        phrases.mesure(couche),
        [*marks, *(replace(m, rayon=round(m.rayon * SCALE, 1)) for m in experiments)],
        _painting(web, found, vue.presentation.apparence) if painted else None,
    )
    millesime = f"millésime{NBSP}{services.reference.millesime}"
    origin = f" Origine{NBSP}: {couche.origine.rstrip('.')}." if couche.origine else ""
    return Contenu(
        titre=titled(found.coloration, dans(place) if place else ""),
        sous_titre=f"{THIN}; ".join(phrases.filtres(web, vue, found)),
        phrase=sentences(phrases.sentence(found, len(held)), _left_out(found, held)),
        sources=f"{AVERTISSEMENT}{origin} Contours IGN, INSEE, DGCL, {millesime}.",
        lien=vue.page(),
        figures=(carte,),
        tableau=tableau(found, held),
        fichier=Fichier(COLUMNS, [_row(found, t, v) for t, v in held]),
        hauteur=640 + 20 * len(signs),
        donnees={
            "licence": "",
            "avertissement": AVERTISSEMENT,
            "origine": couche.origine,
            "jusquAu": couche.expire_le.isoformat(),
        },
        muet=not vue.presentation.titre,
        encres=Encres(looks.MARKS, tuple(looks.CLAIR), looks.patterns, _painted(categories)),
    )


def _titles(
    found: Coloriage, held: Sequence[tuple[Territoire, Valeur]], sheets: Sequence[Feuille]
) -> dict[str, str]:
    """Return « Nord : 5 » by code, of what has a shape: a picture of communes has none."""
    shaped = {code for sheet in sheets for code in sheet.traces}
    return {
        t.code: f"{typeset(t.nom)}{NBSP}: {told(found, v)}" for t, v in held if t.code in shaped
    }


def _experiments(vue: VueCouche, place: Territoire | None) -> Vue:
    """Return the view whose marks are those of the experiments beside the layer."""
    filters = Filters(
        theme=vue.themes,
        region=place.code if place and place.niveau is Niveau.REGION else None,
        departement=place.code if place and place.niveau is Niveau.DEPARTEMENT else None,
    )
    return Vue(Genre.CARTE, filters=filters, symboles=vue.symboles)


def _painted(categories: bool) -> list[str]:  # noqa: FBT001  read by name above
    if categories:
        return list(looks.CLAIR)
    return [*(f"seq-{k}" for k in range(6)), "ndp", "hors"]


def framed(
    web: Web, vue: VueCouche, found: Coloriage, held: Sequence[tuple[Territoire, Valeur]]
) -> tuple[Territoire | None, Sequence[Feuille]]:
    """Return the territory that a map is framed on and its sheets; France without one.

    Without a filter it is the département, or the région, that holds all that the layer has.
    """
    services, niveau = web.services, found.niveau
    for place in _places(web, vue, found, held):
        zone = services.dessins.zone(niveau, place)
        if zone is not None:
            return place, (zone,)
    return None, services.dessins.france(niveau)


def _places(
    web: Web, vue: VueCouche, found: Coloriage, held: Sequence[tuple[Territoire, Valeur]]
) -> Iterator[Territoire]:
    service, niveau = web.services.territoires, found.niveau
    wider = {Niveau.COMMUNE: 2, Niveau.EPCI: 2, Niveau.DEPARTEMENT: 1, Niveau.REGION: 0}[niveau]
    levels = (Niveau.REGION, Niveau.DEPARTEMENT)[:wider][::-1]
    asked = {Niveau.REGION: vue.region, Niveau.DEPARTEMENT: vue.departement}
    if any(asked.values()):
        for level in levels:
            if place := service.find(level, asked[level]):
                yield place
        return
    for level in levels:
        codes = {_holder(t, level) for t, _ in held}
        code = codes.pop() if len(codes) == 1 else None
        if place := service.find(level, code):
            yield place


def _holder(t: Territoire, level: Niveau) -> str | None:
    return t.code_departement if level is Niveau.DEPARTEMENT else t.code_region


def rows(web: Web, found: Coloriage) -> list[tuple[Territoire, Valeur]]:
    """Return the territories that are shown with their values, the highest first."""
    service = web.services.territoires
    pairs = [(service.find(found.niveau, code), v) for code, v in found.valeurs.items()]
    known = [(t, v) for t, v in pairs if t is not None]
    return sorted(known, key=lambda pair: (_rank(pair[1], found.modalites), pair[0].code))


def _rank(given: Valeur, named: Sequence[str]) -> tuple[int, float]:
    if given is None:
        return 2, 0
    if isinstance(given, str):
        return 0, named.index(given) if given in named else len(named)
    return 0, -given


def told(found: Coloriage, given: Valeur) -> str:
    """Return a value as people read it."""
    if given is None:
        return MISSING
    return given if isinstance(given, str) else value(found.coloration, given, unit=False)


def _left_out(found: Coloriage, held: Sequence[tuple[Territoire, Valeur]]) -> str:
    """Return how many points are not drawn; empty when all are."""
    known = sum(v is not None for _, v in held)
    if found.couche.dessin is not Dessin.POINTS or known <= MOST_POINTS:
        return ""
    return f"Les {number(MOST_POINTS)} premiers points, sur {number(known)}, sont dessinés."


def legende(found: Coloriage, sheets: Sequence[Feuille] | None) -> list[Entree]:
    """Return the classes with the territories of each, then what has none."""
    coloration = found.coloration
    classes = coloration.classes
    if sheets is not None:
        kept = sheets[0].traces
        classes = classes[[code in kept for code in coloration.codes]]
    sizes = np.bincount(classes, minlength=AUCUNE + 1)
    categories = found.couche.nature is Nature.CATEGORIE
    entries = _categories(found, sizes) if categories else _numbers(found, sizes)
    missing = [Entree("nd", "Valeur absente du fichier", int(sizes[AUCUNE]))]
    out = "Hors du fichier ou des filtres" if found.remarques.ecartes else "Pas dans le fichier"
    return [*entries, *(missing if sizes[AUCUNE] else []), Entree("hors", out, int(sizes[HORS]))]


def _numbers(found: Coloriage, sizes: np.ndarray) -> Iterator[Entree]:
    if found.couche.dessin is Dessin.POINTS:
        yield Entree("point", _points_told(found))
        return
    if found.coloration.zero is not None:
        yield Entree("k0", "0", int(sizes[0]))
    for k, label in enumerate(found.coloration.libelles, 1):
        yield Entree(f"k{k}", label, int(sizes[k]))


def _points_told(found: Coloriage) -> str:
    """Return what a disc means, and how many are drawn when not all of them are."""
    known = [v for v in found.valeurs.values() if isinstance(v, float)]
    drawn = sum(v > 0 for v in known)
    most = value(found.coloration, max(known, default=0.0))
    words = f"La surface dit la valeur{THIN}; le plus grand{NBSP}: {most}"
    if drawn < len(known):
        words += f"{THIN}; ni zéro ni valeur négative"
    return words


def _categories(found: Coloriage, sizes: np.ndarray) -> Iterator[Entree]:
    for k, label in enumerate(found.modalites, 1):
        yield Entree(f"c{k}", typeset(label), int(sizes[k]))
    for kind, label in ((AUTRES, "Autres"), (EGALITES, "À égalité")):
        if sizes[kind]:
            yield Entree(f"c{kind}", label, int(sizes[kind]))


def tableau(found: Coloriage, held: Sequence[tuple[Territoire, Valeur]]) -> Tableau:
    """Return the table of a frame."""
    shown = held[:TABLE_ROWS]
    category = found.couche.nature is Nature.CATEGORIE
    caption = "Par catégorie" if category else "De la plus haute valeur à la plus basse"
    if len(shown) < len(held):
        caption += f"{NBSP}: les {number(len(shown))} premières lignes sur {number(len(held))}"
    heads = (found.niveau.label, phrases.mesure(found.couche))
    cells = [(typeset(t.nom), told(found, v)) for t, v in shown]
    return Tableau(f"{caption}.", heads, cells, frozenset() if category else frozenset({1}))


def _row(found: Coloriage, t: Territoire, given: Valeur) -> tuple[str | int | float | None, ...]:
    level = found.niveau.value
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return (level, t.code, t.nom, given, found.couche.unite, found.lignes.get(t.code, 0))


def _points(
    found: Coloriage, held: Sequence[tuple[Territoire, Valeur]], sheets: Sequence[Feuille]
) -> Iterable[Symbole]:
    """Yield a disc at the centre of each territory, the smaller ones over the larger ones."""
    known = [(t, v) for t, v in held if v is not None]
    classes = dict(zip(found.coloration.codes, found.coloration.classes.tolist(), strict=True))
    most = max((v for _, v in known if isinstance(v, float)), default=1.0)
    for t, v in known[:MOST_POINTS]:
        if isinstance(v, float):
            if v <= 0:
                continue
            radius, look_ = max(SMALLEST, LARGEST * sqrt(v / most)), "point"
        else:
            radius, look_ = PLACED, f"c{classes.get(t.code, AUTRES)}"
        yield from marques.at(t, sheets, radius, look_, f"{typeset(t.nom)}{NBSP}: {told(found, v)}")


def _painting(web: Web, found: Coloriage, apparence: Apparence) -> Peinture:
    """Return the communes of France as a picture."""
    palette = web.palette_sombre if apparence is Apparence.SOMBRE else web.palette
    categories = found.couche.nature is Nature.CATEGORIE
    kinds = looks.kinds(categories=categories)
    place = np.zeros(AUCUNE + 1, dtype=np.uint8)
    place[kinds] = range(len(kinds))
    known = web.services.grille.index(Niveau.COMMUNE)
    coloration = found.coloration
    painted = looks_by_number(coloration.codes, place[coloration.classes], known, kinds.index(HORS))
    colours = [looks.colour(kind, palette, categories=categories) for kind in kinds]
    return Peinture(partial(web.services.pixels.paint, painted, colours), embeds.PIXELS)
