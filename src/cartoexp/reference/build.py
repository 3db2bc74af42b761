"""The build of ``data/communes/``, from pinned archives to checked files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cartoexp.reference.classes import write_classes
from cartoexp.reference.fetch import obtain
from cartoexp.reference.gates import count_gates, mairie_gates, outline_gates, require
from cartoexp.reference.geography import build_geography
from cartoexp.reference.grille.build import build_grille
from cartoexp.reference.histoire.construire import write_histoire
from cartoexp.reference.indicators.frame import Frame
from cartoexp.reference.indicators.tables import compute
from cartoexp.reference.inputs import read_inputs
from cartoexp.reference.manifest import NAME, Manifest, build_manifest, write_json
from cartoexp.reference.parquet import write_table
from cartoexp.reference.recette import Recette
from cartoexp.reference.report import describe_repairs, print_report
from cartoexp.reference.simplify import TOLERANCES_METRES
from cartoexp.reference.writing import simplified, write_contours, write_levels, write_registers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console
    from rich.progress import TaskID
    from shapely import Geometry

    from cartoexp.reference.gates import Gate
    from cartoexp.reference.geography import Geography
    from cartoexp.reference.inputs import Inputs


def build(output: Path, cache: Path, console: Console, recette: Recette | None = None) -> Manifest:
    """Build every reference file; the same archives give the same bytes.

    Args:
        output: folder to write (``data/communes``).
        cache: folder of the pinned archives, filled when they are missing.
        console: where progress, repairs and gates are printed, in French.
        recette: the sources; the pinned ones by default.

    Raises:
        SourceUnavailableError: an archive cannot be obtained or is not the pinned one.
        GateFailedError: a measure is not the expected one; nothing is written then.
    """
    recette = recette or Recette.epinglees()
    with _progress(console) as progress:
        step = _stepper(progress)
        archives = {}
        for source in recette.sources:
            step(f"Source : {source.paquet} {source.version}")
            archives[source.id] = obtain(source, cache)
        step("Lecture des sources")
        inputs = read_inputs(archives, recette)
        step("Réparation des contours")
        geography = build_geography(inputs)
        step("Contours simplifiés")
        contours = simplified(geography.levels)
        step("Contrôles")
        gates = _gates(inputs, geography, contours, recette)
        repairs = describe_repairs(geography.repairs)
        print_report(console, repairs, gates)
        require(gates)
        step("Indicateurs")
        indicators = compute(Frame(inputs, geography, archives))
        step("Écriture des fichiers")
        output.mkdir(parents=True, exist_ok=True)
        write_levels(output, geography.levels)
        write_contours(output, contours)
        write_registers(output, inputs, geography.positions.points)
        write_table(output / "indicateurs.parquet", indicators.table)
        write_json(output / "indicateurs.json", indicators.records)
        step("Grille")
        build_grille(output)
        step(None)
    counts = _counts(inputs, geography)
    manifest = build_manifest(
        output, recette.sources, gates, repairs, counts, millesime=str(recette.millesime)
    )
    write_json(output / NAME, manifest.record)
    write_classes(output)
    write_histoire(output, {year: archives[f"cog-{year}"] for year in recette.editions})
    return manifest


def _gates(
    inputs: Inputs,
    geography: Geography,
    contours: dict[str, dict[str, Geometry]],
    recette: Recette,
) -> list[Gate]:
    outlines = {name: level.outlines for name, level in geography.levels.items()}
    return [
        *count_gates(inputs.cog, exact=recette.epinglee),
        *outline_gates(inputs.cog, outlines, contours),
        *mairie_gates(geography.outlines, geography.positions),
    ]


def _counts(inputs: Inputs, geography: Geography) -> dict[str, Any]:
    counts: dict[str, Any] = {name: len(level.rows) for name, level in geography.levels.items()}
    return counts | {
        "passages": len(inputs.passages),
        "noms_anciens": len(inputs.noms),
        "mairies": len(inputs.mairies.rows),
        "courriels_de_mairie": inputs.mairies.emails,
        "tolerances_de_simplification_m": TOLERANCES_METRES,
    }


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"))
    return Progress(*columns, TimeElapsedColumn(), console=console)


def _stepper(progress: Progress) -> Callable[[str | None], None]:
    """Return a function that ends the current step and starts the next one, if there is one."""
    tasks: list[TaskID] = []

    def step(title: str | None) -> None:
        for task in tasks[-1:]:
            progress.update(task, total=1, completed=1)
        if title is not None:
            tasks.append(progress.add_task(title, total=None))

    return step
