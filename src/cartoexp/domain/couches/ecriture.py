"""Rows of a layer as bytes, and back."""

from __future__ import annotations

import gzip
import json

from cartoexp.domain.couches.couche import Lignes
from cartoexp.domain.territoires import Niveau


def ecrire(lignes: Lignes) -> bytes:
    """Return rows as they are kept: the same bytes for the same rows."""
    told = {
        "territoires": [[niveau.value, code] for niveau, code in lignes.territoires],
        "rangs": lignes.rangs,
        "cellules": lignes.cellules,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 6, mtime=0)


def lire(contenu: bytes) -> Lignes:
    """Return rows that were kept."""
    told = json.loads(gzip.decompress(contenu))
    places = tuple((Niveau(niveau), str(code)) for niveau, code in told["territoires"])
    return Lignes(places, tuple(told["rangs"]), tuple(told["cellules"]))
