"""GeoJSON and GeoPackage, streamed by GDAL in batches of records."""

from __future__ import annotations

import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import count
from cartoexp.store.lecture import colonnaires, schema_gpkg
from cartoexp.store.lecture.casse import refuse
from cartoexp.store.lecture.feuilles import listed, quoted
from cartoexp.store.lecture.noms import distincts
from cartoexp.store.lecture.points import Points
from cartoexp.store.lecture.refus import empty, too_wide
from cartoexp.store.lecture.tableau import MAX_COLONNES, NBSP, Tableau

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def ouvrir_geojson(chemin: Path) -> Iterator[Tableau]:
    """Open a GeoJSON file.

    Raises:
        FichierRefuseError: it is broken, empty or too wide.
    """
    with _named(chemin, "geojson") as link, _ouvrir(link, plusieurs=False) as table:
        yield table


@contextmanager
def ouvrir_geopackage(chemin: Path, couche: str | None = None) -> Iterator[Tableau]:
    """Open a GeoPackage.

    Raises:
        FichierRefuseError: it is broken, hostile, empty, too wide, or has no such layer.
    """
    schema_gpkg.verifier(chemin)
    with _named(chemin, "gpkg") as link, _ouvrir(link, couche) as table:
        yield table


@contextmanager
def _named(chemin: Path, extension: str) -> Iterator[Path]:
    """Give a file the name that its content deserves: GDAL chooses its reader by the name."""
    with tempfile.TemporaryDirectory(prefix="cartoexp-lecture-") as folder:
        link = Path(folder) / f"contenu.{extension}"
        link.symlink_to(chemin.resolve())
        yield link


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence GDAL's remarks on details of a format; what it cannot read it still raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _ouvrir(
    chemin: Path, couche: str | None = None, *, plusieurs: bool = True
) -> Iterator[Tableau]:
    with refuse(DataSourceError, DataLayerError), _quiet():
        names = _layers(chemin) if plusieurs else ()
        layer, remarks = _layer(chemin, names, couche) if plusieurs else (None, [])
        info = pyogrio.read_info(chemin, layer=layer, force_feature_count=True)
    _refuse_large(info["features"], len(info["fields"]))
    with pyogrio.open_arrow(
        chemin, layer=layer, batch_size=colonnaires.BATCH, use_pyarrow=True
    ) as (known, reader):
        geometrie = known["geometry_name"] or "wkb_geometry" if known["geometry_type"] else None
        points = Points(known["crs"])
        entetes, told = distincts(colonnaires.noms(reader.schema.names, geometrie))
        size = chemin.stat().st_size
        avance = colonnaires.Avance(info["features"], size)
        yield Tableau(
            nom=layer or "",
            entetes=entetes,
            ligne_entete=0,
            lignes=colonnaires.lignes(reader, geometrie, points, avance),
            octets_lus=avance.octets,
            octets=size,
            remarques=tuple(filter(None, [*remarks, *told, points.remarque])),
            feuilles=names,
        )


def _refuse_large(records: int, fields: int) -> None:
    if records == 0:
        raise empty()
    if fields > MAX_COLONNES:
        raise too_wide()


def _layers(chemin: Path) -> tuple[str, ...]:
    names = tuple(str(name) for name, _ in pyogrio.list_layers(chemin))
    if not names:
        raise empty()
    return names


def _layer(chemin: Path, names: tuple[str, ...], wanted: str | None) -> tuple[str, list[str]]:
    if wanted is not None:
        if wanted in names:
            return wanted, []
        raise FichierRefuseError(
            f"Ce fichier n’a pas de couche {quoted(wanted)}. "
            f"Choisissez parmi{NBSP}: {listed(names)}."
        )
    if len(names) == 1:
        return names[0], []
    sizes = {
        name: pyogrio.read_info(chemin, layer=name, force_feature_count=True)["features"]
        for name in names
    }
    best = max(names, key=lambda name: sizes[name])
    others = listed([name for name in names if name != best])
    told = f"{count(len(names), 'couche')}{NBSP}; lue{NBSP}: {quoted(best)}."
    return best, [f"{told} Non lues{NBSP}: {others}."]
