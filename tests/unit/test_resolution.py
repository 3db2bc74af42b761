"""Resolution of codes: the current territory, what was done, and nothing guessed."""

import pytest

from cartoexp.domain.resolution import Nature, Resolver
from cartoexp.domain.territoires import Niveau, Passage, Territoire, Zone


def territoire(niveau: Niveau, code: str, nom: str, siren: str | None = None) -> Territoire:
    return Territoire(niveau, code, nom, Zone.METRO, siren=siren)


RESOLVER = Resolver.build(
    [
        territoire(Niveau.COMMUNE, "01001", "L’Abergement-Clémenciat", "210100012"),
        territoire(Niveau.COMMUNE, "14581", "Aurseulles"),
        territoire(Niveau.COMMUNE, "75056", "Paris"),
        territoire(Niveau.COMMUNE, "2A004", "Ajaccio"),
        territoire(Niveau.COMMUNE, "2B033", "Bastia"),
        territoire(Niveau.EPCI, "200044618", "CA Douaisis Agglo"),
        territoire(Niveau.EPT, "200057867", "Plaine Commune"),
        territoire(Niveau.DEPARTEMENT, "01", "Ain"),
        territoire(Niveau.DEPARTEMENT, "2A", "Corse-du-Sud"),
        territoire(Niveau.DEPARTEMENT, "2B", "Haute-Corse"),
        territoire(Niveau.REGION, "01", "Guadeloupe"),
    ],
    [
        Passage("14011", "Anctoville", "14581", "deleguee"),
        Passage("75113", "Paris 13e Arrondissement", "75056", "arrondissement_municipal"),
        Passage("14999", "Vieille-Commune", "14581", "fusionnee", "2016-01-01"),
        Passage("97123", None, "2B033", "recodee"),
    ],
)


@pytest.mark.parametrize(
    ("code", "niveau", "expected", "nature"),
    [
        ("01001", None, "01001", Nature.ACTUEL),
        ("14011", None, "14581", Nature.DELEGUEE),
        ("14999", Niveau.COMMUNE, "14581", Nature.ANCIEN),
        ("75113", None, "75056", Nature.ARRONDISSEMENT),
        ("97123", None, "2B033", Nature.ANCIEN),
        ("1001", None, "01001", Nature.REPARE),
        (" 01 001 ", None, "01001", Nature.REPARE),
        ("2a004", None, "2A004", Nature.REPARE),
        ("20004", None, "2A004", Nature.REPARE),
        ("20033", None, "2B033", Nature.REPARE),
        ("210100012", None, "01001", Nature.SIREN),
        ("200044618", None, "200044618", Nature.ACTUEL),
        ("200057867", None, "200057867", Nature.ACTUEL),
        ("1", Niveau.DEPARTEMENT, "01", Nature.REPARE),
        ("01", None, "01", Nature.ACTUEL),
        ("01", Niveau.REGION, "01", Nature.ACTUEL),
    ],
)
def test_codes_lead_to_current_territories(
    code: str, niveau: Niveau | None, expected: str, nature: Nature
) -> None:
    found = RESOLVER.resolve(code, niveau)
    assert found is not None
    assert (found.territoire.code, found.nature) == (expected, nature)
    assert (found.message == "") == (nature is Nature.ACTUEL)


def test_two_characters_are_a_departement_before_a_region() -> None:
    found = RESOLVER.resolve("01")
    assert found is not None
    assert found.territoire.niveau is Niveau.DEPARTEMENT


@pytest.mark.parametrize("code", ["20", "99999", "", "0", "1001x", "٠١٠٠١", "200044618x", "20999"])
def test_nothing_is_guessed(code: str) -> None:
    assert RESOLVER.resolve(code) is None


def test_the_level_asked_is_kept() -> None:
    assert RESOLVER.resolve("200044618", Niveau.COMMUNE) is None
    assert RESOLVER.resolve("200057867", Niveau.EPCI) is None


def test_what_was_done_is_said_in_french() -> None:
    told = {
        c: r.message for c in ("14011", "75113", "20004", "97123") if (r := RESOLVER.resolve(c))
    }
    assert told == {
        "14011": "14011 Anctoville est une commune déléguée d’Aurseulles (14581).",
        "75113": "75113 Paris 13e Arrondissement est un arrondissement municipal de Paris (75056).",
        "20004": "Ancien code de la Corse\u00a0: 20004 s’écrit 2A004.",
        "97123": "97123 est un ancien code de Bastia (2B033).",
    }
