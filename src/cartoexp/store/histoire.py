"""Reading of ``histoire.parquet``: what communes were."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.histoire import Borne, Evenement, Periode, Registre
from cartoexp.store.reference import CURE, collector_paused, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cartoexp.domain.territoires import Passage

FILE = "histoire.parquet"
COMMUNE = "commune"
COLUMNS = (
    *("type", "code", "nom", "debut_apres", "debut", "fin_apres", "fin", "evenement", "raison"),
    *("origines", "suites"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Histoire:
    """The register, and the communes déléguées and associées that have the code of their commune.

    ``homonymes`` gives the kind and the name of these by code.
    """

    registre: Registre = field(default_factory=Registre)
    homonymes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def nommes(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Yield passages, with the name that the register gives to those that have none."""
        for passage in passages:
            known = self.registre.periodes.get(passage.code_ancien, ())
            if passage.nom_ancien is None and known:
                yield replace(passage, nom_ancien=known[-1].nom)
            else:
                yield passage


def read_histoire(folder: Path) -> Histoire:
    """Read the register of a reference; an empty one when it has none.

    Raises:
        DataFileError: the file is broken.
    """
    path = folder / FILE
    if not path.exists():
        return Histoire()
    table = read_table(path)
    try:
        columns = [table[name].to_pylist() for name in COLUMNS]
        with collector_paused():
            return _read(columns)
    except (KeyError, ValueError, TypeError) as error:
        raise DataFileError(path, "contenu inattendu", CURE) from error


def _read(columns: Sequence[Sequence[Any]]) -> Histoire:
    periodes: list[Periode] = []
    parts: dict[str, tuple[str, str]] = {}
    events = {event.value: event for event in Evenement}
    bornes: dict[tuple[str | None, str | None], Borne | None] = {(None, None): None}
    for kind, code, nom, debut, fin, event, raison, origines, suites in zip(
        columns[0],
        columns[1],
        columns[2],
        zip(columns[3], columns[4], strict=True),
        zip(columns[5], columns[6], strict=True),
        *columns[7:],
        strict=True,
    ):
        if kind != COMMUNE:
            parts[code] = kind, nom
            continue
        for days in (debut, fin):  # thousands of events share a few hundred days
            if days not in bornes:
                bornes[days] = _borne(*days)
        periodes.append(
            Periode(
                intern(code),
                nom,
                bornes[debut],
                bornes[fin],
                events[event] if event else None,
                raison,
                tuple(map(intern, origines)),
                tuple(map(intern, suites)),
            )
        )
    return Histoire(Registre.de(periodes), parts)


def _borne(apres: str | None, jour: str | None) -> Borne | None:
    if jour is None:
        return None
    return Borne(date.fromisoformat(jour), date.fromisoformat(apres) if apres else None)
