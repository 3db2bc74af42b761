"""Comparison territories on what is shipped: who is left out and why, how alike groups are."""

import pytest

from cartoexp.domain.errors import ExperimentNotFoundError, InvalidParametersError
from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.services.profils import NoProfileError
from cartoexp.services.registry import Services
from cartoexp.services.temoins import Portee, Reglages
from cartoexp.services.temoins.saisie import ecrire, lire

DOUAI, LENS, AMBERIEU = "59178", "62498", "01004"


def communes(services: Services, *codes: str) -> list[Territoire]:
    return [services.territoires.get(Niveau.COMMUNE, code) for code in codes]


def test_matched_controls_are_alike(services: Services) -> None:
    essais = communes(services, DOUAI, AMBERIEU)
    found = services.temoins.proposer(essais, Reglages())
    assert [p.essai.code for p in found.paires] == [DOUAI, AMBERIEU]
    codes = [t.code for t in found.temoins]
    assert len(codes) == len(set(codes)) == 10
    assert not {DOUAI, AMBERIEU} & set(codes)
    epcis = {t.code_epci for t in essais}
    assert all(t.code_epci not in epcis for t in found.temoins)
    balance = found.equilibre
    assert balance.avant is not None
    assert balance.apres is not None
    assert balance.apres < balance.avant / 2
    population = next(x for x in balance.lignes if x.indicateur == "population")
    assert population.essai == pytest.approx(sum(t.population or 0 for t in essais) / 2)
    assert found.ecarts[-1].restants == found.admis
    assert found.effectif == 34_875
    assert sum(e.ecartes for e in found.ecarts) == found.effectif - found.admis
    assert all(t.raisons.rapproche or t.raisons.eloigne for p in found.paires for t in p.temoins)
    assert found.decelable == pytest.approx(2.8 * (1 / 2 + 1 / 10) ** 0.5)


def test_who_runs_it_already_is_no_control(services: Services) -> None:
    record = services.experiments.get("tzcld")
    run = {t.cle for _, t in record.implantations}
    found = services.temoins.proposer(
        communes(services, DOUAI), Reglages(experimentation="tzcld", theme=True)
    )
    assert found.temoins
    for t in found.temoins:
        assert t.cle not in run
        assert (Niveau.EPCI, t.code_epci) not in run
    told = [e.dit for e in found.ecarts]
    assert any("la même expérimentation" in d for d in told)
    assert any("même thème" in d for d in told)
    epcis = services.territoires.level(Niveau.EPCI)
    held = {t.code_epci for _, t in record.implantations if t.code_epci}
    here = next(t for t in epcis if t.code not in held)
    others = services.temoins.proposer([here], Reglages(experimentation="tzcld"))
    assert not held & {t.code for t in others.temoins}


def test_rules_that_the_team_sets(services: Services) -> None:
    (here,) = essais = communes(services, DOUAI)
    near = services.temoins.proposer(essais, Reglages(portee=Portee.REGION, distance_km=50))
    assert near.temoins
    assert {t.code_region for t in near.temoins} == {here.code_region}
    assert all((t.distance_km or 0) >= 50 for p in near.paires for t in p.temoins)
    first = near.temoins[0].code
    without = services.temoins.proposer(
        essais, Reglages(portee=Portee.REGION, distance_km=50, ecartes=(first,))
    )
    assert first not in {t.code for t in without.temoins}
    assert len(without.temoins) == len(near.temoins) or without.admis < 5


def test_nobody_left_says_what_to_loosen(services: Services) -> None:
    asked = Reglages(portee=Portee.DEPARTEMENT, distance_km=100)
    found = services.temoins.proposer(communes(services, DOUAI), asked)
    assert found.temoins == []
    assert [t.code for t in found.seuls] == [DOUAI]
    assert found.decelable is None
    assert found.equilibre.apres is None
    told = [(p.faire, p.admis) for p in found.pistes]
    assert "chercher dans toute la France" in [faire for faire, _ in told]
    assert [n for _, n in told] == sorted((n for _, n in told), reverse=True)
    assert all(n > 0 for _, n in told)


