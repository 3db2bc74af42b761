"""Files that are sent: kept for an hour under a name nobody guesses, then erased."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.errors import BusyError, EnvoiPerduError, FichierTropLourdError
from cartoexp.services.envois import DUREE_S, MAX_ENVOI, Sas
from cartoexp.services.envois import sas as module

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.services.envois import Envoi


class Horloge:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def horloge() -> Horloge:
    return Horloge()


@pytest.fixture
def sas(tmp_path: Path, horloge: Horloge) -> Sas:
    return Sas(tmp_path / "envois", horloge=horloge)


def deposer(sas: Sas, nom: str = "liste v3 (FINAL).csv") -> Envoi:
    return sas.deposer(io.BytesIO(b"Code;Nom\n01004;x\n"), nom)


def test_what_is_sent_is_found_by_its_name_alone(sas: Sas) -> None:
    envoi = deposer(sas)
    assert sas.trouver(envoi.jeton) == envoi
    assert (envoi.octets, envoi.radical) == (17, "liste-v3-FINAL")
    assert envoi.fichier.read_bytes().startswith(b"Code")
    assert envoi.dossier.stat().st_mode & 0o077 == 0
    assert len({deposer(sas).jeton for _ in range(5)}) == 5


@pytest.mark.parametrize("jeton", ["", "..", "a" * 32, "../" * 10 + "etc", "é" * 32])
def test_other_names_lead_nowhere(sas: Sas, jeton: str) -> None:
    deposer(sas)
    with pytest.raises(EnvoiPerduError, match="une heure"):
        sas.trouver(jeton)


def test_an_hour_later_it_is_gone(sas: Sas, horloge: Horloge) -> None:
    first = deposer(sas)
    horloge.now += DUREE_S - 1
    second = deposer(sas)
    assert sas.trouver(first.jeton)
    horloge.now += 1
    with pytest.raises(EnvoiPerduError):
        sas.trouver(first.jeton)
    assert not first.dossier.exists()
    horloge.now += DUREE_S
    sas.purger()
    assert not second.dossier.exists()


def test_erased_when_asked(sas: Sas) -> None:
    envoi = deposer(sas)
    sas.effacer(envoi.jeton)
    assert not envoi.dossier.exists()


def test_bounded(tmp_path: Path, horloge: Horloge) -> None:
    sas = Sas(tmp_path, max_total=MAX_ENVOI + 20, horloge=horloge)
    deposer(sas)
    with pytest.raises(BusyError, match="quelques minutes"):
        deposer(sas)
    horloge.now += DUREE_S
    assert deposer(sas)


def test_too_heavy_leaves_nothing(sas: Sas, tmp_path: Path) -> None:
    with pytest.raises(FichierTropLourdError, match="20"):
        sas.deposer(io.BytesIO(bytes(MAX_ENVOI + 1)), "gros.csv")
    assert list((tmp_path / "envois").iterdir()) == []


def test_the_server_own_folder_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sas = Sas()
    folder = deposer(sas).dossier.parent
    monkeypatch.setattr(os, "getpid", lambda: -1)
    module._remove(folder, 1)  # noqa: SLF001  another process leaves it alone
    assert folder.exists()
    monkeypatch.undo()
    del sas
    assert not folder.exists()
