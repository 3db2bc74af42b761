"""What teams fill in, in each kind of database: kept a year, erased for good, never crossed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.errors import BusyError
from cartoexp.domain.referentiel import CroiseeError, DossierEffaceError, DossierNotFoundError
from cartoexp.domain.referentiel.dossier import DUREE_J, Sorte
from cartoexp.services.referentiel import PAS_J, ReferentielService, opened
from cartoexp.store import loading as tables
from tests.conftest import DATABASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = date(2026, 11, 29)
A_YEAR = timedelta(days=DUREE_J)
EVALUATION, GRILLE = Sorte.EVALUATION, Sorte.GRILLE


@pytest.fixture(scope="module", params=DATABASES)
def url(request: pytest.FixtureRequest, make_database: Callable[[str], str]) -> str:
    return make_database(request.param)


@pytest.fixture
def service(url: str) -> Iterator[ReferentielService]:
    with opened(url) as found:
        yield found
        with found.sessions.begin() as session:
            session.execute(text("DELETE FROM dossier"))


def begin(service: ReferentielService, day: date = DAY) -> str:
    return service.creer(EVALUATION, "1.0", {"identite": {"titre": "Un essai"}}, day, "tzcld")


def test_it_is_kept_for_a_year_after_it_was_last_opened(service: ReferentielService) -> None:
    jeton = begin(service)
    held = service.lire(jeton, EVALUATION, DAY)
    assert (held.version, held.experimentation) == ("1.0", "tzcld")
    assert held.dit("identite", "titre") == "Un essai"
    soon = DAY + timedelta(days=PAS_J - 1)
    assert service.lire(jeton, EVALUATION, soon).ouvert_le == DAY
    later = DAY + A_YEAR
    assert service.lire(jeton, EVALUATION, later).ouvert_le == later
    assert service.lire(jeton, EVALUATION, later + A_YEAR).jusqu_au == later + 2 * A_YEAR
    with pytest.raises(DossierEffaceError, match="depuis un an"):
        service.lire(jeton, EVALUATION, later + 2 * A_YEAR + timedelta(days=1))
    assert service.purger(later + 2 * A_YEAR) == 0
    assert service.purger(later + 2 * A_YEAR + timedelta(days=1)) == 1
    with pytest.raises(DossierEffaceError, match="depuis un an"):
        service.lire(jeton, EVALUATION, DAY)


def test_parts_are_saved_apart_and_never_crossed(service: ReferentielService) -> None:
    jeton = begin(service)
    saved = service.enregistrer(jeton, EVALUATION, "evaluer", {"effets": "1"}, numero=0, jour=DAY)
    assert saved.partie("evaluer").numero == 1
    service.enregistrer(jeton, EVALUATION, "innover", {"exclus": "2"}, numero=0, jour=DAY)
    with pytest.raises(CroiseeError, match="Rien n’est perdu"):
        service.enregistrer(jeton, EVALUATION, "evaluer", {"effets": "3"}, numero=0, jour=DAY)
    same = service.enregistrer(jeton, EVALUATION, "evaluer", {"effets": "1"}, numero=0, jour=DAY)
    assert same.partie("evaluer").numero == 1
    service.enregistrer(jeton, EVALUATION, "evaluer", {"effets": "3"}, numero=1, jour=DAY)
    held = service.lire(jeton, EVALUATION, DAY)
    assert held.dit("evaluer", "effets") == "3"
    assert held.dit("innover", "exclus") == "2"
    assert held.dit("identite", "titre") == "Un essai"


def test_a_link_leads_to_one_kind_and_is_kept_nowhere(service: ReferentielService) -> None:
    jeton = begin(service)
    for wrong, sorte in ((jeton, GRILLE), (f"{jeton[:-1]}!", EVALUATION), ("", EVALUATION)):
        with pytest.raises(DossierNotFoundError, match="complet"):
            service.lire(wrong, sorte, DAY)
    with service.sessions() as session:
        assert jeton not in repr(session.execute(text("SELECT * FROM dossier")).all())


def test_its_owner_erases_it_for_good(service: ReferentielService) -> None:
    jeton = begin(service)
    service.supprimer(jeton, EVALUATION, DAY)
    with pytest.raises(DossierEffaceError, match="supprimée le 29"):
        service.lire(jeton, EVALUATION, DAY)
    with pytest.raises(DossierEffaceError):
        service.enregistrer(jeton, EVALUATION, "innover", {}, numero=0, jour=DAY)
    with service.sessions() as session:
        assert "Un essai" not in repr(session.execute(text("SELECT * FROM dossier")).all())
    service.purger(DAY + 2 * A_YEAR)
    with pytest.raises(DossierNotFoundError):
        service.lire(jeton, EVALUATION, DAY)


def test_no_more_are_kept_than_may_be(service: ReferentielService) -> None:
    few = ReferentielService(service.sessions, most=1)
    begin(few)
    with pytest.raises(BusyError, match="quelques jours"):
        begin(few)
    begin(few, DAY + A_YEAR + timedelta(days=1))


def test_loads_keep_it_and_a_command_erases_what_is_left(
    service: ReferentielService, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(service, DAY - 3 * A_YEAR)
    jeton = begin(service, date(2099, 1, 1))
    begin(service, date(2020, 1, 1))
    with service.sessions.begin() as session:
        tables.clear(session, reference=True)
    assert service.lire(jeton, EVALUATION, DAY)
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", url)
    told = [CliRunner().invoke(app, ["referentiel", what]) for what in ("purger", "compter")]
    assert [r.exit_code for r in told] == [0, 0]
    assert "effacées\u00a0: 1." in told[0].output
    assert "gardées\u00a0: 1." in told[1].output