def test_kept_controls_are_weighed_again(services: Services) -> None:
    essais = communes(services, DOUAI, LENS)
    found = services.temoins.proposer(essais, Reglages(par=3))
    kept = {p.essai.code: [t.territoire.code for t in p.temoins] for p in found.paires}
    again = services.temoins.relire(essais, Reglages(par=3), kept)
    assert again == found
    kept[DOUAI] = [*kept[DOUAI], "99999"]
    lost = services.temoins.relire(essais, Reglages(par=3), kept)
    assert lost.perdus == ("99999",)
    assert lost.paires == found.paires


def test_the_order_of_who_tries_does_not_matter(services: Services) -> None:
    ways = [communes(services, *codes) for codes in ((DOUAI, LENS), (LENS, DOUAI))]
    one, two = (services.temoins.proposer(essais, Reglages(par=3)) for essais in ways)
    assert {t.code for t in one.temoins} == {t.code for t in two.temoins}


@pytest.mark.parametrize("niveau", [Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION])
def test_other_levels(services: Services, niveau: Niveau) -> None:
    here = services.territoires.level(niveau, com=False)[-1]
    found = services.temoins.proposer([here], Reglages(par=3, proches=False))
    assert len(found.temoins) == 3
    assert {t.niveau for t in found.temoins} == {niveau}


def test_what_cannot_be_matched(services: Services) -> None:
    (douai,) = communes(services, DOUAI)
    departement = services.territoires.get(Niveau.DEPARTEMENT, "59")
    ept = services.territoires.level(Niveau.EPT)[0]
    com = next(t for t in services.territoires.level(Niveau.COMMUNE) if t.zone.value == "com")
    match = services.temoins.proposer
    with pytest.raises(InvalidParametersError, match="du même niveau"):
        match([douai, departement], Reglages())
    with pytest.raises(InvalidParametersError, match="de 1 à 12"):
        match([], Reglages())
    with pytest.raises(InvalidParametersError, match="36 témoins au plus"):
        match([douai] * 8, Reglages(par=5))
    with pytest.raises(NoProfileError):
        match([ept], Reglages())
    with pytest.raises(NoProfileError):
        match([com], Reglages())
    with pytest.raises(ExperimentNotFoundError):
        match([douai], Reglages(experimentation="nulle"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Douai", "59178"),
        ("  douai  ", "59178"),
        ("Douai (59178)", "59178"),
        ("62498", "62498"),
        ("code 2a004", "2A004"),
        ("14011", "14581"),  # Anctoville is part of Aurseulles
    ],
)
def test_lines_are_read(services: Services, text: str, code: str) -> None:
    (line,) = lire(services.territoires, Niveau.COMMUNE, text, {})
    assert line.territoire is not None
    assert line.territoire.code == code


def test_lines_are_never_guessed(services: Services) -> None:
    text = "Saint-Denis\nDouay\n99999\n12\n\n;Anctoville; Saint-Denis"
    read = lire(services.territoires, Niveau.COMMUNE, text, {})
    assert [x.texte for x in read] == ["Saint-Denis", "Douay", "99999", "12", "Anctoville"]
    assert all(x.territoire is None and x.dit for x in read)
    several, close, unknown, short, former = read
    assert {"93066", "97411"} <= {t.code for t in several.candidats}
    assert "59178" in {t.code for t in close.candidats}
    assert unknown.candidats == ()
    assert short.candidats == ()
    assert former.candidats[0].code == "14581"
    chosen = lire(services.territoires, Niveau.COMMUNE, text, {"Saint-Denis": "97411"})
    assert chosen[0].territoire is not None
    assert chosen[0].territoire.code == "97411"
    strange = lire(services.territoires, Niveau.COMMUNE, text, {"Saint-Denis": "59178"})
    assert strange[0].territoire is None


def test_a_postal_code_means_all_its_communes(services: Services) -> None:
    (line,) = lire(services.territoires, Niveau.COMMUNE, "59178", {})
    assert "59178" in {t.code for t in line.candidats}  # and the communes that post it
    assert len(line.candidats) > 1
    levels = [(Niveau.EPCI, "200044618"), (Niveau.DEPARTEMENT, "59"), (Niveau.REGION, "Bretagne")]
    for niveau, text in levels:
        (line,) = lire(services.territoires, niveau, text, {})
        assert line.territoire is not None
        written = ecrire([line.territoire])
        (again,) = lire(services.territoires, niveau, written, {})
        assert again.territoire == line.territoire
