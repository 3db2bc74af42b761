"""Real files joined end to end: outcomes, speed, and what a hidden code says of the names.

``python -m gates fichiers`` writes ``data/communes/rattachements.json``; ``cartoexp methode`` then
writes its tables into ``docs/method.md``.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from cartoexp.domain.colonnes import Correspondance, Role
from cartoexp.domain.rattachement import Indices, Rattacheur
from cartoexp.domain.rattachement.lignes import sans_rien
from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.services.rattachements import Demande, joindre, rattacheur_de
from cartoexp.services.rattachements.choix import choisir
from cartoexp.services.rattachements.resultats import SAMPLE
from cartoexp.store.lecture import ouvrir
from gates import cog, pair
from gates.niveau import REFERENCE
from gates.sources import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "rattachements.json"
SUFFIXES = (".csv", ".geojson", ".zip")
SHOWN_TO_PEER = 5_000
SEED = 2026
TARGETS = {"codes": 0.999, "rappel": 0.98, "precision": 0.999, "par_code": 20_000, "par_nom": 2_000}


@dataclass(frozen=True, slots=True)
class Cas:
    """A labelled row: what it tells without its code, the territory that its code says."""

    indices: Indices
    territoire: Territoire


@dataclass(slots=True)
class Score:
    """How the names of labelled rows were resolved, code hidden."""

    lignes: int = 0
    retenus: int = 0
    justes: int = 0
    secondes: float = 0.0
    fautes: list[tuple[Cas, str]] = field(default_factory=list)

    @property
    def record(self) -> dict[str, Any]:
        """Return the JSON record; shares are ``None`` without a row."""
        return {
            "lignes": self.lignes,
            "rappel": _share(self.justes, self.lignes),
            "precision": _share(self.justes, self.retenus),
            "par_seconde": round(self.lignes / self.secondes) if self.secondes else None,
        }


def files() -> list[Path]:
    """Return the real files, by folder and name."""
    found = (
        p for folder in ("imports", "programmes", "insee") for p in (SHARED / folder).iterdir()
    )
    return sorted(p for p in found if p.suffix in SUFFIXES)


def cases(path: Path, rattacheur: Rattacheur) -> Iterator[Cas]:
    """Yield the rows of a file that have a name and a code that is known by itself."""
    with ouvrir(path) as tableau:
        rows = iter(tableau.lignes)
        head = list(islice(rows, SAMPLE))
        cells = [row.cellules for row in head]
        mapping, _ = choisir(tableau.entetes, cells, Demande(), rattacheur)
        if Role.NOM not in mapping.colonnes or Role.CODE not in mapping.colonnes:
            return
        kept: dict[Role, int] = {
            r: c for r, c in mapping.colonnes.items() if r in {Role.NOM, Role.NIVEAU}
        }
        hidden = Correspondance.de_colonnes(tableau.entetes, kept)
        for row in (*head, *rows):
            told = mapping.indices(row.cellules)
            truth = rattacheur.rattacher(Indices(code=told.code, niveau=told.niveau)).territoire
            if truth and sans_rien(told.nom):
                where = _departement(truth, rattacheur)
                yield Cas(replace(hidden.indices(row.cellules), departement=where), truth)


def score(found: Sequence[Cas], rattacheur: Rattacheur) -> Score:
    """Resolve by name and département, and compare."""
    result = Score(lignes=len(found))
    start = perf_counter()
    outcomes = [rattacheur.rattacher(case.indices) for case in found]
    result.secondes = perf_counter() - start
    for case, outcome in zip(found, outcomes, strict=True):
        result.retenus += outcome.territoire is not None
        result.justes += outcome.territoire == case.territoire
        if outcome.territoire != case.territoire:
            result.fautes.append((case, outcome.motif))
    return result


def measure(path: Path, folder: Path, every: list[Cas]) -> dict[str, Any]:
    """Join one file, then its names alone; labelled rows are added to ``every``."""
    bilan = joindre(path, folder / "sortie.csv")
    rattacheur = rattacheur_de()
    found = list(cases(path, rattacheur))
    every += found
    return {
        "fichier": path.relative_to(SHARED).as_posix(),
        "lus": bilan.lus,
        "acceptes": bilan.acceptes,
        "repares": bilan.repares,
        "ambigus": bilan.ambigus,
        "refuses": bilan.refuses,
        "par_seconde": round(bilan.lus / bilan.secondes),
        "nom": score(found, rattacheur.neuf()).record if found else None,
    }


def write() -> int:
    """Measure everything, write the figures; return 1 when a target is missed."""
    rattacheur = rattacheur_de()
    every: list[Cas] = []
    with TemporaryDirectory(prefix="cartoexp-gates-") as folder:
        rows = [measure(path, Path(folder), every) for path in files()]
    whole = score(every, rattacheur.neuf())
    record: dict[str, Any] = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "commande": "python -m gates fichiers",
        "fichiers": rows,
        "nom": whole.record,
        "codes": cog.measure(rattacheur.neuf()),
        "pair": _against_peer(every, rattacheur),
    }
    record["atteint"] = _verdicts(record)
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (REFERENCE / NAME).write_text(text, encoding="utf-8")
    for name, reached in record["atteint"].items():
        print(f"{name}: {'ok' if reached else 'NON ATTEINT'}")
    return 0 if all(record["atteint"].values()) else 1


def _against_peer(every: Sequence[Cas], rattacheur: Rattacheur) -> dict[str, Any]:
    distinct = {
        (c.indices.nom, c.indices.departement): c
        for c in every
        if c.territoire.niveau is Niveau.COMMUNE
    }
    sample = list(distinct.values())
    random.Random(SEED).shuffle(sample)  # noqa: S311  a sample, no secret
    sample = sample[:SHOWN_TO_PEER]
    ours = score(sample, rattacheur.neuf())
    return {"nous": ours.record} | pair.measure(
        [(c.indices.nom, c.indices.departement) for c in sample],
        [c.territoire.code for c in sample],
    )


def _verdicts(record: dict[str, Any]) -> dict[str, bool]:
    names, peer = record["nom"], record["pair"]
    joined = sum(r["lus"] for r in record["fichiers"])
    reached = {
        "codes": record["codes"]["part"] >= TARGETS["codes"],
        "rappel": names["rappel"] >= TARGETS["rappel"],
        "precision": names["precision"] >= TARGETS["precision"],
        "par_code": record["codes"]["par_seconde"] >= TARGETS["par_code"],
        "par_nom": names["par_seconde"] >= TARGETS["par_nom"],
        "comptes": joined > 0,
    }
    if peer.get("rappel") is not None:
        reached["pair_rappel"] = peer["nous"]["rappel"] > peer["rappel"]
        reached["pair_precision"] = peer["nous"]["precision"] >= peer["precision"]
        reached["pair_vitesse"] = peer["nous"]["par_seconde"] >= 10 * peer["par_seconde"]
    return reached


def _departement(t: Territoire, rattacheur: Rattacheur) -> str:
    inside = rattacheur.annuaire.departements.get(t.cle, frozenset())
    return t.code_departement or next(iter(sorted(inside)), "")


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None
