"""Reading of ``histoire.parquet``: what communes were."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import DataFileError
from cartoexp.domain.histoire import Borne, Evenement, Periode, Registre
from cartoexp.store.reference import CURE, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Passage

FILE = "histoire.parquet"
COMMUNE = "commune"


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
    rows = read_table(path).to_pylist()
    try:
        periodes = [_periode(row) for row in rows if row["type"] == COMMUNE]
        parts = {r["code"]: (r["type"], r["nom"]) for r in rows if r["type"] != COMMUNE}
    except (KeyError, ValueError, TypeError) as error:
        raise DataFileError(path, "contenu inattendu", CURE) from error
    return Histoire(Registre.de(periodes), parts)


def _periode(row: Mapping[str, Any]) -> Periode:
    return Periode(
        row["code"],
        row["nom"],
        _borne(row["debut_apres"], row["debut"]),
        _borne(row["fin_apres"], row["fin"]),
        Evenement(row["evenement"]) if row["evenement"] else None,
        row["raison"],
        tuple(row["origines"]),
        tuple(row["suites"]),
    )


def _borne(apres: str | None, jour: str | None) -> Borne | None:
    if jour is None:
        return None
    return Borne(date.fromisoformat(jour), date.fromisoformat(apres) if apres else None)
