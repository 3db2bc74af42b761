"""Frozen views: what is kept of one for good, and the hash that names it; pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import (
    CartoexpError,
    EnvoiEtrangerError,
    EnvoisEpuisesError,
    NotFoundError,
)
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.vues import RACINE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FORMATS = ("html", "svg", "csv", "json")
"""What is kept; pixels are drawn from the picture that is."""
MOST_BYTES = 1_500_000
"""Of one view, once compressed: ten times the largest of our embeds."""
LENGTH = 24
_EMPREINTE = re.compile(rf"[0-9a-f]{{{LENGTH}}}", re.ASCII)
_OF_THE_DAY = frozenset({"date", "page", "figee"})
"""What the values of a view say that is no part of them."""


class FigeeNotFoundError(NotFoundError):
    """No frozen view carries this hash."""


class FigeeRetireeError(CartoexpError):
    """This frozen view was withdrawn."""


class FigeeTropGrandeError(CartoexpError):
    """What would be kept is larger than what one view may take."""


class GelsEpuisesError(EnvoisEpuisesError):
    """As many views were frozen as may be."""


class GelEtrangerError(EnvoiEtrangerError):
    """Another site asks, through a visitor's browser, that a view be frozen."""


class GelsIllisiblesError(CartoexpError):
    """A file of frozen views is broken; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class VueFigee:
    """A view as it was on a day.

    ``adresse`` is that of the live view, ``lien`` the path of its page, ``hauteur`` that of its
    frame in pixels; ``contenus`` are its formats, gzipped, none once it is withdrawn.
    """

    empreinte: str
    adresse: str
    titre: str
    phrase: str
    sources: str
    lien: str
    hauteur: int
    figee_le: date
    contenus: Mapping[str, bytes]
    retiree_le: date | None = None
    motif: str = ""

    @property
    def chemin(self) -> str:
        """Path of the embed that never changes."""
        return chemin(self.empreinte)

    @property
    def le(self) -> str:
        """« figée le 24 novembre 2026 »."""
        return f"figée le {dates.day(self.figee_le)}"

    @property
    def retrait(self) -> str:
        """What its address says once it is withdrawn."""
        assert self.retiree_le is not None  # noqa: S101  asked of withdrawn ones only
        told = f"Cette vue, {self.le}, a été retirée le {dates.day(self.retiree_le)}"
        return f"{told}{NBSP}: {self.motif}." if self.motif else f"{told}."

    @property
    def octets(self) -> int:
        """Bytes that it takes."""
        return sum(map(len, self.contenus.values()))


def empreinte(valeurs: Mapping[str, Any]) -> str:
    """Return the hash of a view: its address and what it says, whatever the day.

    ``valeurs`` is the JSON of the view: its canonical address, its words, its rows.
    """
    kept = {k: v for k, v in valeurs.items() if k not in _OF_THE_DAY}
    told = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()[:LENGTH]


def is_empreinte(text: str) -> bool:
    """Tell whether a text has the shape of a hash."""
    return _EMPREINTE.fullmatch(text) is not None


def chemin(empreinte: str, extension: str = "") -> str:
    """Return the path of a frozen embed, or of one of its files."""
    return f"{RACINE}/fige/{empreinte}{f'.{extension}' if extension else ''}"


def changements(empreinte: str) -> str:
    """Return the path of the page that tells what has changed since."""
    return f"/figes/{empreinte}"
