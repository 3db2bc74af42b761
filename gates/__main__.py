"""``python -m gates`` puts the method to the test, ``python -m gates poids`` seeks its weights.

``make weights NIVEAU=epci`` seeks those of some levels only. ``python -m gates ajouts FOLDER``
compares the method without and with the indicators added in a folder. ``python -m gates fichiers``
joins the real files to territories. ``python -m gates temoins`` weighs proposed controls.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")


def main() -> int:
    """Run what is asked for; return the exit status."""
    from gates import niveau, reglage, sources  # noqa: PLC0415  after the threads are set

    if not sources.present():
        sys.stderr.write("../shared/data est absent : rien à mesurer ici.\n")
        return 0
    if sys.argv[1:2] == ["poids"]:
        only = [n for n in reglage.LEVELS if n.value in sys.argv[2:]] or reglage.LEVELS
        reglage.write_weights(niveau.open_profils(), lambda line: print(line, flush=True), only)
        return 0
    if sys.argv[1:2] == ["ajouts"]:
        from gates import ajouts  # noqa: PLC0415

        ajouts.compare(Path(*sys.argv[2:3]))
        return 0
    if sys.argv[1:2] == ["fichiers"]:
        from gates import fichiers  # noqa: PLC0415

        return fichiers.write()
    if sys.argv[1:2] == ["temoins"]:
        from gates import temoins  # noqa: PLC0415

        return temoins.write(niveau.open_profils())
    from gates import tableau  # noqa: PLC0415

    return tableau.write(niveau.open_profils())


if __name__ == "__main__":
    sys.exit(main())
