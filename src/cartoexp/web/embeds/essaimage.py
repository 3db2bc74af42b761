"""Gathers where an experiment could go next: the map of likeness and its first candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases import essaimage as phrases
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.niveaux import plural
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.coloration import Mots, Rangees, assemble
from cartoexp.services.essaimage import Options
from cartoexp.services.ressemblance import SOURCE
from cartoexp.web.embeds import coloriage, marques, mots
from cartoexp.web.embeds.contenu import Barre, Barres, Carte, Contenu, Entree, Fichier, Tableau

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.genres import Apparence
    from cartoexp.domain.vues import Vue
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.depart import Depart
    from cartoexp.services.dessins.feuille import Feuille
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Symbole

CLASSES = ((0.5, 1), (0.8, 2), (0.95, 3), (0.99, 4))
"""Lowest percentile of a class; 0 below all."""
LABELS = ("de 20 à 50", "de 5 à 20", "de 1 à 5", f"1{THIN}% ou moins")
NUMBERED = 10
COLUMNS = ("rang", "niveau", "code", "nom", "centile", "rang_min", "rang_max", "pour", "contre")


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the candidates of an experiment.

    Raises:
        ExperimentNotFoundError: for an unknown one.
        InvalidParametersError: for settings that mean nothing, or a level where it does not run.
    """
    services = web.services
    _check_places(web, vue)
    niveau = vue.niveau.niveau if vue.niveau else None
    depart = services.departs.of_experiment(vue.code, niveau)
    ranked = services.essaimage.rank(depart, _options(vue), vue.lignes)
    title = depart.record.experiment.titre if depart.record else vue.code
    told = phrases.told(
        title,
        depart.niveau,
        [c.territoire for c in ranked.candidats[:3]],
        ranked.effectif,
        comparables_seulement=ranked.comparables_seulement,
    )
    coloration = _colours(web, vue, depart)
    return Contenu(
        titre=told.titre,
        sous_titre="Avec des réglages choisis par l’auteur de la page."
        if vue.reglages.pairs()
        else "",
        phrase=told.phrase,
        sources=mots.sources([SOURCE, "catalogue Cartoexp"], services.reference.millesime),
        lien=_address(vue),
        figures=(
            _map(web, coloration, depart, ranked.candidats, vue.presentation.apparence),
            Barres([_bar(c) for c in ranked.candidats], _caption(depart)),
        ),
        tableau=Tableau(
            "Les premiers du classement, implantations exclues."
            if not vue.reglages.deja
            else "Les premiers du classement.",
            ("Rang", depart.niveau.label, "Pour", "Contre"),
            [
                (
                    number(c.rang),
                    nom(c.territoire),
                    typeset(", ".join(c.pour)),
                    typeset(", ".join(c.contre)),
                )
                for c in ranked.candidats
            ],
        ),
        fichier=Fichier(COLUMNS, [_row(c) for c in ranked.candidats]),
        hauteur=630 + 67 * len(ranked.candidats),
        donnees={"experimentation": vue.code, "niveau": depart.niveau.value},
    )


def _options(vue: Vue, *, details: bool = True) -> Options:
    asked = vue.reglages
    return Options(
        dict(asked.poids),
        asked.contraintes,
        voisine=asked.voisine,
        un_par_epci=asked.un_par_epci,
        avec_implantations=asked.deja,
        conditions_remplies=asked.conditions,
        details=details,
    )


def _check_places(web: Web, vue: Vue) -> None:
    asked = (
        (Niveau.REGION, vue.reglages.region),
        (Niveau.DEPARTEMENT, vue.reglages.departement),
    )
    find = web.services.territoires.find
    unknown = [n for n, code in asked if code and find(n, code) is None]
    if unknown:
        told = "Ce code ne désigne aucun territoire où chercher."
        raise InvalidParametersError([ParameterProblem(n.value, told) for n in unknown])


def _colours(web: Web, vue: Vue, depart: Depart) -> Coloration:
    options = _options(vue, details=False)
    level, shares, _ = web.services.essaimage.percentiles(depart, options)
    classes = np.zeros(len(shares), dtype=np.uint8)
    for lowest, kind in CLASSES:
        classes[shares >= lowest] = kind
    if not options.contraintes.empty:
        classes[~options.contraintes.mask(level.situations)] = MASQUE
    classes[~np.isfinite(shares)] = AUCUNE
    values: NDArray[np.float32] = (100 * shares).astype(np.float32)
    words = Mots(f"Rang, en % des {plural(depart.niveau)}", "", SOURCE, decimales=1)
    found = Rangees(values, classes, LABELS, "plus de 50")
    return assemble(depart.niveau, f"essaimage:{vue.code}", level.profils.codes, words, found)


def _map(
    web: Web,
    coloration: Coloration,
    depart: Depart,
    candidats: Sequence[Candidat],
    apparence: Apparence,
) -> Carte:
    sheets = web.services.dessins.france(depart.niveau)
    communes = depart.niveau is Niveau.COMMUNE
    look = f"f-{depart.record.experiment.themes[0].famille}" if depart.record else "point"
    legend = coloriage.legend(coloration)
    if left := coloration.effectifs[MASQUE]:
        legend.append(Entree(coloriage.MASKED, "Hors du périmètre choisi", left))
    if communes:
        legend = coloriage.plain(legend)
    legend += [Entree(look, "Déjà menée"), Entree("rang", "En tête du classement")]
    return Carte(
        sheets,
        coloriage.plain_looks(coloration) if communes else coloriage.looks(coloration),
        {t.code: nom(t) for t in web.services.territoires.level(depart.niveau, com=False)}
        if not communes
        else {},
        legend,
        coloration.titre,
        [*_marks(depart, sheets, look, candidats)],
        coloriage.painting(web, coloration, apparence) if communes else None,
    )


def _marks(
    depart: Depart, sheets: Sequence[Feuille], look: str, candidats: Sequence[Candidat]
) -> Iterator[Symbole]:
    for t in depart.territoires:
        yield from marques.at(t, sheets, 3.4, look, f"{nom(t)}{NBSP}: déjà menée")
    for c in reversed(candidats[:NUMBERED]):
        title = f"{number(c.rang)}. {nom(c.territoire)}"
        yield from marques.at(
            c.territoire, sheets, marques.RANK_RADIUS, "rang", title, text=str(c.rang)
        )


def _caption(depart: Depart) -> str:
    return f"Ce qui rapproche et ce qui éloigne des {plural(depart.niveau)} où elle a lieu"


def _bar(c: Candidat) -> Barre:
    told = [
        f"{label}{NBSP}: {', '.join(words[:2])}."
        for label, words in (("Pour", c.pour), ("Contre", c.contre))
        if words
    ]
    note = typeset(" ".join(told))
    return Barre(number(c.rang), nom(c.territoire), c.territoire.chemin, "", None, note)


def _row(c: Candidat) -> tuple[str | float | int | None, ...]:
    low, high = c.intervalle or (None, None)
    t = c.territoire
    words = ", ".join(c.pour), ", ".join(c.contre)
    return (c.rang, t.niveau.value, t.code, t.nom, round(c.percentile, 4), low, high, *words)


def _address(vue: Vue) -> str:
    pairs = [("experimentation", vue.code)]
    if vue.niveau:
        pairs.append(("niveau", vue.niveau.value))
    return f"/essaimage?{urlencode([*pairs, *vue.reglages.pairs()], safe=',:')}"
