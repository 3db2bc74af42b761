"""The figures of ``docs/reference-data.md``, written from the manifest.

``python -m cartoexp.reference.document`` brings the page up to date; a test holds that it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cartoexp.reference.manifest import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGIN = "<!-- chiffres : écrits par cartoexp.reference.document -->"
END = "<!-- fin des chiffres -->"
FEW = 60


def figures(manifest: dict[str, Any]) -> str:
    """Return the repairs, gates, files and sources of a manifest, in Markdown."""
    repairs = manifest["reparations"].values()
    gates = manifest["controles"]
    files = [(f"`{f['fichier']}`", _thousands(f["octets"])) for f in manifest["fichiers"]]
    sources = [
        (s["source"], s["version"], " ; ".join(s["producteurs"]), s["millesime"], s["licence"])
        for s in manifest["sources"]
    ]
    return "\n".join(
        [
            f"Version {manifest['version']}, millésime {manifest['millesime']}.",
            "\n### Réparations\n",
            *_table(
                ("réparation", "nombre", "lesquelles"),
                ((r["libelle"], _thousands(r["nombre"]), _which(r["liste"])) for r in repairs),
            ),
            "\n### Contrôles\n",
            *_table(
                ("contrôle", "attendu", "mesuré"),
                ((g["libelle"], g["attendu"], g["mesure"]) for g in gates),
            ),
            "\nVides expliqués :\n",
            *(
                f"- {line}"
                for g in gates
                if g["libelle"] == "Vides expliqués"
                for line in g["details"]
            ),
            "\n### Fichiers\n",
            *_table(("fichier", "octets"), files),
            "\n### Sources\n",
            *_table(("paquet", "version", "producteurs", "millésime", "licence"), sources),
        ]
    )


def with_figures(page: str, manifest: dict[str, Any]) -> str:
    """Return the page with its figures replaced by those of the manifest."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{figures(manifest)}\n\n{END}{after}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _which(codes: list[str]) -> str:
    if len(codes) > FEW:
        return "voir `manifest.json`"
    return ", ".join(codes) or "—"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


if __name__ == "__main__":
    root = Path(__file__).parents[3]
    document = root / "docs" / "reference-data.md"
    record = json.loads((root / "data" / "communes" / NAME).read_text(encoding="utf-8"))
    document.write_text(
        with_figures(document.read_text(encoding="utf-8"), record), encoding="utf-8"
    )
