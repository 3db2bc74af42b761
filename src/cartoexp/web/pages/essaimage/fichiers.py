"""The whole ranking as rows, for the files: each row says from what and when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.web.pages.essaimage.etat import check_places, leave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.depart import Depart
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.essaimage.adresse import Adresse

    Cellule = str | float | None

TOLD = 1_000
"""Candidates whose reasons are written: those of the others would take seconds to find."""
EVERY = 100_000
DIGITS = 4
COLUMNS = (
    ("rang", "Rang dans ce classement"),
    ("niveau", "Niveau du territoire"),
    ("code", "Code officiel géographique ou SIREN"),
    ("nom", "Nom"),
    ("code_departement", "Département (celui de la plupart de ses communes pour un EPCI)"),
    ("code_region", "Région"),
    ("code_epci", "SIREN de l’intercommunalité"),
    ("population", "Population municipale, en habitants"),
    ("drapeau", "comparable, a_adapter ou eloigne"),
    ("ressemblance", "Part des autres territoires du niveau qui ressemblent moins, de 0 à 1"),
    ("score", "Somme des contributions\u202f; ne vaut que par le rang qu’il donne"),
    ("rang_bas", "Plus petit rang dans 90\u202f% des tirages"),
    ("rang_haut", "Plus grand rang dans 90\u202f% des tirages"),
    ("rapproche", "Ce qui rapproche des implantations"),
    ("eloigne", "Ce qui en éloigne"),
    ("a_adapter", "Ce qui diffère le plus des implantations"),
    ("implantation_semblable", "Code de l’implantation au profil le plus proche"),
    ("implantation_voisine", "Code de l’implantation la plus proche sur la carte"),
    ("distance_km", "Distance à celle-ci, à vol d’oiseau"),
)
MADE = (
    ("depart", "Expérimentation du catalogue, ou «\u00a0liste\u00a0»"),
    ("reglages", "Réglages, comme dans l’adresse de la page"),
    ("calcule_le", "Date du calcul"),
)
CONTRIBUTION = "contribution_"


@dataclass(frozen=True, slots=True)
class Fichier:
    """A whole ranking, ready to be written."""

    adresse: Adresse
    depart: Depart
    candidats: Sequence[Candidat]
    themes: Sequence[str]
    today: date

    @property
    def nom(self) -> str:
        """Name of the file, without its ending."""
        start = self.depart.record.experiment.id if self.depart.record else "liste"
        return f"cartoexp-essaimage-{start}-{self.depart.niveau}-{self.today}".replace("_", "-")

    @property
    def reglages(self) -> str:
        """The settings as the address has them."""
        told = self.adresse.href("", page=1, candidat="", experimentation="", codes=())
        return told.removeprefix("?")

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        themes = [f"{CONTRIBUTION}{theme}" for theme in self.themes]
        return [*(n for n, _ in COLUMNS), *themes, *(n for n, _ in MADE)]

    def rows(self) -> Iterator[list[Cellule]]:
        """Yield the rows, best first."""
        record = self.depart.record
        made = [record.experiment.id if record else "liste", self.reglages, str(self.today)]
        for c in self.candidats:
            parts = [round(c.contributions[theme], DIGITS) for theme in self.themes]
            yield [*_territoire(c.rang, c.territoire), *_candidat(c), *parts, *made]


def _territoire(rang: int, t: Territoire) -> list[Cellule]:
    codes = (t.code_departement, t.code_region, t.code_epci)
    return [rang, t.niveau.value, t.code, t.nom, *codes, t.population]


def _candidat(c: Candidat) -> list[Cellule]:
    return [
        c.drapeau.value,
        round(c.percentile, 5),
        round(c.score, DIGITS),
        *(c.intervalle or (None, None)),
        " ; ".join(c.pour),
        " ; ".join(c.contre),
        " ; ".join(c.adapter),
        c.semblable and c.semblable.code,
        c.voisine and c.voisine.code,
        None if c.voisine_km is None else round(c.voisine_km, 1),
    ]


def gather_all(services: Services, adresse: Adresse, today: date) -> Fichier:
    """Return the whole ranking of an address; reasons are those of the first :data:`TOLD`.

    Raises:
        InvalidParametersError: for what means nothing.
        ExperimentNotFoundError: for an unknown experiment.
    """
    check_places(services, adresse)
    depart = leave(services, adresse)
    first = services.essaimage.rank(depart, adresse.options(), TOLD)
    others = services.essaimage.rank(depart, adresse.options(details=False), EVERY, TOLD)
    return Fichier(adresse, depart, [*first.candidats, *others.candidats], first.themes, today)
