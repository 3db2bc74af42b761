"""Real vintages of the code, against what is publicly known of them."""

import os
from functools import cache
from pathlib import Path

import pytest

from cartoexp import ROOT
from cartoexp.domain.millesimes import Destins, Devenir, Difference, Millesime, comparer
from cartoexp.domain.territoires import Niveau
from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.millesimes.obtenir import read_vintage
from tests.reference.conftest import DATA

PACKAGES = Path(os.environ.get("CARTOEXP_PAQUETS", ROOT / ".cache" / "reference"))


@cache
def _vintage(version: str) -> Millesime:
    return read_vintage(version, PACKAGES)


def vintage(version: str) -> Millesime:
    try:
        return _vintage(version)
    except SourceUnavailableError as error:
        pytest.skip(str(error))  # 3 MB each, that only the registry has: no network, no packages


def compare(before: str, after: str) -> Difference:
    return comparer(vintage(before), vintage(after))


def test_2024_to_2025() -> None:
    found = compare("4.0.0", "5.3.0")
    # INSEE: 46 communes nouvelles on 1 January 2025, and one commune nouvelle undone.
    assert (len(found.ancien.communes), len(found.nouveau.communes)) == (35_029, 34_969)
    assert len(found.fusions) == 46
    assert sum(len(f.reunies) for f in found.fusions) == 110
    (parted,) = found.separations
    assert [p.code for p in parted.parties] == ["15141", "15031", "15035", "15047", "15171"]
    assert [(c.avant.code, c.apres.code) for c in found.recodees] == [
        ("12076", "12218"),
        ("14011", "14581"),
        ("49069", "49126"),
        ("69159", "69114"),
    ]
    assert not [*found.sans_suite, *found.sans_origine]
    assert [str(t.epci) for t in found.epci_types] == ["CA Coeur d'Ostrevent (245901152)"]
    destins = Destins(found)
    moved = destins.de(Niveau.COMMUNE, "93059")
    assert moved.motif == "Pierrefitte-sur-Seine (93059) fait partie de Saint-Denis (93066)."
    assert destins.de(Niveau.COMMUNE, "15141").devenir is Devenir.AMBIGU


def test_2025_to_2026_only_names_change() -> None:
    found = compare("5.3.0", "6.0.0")
    assert not [*found.fusions, *found.separations, *found.recodees, *found.mouvements]
    assert len(found.renommees) == 19
    assert "Louhans-Châteaurenaud" in {c.apres.nom for c in found.renommees}


def test_two_steps_lead_where_one_leads() -> None:
    first = Destins(compare("4.0.0", "5.3.0"))
    second = Destins(compare("5.3.0", "6.0.0"))
    whole = Destins(compare("4.0.0", "6.0.0"))
    for code in vintage("4.0.0").communes:
        step = first.de(Niveau.COMMUNE, code)
        if step.territoire is None:
            assert whole.de(Niveau.COMMUNE, code).territoire is None
        else:
            last = second.de(Niveau.COMMUNE, step.territoire.code)
            assert last.territoire == whole.de(Niveau.COMMUNE, code).territoire


def test_the_committed_reference_is_the_package_that_it_comes_from() -> None:
    found = comparer(vintage("6.0.0"), read_vintage(str(DATA), PACKAGES))
    assert not [*found.fusions, *found.separations, *found.renommees, *found.epci_renommes]
    assert not [*found.mouvements, *found.epci_crees, *found.epci_dissous]


@pytest.mark.parametrize(("before", "after"), [("1.0.0", "2.0.0"), ("3.0.0", "4.0.0")])
def test_every_commune_that_is_gone_or_has_come_is_accounted_for(before: str, after: str) -> None:
    found = compare(before, after)
    assert not [*found.sans_suite, *found.sans_origine]
    gone = set(found.ancien.communes) - set(found.nouveau.communes)
    merged = {c.code for fusion in found.fusions for c in fusion.reunies}
    assert gone <= merged | {c.avant.code for c in found.recodees}


def test_intercommunalites_dissolved_into_one_and_into_three() -> None:
    destins = Destins(compare("0.7.0", "1.0.0"))
    lille = destins.de(Niveau.EPCI, "245900410")
    assert str(lille.territoire) == "Métropole Européenne de Lille (200093201)"
    creuse = destins.de(Niveau.EPCI, "200067510")
    assert creuse.territoire is None
    assert [c.code for c in creuse.candidats] == ["242320109", "242320000", "242300135"]
    # Parted in 2024: neither half is chosen.
    vendee = Destins(compare("3.0.0", "4.0.0")).de(Niveau.COMMUNE, "85084")
    assert [c.code for c in vendee.candidats] == ["85084", "85165", "85212"]
