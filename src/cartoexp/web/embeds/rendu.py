"""A view as it is sent, in every format; what is not asked for is not made."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from cartoexp.domain.genres import Apparence, Genre
from cartoexp.domain.phrases import dates
from cartoexp.services import images
from cartoexp.services.sorties.separe import write_plain
from cartoexp.web.embeds import (
    carte,
    chiffre,
    comparables,
    document,
    echeances,
    essaimage,
    experimentation,
    mots,
    palmares,
    planche,
    style,
    territoire,
)
from cartoexp.web.embeds.contenu import Carte, Pied
from cartoexp.web.embeds.planche import Encre

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cartoexp.domain.genres import Presentation
    from cartoexp.domain.vues import Vue
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Contenu, Figure

GATHERERS: dict[Genre, Callable[[Web, Vue], Contenu]] = {
    Genre.CARTE: carte.gather,
    Genre.EXPERIMENTATION: experimentation.gather,
    Genre.TERRITOIRE: territoire.gather,
    Genre.PALMARES: palmares.gather,
    Genre.CHIFFRE: chiffre.gather,
    Genre.COMPARABLES: comparables.gather,
    Genre.ESSAIMAGE: essaimage.gather,
    Genre.ECHEANCES: echeances.gather,
}
COARSE, FINE = 800, 1_400
"""Width up to which a picture paints its communes as a page does; beyond it, at the other one."""


class Adressee(Protocol):
    """What is shown: a view of Cartoexp, or of a layer that somebody brought."""

    @property
    def genre(self) -> str: ...  # noqa: D102
    @property
    def presentation(self) -> Presentation: ...  # noqa: D102
    def adresse(self, extension: str = "", **more: str) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Rendu:
    """A view with its words; formats are written when they are asked for.

    ``largeur`` and ``hauteur`` are those that a frame is given, in pixels; ``changements`` is where
    a frozen view tells what has changed since, empty for one that follows the data.
    """

    vue: Adressee
    contenu: Contenu
    jour: date
    web: Web
    largeur: int = 600
    changements: str = ""

    @property
    def titre(self) -> str:
        """Title."""
        return self.contenu.titre

    @property
    def sous_titre(self) -> str:
        """Filters in words."""
        return self.contenu.sous_titre

    @property
    def phrase(self) -> str:
        """What it shows, written from the data: the text alternative."""
        return self.contenu.phrase

    @property
    def sources(self) -> str:
        """Line of the sources."""
        return self.contenu.sources

    @property
    def date(self) -> str:
        """Date of the data, in words."""
        return dates.day(self.jour)

    @property
    def mention(self) -> str:
        """What dates it, as a sentence."""
        return f"{'Vue figée le' if self.changements else 'Données du'} {self.date}."

    @property
    def hauteur(self) -> int:
        """Height of a frame of the usual width, in pixels."""
        return self.contenu.hauteur

    @cached_property
    def html(self) -> bytes:
        """The page."""
        presentation = self.vue.presentation
        own, clair, sombre = self.contenu.encres, self.web.palette, self.web.palette_sombre
        sheet = style.page(presentation.apparence, clair, sombre, own)
        night = style.night(clair, sombre, own.peintes if own else style.CLASSES)
        foot = Pied(self.mention, self.changements)
        return document.write(self.contenu, presentation, sheet, foot, night).encode()

    @cached_property
    def svg(self) -> bytes:
        """The picture that stands alone; light or dark by preference unless one is chosen."""
        made = planche.affiche(self.contenu, self._encre, self.mention, legende=self._legende)
        return made.encode()

    @cached_property
    def carte_sociale(self) -> bytes:
        """The picture of links (SVG, 1200 × 630)."""
        return planche.carte_sociale(self.contenu, self._encre, self.mention).encode()

    def png(self, largeur: int = 1200) -> bytes:
        """The picture in pixels."""
        held = self._fine if largeur > COARSE else self.contenu
        made = planche.affiche(held, self._seule, self.mention, legende=self._legende)
        return images.png(made, largeur)

    def png_social(self, largeur: int = 1200) -> bytes:
        """The picture of links in pixels."""
        return images.png(planche.carte_sociale(self._fine, self._seule, self.mention), largeur)

    @property
    def _fine(self) -> Contenu:
        """The same, its communes painted finely enough for a large picture."""
        return replace(self.contenu, figures=tuple(map(_finer, self.contenu.figures)))

    @property
    def _legende(self) -> bool:
        return self.vue.presentation.legende

    @property
    def _encre(self) -> Encre:
        if self.vue.presentation.apparence is Apparence.AUTO:
            return Encre(self.web.palette, self.web.palette_sombre)
        return self._seule

    @property
    def _seule(self) -> Encre:
        """Colours of one theme: pixels have no preference."""
        dark = self.vue.presentation.apparence is Apparence.SOMBRE
        return Encre(self.web.palette_sombre if dark else self.web.palette)

    @cached_property
    def csv(self) -> bytes:
        """The values as a file (RFC 4180)."""
        fichier = self.contenu.fichier
        return write_plain(fichier.colonnes, fichier.lignes)

    @cached_property
    def json(self) -> bytes:
        """The view and its values, for programs."""
        contenu, fichier = self.contenu, self.contenu.fichier
        told: dict[str, Any] = {
            "genre": str(self.vue.genre),
            "adresse": self.vue.adresse(),
            "page": contenu.lien,
            "titre": contenu.titre,
            "sousTitre": contenu.sous_titre,
            "phrase": contenu.phrase,
            "sources": contenu.sources,
            "licence": mots.LICENCE,
            "date": self.jour.isoformat(),
            **contenu.donnees,
            "donnees": [dict(zip(fichier.colonnes, row, strict=True)) for row in fichier.lignes],
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _finer(figure: Figure) -> Figure:
    if not isinstance(figure, Carte) or figure.peinture is None:
        return figure
    return replace(figure, peinture=replace(figure.peinture, largeur=FINE))


def rendre(web: Web, vue: Vue) -> Rendu:
    """Return a view, ready to be written in any format.

    Raises:
        InvalidParametersError: for what the services refuse.
        NotFoundError: for a target that does not exist.
    """
    return Rendu(vue, GATHERERS[vue.genre](web, vue), web.today(), web)
