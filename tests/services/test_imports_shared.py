"""Every real file: each row has one outcome, and the outcomes add up to the rows of the file."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.imports import Choix
from cartoexp.domain.lots import Genre
from cartoexp.services.imports.brouillon import Brouillon
from cartoexp.services.imports.etat import lire_fichiers
from cartoexp.services.imports.examen import Fichier, Sorties, apercevoir, examiner
from cartoexp.services.rapports import Issue, Releve
from tests.conftest import SHARED
from tests.loaded import CATALOGUE, REFERENCE

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.services.imports.etat import Etat

GIVEN = {"experimentation": "tzcld", "statut": "en_cours", "source_titre": "Une liste"}
FILES = sorted(p for d in ("imports", "programmes") for p in (SHARED / "data" / d).glob("*.*"))


def rows_of(path: Path) -> int:
    """Count the rows with nothing of ours."""
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    text = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    rows = list(csv.reader(text, delimiter=";" if ";" in text[0] else ","))
    return sum(any(cell.strip() for cell in row) for row in rows) - 1


@cache
def known() -> Etat:
    """Read the catalogue once."""
    return lire_fichiers(REFERENCE, CATALOGUE)


def fresh() -> Etat:
    """Return what is known, which judging adds to."""
    return replace(known(), connu=deepcopy(known().connu))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_outcomes_add_up_to_the_rows(shared: Path, path: Path) -> None:
    assert shared == SHARED
    fichier = Fichier.of(path)
    apercu = apercevoir(fichier, Choix(valeurs=GIVEN), REFERENCE)
    etat = fresh()
    with Releve() as releve, Brouillon() as brouillon:
        examiner(fichier, apercu.plan, etat, REFERENCE, Sorties(releve, brouillon))
        assert releve.lues == rows_of(path)
        lines = [constat.ligne for constat in releve.constats()]
        assert len(set(lines)) == releve.lues, "each row is told"
        kept = releve.comptes[Issue.ACCEPTE] + releve.comptes[Issue.REPARE]
        assert brouillon.comptes[Genre.IMPLANTATION] == kept
