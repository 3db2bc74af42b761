"""Gathers a territory: where it is, its key figures, what is recorded there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import sorte
from cartoexp.domain.phrases import territoire as phrases
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import Relation
from cartoexp.services.dessins.feuille import Feuille
from cartoexp.services.plans import HEIGHT, WIDTH
from cartoexp.services.voisinage import around
from cartoexp.web.communs import valeurs
from cartoexp.web.communs.indicateurs import KEY
from cartoexp.web.embeds import cible, mots
from cartoexp.web.embeds.carte import told_filters
from cartoexp.web.embeds.contenu import Carte, Contenu, Fait, Faits, Fichier, Tableau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.services.indicateurs import Valeur
    from cartoexp.services.plans import Plan
    from cartoexp.web.context import Web

SHOWN = 6
COLUMNS = ("niveau", "code", "nom", "indicateur", "libelle", "valeur", "unite", "mediane",
           "source", "millesime")  # fmt: skip


def gather(web: Web, vue: Vue) -> Contenu:
    """Return a territory.

    Raises:
        TerritoireNotFoundError: for an unknown one.
        InvalidParametersError: for filters that are refused.
    """
    services = web.services
    here, became = cible.territoire(web, vue)
    own, inside = _recorded(web, vue, here)
    known = [v for v in services.indicateurs.values(here) if v.valeur is not None]
    shown = sorted((v for v in known if v.indicateur.id in KEY), key=_order)[:SHOWN]
    told = phrases.told(here, _parent(web, here), ici=own, plus_fin=inside)
    plan = services.plans.around(here)
    facts = Faits([_fact(v, here) for v in shown])
    figures = ([_map(plan, here)] if plan else []) + ([facts] if shown else [])
    return Contenu(
        titre=told.titre,
        sous_titre=" ".join(filter(None, (became, told_filters(web, vue.filters)))),
        phrase=told.phrase,
        sources=mots.sources(_producers(shown), services.reference.millesime),
        lien=here.chemin,
        figures=tuple(figures),
        tableau=Tableau(
            f"Indicateurs, à côté de la médiane des {here.niveau.label_pluriel.lower()}.",
            ("Indicateur", "Valeur", "Médiane", "Source"),
            [_line(v, here) for v in known],
            frozenset({1, 2}),
        ),
        fichier=Fichier(COLUMNS, [_row(v, here) for v in known]),
        hauteur=580 if plan else 430,
        donnees={"experimentationsIci": own, "experimentationsInterieur": inside},
    )


def _recorded(web: Web, vue: Vue, here: Territoire) -> tuple[int, int]:
    """Return the experiments at the very scale of a territory, and those inside it."""
    service = web.services.experiments
    if not vue.filters:
        found = around(service, here)
        return found[Relation.ICI].experimentations, found[Relation.INTERIEUR].experimentations
    over = {t.cle for n in Niveau for t in web.services.territoires.members(here, n)}
    own: set[str] = set()
    inside: set[str] = set()
    for place in service.places(vue.filters):
        if place.territoire.cle == here.cle:
            own.add(place.experiment.id)
        elif place.territoire.cle in over:
            inside.add(place.experiment.id)
    return len(own), len(inside)


def _parent(web: Web, here: Territoire) -> Territoire | None:
    find = web.services.territoires.find
    if here.niveau in {Niveau.REGION, Niveau.DEPARTEMENT}:
        return None if here.niveau is Niveau.REGION else find(Niveau.REGION, here.code_region)
    return find(Niveau.DEPARTEMENT, here.code_departement)


def _order(value: Valeur) -> int:
    return KEY.index(value.indicateur.id)


def _map(plan: Plan, here: Territoire) -> Carte:
    sheet = Feuille(
        nom(here),
        WIDTH,
        HEIGHT,
        {"ensemble": plan.ensemble, "ici": plan.ici},
        fond=plan.voisins,
        traits=plan.contour,
    )
    titles = {"ici": nom(here)}
    if plan.tout is not None:
        titles["ensemble"] = nom(plan.tout)
    return Carte((sheet,), {"ensemble": "ensemble", "ici": "ici"}, titles)


def _told(value: Valeur, here: Territoire, amount: float | None) -> str:
    told, unit = valeurs.figure(value.indicateur, sorte(value.indicateur, here.niveau), amount)
    return f"{told}{unit}"


def _fact(value: Valeur, here: Territoire) -> Fait:
    known = value.indicateur
    beside = ""
    if sorte(known, here.niveau).comparable and value.mediane is not None:
        peers = here.niveau.label_pluriel.lower()
        beside = f"Médiane des {peers}{NBSP}: {_told(value, here, value.mediane)}"
    return Fait(typeset(known.libelle), _told(value, here, value.valeur), beside)


def _line(value: Valeur, here: Territoire) -> Sequence[str]:
    known = value.indicateur
    comparable = sorte(known, here.niveau).comparable
    return (
        typeset(known.libelle),
        _told(value, here, value.valeur),
        _told(value, here, value.mediane) if comparable else "",
        f"{known.producteur}, {known.millesime}",
    )


def _row(value: Valeur, here: Territoire) -> tuple[str | float | None, ...]:
    known = value.indicateur
    amounts = [
        None if amount is None else round(amount, known.decimales + 2)
        for amount in (value.valeur, value.mediane)
    ]
    names = here.niveau.value, here.code, here.nom, known.id, known.libelle
    return (*names, amounts[0], known.unite, amounts[1], known.producteur, known.millesime)


def _producers(shown: Sequence[Valeur]) -> list[str]:
    told = (f"{v.indicateur.producteur}, {v.indicateur.millesime}" for v in shown)
    return [*dict.fromkeys(told), "catalogue Cartoexp"]
