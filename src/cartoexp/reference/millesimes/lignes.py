"""A comparison as rows of one shape, whatever the format that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.millesimes import Destins, Devenir
from cartoexp.domain.phrases.nombres import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartoexp.domain.millesimes import Difference, Nomme
    from cartoexp.domain.millesimes.difference import Changement
    from cartoexp.reference.millesimes.catalogue import Place

TITRES = {
    "implantations_a_trancher": "Implantations à trancher",
    "implantations_deplacees": "Implantations déplacées",
    "implantations_gardees": "Implantations gardées",
    "communes_creees": "Communes nées d’une fusion, sous un code nouveau",
    "communes_fusionnees": "Communes agrandies par une fusion",
    "communes_separees": "Communes séparées en plusieurs",
    "communes_recodees": "Communes dont le code a changé",
    "communes_renommees": "Communes dont le nom a changé",
    "communes_graphies": "Communes dont seule la graphie a changé",
    "communes_sans_suite": "Communes disparues sans suite dite",
    "communes_sans_origine": "Communes apparues sans origine dite",
    "epci_crees": "Intercommunalités créées",
    "epci_dissous": "Intercommunalités dissoutes",
    "epci_renommes": "Intercommunalités dont le nom a changé",
    "epci_graphies": "Intercommunalités dont seule la graphie a changé",
    "epci_types": "Intercommunalités dont la nature a changé",
    "appartenances": "Communes passées d’une intercommunalité à une autre",
}
"""Kinds of rows, in the order in which they are shown."""
DISCRETES = frozenset({"communes_graphies", "epci_graphies", "implantations_gardees"})
"""Kinds that a page for people only counts."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One change: what it is, the territories before and after, a detail in French.

    ``implantation`` is the id of the one concerned, empty for a change of the code itself.
    """

    quoi: str
    avant: tuple[Nomme, ...] = ()
    apres: tuple[Nomme, ...] = ()
    detail: str = ""
    implantation: str = ""


def lignes(difference: Difference, places: Iterable[Place]) -> list[Ligne]:
    """Return what becomes of each implantation, then every change, in the order of ``TITRES``."""
    rank = {quoi: n for n, quoi in enumerate(TITRES)}
    rows = [*_communes(difference), *_epci(difference), *_implantations(difference, places)]
    return sorted(rows, key=lambda row: rank[row.quoi])


def _communes(d: Difference) -> Iterator[Ligne]:
    for fusion in d.fusions:
        quoi = "communes_creees" if fusion.creee else "communes_fusionnees"
        same = [c.nom for c in fusion.reunies if c.code == fusion.commune.code]
        told = f"s’appelait {same[0]}" if same and same[0] != fusion.commune.nom else ""
        yield Ligne(quoi, fusion.reunies, (fusion.commune,), told)
    for parted in d.separations:
        yield Ligne("communes_separees", (parted.commune,), parted.parties)
    for recoded in d.recodees:
        yield Ligne("communes_recodees", (recoded.avant,), (recoded.apres,))
    yield from _noms("communes", "communes_renommees", d.renommees)
    for gone in d.sans_suite:
        yield Ligne("communes_sans_suite", (gone,))
    for appeared in d.sans_origine:
        yield Ligne("communes_sans_origine", (), (appeared,))


def _epci(d: Difference) -> Iterator[Ligne]:
    for new in d.epci_crees:
        told = f"{new.type or 'nature inconnue'} ; communes venues de : {_shares(new.origines)}"
        yield Ligne("epci_crees", (), (new.epci,), told)
    for gone in d.epci_dissous:
        heirs = tuple(place for place, _ in gone.reprises if place)
        yield Ligne("epci_dissous", (gone.epci,), heirs, f"communes : {_shares(gone.reprises)}")
    yield from _noms("epci", "epci_renommes", d.epci_renommes)
    for kind in d.epci_types:
        yield Ligne("epci_types", (kind.epci,), (kind.epci,), f"{kind.avant} → {kind.apres}")
    for move in d.mouvements:
        before, after = move.avant or "aucune", move.apres or "aucune"
        yield Ligne("appartenances", (move.commune,), (move.commune,), f"{before} → {after}")


def _noms(prefix: str, renamed: str, changes: Iterable[Changement]) -> Iterator[Ligne]:
    for change in changes:
        quoi = f"{prefix}_graphies" if change.graphie else renamed
        yield Ligne(quoi, (change.avant,), (change.apres,))


def _shares(shares: Iterable[tuple[Nomme | None, int]]) -> str:
    told = [f"{count(number, 'commune')} : {place or 'aucune'}" for place, number in shares]
    return ", ".join(told) or "inconnues"


_IMPLANTATIONS = {
    Devenir.GARDE: "implantations_gardees",
    Devenir.DEPLACE: "implantations_deplacees",
    Devenir.AMBIGU: "implantations_a_trancher",
}


def _implantations(difference: Difference, places: Iterable[Place]) -> Iterator[Ligne]:
    destins = Destins(difference)
    for place in places:
        fate = destins.de(place.niveau, place.code)
        after = (fate.territoire,) if fate.territoire else fate.candidats
        yield Ligne(_IMPLANTATIONS[fate.devenir], (place.nomme,), after, fate.motif, place.id)
