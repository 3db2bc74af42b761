"""Contributions on each kind of database: sent, moderated, published, kept by every load."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.domain.catalogue import Catalogue, validate_catalogue
from cartoexp.domain.contributions import (
    Acte,
    BrouillonPerimeError,
    Cible,
    ConflitError,
    ContributionNotFoundError,
    ContributionRefuseeError,
    EtapeError,
    Etat,
    Genre,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.file import Demande
from cartoexp.services import loading
from cartoexp.services.outlines import Outlines
from cartoexp.services.snapshot import SnapshotHolder
from cartoexp.services.territoires import TerritoireService
from cartoexp.store import experiments as queries
from cartoexp.store import fiches, journal
from cartoexp.store.catalogue_files import read_catalogue_files
from tests.contributions import ANNE, FICHE, LOU, NOW, Bureau, nouvelle
from tests.loaded import CATALOGUE, REFERENCE, reference, resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartoexp.domain.contributions.contribution import Contenu


@pytest.fixture
def bureau(loaded_database_url: str) -> Iterator[Bureau]:
    made = Bureau(loaded_database_url)
    yield made
    made.close()


def held(bureau: Bureau, name: str) -> Catalogue:
    with bureau.sessions() as session:
        return fiches.lire(session, name)


def dump(bureau: Bureau) -> str:
    """All that the tables of contributions hold, as text."""
    tables = ("contribution", "contribution_message", "journal", "fiche_version")
    with bureau.sessions() as session:
        rows = [session.execute(text(f"SELECT * FROM {t}")).all() for t in tables]  # noqa: S608  ours
    return repr(rows)


def test_the_whole_way(bureau: Bureau, loaded_database_url: str) -> None:
    jeton, sent = bureau.envoyer(nouvelle(), courriel="service@ville.example")
    assert jeton not in dump(bureau)
    assert bureau.contribuer.soumettre(jeton, "n", bureau.tick()).version == sent.version
    with pytest.raises(EtapeError):
        bureau.contribuer.soumettre(jeton, "autre", bureau.tick())
    read = bureau.prendre(sent)
    with pytest.raises(ConflitError, match="Un autre modérateur"):
        bureau.moderer.prendre(sent.id, LOU, read.contribution.version, bureau.tick())
    version = read.contribution.version
    bureau.moderer.questionner(sent.id, ANNE, version, "Depuis quand ?", bureau.tick())
    for _ in range(2):
        bureau.contribuer.repondre(jeton, "Depuis mai.", "r", bureau.tick())
    assert [m.texte for m in bureau.contribuer.lire(jeton, NOW).messages] == [
        "Depuis quand ?",
        "Depuis mai.",
    ]
    read = bureau.moderer.relire(sent.id, bureau.now)
    with pytest.raises(ConflitError):
        bureau.moderer.publier(sent.id, ANNE, version, read.examen.empreinte, bureau.tick())
    with bureau.sessions() as session:
        before = queries.read_meta(session)
    # Another server on the same database, with an engine and a memory of its own.
    other = Bureau(loaded_database_url)
    places = TerritoireService(reference(), Outlines(reference(), REFERENCE), other.sessions)
    snapshots = SnapshotHolder(other.sessions, places)
    assert snapshots.current().meta == before
    done = bureau.moderer.publier(
        sent.id, ANNE, read.contribution.version, read.examen.empreinte, bureau.tick()
    )
    assert (done.etat, done.fiche) == (Etat.PUBLIEE, "un_essai_de_factures_a_terme")
    assert done.fiche in snapshots.current().positions
    assert snapshots.current().meta["catalogue_version"] != before["catalogue_version"]
    other.close()
    record = held(bureau, done.fiche)
    assert [(i.code, i.nom, i.debut) for i in record.implantations] == [("59178", "Douai", 2025)]
    acts = [act for _, act in bureau.contribuer.lire(jeton, NOW).etapes]
    assert acts == ["envoi", "prise", "question", "reponse", "publication"]
    history = bureau.moderer.historique(done.fiche)
    assert [(e.role, e.compte, e.version) for e in history] == [(ANNE.role, "", 1)]
    assert bureau.moderer.decompte().acceptees == 1

    assert bureau.entretien.purger(NOW + timedelta(days=300)).courriels == 0
    assert "service@ville.example" in dump(bureau)
    assert bureau.entretien.purger(NOW + timedelta(days=366)).courriels == 1
    assert "service@ville.example" not in dump(bureau)


def test_sent_in_one_go_and_only_once(bureau: Bureau) -> None:
    report = {"signalement": [{"message": "La date est fausse.", "etat": "publiee"}]}
    about = Cible(FICHE, "chronologie")

    def envoyer(contenu: Contenu, nonce: str = "n", genre: Genre = Genre.SIGNALEMENT) -> str:
        return bureau.contribuer.envoyer(genre, about, contenu, nonce, bureau.tick())

    jeton = envoyer(report)
    assert envoyer(report) == jeton != envoyer(report, "autre")
    seen = bureau.contribuer.lire(jeton, NOW)
    assert (seen.contribution.etat, seen.contribution.cible) == (Etat.RECUE, about)
    assert [acte for _, acte in seen.etapes] == ["envoi"]
    assert seen.contribution.contenu == {"signalement": [{"message": "La date est fausse."}]}
    assert [told for told in seen.ignores if "etat" in told]
    assert "ignores" not in bureau.moderer.relire(seen.contribution.id, NOW).contribution.contenu
    assert bureau.moderer.decompte().recues == 2

    before = dump(bureau)
    for wrong in (
        {},
        {"signalement": [{"message": "x\0"}]},
        {"signalement": [{"message": "m", "source": "javascript:alert(1)"}]},
        {"signalement": [{"message": "m" * 4_001}]},
    ):
        with pytest.raises(ContributionRefuseeError):
            envoyer(wrong, "faux")
    assert dump(bureau) == before

    bureau.publier(bureau.moderer.relire(seen.contribution.id, NOW).contribution)
    still = bureau.contribuer.lire(envoyer({}, "m", Genre.TOUJOURS_EXACT), NOW).contribution
    bureau.publier(still)
    assert str(held(bureau, FICHE).experiments[0].verifie_le) == NOW.date().isoformat()
    with pytest.raises(ContributionRefuseeError) as refused:
        envoyer({}, "encore", Genre.TOUJOURS_EXACT)
    assert "déjà été confirmée" in str(refused.value.problems[0])


def test_amended_by_field_then_restored(bureau: Bureau) -> None:
    first = held(bureau, FICHE)
    place = first.implantations[0].id
    amended = {
        "experiments": [{"titre": "Un autre titre", "partenaires": ""}],
        "implantations": [{"id": place, "statut": "terminee"}],
    }
    _, sent = bureau.envoyer(amended, Genre.MODIFICATION, FICHE)
    read = bureau.prendre(sent)
    keys = [c.cle for c in read.examen.changements]
    assert ("implantations", place, "statut") in keys
    assert len(keys) == 3
    bureau.moderer.publier(
        sent.id,
        ANNE,
        read.contribution.version,
        read.examen.empreinte,
        bureau.tick(),
        champs=keys[:1],
    )
    now = held(bureau, FICHE)
    assert now == replace(
        first, experiments=(replace(first.experiments[0], titre="Un autre titre"),)
    )
    versions, mark = bureau.moderer.versions(FICHE)
    assert [v.acte for v in versions] == ["catalogue", "publication"]
    with pytest.raises(ConflitError):
        bureau.moderer.restaurer(FICHE, 1, LOU, "autre", bureau.tick())
    assert bureau.moderer.restaurer(FICHE, 1, LOU, mark, bureau.tick()) == 3
    assert held(bureau, FICHE) == first
    assert [e.acte for e in bureau.moderer.historique(FICHE)] == [
        Acte.RESTAURATION,
        Acte.PUBLICATION,
    ]


def test_other_kinds(bureau: Bureau) -> None:
    first = held(bureau, FICHE)
    _, still = bureau.envoyer({}, Genre.TOUJOURS_EXACT, FICHE)
    bureau.publier(still)
    assert str(held(bureau, FICHE).experiments[0].verifie_le) == "2026-11-29"
    address = {"titre": "Un rapport", "url": "https://exemple.fr/rapport", "type": "officiel"}
    judged = {"titre": "Bilan", "evaluateur": "La ville", "methode": "Bilan", "resultats": "Oui."}
    _, evaluation = bureau.envoyer(
        {"evaluations": [judged], "sources": [address]}, Genre.EVALUATION, FICHE
    )
    _, source = bureau.envoyer({"sources": [address]}, Genre.SOURCE, FICHE)
    bureau.publier(evaluation)
    bureau.publier(source)
    record = held(bureau, FICHE)
    assert len(record.evaluations) == len(first.evaluations) + 1
    assert len(record.sources) == len(first.sources) + 1, "one page is one source"
    assert record.experiments[0].sources[-1] == record.evaluations[-1].source
    _, report = bureau.envoyer({"signalement": [{"message": "Faux."}]}, Genre.SIGNALEMENT, FICHE)
    read = bureau.prendre(report)
    assert read.examen.changements == []
    bureau.moderer.publier(
        report.id,
        ANNE,
        read.contribution.version,
        read.examen.empreinte,
        bureau.tick(),
        contenu={"experiments": [{"titre": "Titre corrigé"}]},
    )
    assert held(bureau, FICHE).experiments[0].titre == "Titre corrigé"
    assert bureau.moderer.historique(FICHE)[0].changements[0].apres == "Titre corrigé"


def test_the_queue(bureau: Bureau) -> None:
    _, first = bureau.envoyer(nouvelle("Un jardin partagé à l’école"))
    _, second = bureau.envoyer({"experiments": [{"titre": "Autre"}]}, Genre.MODIFICATION, FICHE)
    bureau.prendre(second)
    ask = bureau.moderer.file
    assert [c.id for c in ask().liste] == [first.id, second.id]
    assert ask().decompte == {Etat.RECUE: 1, Etat.EN_RELECTURE: 1}
    assert ask().attendent == 2
    cases = [
        (first, Demande(texte="JARDIN ecole")),
        (first, Demande(genre=Genre.NOUVELLE)),
        (first, Demande(libres=True)),
        (second, Demande(experimentation=FICHE)),
        (second, Demande(moderateur="anne")),
        (second, Demande(texte="participation regie")),
    ]
    for sent, asked in cases:
        assert [c.id for c in ask(asked).liste] == [sent.id], asked
    assert ask(Demande(texte="introuvable")).total == 0
    assert ask(Demande(page=9)).page == 1


def test_a_new_record_is_withdrawn_for_good(
    bureau: Bureau, loaded_database_url: str, tmp_path: Path
) -> None:
    _, sent = bureau.envoyer(nouvelle())
    name = bureau.publier(sent).fiche
    m = bureau.moderer
    seen = m.comparer(name, 0)
    assert [v.numero for v in seen.versions] == [0, 1]
    assert {c.apres for c in seen.changements} == {None}
    assert m.changees()[0][0] == name
    child = {"experiments": [{"parent": name}]}
    _, amended = bureau.envoyer(child, Genre.MODIFICATION, FICHE)
    bureau.publier(amended)
    with pytest.raises(ContributionRefuseeError):
        m.restaurer(name, 0, ANNE, seen.empreinte, bureau.tick())
    m.restaurer(FICHE, 1, ANNE, m.versions(FICHE)[1], bureau.tick())
    assert m.restaurer(name, 0, ANNE, seen.empreinte, bureau.tick()) == 2
    assert held(bureau, name).experiments == ()
    assert m.restaurer(name, 0, ANNE, m.versions(name)[1], bureau.tick()) is None
    with pytest.raises(ContributionNotFoundError):
        m.comparer(FICHE, 0)

    _, again = bureau.envoyer(nouvelle("Un essai rétabli"))
    other = bureau.publier(again).fiche
    record = held(bureau, other)
    m.restaurer(other, 0, ANNE, m.versions(other)[1], bureau.tick())
    assert m.restaurer(other, 1, ANNE, m.versions(other)[1], bureau.tick()) == 3
    assert held(bureau, other) == record
    path = Path(shutil.copytree(CATALOGUE, tmp_path / "c")) / "experiments.csv"
    path.write_text(path.read_text("utf-8").replace("Agence de la", "Une agence de", 1), "utf-8")
    report = loading.load(loaded_database_url, REFERENCE, tmp_path / "c")
    assert not [w for w in report.warnings if w.file in {name, other}]
    assert held(bureau, name) == Catalogue((), (), (), ())
    assert held(bureau, other) == record


def test_bad_input(bureau: Bureau) -> None:
    c = bureau.contribuer
    with pytest.raises(ContributionRefuseeError) as raised:
        c.creer(Genre.NOUVELLE, Cible(), nouvelle("x" * 1_000_000), NOW)
    assert "1000000 caractères, 200 au plus" in raised.value.problems[0].message
    cases = {
        "code": ({"code": "99999"}, "n’est pas un code de commune"),
        "fin": ({"fin": "2020"}, "précède le début"),
    }
    for cells, told in cases.values():
        jeton, _ = c.creer(Genre.NOUVELLE, Cible(), nouvelle(**cells), NOW)
        with pytest.raises(ContributionRefuseeError) as raised:
            c.soumettre(jeton, "n", NOW)
        assert told in raised.value.problems[0].message
        assert c.lire(jeton, NOW).contribution.contenu == nouvelle(**cells), "the draft is kept"
    twice = nouvelle()
    twice["implantations"] *= 2
    c.enregistrer(jeton, twice, NOW)
    assert any("déjà dans la fiche" in p.message for p in c.examiner(jeton, NOW).problems)
    forged = nouvelle(verifie_le="2026", citee_essai="oui", etat="publiee")
    ignored = c.enregistrer(jeton, forged | {"etat": [{"etat": "publiee"}]}, NOW)
    assert len(ignored) == 3
    assert c.lire(jeton, NOW).contribution.contenu == nouvelle()
    with pytest.raises(ContributionRefuseeError):
        c.enregistrer(jeton, nouvelle(), NOW, "pas une adresse")
    same = held(bureau, FICHE).experiments[0].titre
    c.enregistrer(jeton, nouvelle(same), NOW)
    assert [d.experimentation for d in c.examiner(jeton, NOW).doublons] == [FICHE]
    for wrong in ("a" * 32, "", "é" * 32, jeton[:-1]):
        with pytest.raises(ContributionNotFoundError):
            c.lire(wrong, NOW)
    with pytest.raises(BrouillonPerimeError):
        c.lire(jeton, NOW + timedelta(days=31))
    assert bureau.entretien.purger(NOW + timedelta(days=32)).brouillons == 2


def test_loads_keep_what_was_decided(
    bureau: Bureau, loaded_database_url: str, tmp_path: Path
) -> None:
    _, sent = bureau.envoyer(nouvelle())
    name = bureau.publier(sent).fiche
    amended = {"experiments": [{"titre": "Un autre titre", "partenaires": "Avec Mme Untel"}]}
    jeton, sent = bureau.envoyer(amended, Genre.MODIFICATION, FICHE)
    bureau.publier(sent)
    for statement in (
        "DELETE FROM journal",
        "UPDATE journal SET compte = 'autre'",
        "UPDATE journal SET compte = 'autre', expurge_le = '2026'",
        "UPDATE journal SET apres = 'x'",
    ):
        with pytest.raises(DBAPIError), bureau.sessions.begin() as session:
            session.execute(text(statement))
    assert bureau.entretien.expurger("Mme Untel", bureau.tick()) >= 3
    assert "Untel" not in dump(bureau)
    assert held(bureau, FICHE).experiments[0].partenaires == "Avec [expurgé]"
    with bureau.sessions() as session:
        assert journal.lire(session)[-1].acte is Acte.EXPURGATION
    assert bureau.contribuer.lire(jeton, NOW).contribution.etat is Etat.PUBLIEE

    assert not loading.load(loaded_database_url, REFERENCE, CATALOGUE).changed
    new, amended_record = held(bureau, name), held(bureau, FICHE)
    path = Path(shutil.copytree(CATALOGUE, tmp_path / "c")) / "experiments.csv"
    shipped = "Agence de la participation citoyenne en régie personnalisée"
    path.write_text(path.read_text("utf-8").replace(shipped, "Troisième titre"), "utf-8")
    report = loading.load(loaded_database_url, REFERENCE, tmp_path / "c")
    assert [w.file for w in report.warnings] == [FICHE]
    assert "autre chose" in report.warnings[0].message
    assert held(bureau, name) == new
    title = replace(amended_record.experiments[0], titre="Troisième titre")
    assert held(bureau, FICHE) == replace(amended_record, experiments=(title,))
    with bureau.sessions() as session:
        assert len(journal.ecarts(session)) == 1


def test_commands(
    make_loaded_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_loaded_database("sqlite")
    bureau = Bureau(url)
    bureau.envoyer(nouvelle())
    bureau.close()
    monkeypatch.setenv("CARTOEXP_DATABASE_URL", url)
    run = CliRunner().invoke
    assert "Contributions\u00a0: 1." in run(app, ["contributions", "lister"]).output
    assert run(app, ["contributions", "purger"]).exit_code == 0
    assert "expurgées\u00a0: 1." in run(app, ["contributions", "expurger", "Délibération"]).output
    assert run(app, ["contributions", "expurger", "x"]).exit_code == 2


def test_every_shipped_record_passes_its_own_checks() -> None:
    shipped, _ = validate_catalogue(read_catalogue_files(CATALOGUE)[0], resolver())
    assert shipped is not None
    names = {x.id for x in shipped.experiments}
    for name in names:
        part = dossiers.partie(shipped, name)
        found, _ = dossiers.valider(dossiers.de_catalogue(part), resolver(), names - {name})
        assert found == part


def test_a_draft_at_work(bureau: Bureau) -> None:
    c = bureau.contribuer
    assert c.fiche("inconnue")["experiments"] == {}
    assert set(c.fiche(FICHE)["experiments"]) == {FICHE}
    made = [c.creer(Genre.NOUVELLE, Cible(), nouvelle(), NOW, nonce="n")[0] for _ in range(2)]
    assert made[0] == made[1], "the same form makes one draft"
    assert c.creer(Genre.NOUVELLE, Cible(), nouvelle(), NOW, nonce="autre")[0] != made[0]
    jeton = made[0]
    version = c.lire(jeton, NOW).contribution.version
    c.enregistrer(jeton, nouvelle("Un"), NOW, version=version)
    with pytest.raises(ConflitError):
        c.enregistrer(jeton, nouvelle("Deux"), NOW, version=version)
    assert c.lire(jeton, NOW).contribution.contenu == nouvelle("Un")
    _where_problems_are(bureau)
    told = nouvelle()
    told["experiments"][0] |= {"probleme": "Trop cher.", "dimension": "efficace"}
    told["experiments"][0]["dimension_provenance"] = "source"
    _, sent = bureau.envoyer(told)
    record = held(bureau, bureau.publier(sent).fiche).experiments[0]
    assert (record.probleme_provenance, record.dimension_provenance) == ("jugement", "source")
    assert record.base_legale_provenance is None


def _where_problems_are(bureau: Bureau) -> None:
    c = bureau.contribuer
    place = c.fiche(FICHE)["implantations"]
    key, row = next(iter(place.items()))
    amended = {
        "experiments": [{"titre": ""}],
        "implantations": [
            {"niveau": "commune", "code": "33063", "statut": "fini"},
            {"id": "autre", "statut": "projet"},
            {"id": key, "debut": "2020", "fin": "2019"},
            {"niveau": row["niveau"], "code": row["code"], "statut": "projet"},
        ],
        "sources": [{"date": "2099", "titre": "Un rapport"}],
    }
    jeton, _ = c.creer(Genre.MODIFICATION, Cible(FICHE), amended, NOW)
    seen = c.examiner(jeton, NOW)
    found = {(r.table, r.rang, r.champ) for r in seen.reperes}
    assert len(seen.reperes) == len(seen.problems)
    assert found == {
        ("experiments", 0, "titre"),
        ("implantations", 0, "statut"),
        ("implantations", 1, "id"),
        ("implantations", 2, "fin"),
        ("implantations", 3, "code"),
        ("sources", 0, "date"),
    }
    alone, _ = c.creer(Genre.NOUVELLE, Cible(), {"experiments": [{"titre": "Seul"}]}, NOW)
    lacking = {(r.table, r.rang, r.champ) for r in c.examiner(alone, NOW).reperes}
    assert {("implantations", None, ""), ("sources", None, "")} <= lacking
