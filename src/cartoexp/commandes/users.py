"""``cartoexp users``: accounts of who moderates and administers. No password is typed here."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp.commandes.commun import console, errors, read_settings, told
from cartoexp.domain.comptes import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.comptes import Compte
    from cartoexp.services.comptes import CompteService

app = typer.Typer(
    no_args_is_help=True,
    help="Comptes de modération et d’administration. Aucun mot de passe ne passe par ici : chaque "
    "compte choisit le sien par un lien, que vous remettez.",
)
LINK = "/moderation/mot-de-passe/"

Identifiant = Annotated[str, typer.Argument(help="Adresse de service ou nom du compte.")]


@contextmanager
def _comptes() -> Iterator[CompteService]:
    """Give the service of accounts over a database that has the newest schema."""
    from cartoexp.services.comptes import opened  # noqa: PLC0415  heavy

    with told(), opened(read_settings().database_url) as service:
        yield service


def _hand_over(compte: Compte, jeton: str) -> None:
    base = read_settings().base_url.rstrip("/")
    console.print(
        f"Lien à remettre à {compte.identifiant} ({compte.nom}) : il sert une seule fois, "
        "pendant 24 heures, et remplace les liens précédents.",
        markup=False,
        soft_wrap=True,
    )
    console.print(f"{base}{LINK}{jeton}", markup=False, soft_wrap=True)
    if not base:
        errors.print("Ajoutez devant l’adresse du site : CARTOEXP_BASE_URL n’est pas réglé.")


@app.command("creer")
def creer(
    identifiant: Identifiant,
    nom: Annotated[str, typer.Option(help="Fonction, jamais le nom d’une personne.")],
    role: Annotated[Role, typer.Option(help="Ce que le compte peut faire.")] = Role.MODERATEUR,
) -> None:
    """Créer un compte, et donner le lien par lequel il choisit son mot de passe."""
    with _comptes() as service:
        compte, jeton = service.creer(identifiant, nom, role)
    _hand_over(compte, jeton)


@app.command("lister")
def lister() -> None:
    """Lister les comptes : identifiant, rôle, état, fonction."""
    with _comptes() as service:
        found = service.lister()
    for compte in found:
        console.print(
            f"{compte.identifiant}  {compte.role}  {_state(compte)}  {compte.nom}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"Comptes : {len(found)}.")


@app.command("lien")
def lien(identifiant: Identifiant) -> None:
    """Donner un lien qui change le mot de passe d’un compte et met fin à son attente."""
    with _comptes() as service:
        compte, jeton = service.lien(identifiant)
    _hand_over(compte, jeton)


@app.command("role")
def changer_role(
    identifiant: Identifiant,
    role: Annotated[Role, typer.Argument(help="Nouveau rôle.")],
) -> None:
    """Changer le rôle d’un compte ; ses sessions prennent fin."""
    with _comptes() as service:
        compte = service.changer_role(identifiant, role)
    console.print(f"{compte.identifiant} : {compte.role}.", markup=False, soft_wrap=True)


@app.command("desactiver")
def desactiver(identifiant: Identifiant) -> None:
    """Désactiver un compte : ses sessions prennent fin, son mot de passe est effacé."""
    with _comptes() as service:
        compte = service.desactiver(identifiant)
    console.print(f"{compte.identifiant} : désactivé.", markup=False, soft_wrap=True)


@app.command("reactiver")
def reactiver(identifiant: Identifiant) -> None:
    """Réactiver un compte désactivé, et donner le lien d’un nouveau mot de passe."""
    with _comptes() as service:
        compte, jeton = service.reactiver(identifiant)
    _hand_over(compte, jeton)


def _state(compte: Compte) -> str:
    if not compte.actif:
        return "désactivé"
    if not compte.pourvu:
        return "sans mot de passe"
    until = compte.bloque_jusqu_a
    if until is not None and compte.est_bloque(datetime.now(tz=UTC)):
        return f"en attente jusqu’à {until:%H:%M:%S} UTC"
    return "actif"
