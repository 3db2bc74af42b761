"""Tables and figures of « Données », as the words that fill its text."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, NBSP
from cartoexp.web.documents import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.depots import Depot
    from cartoexp.services.fichiers import Fichier
    from cartoexp.services.methode import Figures

PATH = "/donnees"
COMPLETE, SCHEMAS = f"{PATH}/complet", f"{PATH}/schemas"
LATER = "à la première demande"
KILO, MEGA = 1_000, 1_000_000
SHORT = 12


@dataclass(frozen=True, slots=True)
class Contenu:
    """What the page is written from.

    ``base_url`` is the public address, without a last slash; ``editeur`` is empty when unknown.
    """

    figures: Figures
    catalogue: Mapping[str, Fichier]
    reference: Mapping[str, Fichier]
    base_url: str
    complets: Sequence[Depot] = ()
    editeur: str = ""


def parts(content: Contenu) -> dict[str, str]:
    """Return every part of the text by name."""
    manifest = content.figures.manifest
    chiffres = content.figures.compte.chiffres
    return {
        "experimentations": count(chiffres.experimentations, "expérimentation"),
        "implantations": count(chiffres.implantations, "implantation"),
        "evaluations": count(chiffres.evaluations, "évaluation"),
        "millesime": manifest["millesime"],
        "version": f"`{manifest['version']}`",
        "attribution": manifest["attribution"],
        "empreinte": fingerprint(content.catalogue),
        "base": content.base_url,
        "table_catalogue": _catalogue(content.catalogue),
        "table_reference": _reference(content.reference),
        "table_complets": _complete(content.complets),
        "table_sources": _sources(content.figures),
        "table_reparations": table(
            "Réparations, toutes listées dans le manifeste",
            ("Réparation", "Nombre"),
            [(r["libelle"], number(r["nombre"])) for r in manifest["reparations"].values()],
            (1,),
        ),
        "table_controles": _checks(content.figures),
    }


def fingerprint(files: Mapping[str, Fichier]) -> str:
    """Return a short hash of the catalogue's files: it names their version in a citation."""
    digest = sha256("".join(f"{f.nom}{f.sha256}" for f in files.values()).encode())
    return digest.hexdigest()[:SHORT]


def size(octets: int) -> str:
    """Return « 184 ko » or « 8,9 Mo »."""
    if octets < MEGA:
        return f"{number(max(1, round(octets / KILO)))}{NBSP}ko"
    return f"{number(octets / MEGA, 1)}{NBSP}Mo"


def _catalogue(files: Mapping[str, Fichier]) -> str:
    rows = [
        (
            f"[{f.nom}](/donnees/catalogue/{f.nom})",
            f.titre,
            MISSING if f.lignes is None else number(f.lignes),
            size(f.octets),
        )
        for f in files.values()
    ]
    heads = ("Fichier", "Contenu", "Lignes", "Taille")
    return table("Fichiers du catalogue", heads, rows, (2, 3))


def _reference(files: Mapping[str, Fichier]) -> str:
    rows = [
        (
            f"[{f.nom}](/donnees/reference/{f.nom})",
            f.titre,
            size(f.octets),
            f"`{f.sha256[:SHORT]}…`",
        )
        for f in files.values()
    ]
    heads = ("Fichier", "Contenu", "Taille", "Empreinte (sha256)")
    return table("Fichiers de référence", heads, rows, (2,))


def _complete(depots: Sequence[Depot]) -> str:
    by_table = groupby(depots, key=lambda d: d.entier)
    rows = [(e.titre, ", ".join(map(_complete_link, some))) for e, some in by_table]
    return table("Fichiers complets", ("Contenu", "Formats et tailles"), rows)


def _complete_link(depot: Depot) -> str:
    told = size(depot.fichier.octets) if depot.fichier else LATER
    return f"[{depot.format.label}]({COMPLETE}/{depot.nom}) ({told})"


def _sources(figures: Figures) -> str:
    rows = [
        (
            ", ".join(s["producteurs"]),
            s["millesime"],
            s["usage"],
            f"{s['source']} {s['version']}",
            s["licence"],
            f"`{s['sha256'][:SHORT]}…`",
        )
        for s in figures.manifest["sources"]
    ]
    heads = ("Producteur", "Millésime", "Ce qui en est pris", "Paquet", "Licence", "sha256")
    return table("Sources officielles, et les paquets dont elles sont tirées", heads, rows)


def _checks(figures: Figures) -> str:
    rows = [
        (c["libelle"], _figure(c["attendu"]), _figure(c["mesure"]), "oui" if c["ok"] else "**non**")
        for c in figures.manifest["controles"]
    ]
    heads = ("Contrôle", "Attendu", "Mesuré", "Satisfait")
    return table("Contrôles de la construction", heads, rows, (1, 2))


def _figure(text: str) -> str:
    return number(int(text)) if text.isdigit() else text
