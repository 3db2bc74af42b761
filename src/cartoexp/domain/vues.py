"""What an embed shows: one object read from its address and written back one way only.

Pages, social cards, oEmbed, frozen views and the builder all name a view by this address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain import filters as filtering
from cartoexp.domain import reglages
from cartoexp.domain.echeances import Criteres
from cartoexp.domain.echeances import choix as echeances
from cartoexp.domain.filters import Filters
from cartoexp.domain.genres import PRESENTATION, Cible, Genre, Mesure, Presentation, Symboles
from cartoexp.domain.query import Reader
from cartoexp.domain.reglages import Reglages
from cartoexp.domain.territoires import Niveau, NiveauCarte

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RACINE = "/embed"
NOMBRE, TAUX = "nombre", "taux"
"""Colours that come from the catalogue; any other is an indicator, which services know."""
_COULEUR = re.compile(r"[a-z0-9_]{1,40}(:[A-Za-z0-9_-]{1,80})?", re.ASCII)
ROWS = {
    Genre.PALMARES: (10, 100),
    Genre.COMPARABLES: (5, 20),
    Genre.ESSAIMAGE: (10, 50),
    Genre.ECHEANCES: (12, 100),
}
"""Rows told unless asked otherwise, and the most of them."""
_COLOURED = frozenset({Genre.CARTE, Genre.PALMARES})
_OWN = {
    Genre.CARTE: ("niveau", "couleur", "symboles"),
    Genre.PALMARES: ("niveau", "couleur", "nombre"),
    Genre.CHIFFRE: ("mesure",),
    Genre.COMPARABLES: (*reglages.COMPARABLES, "nombre"),
    Genre.ESSAIMAGE: ("niveau", *reglages.ESSAIMAGE, "nombre"),
    Genre.ECHEANCES: (*echeances.PROPRES, "nombre"),
}
_PLACES = ("region", "departement", "epci")
FILTERS = {
    Genre.CARTE: tuple(n for n in filtering.PARAMETERS if n != "niveau"),
    Genre.PALMARES: tuple(n for n in filtering.PARAMETERS if n != "niveau"),
    Genre.CHIFFRE: filtering.PARAMETERS,
    Genre.EXPERIMENTATION: filtering.PARAMETERS,
    Genre.TERRITOIRE: tuple(n for n in filtering.PARAMETERS if n not in _PLACES),
    Genre.ECHEANCES: echeances.FILTRES,
}
"""Filters that a kind takes. « niveau » is what a map or a ranking colours, a filter elsewhere."""


def parameters(genre: Genre) -> tuple[str, ...]:
    """Return the names that the address of a kind may hold."""
    return (*_OWN.get(genre, ()), *FILTERS.get(genre, ()), *PRESENTATION)


@dataclass(frozen=True, slots=True)
class Vue:
    """A view.

    ``code`` is the id of an experiment, or the code of a territory of ``niveau_cible``. ``niveau``
    is what is coloured or ranked, ``None`` where the kind has none or leaves it to services;
    ``couleur`` is what colours it: services tell whether it exists. ``nombre`` is how many rows a
    ranking tells, 0 for the usual number. ``criteres`` are those of deadlines.
    """

    genre: Genre
    niveau_cible: Niveau | None = None
    code: str = ""
    filters: Filters = Filters()  # noqa: RUF009  frozen
    niveau: NiveauCarte | None = None
    couleur: str = NOMBRE
    symboles: Symboles = Symboles.AUCUN
    mesure: Mesure = Mesure.EXPERIMENTATIONS
    nombre: int = 0
    reglages: Reglages = field(default_factory=Reglages)
    criteres: Criteres = field(default_factory=Criteres)
    presentation: Presentation = field(default_factory=Presentation)

    @classmethod
    def parse(
        cls,
        genre: Genre,
        query: Mapping[str, Sequence[str]],
        *,
        niveau_cible: Niveau | None = None,
        code: str = "",
        also: Iterable[str] = (),
    ) -> Vue:
        """Read the query of an embed; ``also`` names parameters that others read.

        Raises:
            InvalidParametersError: with every problem found.
            ContradictionError: for years in the wrong order.
        """
        reader = Reader(query)
        reader.refuse_unknown({*parameters(genre), *also})
        found = cls(
            genre,
            niveau_cible,
            code,
            niveau=_niveau(genre, reader),
            couleur=_couleur(reader),
            symboles=reader.choice("symboles", Symboles, Symboles.AUCUN),
            mesure=reader.choice("mesure", Mesure, Mesure.EXPERIMENTATIONS),
            nombre=_nombre(genre, reader),
            reglages=_reglages(genre, reader),
            criteres=_criteres(genre, reader),
            presentation=Presentation.read(reader),
        )
        reader.raise_problems()
        echeances.check(found.criteres.periode)
        kept = FILTERS.get(genre, ())
        return replace(found, filters=Filters.parse({k: v for k, v in query.items() if k in kept}))

    @property
    def lignes(self) -> int:
        """How many rows a ranking tells."""
        return self.nombre or ROWS.get(self.genre, (0, 0))[0]

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the view; the usual ones are left out."""
        told = {
            "niveau": None if self.niveau is _usual(self.genre) else self.niveau,
            "couleur": "" if self.couleur == NOMBRE else self.couleur,
            "symboles": "" if self.symboles is Symboles.AUCUN else self.symboles,
            "mesure": "" if self.mesure is Mesure.EXPERIMENTATIONS else self.mesure,
            "nombre": self.nombre,
        }
        own = [(name, str(value)) for name, value in told.items() if value]
        settings = self.reglages.pairs(), self.criteres.pairs(), self.presentation.pairs()
        others = self.filters.pairs(), *settings
        return [*own, *(pair for pairs in others for pair in pairs)]

    def query(self) -> str:
        """Return the query string, without « ? »; :meth:`parse` reads it back."""
        return urlencode(self.pairs(), safe=",:")

    def path(self, extension: str = "") -> str:
        """Return the path of the embed, or of one of its files (« svg », « png »…)."""
        target = {
            Cible.EXPERIMENTATION: f"/{self.code}",
            Cible.TERRITOIRE: f"/{self.niveau_cible}/{self.code}",
        }.get(self.genre.cible, "")
        return f"{RACINE}/{self.genre}{target}{f'.{extension}' if extension else ''}"

    def adresse(self, extension: str = "", **more: str) -> str:
        """Return the whole address; ``more`` are parameters of the file, written last."""
        asked = urlencode([*self.pairs(), *more.items()], safe=",:")
        return f"{self.path(extension)}?{asked}" if asked else self.path(extension)


