"""What may come as a form: its kind, its size, no file; what it says is then read."""

from __future__ import annotations

from flask import g, request
from werkzeug.exceptions import RequestEntityTooLarge

from cartoexp.domain.contributions import (
    EnvoiIllisibleError,
    EnvoiTropLongError,
    PieceInattendueError,
)

MOST = 640 * 1_024
"""Bytes of a form: the longest contribution, where each character takes nine."""
KINDS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
DRAINED = 2 * 1_024 * 1_024
TOO_LONG = (
    "Cet envoi est plus long que ce que le formulaire admet (60\u00a0000 caractères en tout). "
    "Revenez en arrière\u00a0: votre navigateur garde ce que vous aviez écrit. Raccourcissez-le, "
    "ou faites-en plusieurs contributions."
)
NO_FORM = "Cette adresse attend un formulaire, rempli depuis sa page."
NO_FILE = (
    "Ce formulaire ne reçoit pas de fichier. Le texte que vous aviez écrit est gardé ici\u00a0: "
    "envoyez-le sans le fichier, et donnez son adresse s’il est en ligne."
)


def verifier() -> None:
    """Read the form that is sent; from then on nothing of it is to be lost (``g.recu``).

    Raises:
        EnvoiTropLongError: it is larger than any of ours.
        EnvoiIllisibleError: it is no form.
        PieceInattendueError: a file comes with it.
    """
    if request.mimetype not in KINDS:
        raise EnvoiIllisibleError(NO_FORM)
    request.max_content_length = request.max_form_memory_size = MOST
    try:
        files = request.files
    except RequestEntityTooLarge as error:
        _drain()
        raise EnvoiTropLongError(TOO_LONG) from error
    g.recu = True
    if any(file.filename for file in files.values()):
        raise PieceInattendueError(NO_FILE)


def _drain() -> None:
    """Read the rest and throw it away, so that a browser hears why it is refused."""
    left, stream = DRAINED, request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, MOST))):
        left -= len(chunk)
