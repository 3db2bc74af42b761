"""What of a layer is shown: read from the query of its page and of its embeds, written back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.genres import PRESENTATION, Presentation, Symboles
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.domain.vocabulaires import Theme
from cartoexp.domain.vues import RACINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Territoire

GENRE = "ma-carte"
PATH = "/ma-carte"
MOST = 1e15
MAX_CATEGORIES, MAX_LABEL = 20, 120
OWN = (
    *("niveau", "minimum", "maximum", "categorie", "region", "departement"),
    *("symboles", "theme"),
)


@dataclass(frozen=True, slots=True)
class VueCouche:
    """A view of the layer of an address.

    ``niveau`` is ``None`` for the level that has most territories; ``categories`` are those that
    are shown, all when empty; ``themes`` are those of the experiments that are marked.
    """

    jeton: str
    niveau: NiveauCarte | None = None
    minimum: float | None = None
    maximum: float | None = None
    categories: tuple[str, ...] = ()
    region: str = ""
    departement: str = ""
    symboles: Symboles = Symboles.PROPORTIONNELS
    themes: tuple[Theme, ...] = ()
    presentation: Presentation = field(default_factory=Presentation)
    genre: str = GENRE

    @classmethod
    def parse(cls, jeton: str, query: Mapping[str, Sequence[str]]) -> VueCouche:
        """Read the query of a page or of an embed.

        Raises:
            InvalidParametersError: with every problem found.
        """
        reader = Reader({name: _filled(values) for name, values in query.items()})
        reader.refuse_unknown({*OWN, *PRESENTATION})
        level = None
        if any(reader.query.get("niveau", ())):
            level = reader.choice("niveau", NiveauCarte, NiveauCarte.COMMUNE)
        found = cls(
            jeton,
            level,
            reader.number("minimum", -MOST, MOST),
            reader.number("maximum", -MOST, MOST),
            _categories(reader),
            reader.code("region", Niveau.REGION) or "",
            reader.code("departement", Niveau.DEPARTEMENT) or "",
            reader.choice("symboles", Symboles, Symboles.PROPORTIONNELS),
            reader.choices("theme", Theme),
            Presentation.read(reader),
        )
        low, high = found.minimum, found.maximum
        if low is not None and high is not None and low > high:
            reader.problem("minimum", "La valeur minimale dépasse la valeur maximale.")
        reader.raise_problems()
        return found

    @property
    def filtree(self) -> bool:
        """Whether some territories are left out by their value."""
        return bool(self.categories) or self.minimum is not None or self.maximum is not None

    def situe(self, t: Territoire) -> bool:
        """Tell whether a territory is where it is asked for: in a région, in a département."""
        region = t.code if t.niveau is Niveau.REGION else t.code_region
        departement = t.code if t.niveau is Niveau.DEPARTEMENT else t.code_departement
        asked = ((self.region, region), (self.departement, departement))
        return all(not wanted or wanted == held for wanted, held in asked)

    def garde(self, valeur: float | str | None) -> bool:
        """Tell whether a value is among those that are asked for."""
        if valeur is None:
            return not self.filtree
        if isinstance(valeur, str):
            return not self.categories or valeur in self.categories
        low, high = self.minimum, self.maximum
        return (low is None or valeur >= low) and (high is None or valeur <= high)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the view; the usual ones are left out."""
        usual = self.symboles is Symboles.PROPORTIONNELS
        told = [
            ("niveau", str(self.niveau or "")),
            ("minimum", _written(self.minimum)),
            ("maximum", _written(self.maximum)),
            *(("categorie", name) for name in self.categories),
            ("region", self.region),
            ("departement", self.departement),
            ("symboles", "" if usual else self.symboles.value),
            ("theme", ",".join(self.themes)),
        ]
        return [(k, v) for k, v in told if v] + self.presentation.pairs()

    def page(self) -> str:
        """Return the address of the page that shows it."""
        kept = [pair for pair in self.pairs() if pair[0] not in PRESENTATION]
        return _address(f"{PATH}/{self.jeton}", kept)

    def path(self, extension: str = "") -> str:
        """Return the path of the embed, or of one of its files."""
        return f"{RACINE}/{GENRE}/{self.jeton}{f'.{extension}' if extension else ''}"

    def adresse(self, extension: str = "", **more: str) -> str:
        """Return the whole address; ``more`` are parameters of the file, written last."""
        return _address(self.path(extension), [*self.pairs(), *more.items()])


def _filled(values: Sequence[str]) -> Sequence[str]:
    """A form sends its empty fields: they ask for nothing."""
    return [text for value in values if (text := value.strip())]


def _categories(reader: Reader) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(reader.query.get("categorie", ())))
    if len(given) > MAX_CATEGORIES or any(len(name) > MAX_LABEL for name in given):
        reader.problem("categorie", "Ces catégories ne sont pas celles de cette carte.")
        return ()
    return given


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs, safe=',:')}" if pairs else path
