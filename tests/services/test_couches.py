"""Layers in each kind of database: kept thirty days, spared by loads, erased for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.couches import (
    CleRefuseeError,
    Comptes,
    Couche,
    CoucheEffaceeError,
    CoucheNotFoundError,
    CouchesEpuiseesError,
    Cumul,
    Dessin,
    Lignes,
    Nature,
)
from cartoexp.domain.couches.couche import echeance, empreinte
from cartoexp.domain.territoires import Niveau
from cartoexp.services.couches import opened
from cartoexp.store import loading as tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cartoexp.services.couches import CoucheService

DAY = date(2026, 11, 29)
LAST = DAY + timedelta(days=30)
AFTER = LAST + timedelta(days=1)
ROWS = Lignes(((Niveau.COMMUNE, "01004"), (Niveau.REGION, "53")), (0, 1, 0), ("1", "", "2,5"))
LAYER = Couche(
    empreinte="",
    titre="Titre",
    origine="Producteur, 2025",
    colonne="Montant",
    unite="€",
    nature=Nature.NOMBRE,
    cumul=Cumul.SOMME,
    dessin=Dessin.APLATS,
    comptes=Comptes(4, 2, 1, 1, 0),
    millesime="2026",
    creee_le=DAY,
    expire_le=echeance(DAY),
    lignes=ROWS,
)


@pytest.fixture
def service(empty_database_url: str) -> Iterator[CoucheService]:
    with opened(empty_database_url) as found:
        yield found


def dump(service: CoucheService) -> str:
    """All that the tables of layers hold, as text."""
    held: list[object] = []
    with service.sessions() as session:
        for table in ("couche", "couche_effacee"):
            held += session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  ours
    return repr(held)


def test_a_layer_lives_and_dies(service: CoucheService) -> None:
    jeton, cle = service.creer(LAYER)
    kept = service.lire(jeton, LAST)
    assert replace(kept, empreinte="", octets=0) == LAYER
    assert kept.octets > 0
    secrets = dump(service)
    assert jeton not in secrets
    assert cle not in secrets
    with pytest.raises(CleRefuseeError, match="L’adresse publique ne suffit pas"):
        service.supprimer(jeton, jeton, DAY)
    assert service.lire(jeton, DAY)
    service.supprimer(jeton, cle, DAY)
    with pytest.raises(CoucheEffaceeError, match="supprimée par son auteur le 29\u00a0novembre"):
        service.lire(jeton, DAY)
    with pytest.raises(CoucheEffaceeError):
        service.supprimer(jeton, cle, DAY)
    assert "Titre" not in dump(service)


def test_its_time_is_over(service: CoucheService) -> None:
    jeton, cle = service.creer(LAYER)
    assert service.purger(LAST) == 0
    with pytest.raises(CoucheEffaceeError, match="après le 29\u00a0décembre"):
        service.lire(jeton, AFTER)
    with pytest.raises(CoucheEffaceeError):
        service.verifier(jeton, cle, AFTER)
    other, _ = service.creer(
        replace(LAYER, titre="Autre", creee_le=AFTER, expire_le=echeance(AFTER))
    )
    assert "'Titre'" not in dump(service), "the next creation erases what is over"
    assert service.purger(AFTER) == 0
    with pytest.raises(CoucheEffaceeError, match="après le 29\u00a0décembre"):
        service.lire(jeton, AFTER)
    assert service.lire(other, AFTER).titre == "Autre"
    late = AFTER + timedelta(days=400)
    assert service.purger(late) == 1
    with pytest.raises(CoucheNotFoundError):
        service.lire(jeton, late)


def test_nothing_is_left_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/couches.sqlite"
    with opened(url) as service:
        jeton, cle = service.creer(replace(LAYER, titre="Un titre à ne pas garder"))
        service.supprimer(jeton, cle, DAY)
        with service.sessions() as session:
            session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"couche_effacee" in held
    assert b"ne pas garder" not in held


def test_unknown_addresses(service: CoucheService) -> None:
    for name in ("a" * 32, "a", "../x", "é" * 32, ""):
        with pytest.raises(CoucheNotFoundError):
            service.lire(name, DAY)


def test_the_operator(service: CoucheService) -> None:
    one, _ = service.creer(LAYER)
    two, _ = service.creer(replace(LAYER, titre="Deux"))
    assert {c.titre for c in service.lister()} == {"Titre", "Deux"}
    with pytest.raises(CoucheNotFoundError):
        service.retirer(empreinte(one)[:4], DAY)
    assert service.retirer(empreinte(one)[:12], DAY).titre == "Titre"
    assert service.retirer(f"https://x.fr/ma-carte/{two}?niveau=epci", DAY).titre == "Deux"
    with pytest.raises(CoucheEffaceeError, match="retirée par ce site"):
        service.lire(two, DAY)
    assert service.lister() == []


def test_commands(
    service: CoucheService, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", empty_database_url)
    today = datetime.now(tz=UTC).date()
    jeton, _ = service.creer(replace(LAYER, creee_le=today, expire_le=echeance(today)))
    service.creer(replace(LAYER, creee_le=date(2020, 1, 1), expire_le=date(2020, 1, 31)))

    def run(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(app, ["couches", *words])
        return found.exit_code, found.output

    assert run("purger") == (0, "Cartes effacées\u00a0: 1.\n")
    status, listed = run("lister")
    assert (status, jeton in listed) == (0, False)
    assert "Cartes\u00a0: 1." in listed
    assert run("retirer", "inconnue")[0] == 2
    dashed = run("retirer", "-y" + jeton[2:])
    assert dashed[0] == 2
    assert "No such option" not in dashed[1]
    assert run("retirer", jeton) == (0, "Retirée\u00a0: Titre\n")


def test_a_disk_is_not_for_one_visitor(service: CoucheService) -> None:
    small = replace(service, most=1)
    small.creer(LAYER)
    with pytest.raises(CouchesEpuiseesError):
        small.creer(LAYER)
    with pytest.raises(CouchesEpuiseesError):
        replace(service, most_bytes=1).creer(LAYER)


def test_loads_leave_layers_alone(service: CoucheService) -> None:
    jeton, _ = service.creer(LAYER)
    with service.sessions.begin() as session:
        tables.clear(session, reference=True)
    assert service.lire(jeton, DAY).titre == "Titre"
