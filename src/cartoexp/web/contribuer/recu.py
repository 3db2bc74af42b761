"""What forms send: a file, a mapping, columns by role, corrections by line."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from cartoexp.domain.colonnes import Role
from cartoexp.domain.errors import FichierRefuseError, FichierTropLourdError
from cartoexp.domain.phrases.nombres import number
from cartoexp.services.envois import MAX_ENVOI
from cartoexp.web.contribuer.adresses import CORRESPONDANCE, FEUILLE, FICHIER, LIGNE, ROLE

if TYPE_CHECKING:
    from cartoexp.services.envois import Envoi, Sas

MIO = 1024 * 1024
FORM = MIO
"""Bytes of a form around its file."""
DRAINED = 64 * MIO
"""Bytes that are read and thrown away, so that a browser hears why they are refused."""
MAX_TOML = 256 * 1024


def fichier(sas: Sas) -> tuple[Envoi, str]:
    """Keep the file of the form; return it, and the mapping that came with it (TOML or empty).

    Raises:
        FichierTropLourdError: it is larger than what is admitted.
        FichierRefuseError: there is none.
        BusyError: too much is kept already.
    """
    request.max_content_length = MAX_ENVOI + FORM
    try:
        given, mapping = request.files.get(FICHIER), request.files.get(CORRESPONDANCE)
    except RequestEntityTooLarge as error:
        _drain()
        most = number(MAX_ENVOI / MIO)
        raise FichierTropLourdError(
            f"Ce fichier dépasse {most}\u00a0Mo, le plus qui soit admis ici. Partagez-le, ou "
            "employez la commande «\u00a0cartoexp join\u00a0», qui admet 200\u00a0Mo."
        ) from error
    if given is None or not given.filename:
        raise FichierRefuseError("Choisissez d’abord un fichier.")
    with closing(given):
        text = mapping.stream.read(MAX_TOML).decode("utf-8", "replace") if mapping else ""
        return sas.deposer(given.stream, given.filename), text


def _drain() -> None:
    left = DRAINED
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, MIO))):
        left -= len(chunk)


def feuille() -> str | None:
    """Return the sheet that is asked for."""
    return request.values.get(FEUILLE) or None


def choix() -> dict[Role, str]:
    """Return the columns that are chosen, by role."""
    given = {role: request.form.get(f"{ROLE}{role}", "") for role in Role}
    return {role: name for role, name in given.items() if name}


def corrections() -> dict[int, str]:
    """Return what is written beside lines; an empty text takes a correction back."""
    return {
        int(line): text.strip()
        for name, text in request.form.items()
        if name.startswith(LIGNE) and (line := name.removeprefix(LIGNE)).isdecimal()
    }
