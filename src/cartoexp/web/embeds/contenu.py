"""What an embed tells, whatever the format: words, figures, a table; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.services.dessins.feuille import Feuille

Valeur = str | int | float | None


@dataclass(frozen=True, slots=True)
class Entree:
    """A line of a legend: look (a class of the style sheet), label, number of territories."""

    aspect: str
    nom: str
    nombre: int | None = None


@dataclass(frozen=True, slots=True)
class Symbole:
    """A mark on a frame of the map (by its rank): place and radius in units."""

    feuille: int
    x: float
    y: float
    rayon: float
    aspect: str
    titre: str
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Peinture:
    """A picture (PNG) in place of shapes, of the size of the main frame.

    ``peindre`` makes it at a width in pixels; ``largeur`` is the one that is wanted.
    """

    peindre: Callable[[int], bytes]
    largeur: int

    def faite(self) -> bytes:
        """Return the picture."""
        return self.peindre(self.largeur)


@dataclass(frozen=True, slots=True)
class Carte:
    """A map: frames, the main one first; look and title of each territory by code."""

    feuilles: Sequence[Feuille]
    aspects: Mapping[str, str]
    titres: Mapping[str, str]
    legende: Sequence[Entree] = ()
    nom: str = ""
    """Title of the legend."""
    symboles: Sequence[Symbole] = ()
    peinture: Peinture | None = None


@dataclass(frozen=True, slots=True)
class Barre:
    """A row of a ranking: ``part`` (0 to 1) is the length of its bar, ``None`` without one."""

    rang: str
    nom: str
    lien: str
    valeur: str
    part: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Barres:
    """A ranking."""

    barres: Sequence[Barre]
    nom: str = ""


@dataclass(frozen=True, slots=True)
class Nombre:
    """One figure, with the words that make a sentence of it."""

    valeur: str
    unite: str


@dataclass(frozen=True, slots=True)
class Fait:
    """A figure of a territory: label, value with its unit, what to compare it with, source."""

    nom: str
    valeur: str
    repere: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Faits:
    """Key figures."""

    faits: Sequence[Fait]


MARQUES = {"passe": "passée", "venir": "à venir", "doute": "jour inconnu, passée ou à venir"}
"""What the marks of a timeline mean: a full disc, a hollow one, a lozenge."""


@dataclass(frozen=True, slots=True)
class Repere:
    """A date of a timeline; ``aspect`` is one of :data:`MARQUES`."""

    quand: str
    nom: str
    lien: str
    note: str
    aspect: str


@dataclass(frozen=True, slots=True)
class Frise:
    """A timeline, in the order in which it is read."""

    reperes: Sequence[Repere]

    @property
    def cle(self) -> list[tuple[str, str]]:
        """The marks that it has and their meaning."""
        held = {r.aspect for r in self.reperes}
        return [(aspect, told) for aspect, told in MARQUES.items() if aspect in held]


Figure = Carte | Barres | Nombre | Faits | Frise


@dataclass(frozen=True, slots=True)
class Tableau:
    """The values as people read them; ``nombres`` are the columns aligned to the right."""

    titre: str
    colonnes: Sequence[str]
    lignes: Sequence[Sequence[str]]
    nombres: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Fichier:
    """The values as programs read them."""

    colonnes: Sequence[str]
    lignes: Sequence[Sequence[Valeur]]


@dataclass(frozen=True, slots=True)
class Encres:
    """Looks that a content has of its own.

    ``regles`` are added to the style sheet, ``couleurs`` to the tokens that are sent; ``motifs``
    gives patterns, for a pixel in units of the map; ``peintes`` are the colours of its picture.
    """

    regles: str
    couleurs: Sequence[str]
    motifs: Callable[[float], str]
    peintes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Contenu:
    """Everything that is told of a view.

    ``lien`` is the path of the page of Cartoexp that shows the same; ``hauteur`` is the height in
    pixels that a frame of 600 pixels needs; ``donnees`` are what the JSON adds of its own.
    """

    titre: str
    sous_titre: str
    phrase: str
    sources: str
    lien: str
    figures: Sequence[Figure]
    tableau: Tableau
    fichier: Fichier
    hauteur: int = 520
    donnees: Mapping[str, Any] = field(default_factory=dict)
    encres: Encres | None = None
    muet: bool = False
    """Whether the page around says the sentence already."""


@dataclass(frozen=True, slots=True)
class Pied:
    """What dates an embed, as a sentence; where a frozen one tells what has changed since."""

    mention: str
    changements: str = ""
