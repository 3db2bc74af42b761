"""``cartoexp couches``: layers that visitors brought, for who runs the site."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp.commandes.commun import console, read_settings, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cartoexp.services.couches import CoucheService

app = typer.Typer(
    no_args_is_help=True,
    help="Cartes apportées par des visiteurs : les lister, en retirer, effacer celles qui ont "
    "fait leur temps.",
)
SHOWN = 12
"""Characters of a hash that are listed: enough to name a layer."""


@contextmanager
def _couches() -> Iterator[CoucheService]:
    """Give the service of layers over a database that has the newest schema."""
    from cartoexp.services.couches import opened  # noqa: PLC0415  heavy

    with told(), opened(read_settings().database_url) as service:
        yield service


def _today() -> date:
    return datetime.now(tz=UTC).date()


@app.command("lister")
def lister() -> None:
    """Lister les cartes : empreinte, dernier jour, taille, titre. Leurs adresses sont inconnues."""
    with _couches() as service:
        found = service.lister()
    for c in found:
        console.print(
            f"{c.empreinte[:SHOWN]}  jusqu’au {c.expire_le}  {c.octets} octets  "
            f"{c.comptes.rattachees} lignes  {c.titre}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"Cartes : {len(found)}.")


# One address in 64 begins with a dash: it is no option.
@app.command("retirer", context_settings={"ignore_unknown_options": True})
def retirer(
    nom: Annotated[str, typer.Argument(help="Adresse de la carte, ou début de son empreinte.")],
) -> None:
    """Retirer une carte : son contenu est effacé, son adresse et ses cadres le disent."""
    with _couches() as service:
        left = service.retirer(nom, _today())
    console.print(f"Retirée : {left.titre}", markup=False)


@app.command("purger")
def purger() -> None:
    """Effacer les cartes qui ont fait leurs trente jours : à lancer chaque nuit."""
    with _couches() as service:
        count = service.purger(_today())
    console.print(f"Cartes effacées : {count}.")
