"""XML read as a stream, without document type: entities, external or not, are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers.expat import ParserCreate

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture.refus import cell_too_long
from cartoexp.store.lecture.tableau import MAX_CELLULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO
    from xml.parsers.expat import XMLParserType

    Start = Callable[[str, dict[str, str]], None]

CHUNK = 1 << 16
DOCTYPE = (
    "Ce classeur contient une déclaration DOCTYPE, qu’un tableur n’écrit jamais "
    "et qui peut servir à lire d’autres fichiers\u00a0: il n’est pas ouvert. "
    "Enregistrez-le de nouveau depuis votre tableur."
)


class Lecteur:
    """What a reader of XML is told: elements by local name, text within."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""

    def end(self, name: str) -> None:
        """Leave an element."""

    def text(self, data: str) -> None:
        """Meet text."""


def parse(stream: IO[bytes], lecteur: Lecteur) -> Iterator[None]:
    """Feed a reader with a document; yields after each part, for what was found to be taken.

    Raises:
        FichierRefuseError: the document declares a type.
        xml.parsers.expat.ExpatError: it is not well formed, or is cut.
    """
    parser = _parser(lecteur)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003  expat takes it by position only
        yield
    parser.Parse(b"", True)  # noqa: FBT003
    yield


def parse_all(stream: IO[bytes], lecteur: Lecteur) -> None:
    """Feed a reader with a whole document."""
    for _ in parse(stream, lecteur):
        pass


def _parser(lecteur: Lecteur) -> XMLParserType:
    parser = ParserCreate()
    parser.buffer_text = True
    local: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        short = local.get(name)
        if short is None:
            short = local[name] = name.rpartition(":")[2]
        lecteur.start(short, attributes)

    def end(name: str) -> None:
        lecteur.end(local[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lecteur.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise FichierRefuseError(DOCTYPE)


class Texte:
    """Text of a cell, gathered in parts and bounded."""

    __slots__ = ("_length", "_parts")

    def __init__(self) -> None:
        """Start empty."""
        self._parts: list[str] = []
        self._length = 0

    def add(self, data: str) -> None:
        """Add a part.

        Raises:
            FichierRefuseError: the cell grows longer than any cell is.
        """
        self._length += len(data)
        if self._length > MAX_CELLULE:
            raise cell_too_long()
        self._parts.append(data)

    def take(self) -> str:
        """Return the text, and start again."""
        told = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        return told
