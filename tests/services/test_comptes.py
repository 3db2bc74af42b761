"""Accounts in each kind of database: passwords, failures, sessions, links."""

from __future__ import annotations

import itertools
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type
from sqlalchemy import select, text
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.comptes import (
    CompteInconnuError,
    CompteRefuseError,
    ConnexionRefuseeError,
    LienPerduError,
    MotDePasseRefuseError,
    Role,
)
from cartoexp.services.comptes import Hacheur, ParMotDePasse, opened
from cartoexp.store import loading as tables
from cartoexp.store.tables import CompteRow
from tests.comptes import OTHER, PASSWORD, Horloge, pourvu, service
from tests.conftest import DATABASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cartoexp.services.comptes import CompteService
    from cartoexp.store.engine import Sessions

_numbers = itertools.count(1)


@pytest.fixture(scope="module", params=DATABASES)
def sessions(
    request: pytest.FixtureRequest, make_database: Callable[[str], str]
) -> Iterator[Sessions]:
    with opened(make_database(request.param)) as found:
        yield found.sessions


@pytest.fixture
def horloge() -> Horloge:
    return Horloge()


@pytest.fixture
def comptes(sessions: Sessions, horloge: Horloge) -> CompteService:
    return service(sessions, horloge)


@pytest.fixture
def nom(comptes: CompteService) -> str:
    """The identifier of a new account whose password is ``PASSWORD``."""
    name = f"pole-{next(_numbers)}@exemple.fr"
    pourvu(comptes, name)
    return name


def enter(comptes: CompteService, name: str, password: str = PASSWORD) -> str:
    return comptes.connecter({"identifiant": name, "mot_de_passe": password})


def refused(comptes: CompteService, name: str, password: str = "faux") -> str:  # noqa: S107  wrong
    with pytest.raises(ConnexionRefuseeError) as error:
        enter(comptes, name, password)
    return str(error.value)


def kept(comptes: CompteService, name: str) -> CompteRow:
    with comptes.sessions() as session:
        return session.scalars(select(CompteRow).where(CompteRow.identifiant == name)).one()


def test_a_password_is_kept_as_an_argon2id_hash_only(comptes: CompteService, nom: str) -> None:
    row = kept(comptes, nom)
    assert (row.mot_de_passe or "").startswith("$argon2id$")
    jeton = enter(comptes, f" {nom.upper()} ")
    assert len(jeton) == 43
    found = comptes.lire(jeton)
    assert found is not None
    assert found.identifiant == nom
    with comptes.sessions() as session:
        rows = [*session.execute(text("SELECT * FROM session_compte"))]
        rows += session.execute(text("SELECT * FROM lien_compte"))
    assert jeton not in str(rows)


def test_the_parameters_are_those_of_rfc_9106() -> None:
    argon2 = Hacheur().argon2
    assert (argon2.type, argon2.memory_cost, argon2.time_cost) == (Type.ID, 65_536, 3)
    assert ParMotDePasse.__dataclass_fields__["plancher_s"].default == 0.8


def test_a_refusal_never_tells_why(comptes: CompteService, nom: str, horloge: Horloge) -> None:
    told = {refused(comptes, nom), refused(comptes, "personne"), refused(comptes, "\x00'é")}
    told.add(refused(comptes, nom, "x" * 5_000))
    comptes.creer(f"sans-{nom}", "Pôle", Role.MODERATEUR)
    told |= {refused(comptes, f"sans-{nom}", ""), refused(comptes, "")}
    for _ in range(3):
        told.add(refused(comptes, nom))
    assert kept(comptes, nom).bloque_jusqu_a
    told.add(refused(comptes, nom, PASSWORD))
    horloge.avance(minutes=1)
    enter(comptes, nom)
    comptes.desactiver(nom)
    told.add(refused(comptes, nom, PASSWORD))
    assert len(told) == 1


