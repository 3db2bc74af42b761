"""Experiments, one a row: their record, and what is derived of the implantations that match."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.tables import EXPERIMENTS
from cartoexp.domain.catalogue.writing import write_cell
from cartoexp.services.sorties import Colonne, Forme, Formes, Table
from cartoexp.services.sorties.colonnes import entier, texte
from cartoexp.services.tableaux.formes import CENTRES, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.listing import Card
    from cartoexp.services.sorties import Notice, Valeur
    from cartoexp.services.tableaux.implantations import Choisies

OWN = [c.name for c in EXPERIMENTS.columns]
COLUMNS = (
    *map(Colonne.of_catalogue, EXPERIMENTS.columns),
    entier("implantations", "Implantations retenues par les filtres.", requis=True),
    entier("implantations_total", "Implantations recensées en tout.", requis=True),
    texte("statut", "Statut des implantations retenues ; vide s’il diffère de l’une à l’autre."),
    texte("statuts", "Implantations retenues par statut, séparées par « | »."),
    texte("derniere_attestation", "Attestation la plus récente ; vide si aucune n’est datée."),
    entier("debut", "Première année de début connue."),
    entier("fin", "Dernière année de fin connue ; une fin inconnue n’est pas une fin."),
)


def table(cards: Sequence[Card], kept: Choisies, notice: Notice) -> Table:
    """Return experiments as a table, in the order of ``cards``, with the points of their places."""
    return Table(
        "experimentations",
        "Expérimentations",
        COLUMNS,
        lambda: map(_row, cards),
        notice,
        Formes(Forme.POINTS, CENTRES, partial(_shapes, cards, kept)),
        cle="id",
    )


def _row(card: Card) -> Sequence[Valeur]:
    statut, period = card.statut, card.periode
    return (
        *(write_cell(getattr(card.experiment, name)) or None for name in OWN),
        card.implantations,
        card.total,
        statut.statut.value if statut.statut else None,
        "|".join(f"{s.value}:{n}" for s, n in statut.counts),
        str(statut.derniere) if statut.derniere else None,
        period.debut,
        period.fin,
    )


def _shapes(cards: Sequence[Card], kept: Choisies) -> Iterator[bytes | None]:
    found = _territoires(kept)
    return (points(found.get(card.experiment.id, ())) for card in cards)


def _territoires(kept: Choisies) -> Mapping[str, Sequence[Territoire]]:
    snapshot = kept.snapshot
    keys = [(snapshot.keys[row], row) for row in kept.rows.tolist()]
    by_experiment = groupby(keys, key=lambda pair: attrgetter("experimentation")(pair[0]))
    return {
        identifier: [snapshot.places[snapshot.columns.place[row]] for _, row in pairs]
        for identifier, pairs in by_experiment
    }
