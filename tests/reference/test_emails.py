"""An e-mail that may hold a person's name is dropped."""

import pytest

from cartoexp.reference.emails import is_functional
from tests.reference.conftest import Committed

NOMS = ("Saint-Hilaire-de-la-Côte", "Isère", "CC Bièvre Isère")

FUNCTIONAL = [
    "mairie@saint-hilaire.fr",
    "mairie.st.hilaire@wanadoo.fr",
    "contact@ville.fr",
    "accueil38@orange.fr",
    "secretariat-mairie@orange.fr",
    "sainthilairedelacote@orange.fr",
    "mairieshc@orange.fr",
    "MAIRIE.SHDLC@orange.fr",
    "dgs@ville.fr",
    "le.maire@ville.fr",
    "commune-de-saint-hilaire@orange.fr",
    "etat.civil@ville.fr",
    "mairie38490@gmail.com",
]
PERSONAL = [
    "jean.dupont@orange.fr",
    "j.dupont@ville.fr",
    "jdupont@ville.fr",
    "dupont@mairie-saint-hilaire.fr",
    "mairie.dupont@orange.fr",
    "claude.mairie@wanadoo.fr",
    "dupont.hilaire@orange.fr",
    "marie-claude@ville.fr",
    "c.hilaire@orange.fr",
    "paulinemartin@orange.fr",
    "svprieure@gmail.com",
]
BROKEN = [
    "",
    "mairie",
    "@ville.fr",
    "mairie@",
    "mairie@ville",
    "mairie dupont@ville.fr",
    "a@b@c.fr",
]


@pytest.mark.parametrize("email", FUNCTIONAL)
def test_kept(email: str) -> None:
    assert is_functional(email, NOMS)


@pytest.mark.parametrize("email", PERSONAL)
def test_dropped(email: str) -> None:
    assert not is_functional(email, NOMS)


@pytest.mark.parametrize("email", BROKEN)
def test_not_an_address(email: str) -> None:
    assert not is_functional(email, NOMS)


def test_digits_and_links_explain_nothing_alone() -> None:
    assert not is_functional("38490@orange.fr", NOMS)
    assert not is_functional("de.la@orange.fr", NOMS)


def test_a_name_of_another_place_is_not_explained() -> None:
    assert is_functional("sainthilaire@orange.fr", NOMS)
    assert not is_functional("sainthilaire@orange.fr", ("Annecy",))


def test_no_committed_address_is_a_known_personal_form(committed: Committed) -> None:
    kept = [email for email in committed.column("mairies", "courriel") if email]
    assert len(kept) > 30_000
    assert not {"hubert.roth.51@orange.fr", "fbrissaud@mairie-saintgaultier.fr"} & set(kept)
    assert all(email == email.strip().lower() and email.count("@") == 1 for email in kept)
