"""A view as a picture that stands alone (SVG): words, map, legend and sources in one file; pure.

Two compositions: ``affiche``, as high as what it holds, and ``carte_sociale``, 1200 × 630, for what
a link shows elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from cartoexp.web.embeds import blocs, style, trace
from cartoexp.web.embeds.blocs import Feutre
from cartoexp.web.embeds.contenu import Barres, Carte, Faits, Frise, Nombre

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.web.embeds.contenu import Contenu, Encres, Figure

LARGEUR, MARGE = 800, 28
SOCIALE = (1200, 630)
SOCIAL_TOP = 40
SIDE = 214
"""Width of what stands beside a map."""
_PX = re.compile(r"stroke-width:([\d.]+)px")
LETTERS = """
text{font-family:RobotoRegular,Roboto,"Segoe UI",Arial,sans-serif;fill:var(--encre)}
.g,.sur{font-family:RobotoBold,Roboto,"Segoe UI",Arial,sans-serif;font-weight:700}
"""
TEXTS = (
    LETTERS
    + """
.fond{fill:var(--surface)}.d{fill:var(--encre-2)}
.a{fill:var(--accent)}.filet{fill:none;stroke:var(--trait)}.barre{fill:var(--accent)}
.piste{fill:var(--surface-2)}.ech{stroke:var(--trait-fort)}
.jalon{fill:var(--surface);stroke:var(--accent)}.plein{fill:var(--accent)}
"""
)


@dataclass(frozen=True, slots=True)
class Encre:
    """Colours of a picture: one theme, or the light one and the dark one by preference."""

    clair: Mapping[str, str]
    sombre: Mapping[str, str] = field(default_factory=dict)

    def feuille(self, echelle: float, encres: Encres | None = None) -> str:
        """Return the style sheet; widths of strokes are given in pixels of the picture."""
        own = encres.regles if encres else ""
        rules = _PX.sub(
            lambda found: f"stroke-width:{float(found[1]) / echelle:.2f}px",
            style.MARKS + own + TEXTS,
        )
        sheet = style.alone(rules, self.clair)
        if self.sombre:
            dark = style.alone(rules + style.NIGHT, self.sombre)
            sheet += f"@media (prefers-color-scheme:dark){{{dark}}}"
        return sheet

    def nuit(self, contenu: Contenu) -> str:
        """Return what turns a painted picture dark, where there is one and it may have to."""
        painted = any(isinstance(f, Carte) and f.peinture for f in contenu.figures)
        names = contenu.encres.peintes if contenu.encres else style.CLASSES
        return style.night(self.clair, self.sombre, names) if painted and self.sombre else ""


def affiche(contenu: Contenu, encre: Encre, mention: str, *, legende: bool = True) -> str:
    """Return the picture as high as it has to be, 800 units wide."""
    feutre = Feutre(MARGE, MARGE, LARGEUR - 2 * MARGE)
    feutre.texte(contenu.titre, 26, grasse=True)
    if contenu.sous_titre:
        feutre.texte(contenu.sous_titre, 15, "d")
    feutre.saute(4)
    if not _told_by_figure(contenu):
        feutre.texte(contenu.phrase, 16)
    feutre.saute(14)
    for figure in contenu.figures:
        _poster_figure(feutre, figure, legende=legende)
        feutre.saute(16)
    feutre.filet()
    feutre.texte(f"{contenu.sources} {mention}", 12.5, "d")
    feutre.texte("Cartoexp", 13, "a", grasse=True)
    return _file(contenu, feutre, encre, (LARGEUR, round(feutre.y + MARGE - 8)))


def _poster_figure(feutre: Feutre, figure: Figure, *, legende: bool) -> None:
    """Draw a figure across the picture."""
    match figure:
        case Carte():
            beside = legende or len(figure.feuilles) > 1
            wide = feutre.largeur - (SIDE + 26 if beside else 0)
            top = feutre.y
            low = blocs.carte(feutre, figure, wide, 560)
            side = feutre.colonne(feutre.x + wide + 26, top, SIDE)
            if legende and figure.legende:
                blocs.legende(side, figure, 13)
                side.saute(18)
            blocs.cartouches(side, figure, 3)
            feutre.y = max(low, side.y)
        case Barres():
            blocs.barres(feutre, figure, 15)
        case Nombre():
            blocs.nombre(feutre, figure, 110)
        case Faits():
            blocs.faits(feutre, figure, 15)
        case Frise():
            blocs.frise(feutre, figure, 15)


def carte_sociale(contenu: Contenu, encre: Encre, mention: str) -> str:
    """Return the picture for links: large words on the left, the figure alone on the right."""
    width, height = SOCIALE
    figure = contenu.figures[0]
    left = Feutre(64, 52, 500)
    left.texte("Cartoexp", 24, "a", grasse=True)
    left.saute(14)
    size = 44 if len(contenu.titre) <= 70 else 36  # noqa: PLR2004  letters
    left.texte(contenu.titre, size, grasse=True, most=4)
    left.saute(8)
    if contenu.sous_titre:
        left.texte(contenu.sous_titre, 22, "d", most=2)
    left.saute(6)
    if not _told_by_figure(contenu):
        left.texte(contenu.phrase, 22, most=5)
    right = left.colonne(612, SOCIAL_TOP, width - 612 - 48)
    facts = next((f for f in contenu.figures[1:] if isinstance(f, Faits)), None)
    _social_figure(right, figure, height, facts)
    if isinstance(figure, Carte) and figure.legende and left.y < 500:  # noqa: PLR2004  room left
        legend = right.colonne(64, max(left.y + 16, 440), 500)
        blocs.legende_en_ligne(legend, figure, 18)
    foot = right.colonne(64, 572, 1072)
    foot.texte(f"{contenu.sources} {mention}", 16, "d", most=2)
    return _file(contenu, right, encre, SOCIALE)


def _social_figure(feutre: Feutre, figure: Figure, height: int, facts: Faits | None) -> None:
    """Draw a figure on the right, and the first facts under it where there is room."""
    match figure:
        case Carte():
            insets = len(figure.feuilles) > 1
            beside = 96 if insets else 0
            feutre.y = blocs.carte(
                feutre, figure, feutre.largeur - beside, 510 if insets or not facts else 250
            )
            column = feutre.colonne(feutre.x + feutre.largeur - 84, SOCIAL_TOP, 84)
            blocs.cartouches(column, figure, 1, height=43, size=12)
            if facts:
                feutre.saute(14)
                blocs.faits(feutre, facts, 18, most=4)
        case Barres():
            blocs.barres(feutre, figure, 21, most=8)
        case Nombre():
            feutre.y = height / 2 - 150
            blocs.nombre(feutre, figure, 190)
        case Faits():
            blocs.faits(feutre, figure, 21, most=6)
        case Frise():
            blocs.frise(feutre, figure, 21, most=4)


def _told_by_figure(contenu: Contenu) -> bool:
    """Whether the figure is the sentence already."""
    return isinstance(contenu.figures[0], Nombre) if contenu.figures else False


def _patterns(contenu: Contenu, unit: float) -> str:
    own = contenu.encres.motifs(unit) if contenu.encres else ""
    return trace.patterns(unit) + own


def _file(contenu: Contenu, feutre: Feutre, encre: Encre, taille: tuple[int, int]) -> str:
    (width, height), echelle = taille, feutre.echelle
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="fr" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="t d">'
        f'<title id="t">{escape(contenu.titre)}</title><desc id="d">{escape(contenu.phrase)}</desc>'
        f"<style>{encre.feuille(echelle, contenu.encres)}</style>"
        f"{_patterns(contenu, 1 / echelle)}{encre.nuit(contenu)}"
        f'<rect class="fond" width="{width}" height="{height}"/>{"".join(feutre.parts)}</svg>'
    )
