"""The data sets that are told to harvesters: what they are, since when, their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.nombres import count
from cartoexp.services.sorties import Format
from cartoexp.services.suivi import news
from cartoexp.services.versions import CATALOGUE
from cartoexp.web.pages.donnees.parties import COMPLETE, PATH, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cartoexp.services.depots import Depot
    from cartoexp.services.fichiers import Fichier
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.donnees.parties import Contenu

TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
IRREGULAR, YEARLY = "IRREG", "ANNUAL"
INDICATORS = "indicateurs"


class Ecriture(NamedTuple):
    """A way to write the graph: its media type, its name for rdflib."""

    media: str
    nom: str


FORMATS = {
    "jsonld": Ecriture("application/ld+json", "json-ld"),
    "ttl": Ecriture("text/turtle", "turtle"),
}
"""By ending of the address."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of a data set; its size and its hash when they are known."""

    nom: str
    titre: str
    chemin: str
    media: str
    octets: int | None = None
    sha256: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Serie:
    """A data set; ``periode`` is made of ISO dates, ``frequence`` of a code of the EU's list."""

    identifiant: str
    titre: str
    description: str
    mots: Sequence[str]
    frequence: str
    periode: tuple[str, str]
    distributions: Sequence[Distribution]
    version: str
    modifie: str = ""
    producteurs: str = ""


def series(content: Contenu, services: Services) -> list[Serie]:
    """Return the catalogue, the territories and the indicators as data sets."""
    return [
        _catalogue(content, services),
        _territoires(content, services),
        _indicateurs(content, services),
    ]


def _catalogue(content: Contenu, services: Services) -> Serie:
    snapshot = services.experiments.snapshot()
    starts = snapshot.columns.debut[snapshot.columns.debut > 0]
    last = news(services.experiments, Filters()).derniere
    held = content.figures.compte.chiffres
    return Serie(
        "catalogue-experimentations",
        "Catalogue des expérimentations territoriales",
        f"{count(held.experimentations, 'expérimentation')} et "
        f"{count(held.implantations, 'implantation')} recensées en France, avec leurs évaluations "
        "et leurs sources. Liste non exhaustive\u00a0: les chiffres décrivent le catalogue, non le "
        "pays. Un statut vaut à sa date d’attestation, et non aujourd’hui.",
        ("expérimentation", "collectivités territoriales", "innovation publique", "évaluation"),
        IRREGULAR,
        (f"{int(starts.min())}-01-01" if len(starts) else "", last.date().isoformat()),
        [
            *_shipped(content.catalogue, "catalogue"),
            *_complete(d for d in content.complets if d.entier.du_catalogue),
        ],
        snapshot.meta[CATALOGUE],
        modifie=last.isoformat(),
    )


def _territoires(content: Contenu, services: Services) -> Serie:
    manifest = services.reference.manifest
    kept = {n: f for n, f in content.reference.items() if not n.startswith(INDICATORS)}
    year = services.reference.millesime
    return Serie(
        "territoires",
        f"Communes, intercommunalités, départements et régions, {year}",
        "Codes, noms, populations municipales, superficies, centres et contours des territoires "
        f"français au Code officiel géographique {year}, réparés et contrôlés par Cartoexp.",
        ("communes", "intercommunalités", "départements", "régions", "contours"),
        YEARLY,
        (f"{year}-01-01", f"{year}-12-31"),
        [
            *_shipped(kept, "reference"),
            *_complete(d for d in content.complets if _of_territories(d)),
        ],
        str(manifest["version"]),
        producteurs=str(manifest["attribution"]),
    )


def _indicateurs(content: Contenu, services: Services) -> Serie:
    known = services.indicateurs.metadata
    years = [int(y) for i in known for y in YEAR.findall(i.millesime)]
    makers = dict.fromkeys(i.producteur for i in known)
    kept = {n: f for n, f in content.reference.items() if n.startswith(INDICATORS)}
    return Serie(
        "indicateurs",
        "Indicateurs des communes, intercommunalités, départements et régions",
        f"{count(len(known), 'indicateur')} par territoire, chacun avec son producteur, son unité "
        "et son millésime. Une valeur inconnue est vide, jamais zéro.",
        ("indicateurs", "population", "communes", "intercommunalités"),
        YEARLY,
        (f"{min(years)}-01-01", f"{max(years)}-12-31"),
        [
            *_shipped(kept, "reference"),
            *_complete(d for d in content.complets if d.entier.nom.startswith(INDICATORS)),
        ],
        str(services.reference.manifest["version"]),
        producteurs=f"Producteurs\u00a0: {', '.join(makers)}",
    )


def _of_territories(depot: Depot) -> bool:
    return not depot.entier.du_catalogue and not depot.entier.nom.startswith(INDICATORS)


def _shipped(files: Mapping[str, Fichier], folder: str) -> Iterator[Distribution]:
    for name, file in files.items():
        if media := TYPES.get(file.chemin.suffix):
            path = f"{PATH}/{folder}/{name}"
            yield Distribution(name, file.titre, path, media, file.octets, file.sha256)


def _complete(depots: Iterable[Depot]) -> Iterator[Distribution]:
    for d in depots:
        schema = f"{SCHEMAS}/{d.entier.nom}.json" if d.format is Format.CSV else ""
        octets, digest = (d.fichier.octets, d.fichier.sha256) if d.fichier else (None, "")
        path, media = f"{COMPLETE}/{d.nom}", d.format.media
        yield Distribution(d.nom, d.entier.titre, path, media, octets, digest, schema)
