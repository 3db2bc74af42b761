"""The folder of the indicators added: a new state takes the place of the former one, or nothing.

Tables are named by their content and written first; the index that names them is then replaced by
one rename. Whatever is interrupted before leaves what was there as it was.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import NotWritableError
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.seuils import thresholds
from cartoexp.reference.fetch import sha256_of
from cartoexp.reference.parquet import write_table
from cartoexp.store.ajouts import INDEX, Ajouts, gather, read_index
from cartoexp.store.reference import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cartoexp.reference.ajouts.ensemble import Ensemble

CURE = "Donnez un dossier où écrire (CARTOEXP_INDICATEURS_DIR)"
BEGUN = ".en-cours-"
LOCK = ".verrou"
SOURCE = "source"
OURS = re.compile(
    rf"{re.escape(BEGUN)}.*|[a-z][a-z0-9_-]+\.(?:{SOURCE}\.)?[0-9a-f]{{12}}\.?[a-z0-9]*"
)
"""Names of files that are begun, or named by their content: any other is left alone."""


@dataclass(frozen=True, slots=True)
class Ajout:
    """A set and where it comes from: its file, a name for that, and its description if any.

    ``description`` is the content of the TOML file; ``None`` for INSEE's base.
    """

    ensemble: Ensemble
    source: Path
    adresse: str
    description: Mapping[str, Any] | None = None
    laisser_les_inconnus: bool = False


@dataclass(frozen=True, slots=True)
class Depot:
    """The folder of the indicators added, beside a reference."""

    folder: Path
    reference_dir: Path
    reference: str

    def sets(self) -> list[dict[str, Any]]:
        """Return the sets of the index, those of another reference too."""
        return list(self._index()["ensembles"])

    def put(self, ajout: Ajout) -> None:
        """Add a set, or replace the one of the same name.

        Raises:
            AjoutRefuseError: when the other sets are of another reference, or have one of its
                indicators.
            NotWritableError: when the folder cannot be written.
        """
        with self._locked():
            kept = [one for one in self._current() if one["nom"] != ajout.ensemble.nom]
            new = {record["id"] for record in ajout.ensemble.indicateurs}
            for one in kept:
                if both := new & {record["id"] for record in one["indicateurs"]}:
                    raise AjoutRefuseError(
                        f"{', '.join(sorted(both))} : déjà dans « {one['nom']} ». Retirez-le "
                        f"d’abord : « cartoexp reference retirer {one['nom']} »."
                    )
            self._commit([*kept, self._write(ajout)])

    def put_all(self, ajouts: Sequence[Ajout]) -> None:
        """Replace every set at once.

        Raises:
            NotWritableError: when the folder cannot be written.
        """
        with self._locked():
            self._commit([self._write(ajout) for ajout in ajouts])

    def remove(self, nom: str) -> None:
        """Remove a set.

        Raises:
            AjoutRefuseError: when there is none of this name.
            NotWritableError: when the folder cannot be written.
        """
        with self._locked():
            index = self._index()
            every = index["ensembles"]
            kept = [one for one in every if one["nom"] != nom]
            if len(kept) == len(every):
                known = ", ".join(one["nom"] for one in every) or "aucun"
                raise AjoutRefuseError(f"Aucun ajout ne s’appelle « {nom} ». Connus : {known}.")
            if index["reference"] == self.reference:
                self._commit(kept)
            else:  # what is left still waits to be made again
                self._save({**index, "ensembles": kept})

    def _current(self) -> list[dict[str, Any]]:
        index = self._index()
        if index["reference"] != self.reference and index["ensembles"]:
            raise AjoutRefuseError(
                "Les indicateurs déjà ajoutés ont été faits pour une autre version des "
                "territoires : lancez d’abord « cartoexp reference refaire »."
            )
        return list(index["ensembles"])

    def _index(self) -> dict[str, Any]:
        if (self.folder / INDEX).is_file():
            return read_index(self.folder)[0]
        return {"reference": self.reference, "ensembles": [], "seuils": {}}

    def _write(self, ajout: Ajout) -> dict[str, Any]:
        """Write the table and keep the source, under names of their content."""
        ensemble = ajout.ensemble
        begun = self.folder / f"{BEGUN}{ensemble.nom}"
        write_table(begun, ensemble.table)
        table = self._named(begun, f"{ensemble.nom}.", ".parquet")
        shutil.copyfile(ajout.source, begun)
        source = self._named(begun, f"{ensemble.nom}.{SOURCE}.", ajout.source.suffix.lower())
        return {
            "nom": ensemble.nom,
            **table,
            "origine": {
                "adresse": ajout.adresse,
                **source,
                "description": ajout.description,
                "laisser_les_inconnus": ajout.laisser_les_inconnus,
            },
            "indicateurs": list(ensemble.indicateurs),
            "classes": ensemble.classes,
            "poids": ensemble.poids,
        }

    def _named(self, begun: Path, start: str, end: str) -> dict[str, Any]:
        digest = sha256_of(begun)
        size = begun.stat().st_size
        name = f"{start}{digest[:12]}{end}"
        _keep(begun, self.folder / name)
        return {"fichier": name, "octets": size, "sha256": digest}

    def _commit(self, sets: Sequence[Mapping[str, Any]]) -> None:
        index = {"reference": self.reference, "ensembles": list(sets), "seuils": {}}
        index["seuils"] = thresholds(self.reference_dir, self._gathered(index))
        self._save(index)

    def _save(self, index: Mapping[str, Any]) -> None:
        """Let an index take the place of the former one, then remove what it no longer names."""
        begun = self.folder / f"{BEGUN}{INDEX}"
        begun.write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _keep(begun, self.folder / INDEX)
        sets = index["ensembles"]
        named = {one["fichier"] for one in sets} | {one["origine"]["fichier"] for one in sets}
        for path in self.folder.iterdir():
            if path.name not in named and OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)

    def _gathered(self, index: Mapping[str, Any]) -> Ajouts:
        tables = tuple(read_table(self.folder / one["fichier"]) for one in index["ensembles"])
        return gather(index, tables, "")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one command write at a time; say so when the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / LOCK).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise NotWritableError(self.folder, "écriture impossible", CURE) from error


def _keep(begun: Path, path: Path) -> None:
    """Give a file its name once its content is on the disk."""
    with begun.open("rb") as file:
        os.fsync(file.fileno())
    begun.replace(path)
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
