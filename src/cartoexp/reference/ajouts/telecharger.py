"""A file of the web, or of this machine: whole, of the expected content, or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from cartoexp.reference.ajouts.errors import SourceInjoignableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

    Response = HTTPResponse

LARGEST = 200_000_000
TIMEOUT_SECONDS = 30
CHUNK = 1 << 16
SCHEMES = ("https", "http")
LONGEST_SUFFIX = 8
AGENT = "cartoexp"
ELSEWHERE = (
    "Téléchargez la « base du comparateur de territoires » (archive CSV) depuis "
    "www.insee.fr/fr/statistiques/2521169, puis donnez son chemin : --source CHEMIN."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was obtained: where it is, where it came from, its content's hash."""

    chemin: Path
    adresse: str
    sha256: str


@contextmanager
def obtain(source: str, expected: str = "") -> Iterator[Source]:
    """Yield the file of an address or of a path; what was downloaded is removed afterwards.

    Raises:
        SourceInjoignableError: offline, refused, cut, too large, or of another content.
    """
    if not source:
        raise SourceInjoignableError(f"Aucune adresse n’est réglée. {ELSEWHERE}")
    if "://" not in source:
        path = Path(source).expanduser()
        if not path.is_file():
            raise SourceInjoignableError(f"{path} : fichier introuvable.")
        try:
            digest = _digest(path)
        except OSError as error:
            raise SourceInjoignableError(f"{path} : fichier illisible ({error}).") from error
        _check(source, digest, expected)
        yield Source(path, path.name, digest)
        return
    scheme, _, rest = source.partition("://")
    if scheme.lower() not in SCHEMES:
        raise SourceInjoignableError(f"{source} : seules les adresses https:// sont suivies.")
    suffix = PurePosixPath(rest.partition("?")[0]).suffix[:LONGEST_SUFFIX]
    with NamedTemporaryFile(prefix="cartoexp-", suffix=suffix) as file:
        path = Path(file.name)
        try:
            _download(source, path)
        except HTTPError as error:
            error.close()
            told = f"{source} : le serveur répond {error.code}. {ELSEWHERE}"
            raise SourceInjoignableError(told) from error
        except (URLError, OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            told = f"{source} : injoignable ({reason}). Êtes-vous en ligne ? {ELSEWHERE}"
            raise SourceInjoignableError(told) from error
        digest = _digest(path)
        _check(source, digest, expected)
        yield Source(path, source, digest)


def _download(source: str, path: Path) -> None:
    request = Request(source, headers={"User-Agent": AGENT})  # noqa: S310  the scheme is checked
    with urlopen(request, timeout=TIMEOUT_SECONDS) as response, path.open("wb") as file:  # noqa: S310
        size = 0
        while chunk := response.read(CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise SourceInjoignableError(
                    f"{source} : plus de {LARGEST} octets, téléchargement arrêté."
                )
            file.write(chunk)
        promised = response.headers.get("Content-Length")
    if promised and promised.isdecimal() and int(promised) != size:
        raise SourceInjoignableError(
            f"{source} : téléchargement interrompu ({size} octets sur {promised}). Recommencez."
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while chunk := file.read(CHUNK):
            found.update(chunk)
        return found.hexdigest()


def _check(source: str, digest: str, expected: str) -> None:
    if expected and digest != expected.lower():
        raise SourceInjoignableError(
            f"{source} : empreinte sha256 {digest[:12]}…, {expected[:12]}… attendue "
            "(CARTOEXP_COMPARATEUR_EMPREINTE) : le fichier a changé ou est abîmé."
        )
