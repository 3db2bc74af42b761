"""The address of the page: where it starts from, weights, constraints; its only state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.genres import Genre
from cartoexp.domain.reglages import FLAGS, YES, Reglages
from cartoexp.domain.vues import Vue
from cartoexp.services.essaimage import Options

if TYPE_CHECKING:
    from typing import Any

    from cartoexp.domain.territoires import NiveauCarte

PATH = "/essaimage"
SIZE = 20
"""Candidates of a page."""
LAST_PAGE = 50
"""Beyond it a list is no longer read: the files hold all of it."""
LONGEST = 6_000
"""Characters of codes that an address may hold: browsers and servers take some 8,000 in all."""
MOST_WEIGHT, STEP = 3.0, 0.5
LEARNT = 1.0
CODE = re.compile(r"[0-9A-Za-z]{1,14}", re.ASCII)
PLACES = ("region", "departement")


@dataclass(frozen=True, slots=True)
class Adresse:
    """What is asked. ``experimentation`` or ``codes``, never both; neither: nothing yet.

    ``poids`` holds those that differ from what was learnt, by theme. ``candidat`` is the code of
    the one whose card is open; ``page`` counts from 1.
    """

    experimentation: str = ""
    codes: tuple[str, ...] = ()
    niveau: NiveauCarte | None = None
    poids: tuple[tuple[str, float], ...] = ()
    population_min: int | None = None
    population_max: int | None = None
    region: str | None = None
    departement: str | None = None
    voisine: bool = False
    un_par_epci: bool = False
    deja: bool = False
    conditions: bool = False
    page: int = 1
    candidat: str = ""

    @property
    def vide(self) -> bool:
        """Whether nothing to start from is given."""
        return not self.experimentation and not self.codes

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the address, in one order only."""
        weights = ",".join(f"{theme}:{weight:g}" for theme, weight in self.poids)
        told = {
            "experimentation": self.experimentation,
            "codes": ",".join(self.codes),
            "niveau": self.niveau and self.niveau.value,
            "poids": weights,
            "population_min": self.population_min,
            "population_max": self.population_max,
            "region": self.region,
            "departement": self.departement,
            **{name: YES if getattr(self, name) else "" for name in FLAGS},
            "page": self.page if self.page > 1 else "",
            "candidat": self.candidat,
        }
        return [(name, str(value)) for name, value in told.items() if value not in {None, ""}]

    def href(self, path: str = PATH, **changes: Any) -> str:  # noqa: ANN401  fields of ours
        """Return the address of this view under ``path``, or of a changed one."""
        pairs = replace(self, **changes).pairs()
        return f"{path}?{urlencode(pairs, safe=',:')}" if pairs else path

    @property
    def start(self) -> Adresse:
        """Where it starts from and nothing else."""
        return Adresse(self.experimentation, self.codes, self.niveau)

    @property
    def whole(self) -> Adresse:
        """The whole ranking: no page of it, no candidate of it."""
        return replace(self, page=1, candidat="")

    @property
    def contraintes(self) -> Contraintes:
        """Constraints on the candidates."""
        return Contraintes(
            regions=(self.region,) if self.region else (),
            departements=(self.departement,) if self.departement else (),
            population_min=self.population_min,
            population_max=self.population_max,
        )

    def options(self, *, details: bool = True) -> Options:
        """Return how to rank."""
        return Options(
            dict(self.poids),
            self.contraintes,
            voisine=self.voisine,
            un_par_epci=self.un_par_epci,
            avec_implantations=self.deja,
            conditions_remplies=self.conditions,
            details=details,
        )

    @property
    def vue(self) -> Vue | None:
        """The embed that shows the same, ``None`` for a list of codes, which has none."""
        if not self.experimentation:
            return None
        names = ("poids", "population_min", "population_max", *PLACES, *FLAGS)
        settings = Reglages(**{name: getattr(self, name) for name in names})
        return Vue(
            Genre.ESSAIMAGE, code=self.experimentation, niveau=self.niveau, reglages=settings
        )
