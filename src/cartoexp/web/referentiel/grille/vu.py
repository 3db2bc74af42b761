"""What the pages of a grid are given, and the frame that they share; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartoexp.domain.referentiel.grille import PARTIES, PROJET, TITRE
from cartoexp.domain.referentiel.lacunes import manques
from cartoexp.domain.territoires import Niveau
from cartoexp.services.temoins.saisie import nommer
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import GRILLE, PATH, sous

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.referentiel import Faute
    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Element, Node
    from cartoexp.web.shell import Page

LARGES = (Niveau.DEPARTEMENT, Niveau.REGION)
NOM = "Grille d’évaluation avant le départ"


@dataclass(frozen=True, slots=True)
class Vu:
    """A grid and what a page of it shows: what was written, what is wrong, why it was not saved.

    ``departements`` are names by code.
    """

    jeton: str
    dossier: Dossier
    jour: date
    dit: Mapping[str, Any] = field(default_factory=dict)
    fautes: Sequence[Faute] = ()
    croisee: str = ""
    status: int = 200
    departements: Mapping[str, str] = field(default_factory=dict)

    @property
    def chemin(self) -> str:
        """The path of the whole grid."""
        return sous(GRILLE, self.jeton)

    def nommer(self, t: Territoire) -> str:
        """Return a territory so that it can be told from its namesakes."""
        where = self.departements.get(t.code_departement or "", "")
        return nommer(t, "" if t.niveau in LARGES else where)

    @property
    def titre(self) -> str:
        """The name of the experiment."""
        return self.dossier.dit(PROJET, TITRE.nom)


def pas(vu: Vu) -> list[tuple[str, str, str]]:
    """Return the way through the parts, with what is missing in each."""
    left = [f.champ for f in manques(vu.dossier, vu.jour)]
    steps = [(f"{vu.chemin}/{name}", label, _reste(left.count(name))) for name, label in PARTIES]
    return [*steps, (vu.chemin, "Relire et joindre", "")]


def _reste(n: int) -> str:
    return f"{n} à compléter" if n else "complet"


def page(vu: Vu, titre: str, chapo: str, ici: str, contenu: Sequence[Node]) -> Page:
    """Return a part of a grid as a page."""
    return cadre.page(
        titre,
        "Une partie d’une grille d’évaluation.",
        [
            html.P(chapo, className="chapo"),
            cadre.etapes(pas(vu), f"{vu.chemin}/{ici}" if ici else vu.chemin, "Parties"),
            cadre.refus(vu.croisee),
            cadre.fautes(vu.fautes),
            *contenu,
        ],
        fil=((PATH, "Référentiel"), (vu.chemin, vu.titre)),
        status=vu.status,
    )


def formulaire(
    vu: Vu, partie: str, porte: Sequence[Element], champs: Sequence[Node], bouton: str
) -> Element:
    """Return the form of a part."""
    return html.Form(
        [
            *porte,
            cadre.numero(vu.dossier, partie),
            *champs,
            html.P(cadre.bouton(bouton, fort=True), className="actions"),
        ],
        method="post",
        action=f"{vu.chemin}/{partie}",
        className="referentiel__formulaire",
    )