def test_an_unknown_account_is_compared_with_a_hash_all_the_same(
    comptes: CompteService, nom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    verify = PasswordHasher.verify

    def watched(argon2: PasswordHasher, hache: str, given: str) -> bool:
        tried.append(hache)
        return verify(argon2, hache, given)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    refused(comptes, nom)
    refused(comptes, "inconnu@exemple.fr")
    assert len(tried) == 2
    assert len({h.rpartition("$")[0].rpartition("$")[0] for h in tried}) == 1


def test_failures_make_wait_longer_and_longer(
    comptes: CompteService, nom: str, horloge: Horloge
) -> None:
    for _ in range(4):
        refused(comptes, nom)
    enter(comptes, nom)  # four failures cost nothing, and are forgotten
    for _ in range(5):
        refused(comptes, nom)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        horloge.avance(seconds=minutes * 60 - 1)
        refused(comptes, nom, PASSWORD)  # tried while waiting: neither let in nor counted
        horloge.avance(seconds=1)
        refused(comptes, nom)
    horloge.avance(hours=1)
    enter(comptes, nom)
    assert (kept(comptes, nom).echecs, kept(comptes, nom).bloque_jusqu_a) == (0, None)


def test_attempts_at_the_same_moment_are_all_counted(comptes: CompteService, nom: str) -> None:
    with ThreadPoolExecutor(4) as beside:
        list(beside.map(lambda _: refused(comptes, nom), range(12)))
    assert kept(comptes, nom).echecs == 5, "the sixth already waits"


def test_a_hash_is_made_again_when_parameters_change(
    comptes: CompteService, nom: str, sessions: Sessions, horloge: Horloge
) -> None:
    before = kept(comptes, nom).mot_de_passe
    dearer = service(sessions, horloge, PasswordHasher(2, 16, 1))
    refused(dearer, nom)
    assert kept(comptes, nom).mot_de_passe == before
    enter(dearer, nom)
    assert "m=16,t=2" in (kept(comptes, nom).mot_de_passe or "")
    enter(dearer, nom)


def test_a_session_ends_when_idle_and_in_all(
    comptes: CompteService, nom: str, horloge: Horloge
) -> None:
    jeton = enter(comptes, nom)
    horloge.avance(hours=7, minutes=59)
    assert comptes.lire(jeton)
    horloge.avance(hours=8)
    assert comptes.lire(jeton) is None
    jeton = enter(comptes, nom)
    for _ in range(27):
        horloge.avance(hours=6)
        assert comptes.lire(jeton)
    horloge.avance(hours=6)
    assert comptes.lire(jeton) is None, "seven days"
    assert comptes.lire("") is comptes.lire("x" * 43) is comptes.lire("é" * 9_000) is None


def test_a_sign_in_ends_the_session_before(comptes: CompteService, nom: str) -> None:
    first, elsewhere = enter(comptes, nom), enter(comptes, nom)
    second = comptes.connecter({"identifiant": nom, "mot_de_passe": PASSWORD}, first)
    assert comptes.lire(first) is None
    assert comptes.lire(second)
    assert comptes.lire(elsewhere)


def test_what_ends_every_session(comptes: CompteService, nom: str) -> None:
    def changed() -> str | None:
        found = comptes.lire(enter(comptes, nom))
        assert found
        return comptes.changer_mot_de_passe(found, PASSWORD, OTHER, OTHER)

    def by_link() -> None:
        comptes.suivre_lien(comptes.lien(nom)[1], PASSWORD, PASSWORD)

    for end in (lambda: comptes.changer_role(nom, Role.ADMINISTRATEUR), by_link, changed):
        jeton = enter(comptes, nom)
        version = kept(comptes, nom).version
        new = end()
        assert comptes.lire(jeton) is None
        assert kept(comptes, nom).version == version + 1
        assert new is None or not isinstance(new, str) or comptes.lire(new)
    jeton = enter(comptes, nom, OTHER)
    assert comptes.changer_role(nom, Role.ADMINISTRATEUR).role is Role.ADMINISTRATEUR
    assert comptes.lire(jeton), "the role is the same"
    comptes.desactiver(nom)
    assert comptes.lire(jeton) is None


def test_an_older_version_is_refused_even_if_its_row_is_left(
    comptes: CompteService, nom: str
) -> None:
    jeton = enter(comptes, nom)
    with comptes.sessions.begin() as session:
        session.execute(text("UPDATE compte SET version = version + 1"))
    assert comptes.lire(jeton) is None


def test_accents_are_the_same_however_they_are_typed(comptes: CompteService, nom: str) -> None:
    enter(comptes, nom, unicodedata.normalize("NFD", PASSWORD))
    long = unicodedata.normalize("NFD", "éèàùçâêîôû" * 20)  # 200 characters, typed as 400
    _, jeton = comptes.lien(nom)
    with pytest.raises(MotDePasseRefuseError, match="trop long"):
        comptes.suivre_lien(jeton, long, long)
    for weak in ("a" * 20, f"xx{nom}xx", "ab" * 3):
        with pytest.raises(MotDePasseRefuseError):
            comptes.suivre_lien(jeton, weak, weak)
    with pytest.raises(MotDePasseRefuseError, match="pas les mêmes"):
        comptes.suivre_lien(jeton, OTHER, PASSWORD)
    longest = "éèàùçâêîôû" * 20
    comptes.suivre_lien(jeton, longest, longest)
    enter(comptes, nom, longest)


def test_a_link_serves_once_for_a_day(comptes: CompteService, nom: str, horloge: Horloge) -> None:
    _, older = comptes.lien(nom)
    compte, jeton = comptes.lien(nom)
    assert comptes.lire_lien(jeton).id == compte.id
    for lost in (older, "", "x" * 43, f"{jeton}x"):
        with pytest.raises(LienPerduError):
            comptes.suivre_lien(lost, OTHER, OTHER)
    with pytest.raises(MotDePasseRefuseError):
        comptes.suivre_lien(jeton, "court", "court")
    enter(comptes, nom)  # the password stays until the link is used
    for _ in range(5):
        refused(comptes, nom)
    comptes.suivre_lien(jeton, OTHER, OTHER)
    enter(comptes, nom, OTHER)  # the wait is over too
    with pytest.raises(LienPerduError):
        comptes.suivre_lien(jeton, PASSWORD, PASSWORD)
    _, late = comptes.lien(nom)
    horloge.avance(hours=24)
    with pytest.raises(LienPerduError):
        comptes.suivre_lien(late, PASSWORD, PASSWORD)


def test_of_two_uses_of_a_link_at_once_one_is_told(comptes: CompteService, nom: str) -> None:
    _, jeton = comptes.lien(nom)

    def use(password: str) -> bool:
        try:
            comptes.suivre_lien(jeton, password, password)
        except LienPerduError:
            return False
        return True

    given = [f"phrase numéro {n} assez longue" for n in range(4)]
    with ThreadPoolExecutor(4) as beside:
        used = list(beside.map(use, given))
    assert sum(used) == 1
    enter(comptes, nom, given[used.index(True)])


def test_a_wrong_present_password_counts_as_a_failure(comptes: CompteService, nom: str) -> None:
    compte = comptes.lire(enter(comptes, nom))
    assert compte
    for _ in range(5):
        with pytest.raises(ConnexionRefuseeError):
            comptes.changer_mot_de_passe(compte, "faux", OTHER, OTHER)
    refused(comptes, nom, PASSWORD)


def test_a_closed_account(comptes: CompteService, nom: str) -> None:
    _, jeton = comptes.lien(nom)
    comptes.desactiver(nom)
    assert kept(comptes, nom).mot_de_passe is None
    for asked in (lambda: comptes.suivre_lien(jeton, OTHER, OTHER), lambda: comptes.lien(nom)):
        with pytest.raises((LienPerduError, CompteRefuseError)):
            asked()
    _, jeton = comptes.reactiver(nom)
    refused(comptes, nom, PASSWORD)
    comptes.suivre_lien(jeton, OTHER, OTHER)
    enter(comptes, nom, OTHER)
    with pytest.raises(CompteRefuseError, match="actif"):
        comptes.reactiver(nom)


@pytest.mark.parametrize(
    ("name", "title"), [("ab", "Pôle"), ("é@x.fr", "Pôle"), ("pole", " "), ("pole", "a\x00b")]
)
def test_accounts_that_are_refused(comptes: CompteService, name: str, title: str) -> None:
    with pytest.raises(CompteRefuseError):
        comptes.creer(name, title, Role.MODERATEUR)


def test_an_identifier_is_one_account_s(comptes: CompteService, nom: str) -> None:
    with pytest.raises(CompteRefuseError, match="existe déjà"):
        comptes.creer(nom.upper(), "Pôle", Role.MODERATEUR)
    with pytest.raises(CompteInconnuError):
        comptes.lien("personne@exemple.fr")


def test_loads_spare_accounts(comptes: CompteService, nom: str) -> None:
    jeton = enter(comptes, nom)
    with comptes.sessions.begin() as session:
        tables.clear(session, reference=True)
    assert comptes.lire(jeton)


def test_another_way_to_sign_in(comptes: CompteService, nom: str) -> None:
    class Fournisseur:
        """What a single sign-on would be: it has seen who comes, and says whose account it is."""

        def authentifier(self, preuve: dict[str, str], _maintenant: object) -> object:
            (found,) = [c for c in comptes.lister() if c.identifiant == preuve["sujet"]]
            return found

    single = replace(comptes, par=Fournisseur())  # type: ignore[arg-type]
    assert comptes.lire(single.connecter({"sujet": nom}))


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", f"sqlite:///{tmp_path}/c.sqlite")
    monkeypatch.setenv("CARTOEXP_BASE_URL", "https://carte.exemple")

    def users(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, ["users", *arguments])
        assert done.exit_code == status, done.output
        return done.output

    made = users("creer", "pole@exemple.fr", "--nom", "Pôle", "--role", "administrateur")
    assert "https://carte.exemple/moderation/mot-de-passe/" in made
    assert "administrateur  sans mot de passe  Pôle" in users("lister")
    assert "existe déjà" in users("creer", "pole@exemple.fr", "--nom", "Pôle", status=2)
    assert users("lien", "pole@exemple.fr").splitlines()[1] not in made
    assert "moderateur" in users("role", "pole@exemple.fr", "moderateur")
    users("role", "pole@exemple.fr", "chef", status=2)
    users("desactiver", "pole@exemple.fr")
    assert "désactivé" in users("lister")
    assert "désactivé" in users("lien", "pole@exemple.fr", status=2)
    assert "/moderation/mot-de-passe/" in users("reactiver", "pole@exemple.fr")
    assert "Aucun compte" in users("desactiver", "personne", status=2)
