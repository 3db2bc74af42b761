"""``cartoexp contributions``: what people proposed, for who runs the site."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp.commandes.commun import console, read_settings, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.contributions import EntretienService

app = typer.Typer(
    no_args_is_help=True,
    help="Contributions : les lister, effacer ce qui a fait son temps, retirer un texte.",
)


@contextmanager
def _entretien() -> Iterator[EntretienService]:
    """Give the care of contributions over a database that is loaded."""
    from cartoexp.services.contributions import opened  # noqa: PLC0415  heavy

    settings = read_settings()
    with told(), opened(settings.database_url, settings.reference_dir) as service:
        yield service


@app.command("lister")
def lister() -> None:
    """Lister les contributions : numéro, jour, état, genre, fiche. Leurs liens sont inconnus."""
    with _entretien() as service:
        found = service.lister()
    for c in found:
        about = c.fiche or c.cible.experimentation or "nouvelle fiche"
        console.print(
            f"{c.id}  {c.creee_le[:10]}  {c.etat.label}  {c.genre.label}  {about}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"Contributions : {len(found)}.")


@app.command("purger")
def purger() -> None:
    """Effacer les adresses d’un an et les brouillons abandonnés : à lancer chaque nuit."""
    with _entretien() as service:
        done = service.purger(datetime.now(tz=UTC))
    console.print(f"Adresses effacées : {done.courriels} ; brouillons effacés : {done.brouillons}.")


@app.command("expurger")
def expurger(
    texte: Annotated[str, typer.Argument(help="Texte exact à retirer : un nom, une adresse.")],
) -> None:
    """Retirer un texte des brouillons, des messages, du journal et des fiches qui en viennent."""
    with _entretien() as service:
        count = service.expurger(texte, datetime.now(tz=UTC))
    console.print(f"Lignes expurgées : {count}. Les sauvegardes plus anciennes sont à refaire.")
