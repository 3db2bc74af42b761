"""The whole ranking as files, and the map as one picture: each row says from what it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.services.sorties import Colonne, Table
from cartoexp.services.sorties.colonnes import entier, nombre, texte
from cartoexp.services.tableaux import provenance
from cartoexp.services.tableaux.formes import centres
from cartoexp.services.tableaux.territoires import IDENTITY
from cartoexp.web.context import cached
from cartoexp.web.pages.essaimage import dessin, mots, reglages
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.pages.essaimage.candidat import MET
from cartoexp.web.pages.essaimage.etat import check_places, leave
from cartoexp.web.pages.essaimage.lecture import demanded
from cartoexp.web.sorties import marked, notice, offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.depart import Depart
    from cartoexp.services.sorties import Valeur
    from cartoexp.web.context import Web
    from cartoexp.web.pages.essaimage.adresse import Adresse

TOLD = 1_000
"""Candidates whose reasons are written: those of the others would take seconds to find."""
EVERY = 100_000
DIGITS = 4
LIST = "liste"
CAUTION = (
    "Un rang de ressemblance n’est pas une probabilité de réussite. Ce classement ne sait rien de "
    "la volonté politique, des moyens ni du calendrier de ces territoires."
)
COLUMNS = (
    entier("rang", "Rang dans ce classement.", requis=True),
    *IDENTITY,
    texte("code_departement", "Département ; pour un EPCI, celui de la plupart de ses communes."),
    texte("code_region", "Région."),
    texte("code_epci", "SIREN de l’intercommunalité."),
    entier("population", "Population municipale, en habitants ; vide si inconnue."),
    texte("drapeau", "comparable, a_adapter ou eloigne.", requis=True),
    nombre("ressemblance", "Part des autres territoires qui ressemblent moins, de 0 à 1."),
    nombre("score", "Somme des contributions ; ne vaut que par le rang qu’il donne."),
    entier("rang_bas", "Plus petit rang dans 90 % des tirages."),
    entier("rang_haut", "Plus grand rang dans 90 % des tirages."),
    texte("rapproche", "Ce qui rapproche des implantations."),
    texte("eloigne", "Ce qui en éloigne."),
    texte("a_adapter", "Ce qui diffère le plus des implantations."),
    texte("conditions", "Conditions de la notice que nos données vérifient, séparées par « | »."),
    texte("implantation_semblable", "Code de l’implantation au profil le plus proche."),
    texte("implantation_voisine", "Code de l’implantation la plus proche sur la carte."),
    nombre("distance_km", "Distance à celle-ci, à vol d’oiseau, en kilomètres."),
)
MADE = (
    texte("depart", "Expérimentation du catalogue, ou « liste »."),
    texte("reglages", "Réglages, comme dans l’adresse de la page."),
    texte("calcule_le", "Date du calcul."),
)


@dataclass(frozen=True, slots=True)
class Classement:
    """A whole ranking, best first."""

    depart: Depart
    candidats: Sequence[Candidat]
    themes: Sequence[str]


def register(server: Flask, web: Web) -> None:
    """Attach the files and the picture to ``server``."""
    offer(server, web, PATH, "essaimage", lambda _: ranking(web, demanded()))

    @server.get(f"{PATH}.svg")
    def essaimage_svg() -> Response:
        text = dessin.draw_ranking(web, demanded())
        return cached(Response(text, mimetype="image/svg+xml"), "no-cache")


def ranking(web: Web, adresse: Adresse) -> Table:
    """Return the whole ranking of an address; reasons are those of the first :data:`TOLD`.

    Raises:
        InvalidParametersError: for what means nothing.
        ExperimentNotFoundError: for an unknown experiment.
    """
    services, found = web.services, rank(web, adresse)
    depart, record = found.depart, found.depart.record
    start = record.experiment.id if record else LIST
    page = adresse.href(page=1, candidat="")
    settings = adresse.href("", page=1, candidat="", experimentation="", codes=())
    made = (start, settings.removeprefix("?") or None, web.today().isoformat())
    left = niveaux.counted(len(depart.territoires), depart.niveau)
    title = typeset(record.experiment.titre) if record else "liste de codes"
    told = notice(
        web,
        page,
        [
            f"Point de départ{NBSP}: {title}",
            f"Territoires de départ{NBSP}: {left}",
            f"Réglages{NBSP}: {reglages.settings(adresse, web) or 'ceux d’origine'}",
        ],
        [
            provenance.of_catalogue(services.experiments.snapshot().meta),
            *provenance.of_indicators(services.indicateurs.metadata),
        ],
        [CAUTION, f"Raisons{NBSP}: celles des {number(TOLD)} premiers rangs."],
    )
    parts = [
        nombre(f"contribution_{t}", f"Part du score{NBSP}: {mots.theme(t)}.") for t in found.themes
    ]
    columns: list[Colonne] = [*COLUMNS, *parts, *MADE]
    table = Table(
        "essaimage",
        "Classement",
        columns,
        lambda: (_row(c, found.themes, made) for c in found.candidats),
        told,
        centres([c.territoire for c in found.candidats]),
        cle="code",
    )
    return marked(table, [start, depart.niveau.value, *_marks(adresse)])


def rank(web: Web, adresse: Adresse) -> Classement:
    """Return the whole ranking; raises as :func:`ranking`."""
    services = web.services
    check_places(services, adresse)
    depart = leave(services, adresse)
    first = services.essaimage.rank(depart, adresse.options(), TOLD)
    others = services.essaimage.rank(depart, adresse.options(details=False), EVERY, TOLD)
    return Classement(depart, [*first.candidats, *others.candidats], first.themes)


def _marks(adresse: Adresse) -> list[str]:
    """Return the settings that the name of a file tells."""
    skipped = {"experimentation", "codes", "niveau", "page", "candidat"}
    return [f"{name} {value}" for name, value in adresse.pairs() if name not in skipped]


def _row(c: Candidat, themes: Sequence[str], made: Sequence[Valeur]) -> list[Valeur]:
    parts = [round(c.contributions[theme], DIGITS) for theme in themes]
    return [c.rang, *_territoire(c.territoire), *_candidat(c), *parts, *made]


def _territoire(t: Territoire) -> list[Valeur]:
    codes = (t.code_departement, t.code_region, t.code_epci)
    return [t.niveau.value, t.code, t.nom, *codes, t.population]


def _candidat(c: Candidat) -> list[Valeur]:
    return [
        c.drapeau.value,
        round(c.percentile, 5),
        round(c.score, DIGITS),
        *(c.intervalle or (None, None)),
        *(" ; ".join(words) or None for words in (c.pour, c.contre, c.adapter)),
        " | ".join(f"{x.extrait}{NBSP}: {MET[met]}" for x, met in c.conditions) or None,
        c.semblable.code if c.semblable else None,
        c.voisine.code if c.voisine else None,
        None if c.voisine_km is None else round(c.voisine_km, 1),
    ]
