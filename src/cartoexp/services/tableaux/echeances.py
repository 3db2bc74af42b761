"""Deadlines, one a row: the date as far as it is known, and what is known of what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.services.sorties import Forme, Formes, Table
from cartoexp.services.sorties.colonnes import entier, texte
from cartoexp.services.tableaux.formes import CENTRES, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.services.sorties import Notice, Valeur

COLUMNS = (
    texte("id", "Identifiant de l’échéance.", requis=True),
    texte("nature", "Ce dont la date est la date.", requis=True),
    texte("date", "Année, mois ou jour, selon ce qui est connu ; vide si inconnue."),
    texte("precision", "jour, mois, annee ou inconnue.", requis=True),
    texte(
        "moment",
        "a_venir, passee, jour_meme, incertain (le jour, inconnu, a pu passer) ou sans_date, au "
        "jour du fichier.",
        requis=True,
    ),
    texte("experimentation", "Expérimentation.", requis=True),
    texte("titre", "Titre de l’expérimentation.", requis=True),
    texte("derogation", "Dérogation, si l’échéance est la sienne."),
    texte("objet", "Titre de l’évaluation, ou objet de la dérogation."),
    texte("themes", "Thèmes de l’expérimentation, séparés par « | »."),
    texte("statut", "Statut attesté des territoires concernés."),
    texte("attestation_ancienne", "Attestation la plus ancienne ; vide si l’une est inconnue."),
    texte("attestation_recente", "Attestation la plus récente ; vide si aucune n’est datée."),
    texte(
        "suites",
        "Ce qu’il en est advenu et ce qui le dit, suite:source:date, séparés par « | ».",
    ),
    texte(
        "evaluation",
        "Ce qui est recensé de son évaluation ; « aucune recensée » n’est pas « non évaluée ».",
        requis=True,
    ),
    texte("contradiction", "Ce qui contredit la date, en une phrase."),
    entier("nombre_territoires", "Territoires concernés.", requis=True),
    texte("territoires", "Territoires concernés, niveau:code, séparés par « | »."),
    texte("sources", "Identifiants des sources, séparés par « | »."),
)


def table(found: Sequence[Echeance], today: date, notice: Notice) -> Table:
    """Return deadlines as a table, in the order given."""
    return Table(
        "echeances",
        "Échéances",
        COLUMNS,
        lambda: (_row(e, today) for e in found),
        notice,
        Formes(Forme.POINTS, CENTRES, lambda: (points(e.territoires) for e in found)),
        cle="id",
    )


def _row(e: Echeance, today: date) -> Sequence[Valeur]:
    oldest, latest = e.attestations
    return (
        e.cle,
        e.nature.value,
        _text(e.date),
        e.precision.value,
        e.moment(today).value,
        e.experiment.id,
        e.experiment.titre,
        e.derogation or None,
        e.objet or None,
        _list(t.value for t in e.experiment.themes),
        e.statut.value if e.statut else None,
        _text(oldest),
        _text(latest),
        _list(":".join((s.suite, s.selon, str(s.date or "inconnue"))) for s in e.suites),
        e.constat.value,
        e.contradiction or None,
        len(e.territoires),
        _list(f"{t.niveau}:{t.code}" for t in e.territoires),
        _list(e.sources),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _list(parts: Iterable[str]) -> str | None:
    return LIST_SEPARATOR.join(parts) or None
