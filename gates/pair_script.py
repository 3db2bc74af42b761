"""Run by ``gates.pair`` in an environment of its own: names and départements in, codes out."""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
from french_cities import city_finder, departement_finder

ARTICLE = re.compile(r"^(?:Le |La |Les |L['’])")


def main(asked: Path, answered: Path) -> None:
    """Answer what is asked, without the network."""
    demand = json.loads(asked.read_text(encoding="utf-8"))
    listed = pd.DataFrame(demand["communes"], columns=["CODE", "TITLE"])
    listed["TITLE_SHORT"] = listed["TITLE"].str.replace(ARTICLE, "", regex=True)
    passages = demand["passages"]

    def communes(*_args: Any, **_kwargs: Any) -> pd.DataFrame:  # noqa: ANN401
        return listed.copy()

    def vintage(frame: pd.DataFrame, _year: int, column: str, **_kwargs: Any) -> pd.DataFrame:  # noqa: ANN401
        return frame.assign(**{column: frame[column].map(lambda c: passages.get(c, c))})

    def departements(*_args: Any, **_kwargs: Any) -> pd.DataFrame:  # noqa: ANN401
        return pd.DataFrame({"CODE": demand["departements"]})

    city_finder.get_cities_and_ultramarines = communes
    departement_finder.get_departements_and_ultramarines = departements
    city_finder.set_vintage = departement_finder.set_vintage = vintage
    city_finder.init_pynsee = departement_finder.init_pynsee = lambda: None
    city_finder._query_BAN_csv_geocoder = lambda **_kwargs: None  # noqa: SLF001  no network
    city_finder._filter_BAN_results = (  # noqa: SLF001  no network
        lambda addresses, rename_candidat, **_kwargs: addresses.assign(**{rename_candidat: None})
    )
    frame = pd.DataFrame(demand["lignes"], columns=["city", "dep"])
    start = perf_counter()
    found = city_finder.find_city(frame, x=False, y=False, address=False, postcode=False)
    seconds = perf_counter() - start
    codes = found["insee_com"].where(found["insee_com"].notna(), None).tolist()
    answered.write_text(json.dumps({"codes": codes, "secondes": seconds}), encoding="utf-8")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
