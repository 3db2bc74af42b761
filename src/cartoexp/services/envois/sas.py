"""Where a file that is sent waits: one hour, under a name that nobody can guess, then erased.

All the processes of a server, and all its servers when the folder is theirs, share the folder.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
import time
import weakref
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

from cartoexp.domain.errors import BusyError, EnvoiPerduError, FichierTropLourdError
from cartoexp.domain.phrases.nombres import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

MIO = 1024 * 1024
DUREE_S = 3_600
"""Seconds that a file is kept."""
MAX_ENVOI = 20 * MIO
"""Largest file, in bytes."""
MAX_TOTAL = 600 * MIO
"""Bytes of all that is kept, results included."""
WATCH_S = 60
"""Seconds between two looks at what has had its hour."""
FICHIER, FICHE = "fichier", "envoi.json"
_CHUNK = MIO
_NAME = re.compile(r"[A-Za-z0-9_-]{32}")
_MAX_NOM = 120


@dataclass(frozen=True, slots=True)
class Envoi:
    """A file that was sent; ``recu_le`` is a time of the clock (seconds since 1970)."""

    jeton: str
    nom: str
    sha256: str
    octets: int
    recu_le: float
    dossier: Path

    @property
    def fichier(self) -> Path:
        """The file itself."""
        return self.dossier / FICHIER

    @property
    def radical(self) -> str:
        """What its name is without its extension, fit for the name of a download."""
        stem = re.sub(r"[^\w.-]+", "-", Path(self.nom).stem).strip("-.")
        return stem[:60] or "fichier"


class Sas:
    """Files that were sent and not yet erased."""

    def __init__(
        self,
        dossier: Path | None = None,
        *,
        max_total: int = MAX_TOTAL,
        horloge: Callable[[], float] = time.time,
    ) -> None:
        """Use a folder, or one of the server's own; to be called before processes are forked."""
        if dossier is None:
            dossier = Path(tempfile.mkdtemp(prefix="cartoexp-envois-"))
            weakref.finalize(self, _remove, dossier, os.getpid())
        self._dossier, self._max_total, self._horloge = dossier, max_total, horloge
        self._lock = Lock()
        self._watch: Timer | None = None

    def deposer(self, flux: IO[bytes], nom: str) -> Envoi:
        """Keep a file.

        Raises:
            FichierTropLourdError: it has more than ``MAX_ENVOI`` bytes.
            BusyError: too much is kept already.
        """
        self.purger()
        if self._occupe() + MAX_ENVOI > self._max_total:
            raise BusyError(
                "Trop de fichiers attendent déjà. Réessayez dans quelques minutes\u00a0: "
                "chacun est effacé au bout d’une heure."
            )
        jeton = secrets.token_urlsafe(24)
        folder = self._dossier / jeton
        folder.mkdir(mode=0o700, parents=True)
        try:
            digest, size = _copy(flux, folder / FICHIER)
        except FichierTropLourdError:
            _erase(folder)
            raise
        shown = Path(nom.replace("\\", "/")).name[:_MAX_NOM] or "fichier"
        envoi = Envoi(jeton, shown, digest, size, self._horloge(), folder)
        told = {k: v for k, v in asdict(envoi).items() if k not in {"jeton", "dossier"}}
        (folder / FICHE).write_text(json.dumps(told), encoding="utf-8")
        self._veiller()
        return envoi

    def trouver(self, jeton: str) -> Envoi:
        """Return a file that was sent.

        Raises:
            EnvoiPerduError: there is none under this name, or its hour is over.
        """
        folder = self._dossier / jeton
        if _NAME.fullmatch(jeton):
            try:
                told = json.loads((folder / FICHE).read_text(encoding="utf-8"))
                envoi = Envoi(jeton, dossier=folder, **told)
            except (OSError, ValueError, TypeError):
                pass
            else:
                if self._horloge() - envoi.recu_le < DUREE_S:
                    return envoi
                _erase(folder)
        raise EnvoiPerduError(
            "Ce fichier n’est plus gardé\u00a0: il ne l’est qu’une heure. Envoyez-le de nouveau."
        )

    def effacer(self, jeton: str) -> None:
        """Erase a file and all that was made of it."""
        _erase(self.trouver(jeton).dossier)

    def purger(self) -> None:
        """Erase what has had its hour."""
        for folder in self._folders():
            try:
                age = self._horloge() - folder.stat().st_mtime
            except FileNotFoundError:
                continue
            # A folder's own time changes with what is made in it: the record tells when it came.
            if age >= DUREE_S or self._expired(folder, age):
                _erase(folder)

    def _expired(self, folder: Path, age: float) -> bool:
        try:
            told = json.loads((folder / FICHE).read_text(encoding="utf-8"))
            return bool(self._horloge() - told["recu_le"] >= DUREE_S)
        except (OSError, ValueError, KeyError, TypeError):
            return age >= DUREE_S  # still being written

    def _folders(self) -> Iterator[Path]:
        if self._dossier.is_dir():
            yield from (path for path in self._dossier.iterdir() if _NAME.fullmatch(path.name))

    def _occupe(self) -> int:
        return sum(_size(path) for folder in self._folders() for path in folder.rglob("*"))

    def _veiller(self) -> None:
        """Erase in time, also when nobody comes any more."""
        with self._lock:
            if self._watch is None or not self._watch.is_alive():
                self._watch = Timer(WATCH_S, _watched, [weakref.ref(self)])
                self._watch.daemon = True
                self._watch.start()

    def veille(self) -> bool:
        """Erase what has had its hour; return whether something is left to be erased."""
        self.purger()
        return any(True for _ in self._folders())


def _copy(flux: IO[bytes], path: Path) -> tuple[str, int]:
    digest, size = sha256(), 0
    with path.open("xb") as out:
        while chunk := flux.read(_CHUNK):
            size += len(chunk)
            if size > MAX_ENVOI:
                raise FichierTropLourdError(
                    f"Ce fichier dépasse {number(MAX_ENVOI / MIO)}\u00a0Mo, le plus qui soit admis "
                    "ici. Partagez-le, ou employez la commande «\u00a0cartoexp join\u00a0», qui "
                    "admet 200\u00a0Mo."
                )
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest(), size


def _watched(held: weakref.ref[Sas]) -> None:
    """Look again every minute as long as something is kept."""
    while (sas := held()) is not None and sas.veille():
        del sas
        time.sleep(WATCH_S)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _erase(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path, owner: int) -> None:
    """Remove the server's own folder; the processes it forked leave it alone."""
    if os.getpid() == owner:
        _erase(folder)
