"""What the builder gives to copy: frames, Markdown, picture, words, citation; pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.web.integrer.oembed import frame
from cartoexp.web.shell import SITE

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.figees import VueFigee
    from cartoexp.web.embeds import Rendu

ORIGIN = "https://adresse-du-site"
"""Stands for the address of the site where it is not known; our script puts the real one."""
PIXELS = "1200"


@dataclass(frozen=True, slots=True)
class Montre:
    """What is embedded: paths of the frame and of the page it leads to, words, height of the frame.

    ``figee_le`` is the day of a frozen view.
    """

    adresse: str
    lien: str
    titre: str
    phrase: str
    sources: str
    hauteur: int
    figee_le: date | None = None

    @classmethod
    def live(cls, rendu: Rendu) -> Montre:
        """Return a view that follows the data."""
        words = rendu.titre, rendu.phrase, rendu.sources
        return cls(rendu.vue.adresse(), rendu.contenu.lien, *words, rendu.hauteur)

    @classmethod
    def frozen(cls, vue: VueFigee) -> Montre:
        """Return a frozen view."""
        words = vue.titre, vue.phrase, vue.sources
        return cls(vue.chemin, vue.lien, *words, vue.hauteur, vue.figee_le)

    def fichier(self, extension: str, **parameters: str) -> str:
        """Return the path of a file of the same view."""
        path, _, query = self.adresse.partition("?")
        asked = "&".join(filter(None, (query, urlencode(parameters))))
        return f"{path}.{extension}?{asked}" if asked else f"{path}.{extension}"


@dataclass(frozen=True, slots=True)
class Code:
    """A text to copy: its name in the page, its label, what it is for, itself."""

    id: str
    nom: str
    aide: str
    texte: str


def codes(shown: Montre, origin: str, largeur: int, hauteur: int, day: date) -> list[Code]:
    """Return everything that can be copied; sizes are in pixels, 0 for the usual ones."""
    site = origin or ORIGIN
    high = hauteur or shown.hauteur
    own = frame(f"{site}{shown.adresse}", shown.titre, largeur or None, high)
    picture = f"{site}{shown.fichier('png', largeur=PIXELS)}"
    page = f"{site}{shown.lien}"
    alt = f"{shown.titre}. {shown.phrase}"
    return [
        Code(
            "cadre",
            "Cadre (iframe)",
            "À coller dans votre page. Ni script ni cookie.",
            own,
        ),
        Code(
            "script",
            "Cadre qui prend la bonne hauteur (script)",
            "Le même, avec un petit script de Cartoexp qui ajuste la hauteur.",
            f'{own}\n<script src="{site}/embed.js" async></script>',
        ),
        Code(
            "markdown",
            "Markdown",
            "L’image, avec un lien vers la page.",
            f"[![{_brackets(alt)}]({picture})]({page})",
        ),
        Code(
            "image",
            "Image",
            "L’image seule, avec son texte de remplacement.",
            f'<img src="{escape(picture)}" alt="{escape(alt)}" width="{PIXELS}" '
            f'style="max-width:100%;height:auto">',
        ),
        Code(
            "alternative",
            "Texte de remplacement",
            "Pour qui ne voit pas l’image.",
            alt,
        ),
        Code("citation", "Citation", "À placer sous la figure.", citation(shown, site, day)),
    ]


def citation(shown: Montre, site: str, day: date) -> str:
    """Return « Cartoexp, « … », d’après …, consulté le 24 novembre 2026, https://… »."""
    when = f"consulté le {dates.day(day)}"
    if shown.figee_le is not None:
        when = f"vue figée le {dates.day(shown.figee_le)}, consultée le {dates.day(day)}"
    told = f"{SITE}, {quote(shown.titre)}, d’après {producers(shown.sources)}, {when}"
    return f"{told}, {site}{shown.adresse}"


def producers(sources: str) -> str:
    """Return the sources as they stand in a sentence, without the licence."""
    told = sources.partition(f"{NBSP}: ")[2].partition(". Licence")[0] or sources
    for bare, article in (("catalogue Cartoexp", "le "), ("contours IGN", "les ")):
        told = told.replace(bare, f"{article}{bare}")
    return told


def _brackets(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
