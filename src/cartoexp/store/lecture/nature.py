"""What a file is, by its first bytes and not by its name; what cannot be read says what to do."""

from __future__ import annotations

import json
import re
from enum import Enum
from typing import TYPE_CHECKING

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.store.lecture.archives import ouvrir_archive
from cartoexp.store.lecture.copie import MARK

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 1 << 16
READ = "CSV, XLSX, ODS, Parquet, GeoJSON ou GeoPackage"


class Nature(Enum):
    """What is read, and by which reader."""

    TEXTE = "texte"
    CLASSEUR = "classeur"
    ARCHIVE = "archive"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    COPIE = "copie"


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_SQLITE = b"SQLite format 3\x00"
_GEOPACKAGE = frozenset({b"GPKG", b"GP10", b"GP11"})
_APPLICATION_ID = slice(68, 72)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_REFUSED = (
    (b"%PDF", f"C’est un PDF. Demandez le tableau d’origine, en {READ}."),
    (b"\x1f\x8b", "C’est un fichier compressé (gzip). Décompressez-le, puis recommencez."),
    (b"7z\xbc\xaf\x27\x1c", "C’est une archive 7z. Extrayez-en le fichier, puis recommencez."),
    (b"Rar!", "C’est une archive RAR. Extrayez-en le fichier, puis recommencez."),
    (b"\x89PNG", f"C’est une image. Il faut un tableau\u00a0: {READ}."),
    (b"\xff\xd8\xff", f"C’est une image. Il faut un tableau\u00a0: {READ}."),
    (
        b"\x00\x00\x27\x0a",
        "C’est un Shapefile. Ouvrez-le dans un SIG et enregistrez-le en GeoPackage.",
    ),
)
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html|<table|<head|<body|<div|<meta)", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml|[A-Za-z][\w.:-]*[\s>])")
_TYPE = re.compile(rb'"type"\s*:\s*"(FeatureCollection|Feature)"')


def nature(chemin: Path) -> Nature:
    """Return what a file is.

    Raises:
        FichierRefuseError: it is of a kind that is not read, or is empty.
        OSError: it cannot be read at all.
    """
    with chemin.open("rb") as stream:
        head = stream.read(HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FichierRefuseError(
            "Ce fichier est vide. Vérifiez que son enregistrement ou son envoi s’est terminé."
        )
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _of_archive(chemin)
    if head.startswith(MARK.encode()):
        return Nature.COPIE
    if head.startswith(b"PAR1"):
        return Nature.PARQUET
    if head.startswith(_SQLITE):
        return _of_database(head)
    _refuse(chemin, head)
    return _of_text(head)


def _of_archive(chemin: Path) -> Nature:
    with ouvrir_archive(chemin) as archive:
        names = archive.namelist()
    if any(name.endswith("workbook.bin") for name in names):
        raise FichierRefuseError(
            "C’est un classeur binaire (XLSB). Enregistrez-le au format XLSX ou CSV."
        )
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        raise FichierRefuseError(f"C’est un document Word. Il faut un tableau\u00a0: {READ}.")
    office = "content.xml" in names and "mimetype" in names
    return Nature.CLASSEUR if office or "[Content_Types].xml" in names else Nature.ARCHIVE


def _of_database(head: bytes) -> Nature:
    if head[_APPLICATION_ID] in _GEOPACKAGE or b"gpkg_contents" in head:
        return Nature.GEOPACKAGE
    raise FichierRefuseError(
        "C’est une base SQLite, mais pas un GeoPackage. Exportez-en une table en CSV."
    )


def _refuse(chemin: Path, head: bytes) -> None:
    for mark, told in _REFUSED:
        if head.startswith(mark):
            raise FichierRefuseError(told)
    if head.startswith(_OLE):
        raise FichierRefuseError(_ole(chemin))


def _ole(chemin: Path) -> str:
    with chemin.open("rb") as stream:
        before = b""
        while chunk := stream.read(1 << 20):
            if _ENCRYPTED in before + chunk:
                return (
                    "Ce classeur est protégé par un mot de passe. Dans votre tableur, "
                    "enregistrez-le sans mot de passe, puis recommencez."
                )
            before = chunk[-len(_ENCRYPTED) :]
    return (
        "C’est un fichier à l’ancien format d’Office (.xls). Ouvrez-le dans votre tableur et "
        "enregistrez-le au format XLSX (ou CSV)."
    )


def _of_text(head: bytes) -> Nature:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start):
        raise FichierRefuseError(
            "C’est une page web, même si son nom est celui d’un tableau. Ouvrez-la dans votre "
            "tableur et enregistrez-la au format XLSX ou CSV."
        )
    if _XML.match(start):
        raise FichierRefuseError(f"C’est un fichier XML. Enregistrez-le en {READ}.")
    if start[:1] in {b"{", b"["}:
        return _of_json(start)
    return Nature.TEXTE


def _of_json(start: bytes) -> Nature:
    if start[:1] == b"{" and _TYPE.search(start):
        return Nature.GEOJSON
    line = start.partition(b"\n")[0]
    try:
        json.loads(line if start[:1] == b"{" else start)
    except ValueError:
        looks = start[:1] == b"{" or re.match(rb'\[\s*[\{\["\d]', start)
    else:
        looks = True
    if not looks:
        return Nature.TEXTE
    raise FichierRefuseError(f"C’est du JSON, mais pas du GeoJSON. Enregistrez-le en {READ}.")
