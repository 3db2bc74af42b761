"""Use case: frozen views as one file, and back. One JSON object a line, in UTF-8."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode, b64encode
from datetime import date
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.figees import FORMATS, GelsIllisiblesError, VueFigee, empreinte, is_empreinte
from cartoexp.store import figees as store
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cartoexp.services.figees import FigeeService

TEXTS = ("empreinte", "adresse", "titre", "phrase", "sources", "lien", "motif")


def export(service: FigeeService, path: Path) -> int:
    """Write every view, contents and withdrawals included; return how many.

    Raises:
        DataFileError: when the file cannot be written.
    """
    count = 0
    try:
        with told_errors(), service.sessions() as session, path.open("w", encoding="utf-8") as out:
            for vue in store.read_all(session, contents=True):
                out.write(f"{json.dumps(_told(vue), ensure_ascii=False)}\n")
                count += 1
    except OSError as error:
        raise DataFileError(path, "fichier impossible à écrire", "Nommez-en un autre.") from error
    return count


def restore(service: FigeeService, path: Path) -> tuple[int, int]:
    """Take in a file, all or nothing; return how many views were new and how many were there.

    Raises:
        DataFileError: when the file cannot be read.
        GelsIllisiblesError: when a line is broken, or says other values than its hash.
    """
    try:
        return service.restore(read(path))
    except OSError as error:
        raise DataFileError(path, "fichier absent ou illisible", "Vérifiez son nom.") from error


def read(path: Path) -> Iterator[VueFigee]:
    """Yield the views of a file, checked.

    Raises:
        GelsIllisiblesError: when a line is broken, or says other values than its hash.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _checked(json.loads(line))
            except (ValueError, KeyError, TypeError, EOFError, OSError) as error:
                told = f"{path}, ligne {number} : cette vue figée est abîmée. Rien n’a été repris."
                raise GelsIllisiblesError(told) from error


def _told(vue: VueFigee) -> dict[str, Any]:
    return {
        **{name: getattr(vue, name) for name in TEXTS},
        "hauteur": vue.hauteur,
        "figeeLe": vue.figee_le.isoformat(),
        "retireeLe": vue.retiree_le.isoformat() if vue.retiree_le else None,
        "contenus": {name: b64encode(held).decode() for name, held in vue.contenus.items()},
    }


def _checked(told: dict[str, Any]) -> VueFigee:
    texts = {name: told[name] for name in TEXTS}
    contents = {name: b64decode(held, validate=True) for name, held in told["contenus"].items()}
    plain = {name: gzip.decompress(held) for name, held in contents.items()}
    withdrawn = told["retireeLe"]
    if any(not isinstance(text, str) for text in texts.values()):
        raise TypeError
    wanted = set() if withdrawn else set(FORMATS)
    if set(contents) != wanted or not is_empreinte(texts["empreinte"]):
        raise ValueError
    if plain and empreinte(json.loads(plain["json"])) != texts["empreinte"]:
        raise ValueError
    return VueFigee(
        hauteur=int(told["hauteur"]),
        figee_le=date.fromisoformat(told["figeeLe"]),
        contenus=contents,
        retiree_le=date.fromisoformat(withdrawn) if withdrawn else None,
        **texts,
    )
