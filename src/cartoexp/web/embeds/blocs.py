"""Parts of a picture that stands alone, written one under the other; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.services.polices import police
from cartoexp.web.embeds import trace

if TYPE_CHECKING:
    from cartoexp.web.embeds.contenu import Barres, Carte, Entree, Faits, Frise, Nombre

LEADING = 1.3


@dataclass(slots=True)
class Feutre:
    """A column that is filled from the top: where it begins, how wide it is, what is drawn.

    ``echelle`` is that of the map: patterns are made for it, so samples are drawn at it too.
    """

    x: float
    y: float
    largeur: float
    parts: list[str] = field(default_factory=list)
    echelle: float = 1.0

    def colonne(self, x: float, y: float, largeur: float) -> Feutre:
        """Return another column of the same picture."""
        return Feutre(x, y, largeur, self.parts, self.echelle)

    def saute(self, hauteur: float) -> None:
        """Leave room."""
        self.y += hauteur

    def texte(
        self, texte: str, taille: float, aspect: str = "", *, grasse: bool = False, most: int = 99
    ) -> None:
        """Write a text on as many lines as it takes, at most ``most``."""
        font = police(grasse=grasse)
        for line in font.lignes(texte, taille, self.largeur, most):
            self.y += taille * LEADING
            kind = " ".join(filter(None, (aspect, "g" if grasse else "")))
            self.ligne((self.x, self.y - taille * (LEADING - 1)), line, taille, kind)

    def ligne(
        self,
        place: tuple[float, float],
        texte: str,
        taille: float,
        aspect: str = "",
        *,
        ancre: str = "",
    ) -> None:
        """Write one line at a place."""
        x, y = place
        kind = f' class="{aspect}"' if aspect else ""
        anchor = f' text-anchor="{ancre}"' if ancre else ""
        self.parts.append(
            f'<text x="{x:.4g}" y="{y:.4g}" font-size="{taille:g}"{kind}{anchor}>'
            f"{escape(texte, quote=False)}</text>"
        )

    def filet(self) -> None:
        """Draw a rule across the column."""
        self.parts.append(f'<path class="filet" d="M{self.x:g} {self.y:g}h{self.largeur:g}"/>')
        self.y += 4


def carte(feutre: Feutre, figure: Carte, wide: float, high: float) -> float:
    """Draw the main frame in a box at the pen, set the scale, return where it ends."""
    x, y = feutre.x, feutre.y
    sheet = figure.feuilles[0]
    scale = feutre.echelle = min(wide / sheet.largeur, high / sheet.hauteur)
    left = x + (wide - sheet.largeur * scale) / 2
    feutre.parts.append(
        f'<g class="terres" transform="translate({left:.4g} {y:.4g}) scale({scale:.4g})">'
        f"{trace.drawing(figure, 0)}</g>"
    )
    return y + sheet.hauteur * scale


def cartouches(
    feutre: Feutre, figure: Carte, columns: int, height: float = 62, size: float = 11.5
) -> None:
    """Draw the insets in a grid, with their names."""
    wide = feutre.largeur / columns
    insets = range(1, len(figure.feuilles))
    for place, rank in enumerate(insets):
        sheet = figure.feuilles[rank]
        row, column = divmod(place, columns)
        middle = feutre.x + wide * (column + 0.5)
        top = feutre.y + row * (height + 2.6 * size + 8)
        scale = min((wide - 8) / sheet.largeur, height / sheet.hauteur)
        left = middle - sheet.largeur * scale / 2
        feutre.parts.append(
            f'<g class="terres" transform="translate({left:.4g} {top:.4g}) scale({scale:.4g})">'
            f"{trace.drawing(figure, rank)}</g>"
        )
        for line, text in enumerate(police().lignes(sheet.nom, size, wide, 2)):
            base = top + height + size * (1.1 + 1.15 * line)
            feutre.ligne((middle, base), text, size, "d", ancre="middle")
    rows = -(-len(insets) // columns)
    feutre.y += rows * (height + 2.6 * size + 8)


def legende(feutre: Feutre, figure: Carte, size: float) -> None:
    """Write the classes one under the other, with the number of territories of each."""
    if figure.nom:
        feutre.texte(figure.nom, size, grasse=True)
        feutre.saute(6)
    for e in figure.legende:
        high = size * 1.1
        lines = police().lignes(e.nom, size, feutre.largeur - 2 * high - (46 if e.nombre else 10))
        _swatch(feutre, e, (feutre.x, feutre.y + 2), 2 * high)
        for rank, line in enumerate(lines):
            base = feutre.y + high + 1.2 * size * rank
            feutre.ligne((feutre.x + 2 * high + 9, base), line, size)
        if e.nombre is not None:
            right = feutre.x + feutre.largeur
            feutre.ligne((right, feutre.y + high), number(e.nombre), size - 1, "d", ancre="end")
        feutre.saute(size * (0.45 + 1.2 * len(lines)))


def legende_en_ligne(feutre: Feutre, figure: Carte, size: float) -> None:
    """Write the classes side by side, on as many lines as they take."""
    if figure.nom:
        feutre.texte(figure.nom, size, grasse=True)
        feutre.saute(6)
    x, high = feutre.x, size * 1.05
    for e in figure.legende:
        wide = 2 * high + 8 + police().largeur(e.nom, size)
        if x + wide > feutre.x + feutre.largeur:
            x = feutre.x
            feutre.saute(size * 1.7)
        _swatch(feutre, e, (x, feutre.y + 2), 2 * high)
        feutre.ligne((x + 2 * high + 8, feutre.y + high), e.nom, size)
        x += wide + 16
    feutre.saute(size * 1.7)


def _swatch(feutre: Feutre, e: Entree, place: tuple[float, float], wide: float) -> None:
    (x, y), high, scale = place, wide / 2, feutre.echelle
    feutre.parts.append(
        f'<g transform="translate({x:.4g} {y:.4g}) scale({scale:.4g})">'
        f"{trace.swatch(e.aspect, wide / scale, high / scale)}</g>"
    )


def barres(feutre: Feutre, figure: Barres, size: float, most: int = 99) -> None:
    """Write a ranking: rank, name, value, and the bar under them."""
    if figure.nom:
        feutre.texte(figure.nom, size - 1, "d")
        feutre.saute(4)
    gutter = 2.4 * size
    for barre in figure.barres[:most]:
        base = feutre.y + size * 1.05
        feutre.ligne((feutre.x, base), barre.rang, size, "d")
        room = feutre.largeur - gutter - police(grasse=True).largeur(barre.valeur, size) - 12
        name = police().lignes(barre.nom, size, room, 1)[0]
        feutre.ligne((feutre.x + gutter, base), name, size)
        right = feutre.x + feutre.largeur
        feutre.ligne((right, base), barre.valeur, size, "g", ancre="end")
        left, wide = feutre.x + gutter, feutre.largeur - gutter
        top, high = base + size * 0.42, size * 0.36
        shares = () if barre.part is None else (("piste", 1.0), ("barre", barre.part))
        for kind, share in shares:
            feutre.parts.append(
                f'<rect class="{kind}" x="{left:.4g}" y="{top:.4g}" width="{wide * share:.4g}" '
                f'height="{high:.3g}" rx="{high / 2:.3g}"/>'
            )
        feutre.saute(size * (2.25 if shares else 1.75))
        if barre.note:
            feutre.y -= size * 0.3
            column = feutre.colonne(left, feutre.y, wide)
            column.texte(barre.note, size * 0.82, "d", most=2)
            feutre.y = column.y + size * 0.4


def nombre(feutre: Feutre, figure: Nombre, size: float) -> None:
    """Write the one figure, with its unit."""
    wide = police(grasse=True).largeur(figure.valeur, size)
    size = min(size, size * feutre.largeur / max(wide, 1))
    feutre.texte(figure.valeur, size, "a", grasse=True)
    feutre.texte(figure.unite, max(20.0, size * 0.2))


def faits(feutre: Feutre, figure: Faits, size: float, most: int = 99) -> None:
    """Write key figures: label on the left, value on the right, what to compare it with under."""
    for fait in figure.faits[:most]:
        base = feutre.y + size * 1.1
        feutre.ligne((feutre.x, base), fait.nom, size)
        feutre.ligne((feutre.x + feutre.largeur, base), fait.valeur, size, "g", ancre="end")
        feutre.saute(size * 1.5)
        if fait.repere:
            feutre.texte(fait.repere, size * 0.82, "d", most=2)
        feutre.saute(size * 0.4)
        feutre.filet()


def frise(feutre: Feutre, figure: Frise, size: float, most: int = 99) -> None:
    """Write a timeline: dates on the left, a mark that tells past from future, what and why."""
    _key(feutre, figure, size * 0.82)
    shown = figure.reperes[:most]
    dates = police(grasse=True)
    wide = max((dates.largeur(r.quand, size) for r in shown), default=0.0)
    axis, gap = feutre.x + wide + 1.1 * size, 1.1 * size
    top = feutre.y
    marks = []
    for repere in shown:
        base = feutre.y + size
        feutre.ligne((feutre.x + wide, base), repere.quand, size, "g", ancre="end")
        marks.append(_mark(axis, base - 0.36 * size, 0.34 * size, repere.aspect))
        column = feutre.colonne(
            axis + gap, feutre.y - 0.3 * size, feutre.largeur - wide - 2.2 * size
        )
        column.texte(repere.nom, size, most=2)
        if repere.note:
            column.texte(repere.note, size * 0.82, "d", most=2)
        feutre.y = column.y + size * 0.7
    if len(shown) > 1:
        path = f"M{axis:.4g} {top + 0.6 * size:.4g}V{feutre.y - 1.4 * size:.4g}"
        feutre.parts.append(f'<path class="filet" d="{path}"/>')
    feutre.parts.extend(marks)


def _key(feutre: Feutre, figure: Frise, size: float) -> None:
    """Write what the marks mean, on as many lines as it takes."""
    x = feutre.x
    for aspect, told in figure.cle:
        wide = 1.5 * size + police().largeur(told, size)
        if x > feutre.x and x + wide > feutre.x + feutre.largeur:
            x = feutre.x
            feutre.saute(size * 1.5)
        feutre.parts.append(_mark(x + 0.5 * size, feutre.y + 0.65 * size, 0.36 * size, aspect))
        feutre.ligne((x + 1.4 * size, feutre.y + size), told, size, "d")
        x += wide + 1.2 * size
    feutre.saute(size * 2.2)


def _mark(x: float, y: float, r: float, aspect: str) -> str:
    """A full disc is past, a hollow one to come, a hollow lozenge may be either."""
    if aspect == "doute":
        path = f"M{x:.4g} {y - r:.4g}l{r:.3g} {r:.3g} {-r:.3g} {r:.3g} {-r:.3g} {-r:.3g}z"
        return f'<path class="jalon" d="{path}"/>'
    kind = "jalon plein" if aspect == "passe" else "jalon"
    return f'<circle class="{kind}" cx="{x:.4g}" cy="{y:.4g}" r="{r:.3g}"/>'
