"""The implantations of one experiment as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.services.tableaux import implantations, provenance
from cartoexp.web.pages.experimentations.address import PATH, refuse_any
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from cartoexp.services.sorties import Table
    from cartoexp.web.context import Web
    from cartoexp.web.sorties import Demande


def places(web: Web, asked: Demande) -> Table:
    """Return the implantations of the experiment of a path.

    Raises:
        InvalidParametersError: for any parameter.
        ExperimentNotFoundError: with the three closest titles.
    """
    refuse_any(asked.query)
    service = web.services.experiments
    experiment = service.get(asked.chemin["identifier"]).experiment
    kept = implantations.of_experiment(service, experiment.id)
    told = notice(
        web,
        f"{PATH}/{experiment.id}",
        [f"Expérimentation\u00a0: {typeset(experiment.titre)}"],
        [
            provenance.of_catalogue(kept.snapshot.meta),
            f"Centres\u00a0: {provenance.of_reference(web.services.reference.manifest)}",
        ],
        [provenance.INCOMPLETE, provenance.DATED, provenance.UNKNOWN],
    )
    return marked(implantations.table(service, kept, told), [experiment.id])
