"""The encoding of a text, found by reading all its bytes once, without keeping them."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import count
from cartoexp.store.lecture.tableau import MIO, NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

MAX_LIGNE = 8 * MIO
"""Longest line of a text, in bytes."""
REPAIRED = "cartoexp-cp1252"
"""Error handler of codecs: bytes that are not UTF-8 are read as Windows-1252."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LABELS = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1 (ISO 8859-1)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (CP850)",
}
_LEGACY = ("cp1252", "latin-1", "mac_roman", "cp850")
_FRENCH = "éèêëàâçîïôûùüÉÈÊÀÇÎÔœŒ’«»°€–\u00a0"
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\x00"))
_ASCII = bytes(range(0x80))
_ESCAPED = re.compile("[\udc80-\udcff]")
_NEVER = -5
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_ENDS = (b"\n", b"\r")
_MAX_CONTROLS = 0.02
_CHUNK = MIO
_MANY = 1_000
_RARELY = 10
_HALF = 0.4


@dataclass(frozen=True, slots=True)
class Encodage:
    """How the bytes of a text are to be read."""

    nom: str
    erreurs: str
    """Error handler of codecs."""
    remarques: tuple[str, ...]


def trouver(chemin: Path) -> Encodage:
    """Return the encoding of a text.

    Raises:
        FichierRefuseError: the bytes are no text, or one line is longer than ``MAX_LIGNE``.
    """
    with chemin.open("rb") as stream:
        head = stream.read(_CHUNK)
        wide = _wide(head)
        _refuse_binary(head, wide)
        stream.seek(0)
        if wide is not None:
            for _ in _measured(stream):
                pass
            return Encodage(wide, "replace", (_told(wide),))
        return _narrow(stream, bom=head.startswith(codecs.BOM_UTF8))


def _wide(head: bytes) -> str | None:
    """Return UTF-16 when its mark, or every other byte being zero, says so."""
    for mark, name in _BOMS[1:]:
        if head.startswith(mark):
            return name
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > _HALF * half > head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > _HALF * half > head[1::2].count(0):
        return "utf-16-be"
    return None


def _refuse_binary(head: bytes, wide: str | None) -> None:
    if wide is None:
        odd, size = len(head) - len(head.translate(None, _CONTROLS)) + head.count(0), len(head)
    else:
        text = head.decode(wide, "replace")
        odd, size = len(_ODD.findall(text)), len(text)
    if odd > _MAX_CONTROLS * size:
        raise FichierRefuseError(
            "Ce fichier n’est pas un tableau que l’on sache lire. Enregistrez-le en CSV, XLSX, "
            "ODS, Parquet, GeoJSON ou GeoPackage."
        )


def _measured(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes by chunks, and refuse lines that no table has."""
    length = 0
    while chunk := stream.read(_CHUNK):
        last = max(chunk.rfind(end) for end in _ENDS)
        length = length + len(chunk) if last < 0 else len(chunk) - last
        if length > MAX_LIGNE:
            size = count(MAX_LIGNE // MIO, "Mo", "Mo")
            raise FichierRefuseError(
                f"Une ligne de ce fichier dépasse {size}{NBSP}: ce n’est pas un tableau. "
                "Vérifiez qu’il a une ligne par enregistrement."
            )
        yield chunk


def _narrow(stream: BinaryIO, *, bom: bool) -> Encodage:
    utf8, zeros = _Utf8(), 0
    legacy = dict.fromkeys(_LEGACY, 0)
    for chunk in _measured(stream):
        zeros += chunk.count(0)
        if not utf8.lost:
            utf8.feed(chunk)
        if utf8.bad:
            _score(chunk, legacy)
    utf8.end()
    remarks = [f"{count(zeros, 'octet nul retiré', 'octets nuls retirés')}."] if zeros else []
    if not utf8.bad:
        return Encodage("utf-8-sig" if bom else "utf-8", "strict", tuple(remarks))
    if utf8.mostly or bom:
        words = "octet n’est pas", "octets ne sont pas"
        remarks.append(f"Lu en UTF-8, dont {count(utf8.bad, *words)}, lus en Windows-1252.")
        return Encodage("utf-8-sig" if bom else "utf-8", REPAIRED, tuple(remarks))
    best = max(_LEGACY, key=lambda name: legacy[name])
    return Encodage(best, "replace", (*remarks, _told(best)))


def _told(name: str) -> str:
    return f"Lu en {_LABELS[name]}."


class _Utf8:
    """Whether bytes are UTF-8, all or nearly all of them."""

    def __init__(self) -> None:
        self.good = self.bad = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    @property
    def mostly(self) -> bool:
        return self.good > _RARELY * self.bad

    @property
    def lost(self) -> bool:
        return self.bad > _MANY and not self.mostly

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        text = self._decoder.decode(chunk, final)
        if text.isascii():
            return
        bad = len(_ESCAPED.findall(text))
        self.bad += bad
        self.good += len(text) - len(text.encode("ascii", "ignore")) - bad

    def end(self) -> None:
        if not self.lost:
            self.feed(b"", final=True)


def _score(chunk: bytes, scores: dict[str, int]) -> None:
    """Add to each encoding how French the bytes of a chunk are when it reads them."""
    high = Counter(chunk.translate(None, _ASCII))
    for name in scores:
        for byte, times in high.items():
            scores[name] += times * _likelihood(bytes([byte]).decode(name, "replace"))


def _likelihood(character: str) -> int:
    if character in _FRENCH:
        return 2 if character.islower() else 1
    return _NEVER if character == "\ufffd" else -1


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    read = error.object[error.start : error.end]
    return "".join(_one_byte(byte) for byte in read), error.end


def _one_byte(byte: int) -> str:
    single = bytes([byte])
    try:
        return single.decode("cp1252")
    except UnicodeDecodeError:
        return single.decode("latin-1")


codecs.register_error(REPAIRED, _as_cp1252)