def _usual(genre: Genre) -> NiveauCarte | None:
    return NiveauCarte.DEPARTEMENT if genre in _COLOURED else None


def _niveau(genre: Genre, reader: Reader) -> NiveauCarte | None:
    if "niveau" not in _OWN.get(genre, ()) or not any(reader.query.get("niveau", ())):
        return _usual(genre)
    return reader.choice("niveau", NiveauCarte, NiveauCarte.DEPARTEMENT)


def _couleur(reader: Reader) -> str:
    found = reader.single("couleur") or NOMBRE
    if not _COULEUR.fullmatch(found):
        reader.problem("couleur", "Valeur inconnue pour « couleur ».", (NOMBRE, TAUX))
    return found


def _reglages(genre: Genre, reader: Reader) -> Reglages:
    if genre is Genre.COMPARABLES:
        return reglages.read_comparables(reader)
    return reglages.read_essaimage(reader) if genre is Genre.ESSAIMAGE else Reglages()


def _criteres(genre: Genre, reader: Reader) -> Criteres:
    return Criteres.read(reader) if genre is Genre.ECHEANCES else Criteres()


def _nombre(genre: Genre, reader: Reader) -> int:
    if genre not in ROWS:
        return 0
    usual, most = ROWS[genre]
    found = reader.integer("nombre", usual, 1, most)
    return 0 if found == usual else found
