"""Reads ``referentiel.toml`` and refuses one that does not hold together."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.referentiel.modele import (
    PLUS_HAUT,
    Genre,
    Moment,
    Partie,
    Parution,
    Question,
    Referentiel,
    Ressource,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class ReferentielInvalideError(ValueError):
    """The file does not hold together; every fault is told."""


@cache
def referentiel() -> Referentiel:
    """Return the framework that is shipped, read once."""
    return lire(texte())


def texte() -> str:
    """Return the file as it is shipped."""
    return files(__package__).joinpath("referentiel.toml").read_text(encoding="utf-8")


def lire(text: str) -> Referentiel:
    """Return the framework that a file describes.

    Raises:
        ReferentielInvalideError: it does not hold together.
    """
    row = tomllib.loads(text)
    made = Referentiel(
        row["version"],
        row["date"],
        [Parution(p["numero"], p["date"], typeset(p["changements"])) for p in row["parution"]],
        [Partie(str(i), n["nom"], typeset(n["sens"])) for i, n in enumerate(row["niveau"])],
        [Moment(m["id"], m["nom"], typeset(m["aide"]), i) for i, m in enumerate(row["moment"])],
        [_partie(e) for e in row["etape"]],
        [_partie(d) for d in row["dimension"]],
        [_question(q) for q in row["question"]],
        {r["id"]: _ressource(r) for r in row["ressource"]},
    )
    faults = [*fautes(made), *_doubles("ressource", (r["id"] for r in row["ressource"]))]
    if faults:
        raise ReferentielInvalideError("\n".join(faults))
    return made


def _partie(row: Mapping[str, Any]) -> Partie:
    return Partie(row["id"], row["nom"], typeset(row["sens"]))


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        row["id"],
        row["etape"],
        row["dimension"],
        row["moment"],
        typeset(row["question"]),
        tuple(map(typeset, row["niveaux"])),
        tuple(map(typeset, row["agir"])),
        typeset(row["preuve"]),
        tuple(row["ressources"]),
    )


def _ressource(row: Mapping[str, Any]) -> Ressource:
    return Ressource(
        row["id"],
        Genre(row["genre"]),
        typeset(row["titre"]),
        typeset(row["dit"]),
        tuple(row.get("lu", ())),
        row.get("chemin", ""),
    )


def fautes(r: Referentiel) -> Iterator[str]:
    """Yield what does not hold together: levels, names, references, versions."""
    yield from _doubles("question", (q.id for q in r.questions))
    if len(r.niveaux) != PLUS_HAUT + 1:
        yield f"il faut {PLUS_HAUT + 1} niveaux, il y en a {len(r.niveaux)}"
    if r.version not in {p.numero for p in r.parutions}:
        yield f"la version {r.version} n’est pas dans la liste des parutions"
    held = {(q.etape, q.dimension) for q in r.questions}
    for cell in product((e.id for e in r.etapes), (d.id for d in r.dimensions)):
        if cell not in held:
            yield f"aucune question pour {' et '.join(cell)}"
    for q in r.questions:
        yield from _references(r, q)
        yield from _niveaux(q)
    yield from (
        f"ressource {s.id}\u00a0: il faut une adresse lue, ou une page de ce site"
        for s in r.ressources.values()
        if bool(s.lu) is bool(s.chemin)
    )


def _references(r: Referentiel, q: Question) -> Iterator[str]:
    known = {
        "etape": {p.id for p in r.etapes},
        "dimension": {p.id for p in r.dimensions},
        "moment": {m.id for m in r.moments},
    }
    for name, names in known.items():
        if getattr(q, name) not in names:
            yield f"question {q.id}\u00a0: {name} «\u00a0{getattr(q, name)}\u00a0» inconnu"
    for name in q.ressources:
        if name not in r.ressources:
            yield f"question {q.id}\u00a0: ressource «\u00a0{name}\u00a0» inconnue"


def _niveaux(q: Question) -> Iterator[str]:
    for name, texts, size in (("niveaux", q.niveaux, PLUS_HAUT + 1), ("agir", q.agir, PLUS_HAUT)):
        if len(texts) != size:
            yield f"question {q.id}\u00a0: {size} textes attendus dans «\u00a0{name}\u00a0»"
        if len(set(texts)) != len(texts) or not all(texts):
            yield f"question {q.id}\u00a0: «\u00a0{name}\u00a0» se répète ou est vide"
    if not q.preuve or not q.question:
        yield f"question {q.id}\u00a0: question ou preuve vide"


def _doubles(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name}\u00a0: {count} fois"
