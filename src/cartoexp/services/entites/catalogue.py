"""The catalogue as features: implantations, and experiments with the points where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from cartoexp.domain.dates import is_stale
from cartoexp.domain.filters import Filters
from cartoexp.domain.selection import UNKNOWN_YEAR
from cartoexp.domain.statuts import statut_phrase
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Statut, Theme
from cartoexp.services.entites.couche import Couche
from cartoexp.services.entites.proprietes import Propriete, Type, choice, key
from cartoexp.services.listing import Tri, list_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.listing import Card
    from cartoexp.services.snapshot import Snapshot

POINTS = frozenset({Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT})
"""Levels that are points on a map; an experiment covers the whole of a larger territory."""

_DEBUT = Propriete("debut", "Première année, si elle est connue.", Type.ENTIER, nulle=True)
_FIN = Propriete("fin", "Année de fin, si elle est connue.", Type.ENTIER, nulle=True)
_THEMES = choice("themes", "Thèmes.", Theme, liste=True)
_PHRASE = Propriete("statutPhrase", "Ce qui peut se dire aujourd’hui du statut.")
_DATE = Propriete("statutDate", "Attestation du statut : année, mois ou jour.", nulle=True)
_STALE = Propriete(
    "statutAReverifier", "Attestation de plus de 24 mois, ou sans date.", Type.OUI_NON
)
IMPLANTATIONS = (
    Propriete("id", "Identifiant."),
    key("experimentation", "Identifiant de l’expérimentation."),
    Propriete("titre", "Titre de l’expérimentation."),
    Propriete("titreLocal", "Titre sur ce territoire, s’il diffère.", nulle=True),
    _THEMES,
    choice("niveau", "Niveau du territoire.", Niveau),
    key("code", "Code du territoire."),
    Propriete("nom", "Nom du territoire."),
    key("codeEpci", "Code SIREN de l’intercommunalité.", nulle=True),
    key("codeDepartement", "Code du département.", nulle=True),
    key("codeRegion", "Code de la région.", nulle=True),
    choice("statut", "Statut, à la date de son attestation.", Statut),
    *(_PHRASE, _DATE, _STALE, _DEBUT, _FIN),
)
EXPERIMENTATIONS = (
    Propriete("id", "Identifiant."),
    Propriete("titre", "Titre."),
    Propriete("resume", "Résumé."),
    _THEMES,
    choice("dimension", "Dimension de l’essai fondateur.", Dimension, nulle=True),
    choice("baseLegale", "Base légale.", BaseLegale),
    choice("statut", "Nul quand ses implantations n’ont pas toutes le même.", Statut, nulle=True),
    *(_PHRASE, _DATE, _STALE, _DEBUT, _FIN),
    Propriete("implantations", "Nombre d’implantations recensées.", Type.ENTIER),
)


def implantations(snapshot: Snapshot, today: date) -> Couche:
    """Return the implantations, by experiment then identifier."""
    columns = snapshot.columns
    places = [snapshot.places[i] for i in columns.place.tolist()]
    rows = [_implantation(snapshot, i, places[i], today) for i in range(len(places))]
    return Couche(
        [key.id for key in snapshot.keys],
        _turned(IMPLANTATIONS, rows),
        _array(point(place) for place in places),
        version(snapshot, today),
        columns.debut,
        columns.fin,
    )


def _implantation(snapshot: Snapshot, row: int, place: Territoire, today: date) -> dict[str, Any]:
    found = snapshot.keys[row]
    experiment = snapshot.experiments[snapshot.columns.experiment[row]]
    return {
        "id": found.id,
        "experimentation": found.experimentation,
        "titre": experiment.titre,
        "titreLocal": found.titre_local,
        "themes": [theme.value for theme in experiment.themes],
        "niveau": place.niveau.value,
        "code": place.code,
        "nom": place.nom,
        "codeEpci": place.code_epci,
        "codeDepartement": place.code_departement,
        "codeRegion": place.code_region,
        "statut": found.statut.value,
        "statutPhrase": statut_phrase(found.statut, found.statut_date, today),
        "statutDate": str(found.statut_date) if found.statut_date else None,
        "statutAReverifier": is_stale(found.statut_date, today),
        "debut": found.debut,
        "fin": found.fin,
    }


def experimentations(snapshot: Snapshot, today: date) -> Couche:
    """Return the experiments, by identifier; each has the points of its implantations."""
    every = list_page(snapshot, Filters(), Tri.TITRE, 0, len(snapshot.experiments)).cards
    cards = sorted(every, key=lambda card: card.experiment.id)
    columns = snapshot.columns
    debuts, fins, shapes = [], [], []
    for card in cards:
        rows = np.flatnonzero(columns.experiment == snapshot.positions[card.experiment.id])
        known = columns.debut[rows][columns.debut[rows] != UNKNOWN_YEAR]
        debuts.append(int(known.min()) if len(known) else UNKNOWN_YEAR)
        fins.append(int(columns.fin[rows].max()))
        places = {snapshot.places[i] for i in columns.place[rows].tolist()}
        points = [p for p in map(point, sorted(places, key=lambda t: t.cle)) if p is not None]
        shapes.append(shapely.multipoints(points) if points else None)
    return Couche(
        [card.experiment.id for card in cards],
        _turned(EXPERIMENTATIONS, [_experiment(card, today) for card in cards]),
        _array(shapes),
        version(snapshot, today),
        np.array(debuts, dtype=np.int16),
        np.array(fins, dtype=np.int16),
    )


def _experiment(card: Card, today: date) -> dict[str, Any]:
    x, statut = card.experiment, card.statut
    return {
        "id": x.id,
        "titre": x.titre,
        "resume": x.resume,
        "themes": [theme.value for theme in x.themes],
        "dimension": x.dimension.value if x.dimension else None,
        "baseLegale": x.base_legale.value,
        "statut": statut.statut.value if statut.statut else None,
        "statutPhrase": statut.phrase(today),
        "statutDate": str(statut.derniere) if statut.derniere else None,
        "statutAReverifier": is_stale(statut.derniere, today),
        "debut": card.periode.debut,
        "fin": card.periode.fin,
        "implantations": card.total,
    }


def version(snapshot: Snapshot, today: date) -> str:
    """Return what a collection of the catalogue changes with."""
    told = ",".join(f"{name}={value}" for name, value in sorted(snapshot.meta.items()))
    return f"{told},{today}"


def _turned(proprietes: tuple[Propriete, ...], rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {p.nom: [row[p.nom] for row in rows] for p in proprietes}


def point(place: Territoire) -> shapely.Point | None:
    """Return where a territory is shown, ``None`` for one that is an area."""
    return shapely.Point(place.centre) if place.niveau in POINTS and place.centre else None


def _array(shapes: Iterable[shapely.Geometry | None]) -> NDArray[np.object_]:
    listed = list(shapes)
    found = np.empty(len(listed), dtype=object)
    found[:] = listed
    return found
