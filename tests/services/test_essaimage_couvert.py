"""Communes that their EPCI already runs an experiment for are no candidates."""

from cartoexp.domain.territoires import Niveau
from cartoexp.services.essaimage import Options
from cartoexp.services.registry import Services


def test_a_commune_whose_epci_runs_it_is_no_candidate(services: Services) -> None:
    depart = services.departs.of_experiment("tarif_social_eau", Niveau.COMMUNE)
    dijon = services.territoires.get(Niveau.COMMUNE, "21231")
    assert dijon.code_epci in depart.epcis
    whole = len(services.profils.level(Niveau.COMMUNE).territoires)
    found = services.essaimage.rank(depart, Options(details=False), whole)
    codes = {c.territoire.code for c in found.candidats}
    assert "21231" not in codes
    assert all(c.territoire.code_epci not in depart.epcis for c in found.candidats)
    every = services.essaimage.rank(depart, Options(details=False, avec_implantations=True), whole)
    assert every.effectif == whole
