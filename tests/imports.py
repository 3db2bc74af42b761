"""A small catalogue in a database of a few communes, and files to import into it."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from cartoexp.domain.catalogue import Catalogue, write_catalogue
from cartoexp.domain.imports import Choix
from cartoexp.services import loading
from cartoexp.services.imports import Demande, Fichier, Lieux, importer, sessions_pretes
from cartoexp.services.imports import annuler as undo
from cartoexp.services.imports import lister as listing
from cartoexp.services.versions import REFERENCE as REFERENCE_VERSION
from cartoexp.store import loading as tables
from cartoexp.store import lots, migrate
from cartoexp.store.engine import build_engine, build_sessions
from cartoexp.store.reference import read_manifest
from tests.factories import make_experiment, make_implantation, make_source
from tests.loaded import REFERENCE, reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cartoexp.services.imports import Bilan

NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
PLACES = {"59178": "Douai", "68224": "Mulhouse", "01001": "L’Abergement-Clémenciat"}
MORE = 40
"""Communes of the Ain that files may name besides."""


def make_catalogue(*names: str) -> Catalogue:
    """Return experiments, each in Douai."""
    return Catalogue(
        tuple(make_experiment(id=n, titre=f"Essai {n}") for n in names),
        tuple(make_implantation(id=f"{n}-001", experimentation=n) for n in names),
        (),
        (make_source(),),
    )


def write_files(catalogue: Catalogue, folder: Path) -> Path:
    """Write the files of a catalogue."""
    folder.mkdir(exist_ok=True)
    for name, content in write_catalogue(catalogue).items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8", newline="")
    return folder


def prepare(url: str, folder: Path) -> None:
    """Make a database whose territories are a few, and load a catalogue into it."""
    engine = build_engine(url)
    migrate.upgrade(engine)
    known = [t for t in reference().territoires if t.code in PLACES]
    known += [t for t in reference().territoires if t.code.startswith("01") and len(t.code) > 2][
        1 : MORE + 1
    ]
    with build_sessions(engine).begin() as session:
        tables.write_territoires(session, ((t, None) for t in known))
        tables.write_meta(session, {REFERENCE_VERSION: read_manifest(REFERENCE)["version"]})
    engine.dispose()
    loading.load(url, REFERENCE, folder)


@dataclass(frozen=True)
class Essai:
    """A database with a small catalogue, and what is done with it."""

    url: str
    catalogue: Path
    folder: Path
    etat: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def lieux(self) -> Lieux:
        """Where everything is."""
        return Lieux(self.url, REFERENCE, self.catalogue)

    def fichier(self, rows: Iterable[Sequence[str]], name: str = "liste.csv") -> Path:
        """Write a file: its first row is the header."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def importer(self, path: Path, valeurs: dict[str, str] | None = None, **asked: Any) -> Bilan:  # noqa: ANN401
        """Import a file; by default into the experiment « a »."""
        given = GIVEN if valeurs is None else valeurs
        choix = asked.pop("choix", Choix(valeurs=given))
        demande = Demande(Fichier.of(path), asked.pop("instant", NOW), choix, **asked)
        bilan = importer(demande, self.lieux)
        assert bilan is not None
        return bilan

    def annuler(self, lot: str) -> None:
        """Undo an import."""
        with sessions_pretes(self.url) as sessions:
            undo(sessions, lot, NOW.isoformat())

    def lister(self) -> list[Any]:
        """Return the imports."""
        with sessions_pretes(self.url) as sessions:
            return listing(sessions)

    def lire(self, query: str) -> list[Any]:
        """Return the rows of a query."""
        engine = build_engine(self.url)
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found

    def contenu(self) -> dict[str, list[Any]]:
        """Return all that readers may see."""
        return {
            name: self.lire(f"SELECT * FROM {name} ORDER BY 1, 2")  # noqa: S608  our own names
            for name in ("source", "experimentation", "experimentation_source", "meta", "suivi")
        } | {"implantation": self.lire("SELECT id, code, source, nom FROM implantation ORDER BY 1")}

    def vieillir(self) -> None:
        """Let the records have appeared long ago."""
        engine = build_engine(self.url)
        with engine.begin() as connection:
            day = "2026-01-01T00:00:00+00:00"
            connection.execute(text("UPDATE suivi SET ajoutee=:d, modifiee=:d"), {"d": day})
        engine.dispose()

    def retenir(self) -> None:
        """Keep what is said of the catalogue as it is, to come back to it."""
        self.etat.update({name: self.lire(f"SELECT * FROM {name}") for name in KEPT})  # noqa: S608

    def vider(self) -> None:
        """Come back to the catalogue without imports, by a load only if its files changed."""
        loaded = self.lire("SELECT valeur FROM meta WHERE cle = 'catalogue_fichiers'")
        engine = build_engine(self.url)
        with build_sessions(engine).begin() as session:
            for lot in reversed(lots.lister(session, actifs=True)):
                lots.annuler(session, lot.id, NOW.isoformat())
            for table in ("lot_enregistrement", "lot", *KEPT):
                session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  our own names
            for table, rows in self.etat.items():
                for row in rows:
                    values = ", ".join(f":v{i}" for i in range(len(row)))
                    given = {f"v{i}": value for i, value in enumerate(row)}
                    session.execute(text(f"INSERT INTO {table} VALUES ({values})"), given)  # noqa: S608
            if loaded[0] not in {row[1:] for row in self.etat["meta"]}:
                session.execute(text("DELETE FROM meta WHERE cle = 'catalogue_version'"))
        engine.dispose()
        loading.load(self.url, REFERENCE, self.catalogue)


KEPT = ("meta", "suivi")
GIVEN = {"experimentation": "a", "statut": "en_cours", "source_titre": "Une liste"}
