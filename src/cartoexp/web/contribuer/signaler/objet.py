"""What a report is about: read from an address or a form, checked, told in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from cartoexp.domain.contributions import Cible
from cartoexp.domain.errors import TerritoireNotFoundError
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.web.champs import cacher
from cartoexp.web.communs.signaler import (
    CHAMP,
    CHIFFRE,
    CHIFFRES,
    FICHE,
    PAGE,
    lisible,
    partie,
)
from cartoexp.web.dashboard import CATCH_ALL
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.registry import Services
    from cartoexp.web.html import Element, Node

NAMES = (FICHE, CHAMP, CHIFFRE, PAGE)
LONGEST = 1_000
ELSEWHERE = "Donnez l’adresse d’une page de ce site, comme /territoires/commune/59178, ou aucune."
NO_PART = "Cette partie de la fiche est inconnue."
NO_FIGURE = "Ce chiffre est inconnu."


@dataclass(frozen=True, slots=True)
class Objet:
    """A record, a part of it, a figure, the page where it was seen: ids, then their names."""

    fiche: str = ""
    champ: str = ""
    chiffre: str = ""
    page: str = ""
    titre: str = ""
    nom: str = ""
    lieu: str = ""

    @property
    def cible(self) -> Cible:
        """What the contribution is about; a figure goes by its name and its place."""
        return Cible(self.fiche, self.champ, " – ".join(filter(None, (self.nom, self.lieu))))

    def champs(self) -> list[Element]:
        """Return the hidden fields that carry it."""
        return [cacher(name, text) for name in NAMES if (text := getattr(self, name))]

    def dit(self) -> Node:
        """Return what it is about in words, ``None`` when nothing is said."""
        rows: list[tuple[str, Node]] = []
        if self.fiche:
            link = html.A(typeset(self.titre), href=f"/experimentations/{self.fiche}")
            rows.append(("Fiche", link))
        if self.champ:
            rows.append(("Partie", partie(self.champ)))
        if self.nom:
            rows.append(("Chiffre", self.nom))
        if self.page and not self.fiche:
            rows.append(("Page", html.A(self.lieu or lisible(self.page), href=self.page)))
        pairs = [part for name, value in rows for part in (html.Dt(name), html.Dd(value))]
        return html.Dl(pairs, className="def signaler__objet") if pairs else None


def lire(services: Services, query: Mapping[str, Sequence[str]]) -> Objet:
    """Return what an address or a form is about.

    Raises:
        ExperimentNotFoundError: the record is unknown.
        InvalidParametersError: the rest is.
    """
    reader = Reader(query)
    fiche, champ, chiffre = (reader.single(name) or "" for name in (FICHE, CHAMP, CHIFFRE))
    titre = services.experiments.get(fiche).experiment.titre if fiche else ""
    if champ and not (fiche and partie(champ)):
        reader.problem(CHAMP, NO_PART)
    nom = _figure(services, chiffre)
    if chiffre and not nom:
        reader.problem(CHIFFRE, NO_FIGURE)
    page = _page(reader)
    reader.raise_problems()
    return Objet(fiche, champ, chiffre, page, titre, nom, _lieu(services, page))


def _figure(services: Services, chiffre: str) -> str:
    known = {i.id: i.libelle for i in services.indicateurs.metadata}
    return typeset(CHIFFRES.get(chiffre) or known.get(chiffre, ""))


def _page(reader: Reader) -> str:
    """Return the page, once it is known to be one of ours: never a way to elsewhere."""
    page = (reader.single(PAGE) or "").strip().removeprefix(request.host_url.rstrip("/"))
    if page and not est_d_ici(page):
        reader.problem(PAGE, ELSEWHERE)
    return page


def est_d_ici(page: str) -> bool:
    """Tell whether a text is the path of a page of this site, with its query."""
    plain = page.isprintable() and "\\" not in page and " " not in page
    if not plain or len(page) > LONGEST or not page.startswith("/") or page.startswith("//"):
        return False
    try:
        path = unquote(urlsplit(page).path)
        rule, _ = current_app.url_map.bind("").match(path, "GET", return_rule=True)
    except (HTTPException, RequestRedirect, ValueError):
        return False
    return rule.rule != CATCH_ALL


def _lieu(services: Services, page: str) -> str:
    """Return the name of the territory of which a page is the fiche."""
    parts = urlsplit(page).path.split("/")[1:]
    if parts[:1] != ["territoires"] or len(parts) != 3 or parts[1] not in set(Niveau):  # noqa: PLR2004  its path
        return ""
    try:
        here = services.territoires.get(Niveau(parts[1]), parts[2])
    except TerritoireNotFoundError:
        return ""
    return f"{lieux.nom(here)} ({niveaux.noun(here).singulier} {here.code})"
