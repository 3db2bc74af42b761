"""From what the catalogue holds to deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.echeances import Echeance, Nature
from cartoexp.domain.echeances import regles as rules
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.echeances.groupes import Groupe
    from cartoexp.services.echeances.service import Fonds

    Rows = NDArray[np.intp]


def fins(fonds: Fonds, rows: Rows, today: date) -> Iterator[Echeance]:
    """Yield the ends of the experiments on the territories of these implantations."""
    for groupe, part in fonds.groupes.kept(rows):
        yield _fin(fonds, groupe, part, today)


def _fin(fonds: Fonds, groupe: Groupe, part: Rows, today: date) -> Echeance:
    snapshot, statut = fonds.snapshot, groupe.statut
    nature, when = rules.nature_de_la_fin(statut), rules.annee(groupe.fin)
    evaluations = fonds.evaluations.get(groupe.experimentation, ())
    oldest, latest = _attestations(fonds, part)
    return Echeance(
        cle=groupe.cle,
        nature=nature,
        date=when,
        experiment=snapshot.experiments[snapshot.positions[groupe.experimentation]],
        territoires=territoires(fonds, part),
        statut=statut,
        attestations=(oldest, latest),
        suites=rules.suites_de(statut, latest, rules.suites_dites(evaluations)),
        constat=rules.constat_de_fin(statut, when, latest, today, evaluee=bool(evaluations)),
        contradiction=groupe.contradiction or rules.fin_future(nature, when, today),
        sources=tuple(dict.fromkeys(fonds.sources[row] for row in part.tolist())),
    )


def evaluations(fonds: Fonds, rows: Rows, today: date) -> Iterator[Echeance]:
    """Yield the evaluations of the experiments of these implantations."""
    snapshot = fonds.snapshot
    of = snapshot.columns.experiment[rows]
    for number in np.unique(of).tolist():
        experiment = snapshot.experiments[number]
        known = fonds.evaluations.get(experiment.id, ())
        if not known:
            continue
        places = territoires(fonds, rows[of == number])
        for evaluation in known:
            when = rules.annee(evaluation.annee)
            yield Echeance(
                cle=f"evaluation-{evaluation.id}",
                nature=Nature.EVALUATION,
                date=when,
                experiment=experiment,
                territoires=places,
                objet=evaluation.titre,
                suites=rules.suites_dites([evaluation]),
                contradiction=rules.fin_future(Nature.EVALUATION, when, today),
                sources=(evaluation.source,),
            )


def territoires(fonds: Fonds, rows: Rows) -> tuple[Territoire, ...]:
    """Return the territories of implantations, each once, by level then name."""
    found = np.unique(fonds.snapshot.columns.place[rows]).tolist()
    return ordered([fonds.snapshot.places[place] for place in found])


def ordered(found: Sequence[Territoire]) -> tuple[Territoire, ...]:
    """Return territories by level then name."""
    return tuple(sorted(found, key=lambda t: (t.niveau.value, fold(t.nom), t.code)))


def _attestations(fonds: Fonds, part: Rows) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the oldest and the latest; the oldest is unknown as soon as one of them is."""
    dates = [fonds.snapshot.keys[row].statut_date for row in part.tolist()]
    known = [d for d in dates if d is not None]
    if not known:
        return None, None
    return min(known) if len(known) == len(dates) else None, max(known)
