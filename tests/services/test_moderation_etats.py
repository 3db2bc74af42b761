"""Moderation in any order: nothing is lost, nothing is published undecided, all is noted."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from cartoexp.domain.catalogue import validate_catalogue
from cartoexp.domain.contributions import (
    CONTRIBUTEUR,
    Acte,
    Acteur,
    Cible,
    ConflitError,
    Contribution,
    ContributionNotFoundError,
    EtapeError,
    Etat,
    Genre,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.etats import DU_CONTRIBUTEUR
from cartoexp.domain.contributions.rejeu import rejouer
from cartoexp.store import contributions, fiches, journal
from cartoexp.store.catalogue_files import read_catalogue_files
from tests.contributions import ANNE, LOU, Bureau, nouvelle
from tests.loaded import CATALOGUE, resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartoexp.domain.contributions.contribution import Contenu

AGES = st.sampled_from([0, 0, 0, 1])
ACTORS = st.sampled_from([ANNE, LOU])
FIELDS = st.dictionaries(st.sampled_from(["titre", "porteurs"]), st.text("ab«<", max_size=3))


class Moderation(RuleBasedStateMachine):
    """What is known of each contribution beside the database: its link, its state, its acts."""

    sent = Bundle("sent")
    bureau: Bureau
    names: Iterator[str]

    def __init__(self) -> None:
        super().__init__()
        self.name = next(self.names)  # of its own: a record that no other run has changed
        self.liens: dict[str, str] = {}
        self.etats: dict[str, Etat] = {}
        self.actes: dict[str, int] = {}
        self.contenus: dict[str, Contenu] = {}
        self.relecteurs: dict[str, Acteur] = {}
        self.dits: dict[str, int] = {}
        self.brouillons: dict[str, str] = {}
        self.versions: dict[int, dossiers.Dossier] = {
            v.numero: v.dossier for v in self.bureau.moderer.versions(self.name)[0]
        }
        self.fiche = self.lue()

    def lue(self) -> dossiers.Dossier:
        with self.bureau.sessions() as session:
            return dossiers.de_catalogue(fiches.lire(session, self.name))

    def tenue(self, name: str) -> Contribution:
        with self.bureau.sessions() as session:
            found = contributions.lire(session, name)
        assert found is not None, "a contribution is never lost"
        return found

    def envoyer(self, contenu: Contenu, genre: Genre, fiche: str) -> str:
        jeton, made = self.bureau.envoyer(contenu, genre, fiche)
        self.liens[made.id], self.contenus[made.id] = jeton, made.contenu
        self.noter(made.id, Etat.RECUE)
        self.usurper(made.id)
        return made.id

    def noter(self, name: str, etat: Etat) -> None:
        self.etats[name], self.actes[name] = etat, self.actes.get(name, 0) + 1

    def agir(self, name: str, etat: Etat, act: Callable[[], Any]) -> bool:
        """Do something that may be refused; only what is done is noted."""
        try:
            act()
        except (EtapeError, ConflitError):
            return False
        self.noter(name, etat)
        return True

    @initialize(target=sent)
    def commencer(self) -> Any:  # noqa: ANN401  hypothesis's own
        """Publish something at once: there is a version to go back to."""
        first: Contenu = {"experiments": [{"titre": "Premier"}]}
        name = self.envoyer(first, Genre.MODIFICATION, self.name)
        self.publier(name, ANNE, 0, part=False, taken=False)
        return multiple(name)

    @rule(target=sent, fields=FIELDS)
    def proposer(self, fields: dict[str, str]) -> Any:  # noqa: ANN401  hypothesis's own
        told = {n: c.strip() for n, c in fields.items() if c.strip() or n != "titre"}
        held = self.fiche["experiments"][self.name]
        if all(held.get(name, "") == cell for name, cell in told.items()):
            return multiple(self.envoyer(nouvelle(), Genre.NOUVELLE, ""))
        return multiple(self.envoyer({"experiments": [told]}, Genre.MODIFICATION, self.name))

    @rule()
    def commencer_un_brouillon(self) -> None:
        """Keep a draft, which nobody but its author sees."""
        now, c = self.bureau.tick(), self.bureau.contribuer
        jeton, _ = c.creer(Genre.NOUVELLE, Cible(), nouvelle(f"Brouillon de {now}"), now)
        self.brouillons[jeton] = f"Brouillon de {now}"

    def usurper(self, name: str) -> None:
        """Do what only moderators do, as a contributor: nothing of it is done."""
        held, m, now = self.tenue(name), self.bureau.moderer, self.bureau.tick()
        mark = m.relire(name, now).examen.empreinte
        for act in (
            lambda: m.prendre(name, CONTRIBUTEUR, held.version, now, reprendre=True),
            lambda: m.questionner(name, CONTRIBUTEUR, held.version, "Où ?", now),
            lambda: m.refuser(name, CONTRIBUTEUR, held.version, "Non.", now),
            lambda: m.publier(name, CONTRIBUTEUR, held.version, mark, now),
            lambda: m.restaurer(self.name, 1, CONTRIBUTEUR, mark, now),
        ):
            with pytest.raises((EtapeError, ConflitError)):
                act()

    @rule(name=sent, acteur=ACTORS, reprendre=st.booleans())
    def prendre(self, name: str, acteur: Acteur, *, reprendre: bool) -> None:
        held, m = self.tenue(name), self.bureau.moderer
        if self.agir(
            name,
            Etat.EN_RELECTURE,
            lambda: m.prendre(name, acteur, held.version, self.bureau.tick(), reprendre=reprendre),
        ):
            self.relecteurs[name] = acteur

    @rule(name=sent, acteur=ACTORS)
    def questionner(self, name: str, acteur: Acteur) -> None:
        held, m = self.tenue(name), self.bureau.moderer
        now = self.bureau.tick()
        if self.agir(
            name, Etat.QUESTION, lambda: m.questionner(name, acteur, held.version, "Où ?", now)
        ):
            self.dits[name] = self.dits.get(name, 0) + 1

    @rule(name=sent)
    def repondre(self, name: str) -> None:
        now, c = self.bureau.tick(), self.bureau.contribuer
        nonce = now.isoformat()

        def twice() -> None:
            c.repondre(self.liens[name], "Ici.", nonce, now)
            c.repondre(self.liens[name], "Ici.", nonce, now)

        if self.agir(name, Etat.EN_RELECTURE, twice):
            self.dits[name] += 1

    @rule(name=sent)
    def retirer(self, name: str) -> None:
        now, c = self.bureau.tick(), self.bureau.contribuer
        self.agir(name, Etat.RETIREE, lambda: c.retirer(self.liens.get(name, ""), now))

    @rule(name=sent, acteur=ACTORS)
    def refuser(self, name: str, acteur: Acteur) -> None:
        held, m = self.tenue(name), self.bureau.moderer
        now = self.bureau.tick()
        self.agir(name, Etat.REFUSEE, lambda: m.refuser(name, acteur, held.version, "Non.", now))

    @rule(name=sent, acteur=ACTORS, age=AGES, part=st.booleans(), taken=st.booleans())
    def publier(self, name: str, acteur: Acteur, age: int, *, part: bool, taken: bool) -> None:
        if not taken:
            self.prendre(name, acteur, reprendre=True)
        read, before = self.bureau.moderer.relire(name, self.bureau.tick()), self.etats[name]
        keys = [c.cle for c in read.examen.changements][:1]
        done = self.agir(
            name,
            Etat.PUBLIEE,
            lambda: self.bureau.moderer.publier(
                name,
                acteur,
                read.contribution.version - age,
                read.examen.empreinte,
                self.bureau.tick(),
                champs=keys if part and read.contribution.genre is Genre.MODIFICATION else None,
            ),
        )
        if not done:
            return
        assert age == 0, "what was read before somebody else's act decides nothing"
        assert before is Etat.EN_RELECTURE, "what nobody reviews is never published"
        assert self.relecteurs[name] == acteur, "who publishes is who took it"
        if read.contribution.genre is Genre.MODIFICATION:
            self.fiche = self.lue()
            self.apprendre()

    @rule(rank=st.integers(0, 5), acteur=ACTORS)
    def restaurer(self, rank: int, acteur: Acteur) -> None:
        if not self.versions:
            return
        number = sorted(self.versions)[rank % len(self.versions)]
        mark = dossiers.empreinte(self.fiche)
        self.bureau.moderer.restaurer(self.name, number, acteur, mark, self.bureau.tick())
        self.fiche = self.versions[number]
        assert self.lue() == self.fiche, "restoring gives the version back"
        self.apprendre()

    def apprendre(self) -> None:
        """Learn the versions that a decision made; those that were there say what they said."""
        found = {v.numero: v.dossier for v in self.bureau.moderer.versions(self.name)[0]}
        assert {n: found[n] for n in self.versions} == self.versions
        self.versions = found

    @invariant()
    def all_is_kept(self) -> None:
        assert self.lue() == self.fiche, "only a decision changes a record"
        for jeton, titre in self.brouillons.items():
            kept = self.bureau.contribuer.lire(jeton, self.bureau.now).contribution
            assert (kept.etat, kept.contenu["experiments"][0]["titre"]) == (Etat.BROUILLON, titre)
            with pytest.raises(ContributionNotFoundError):
                self.bureau.moderer.relire(kept.id, self.bureau.now)
        for name, etat in self.etats.items():
            held = self.tenue(name)
            assert (held.etat, held.contenu) == (etat, self.contenus[name])
            with self.bureau.sessions() as session:
                acts = journal.lire(session, contribution=name)
                assert len(contributions.messages(session, name)) == self.dits.get(name, 0)
            assert len(acts) == self.actes[name], "each act is noted once"
            decided = [a for a in acts if a.acte is Acte.PUBLICATION]
            assert len(decided) == (etat is Etat.PUBLIEE)
            assert all(a.role.modere and a.compte for a in acts if a.acte not in DU_CONTRIBUTEUR)

    def teardown(self) -> None:
        """What a load would make of the shipped catalogue is what the database holds."""
        with self.bureau.sessions() as session:
            decisions = journal.decisions(session)
            names = sorted({d.experimentation for d in decisions})
            live = {name: fiches.lire(session, name) for name in names}
        shipped, _ = validate_catalogue(read_catalogue_files(CATALOGUE)[0], resolver())
        assert shipped is not None
        loaded, left = rejouer(shipped, decisions, resolver())
        assert left == []
        for name in names:
            assert dossiers.de_catalogue(dossiers.partie(loaded, name)) == (
                dossiers.de_catalogue(live[name])
            )


@pytest.fixture
def bureau(loaded_database_url: str) -> Iterator[Bureau]:
    made = Bureau(loaded_database_url)
    yield made
    made.close()


def test_moderation_in_any_order(bureau: Bureau) -> None:
    with bureau.sessions() as session:
        names = sorted(fiches.identifiants(session))
    Moderation.bureau, Moderation.names = bureau, cycle(names)
    few = settings(
        max_examples=3,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Moderation, settings=few)
