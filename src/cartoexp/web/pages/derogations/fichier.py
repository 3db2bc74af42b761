"""The registry as files: one row a derogation, its territories as points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.domain.registre import Criteres
from cartoexp.domain.territoires import Niveau
from cartoexp.services.tableaux import derogations, provenance
from cartoexp.web.communs.derogations import PATH
from cartoexp.web.pages.derogations.formulaire import CHOIX
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.sorties import Notice, Table
    from cartoexp.web.context import Web


def toutes(web: Web, asked: Mapping[str, Sequence[str]]) -> Table:
    """Return the derogations that match.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    criteres = Criteres.parse(asked)
    found = web.services.derogations.chercher(criteres, web.today())
    query = criteres.query()
    page = f"{PATH}{'?' if query else ''}{query}"
    table = derogations.table(found, web.today(), _notice(web, page, dits(web, criteres)))
    return marked(table, [value for _, value in criteres.pairs()])


def une(web: Web, identifiant: str) -> Table:
    """Return one derogation.

    Raises:
        DerogationNotFoundError: there is none such.
    """
    found = web.services.derogations.lire(identifiant)
    table = derogations.table([found], web.today(), _notice(web, found.chemin, ()))
    return marked(table, [identifiant])


def dits(web: Web, criteres: Criteres) -> list[str]:
    """Return the active criteria in words."""
    told = [f"Norme ou texte{NBSP}: {quote(criteres.q)}"] if criteres.q else []
    for name, label, _ in CHOIX:
        values = getattr(criteres, name)
        if values:
            told.append(f"{label}{NBSP}: {', '.join(v.label for v in values)}")
    return [*told, *noms(web, criteres).values()]


def noms(web: Web, criteres: Criteres) -> dict[str, str]:
    """Return the territories that the criteria name, by criterion."""
    found = {}
    for niveau in (Niveau.REGION, Niveau.DEPARTEMENT):
        here = web.services.territoires.find(niveau, getattr(criteres, niveau.value))
        if here is not None:
            found[niveau.value] = f"{niveau.label}{NBSP}: {nom(here)}"
    return found


def _notice(web: Web, page: str, told: Sequence[str]) -> Notice:
    return notice(
        web,
        page,
        told,
        [
            provenance.of_catalogue(web.services.experiments.snapshot().meta),
            f"Centres{NBSP}: {provenance.of_reference(web.services.reference.manifest)}",
        ],
        [provenance.INCOMPLETE, provenance.UNKNOWN],
    )
