"""``cartoexp referentiel``: what teams filled in, for who runs the site."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from cartoexp.commandes.commun import console, read_settings, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.referentiel import ReferentielService

app = typer.Typer(
    no_args_is_help=True,
    help="Auto-évaluations et grilles du référentiel\u00a0: les compter, effacer celles que "
    "personne n’ouvre plus.",
)


@contextmanager
def _service() -> Iterator[ReferentielService]:
    """Give the service over a database that has the newest schema."""
    from cartoexp.services.referentiel import opened  # noqa: PLC0415  heavy

    with told(), opened(read_settings().database_url) as service:
        yield service


@app.command("compter")
def compter() -> None:
    """Compter les auto-évaluations et les grilles gardées. Leurs liens sont inconnus."""
    with _service() as service:
        console.print(f"Auto-évaluations et grilles gardées\u00a0: {service.compter()}.")


@app.command("purger")
def purger() -> None:
    """Effacer celles que personne n’a ouvertes depuis un an : à lancer chaque nuit."""
    with _service() as service:
        count = service.purger(datetime.now(tz=UTC).date())
    console.print(f"Auto-évaluations et grilles effacées\u00a0: {count}.")
