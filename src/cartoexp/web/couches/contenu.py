"""What an embed of a layer tells: map, legend, sentence, table, values."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.couches import Dessin, Nature
from cartoexp.domain.filters import Filters
from cartoexp.domain.genres import Genre
from cartoexp.domain.phrases.carte import titled
from cartoexp.domain.phrases.dit import sentences
from cartoexp.domain.phrases.lieux import dans
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import Vue
from cartoexp.services.couches.coloriage import HORS
from cartoexp.web.couches import looks, phrases
from cartoexp.web.couches.cadrage import framed
from cartoexp.web.couches.dessin import left_out, painting, points
from cartoexp.web.couches.legende import legende
from cartoexp.web.couches.valeurs import fichier, rows, tableau, told
from cartoexp.web.embeds import marques
from cartoexp.web.embeds.contenu import Carte, Contenu, Encres, Entree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.couches import Coloriage
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web
    from cartoexp.web.couches.valeurs import Rangs

AVERTISSEMENT = "Données apportées par un utilisateur, non vérifiées par Cartoexp."
SCALE = 0.55
"""Size of the marks of experiments beside that on their own map: here they stand over another."""


def gather(web: Web, vue: VueCouche, found: Coloriage) -> Contenu:
    """Return the content of a view of a layer."""
    couche, services = found.couche, web.services
    as_points = couche.dessin is Dessin.POINTS
    held = rows(web, found)
    place, sheets = framed(web, vue, found, held)
    if as_points and place is None:
        sheets = services.dessins.fonds()
    categories = couche.nature is Nature.CATEGORIE
    painted = not as_points and found.niveau is Niveau.COMMUNE and place is None
    kinds = np.full(len(found.coloration.codes), HORS) if as_points else found.coloration.classes
    look = partial(looks.aspect, categories=categories)
    aspects = {
        code: look(kind) for code, kind in zip(found.coloration.codes, kinds.tolist(), strict=True)
    }
    legend = legende(found, sheets if place else None)
    if painted:
        aspects = {code: looks.plat(name) for code, name in aspects.items()}
        legend = [Entree(looks.plat(e.aspect), e.nom, e.nombre) for e in legend]
    marks = list(points(found, held, sheets)) if as_points else []
    experiments, signs = marques.places(web, _experiments(vue, place), sheets)
    carte = Carte(
        sheets,
        aspects,
        _titles(found, held, sheets),
        [*legend, *signs],
        phrases.mesure(couche),
        [*marks, *(replace(m, rayon=round(m.rayon * SCALE, 1)) for m in experiments)],
        painting(web, found, vue.presentation.apparence) if painted else None,
    )
    millesime = f"millésime{NBSP}{services.reference.millesime}"
    origin = f" Origine{NBSP}: {couche.origine.rstrip('.')}." if couche.origine else ""
    return Contenu(
        titre=titled(found.coloration, dans(place) if place else ""),
        sous_titre=f"{THIN}; ".join(phrases.filtres(web, vue, found)),
        phrase=sentences(phrases.sentence(found, len(held)), left_out(found, held)),
        sources=f"{AVERTISSEMENT}{origin} Contours IGN, INSEE, DGCL, {millesime}.",
        lien=vue.page(),
        figures=(carte,),
        tableau=tableau(found, held),
        fichier=fichier(found, held),
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


def _titles(found: Coloriage, held: Rangs, sheets: Sequence[Feuille]) -> dict[str, str]:
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
