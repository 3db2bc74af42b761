"""The registry over a database of each kind: what is asked of it, what moderation adds to it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from cartoexp.domain.contributions import ContributionRefuseeError, Genre
from cartoexp.domain.contributions.derogations import PAREILLE
from cartoexp.domain.errors import DerogationNotFoundError, InvalidParametersError
from cartoexp.domain.registre import Criteres, Etat, demandes
from cartoexp.domain.vocabulaires import Decision, Fondement, Suite
from cartoexp.services import loading
from cartoexp.services.registry import Services
from cartoexp.store import derogations as store
from cartoexp.store import fiches
from tests.contributions import ANNE, Bureau
from tests.loaded import CATALOGUE, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 29)
APPRENTIS = "apprentissage_30ans-derogation"
PREFETS = {
    "derogation_prefet-derogation",
    "derogation_prefet_littoral-noirmoutier",
    "derogation_prefet_littoral-yeu",
}


def found(services: Services, **criteres: object) -> set[str]:
    rows = services.derogations.chercher(Criteres(**criteres), TODAY)  # type: ignore[arg-type]
    return {i.derogation.id for i in rows}


@pytest.mark.parametrize(
    "q",
    ["L. 6222-1 du code du travail", "art L6222-1", "code du travail, L. 6222-1", "apprentis 30"],
)
def test_a_norm_is_found_as_people_write_it(services: Services, q: str) -> None:
    assert found(services, q=q) == {APPRENTIS}


def test_a_range_answers_for_what_it_holds(services: Services) -> None:
    assert found(services, q="L. 181-10") == {"participation_electronique-derogation"}
    assert found(services, q="L. 181-12") == set()


def test_criteria_restrict_each_other(services: Services) -> None:
    assert found(services, departement="85") == PREFETS
    assert found(services, departement="85", issue=(Suite.GENERALISEE,)) == {
        "derogation_prefet-derogation"
    }
    assert found(services, fondement=(Fondement.CONSTITUTION_72_4,)) == {
        APPRENTIS,
        "rsa_2007-derogation",
        "tarif_social_eau-derogation",
        "taxe_apprentissage-derogation",
    }
    assert found(services, etat=(Etat.EN_VIGUEUR,)) == {"halte_soins_addictions-derogation"}
    assert found(services, q="mots qui ne sont nulle part") == set()
    with pytest.raises(InvalidParametersError, match="departement"):
        found(services, departement="00")


def test_texts_are_ranked_and_the_unknown_comes_last(services: Services) -> None:
    rangs = services.derogations.registre().rangs
    assert rangs[-1].cle == "inconnue"
    counts = [len(r.demandes) for r in rangs[:-1]]
    assert counts == sorted(counts, reverse=True)
    work = services.derogations.norme("code-du-travail")
    assert len(work.demandes) == 2
    assert list(work.articles) == ["code-du-travail--l6222-1", "code-du-travail--l6241-3"]
    one = services.derogations.norme("code-du-travail--l6222-1")
    assert one.norme.libelle == "code du travail, art.\u00a0L.\u00a06222-1"
    assert len(one.territoires) == 9
    assert one.issues == {Suite.GENERALISEE: 1}


def test_what_is_not_there_says_what_is_close(services: Services) -> None:
    with pytest.raises(DerogationNotFoundError) as caught:
        services.derogations.lire("apprentissage-30-ans")
    assert caught.value.proches[0].chemin == f"/derogations/{APPRENTIS}"
    with pytest.raises(DerogationNotFoundError) as caught:
        services.derogations.norme("code-travail")
    assert caught.value.proches[0].chemin.startswith("/derogations/normes/code-du-travail")
    for identifier in ("", "a\0b", "../x", "É"):
        with pytest.raises(DerogationNotFoundError):
            services.derogations.lire(identifier)


@pytest.fixture
def bureau(loaded_database_url: str) -> Iterator[Bureau]:
    made = Bureau(loaded_database_url)
    yield made
    made.close()


PREFET = "derogation_prefet_littoral"
ASKED = {
    "norme_texte": "CGCT",
    "norme_article": "R. 2224-20",
    "objet": "Fermer une canalisation sans avis.",
    "decision": "en_attente",
    "demande_le": "2026-11",
    "territoires": "commune:85113",
}
SOURCE = {"titre": "Délibération", "url": "https://exemple.fr/deliberation-eau"}


def named(bureau: Bureau) -> list[str]:
    """The derogations of the record, by id."""
    with bureau.sessions() as session:
        return [d.id for d in store.lister(session, PREFET)]


def test_a_request_goes_through_moderation_and_others_support_it(
    bureau: Bureau, loaded_database_url: str, tmp_path: Path
) -> None:
    shipped = named(bureau)
    _, sent = bureau.envoyer(
        {"derogations": [ASKED], "sources": [SOURCE]}, Genre.DEROGATION, PREFET
    )
    bureau.publier(sent)
    (new,) = set(named(bureau)) - set(shipped)
    with bureau.sessions() as session:
        made = next(d for d in store.lister(session) if d.id == new)
    assert (made.decision, made.fondement) == (Decision.EN_ATTENTE, Fondement.INCONNU)
    assert made.source.startswith("exemple-fr")
    same = ASKED | {"norme_texte": "code général des collectivités territoriales, art. R2224-20"}
    same |= {"norme_article": "", "territoires": "commune:59178", "objet": ASKED["objet"].upper()}
    jeton, sent = bureau.envoyer(
        {"derogations": [same], "sources": [SOURCE]}, Genre.DEROGATION, PREFET
    )
    seen = bureau.contribuer.examiner(jeton, bureau.now)
    assert [d.motif for d in seen.doublons] == [PAREILLE]
    bureau.publier(sent)
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, folder)
    for changed in (False, True):
        if changed:
            sources = folder / "sources.csv"
            told = sources.read_text("utf-8").replace("Rapport", "Bilan", 1)
            sources.write_text(told, "utf-8")
        assert loading.load(loaded_database_url, REFERENCE, folder).changed is changed
        services = Services.connect(loaded_database_url, REFERENCE)
        asked = Criteres(q="art R2224-20 du CGCT")
        (whole,) = demandes(services.derogations.chercher(asked, TODAY))
        assert {t.code for t in whole.soutiens} == {"59178", "85113"}
        assert whole.decisions == {Decision.EN_ATTENTE: 2}
        services.close()


def test_a_version_from_before_the_registry_leaves_it_as_it_is(bureau: Bureau) -> None:
    _, sent = bureau.envoyer({"experiments": [{"titre": "Autre"}]}, Genre.MODIFICATION, PREFET)
    bureau.publier(sent)
    before = named(bureau)
    with bureau.sessions.begin() as session:
        (told,) = session.scalars(
            text("SELECT contenu FROM fiche_version WHERE numero = 1 AND experimentation = :x"),
            {"x": PREFET},
        )
        old = json.loads(told)
        del old["derogations"]
        session.execute(
            text("UPDATE fiche_version SET contenu = :c WHERE numero = 1"), {"c": json.dumps(old)}
        )
    mark = bureau.moderer.versions(PREFET)[1]
    assert bureau.moderer.restaurer(PREFET, 1, ANNE, mark, bureau.tick()) == 3
    assert named(bureau) == before
    with bureau.sessions() as session:
        assert fiches.lire(session, PREFET).experiments[0].titre != "Autre"


def test_a_derogation_is_amended_and_withdrawn_with_its_version(bureau: Bureau) -> None:
    first = named(bureau)
    change = {"derogations": [{"id": first[0], "issue": "perennisee", "issue_le": "2024"}]}
    _, sent = bureau.envoyer(change, Genre.MODIFICATION, PREFET)
    read = bureau.prendre(sent)
    assert {c.champ for c in read.examen.changements} == {"issue", "issue_le"}
    version = read.contribution.version
    bureau.moderer.publier(sent.id, ANNE, version, read.examen.empreinte, bureau.tick())
    with bureau.sessions() as session:
        assert store.lister(session, PREFET)[0].issue is Suite.PERENNISEE
    mark = bureau.moderer.versions(PREFET)[1]
    bureau.moderer.restaurer(PREFET, 1, ANNE, mark, bureau.tick())
    with bureau.sessions() as session:
        assert store.lister(session, PREFET)[0].issue is Suite.INCONNUE


BAD = [
    ({"norme_texte": ""}, "norme_texte", "obligatoire"),
    ({"territoires": "commune:99999"}, "territoires", "n’est pas un code de commune"),
    ({"decision": "refusee", "decision_le": "2025"}, "decision_le", "précède la demande"),
    ({"demande_le": "", "debut": "2026", "expiration": "2025"}, "expiration", "précède le début"),
]


def test_bad_requests_are_refused_and_kept(bureau: Bureau) -> None:
    for cells, field, told in BAD:
        content = {"derogations": [ASKED | cells], "sources": [SOURCE]}
        with pytest.raises(ContributionRefuseeError) as caught:
            bureau.envoyer(content, Genre.DEROGATION, PREFET)
        assert [p.field for p in caught.value.problems] == [field]
        assert told in caught.value.problems[0].message


def test_a_norm_that_is_not_read_is_kept_and_told(bureau: Bureau) -> None:
    asked = ASKED | {"norme_texte": "le règlement de voirie"}
    content = {"derogations": [asked], "sources": [SOURCE]}
    jeton, sent = bureau.envoyer(content, Genre.DEROGATION, PREFET)
    seen = bureau.contribuer.examiner(jeton, bureau.now)
    assert seen.correct
    assert ["n’a pas été reconnu" in p.message for p in seen.problems] == [True]
    bureau.publier(sent)
    with bureau.sessions() as session:
        kept = [d for d in store.lister(session) if d.norme_texte == "le règlement de voirie"]
    assert [d.norme.lue for d in kept] == [False]


def test_no_new_row_names_a_territory_that_is_none_even_field_by_field(bureau: Bureau) -> None:
    content = {"derogations": [ASKED], "sources": [SOURCE]}
    _, sent = bureau.envoyer(content, Genre.DEROGATION, PREFET)
    read = bureau.prendre(sent)
    wrong = {**content, "derogations": [ASKED | {"territoires": "commune:99999"}]}
    with pytest.raises(ContributionRefuseeError) as caught:
        bureau.moderer.publier(
            sent.id,
            ANNE,
            read.contribution.version,
            read.examen.empreinte,
            bureau.tick(),
            champs={c.cle for c in read.examen.changements},
            contenu=wrong,
        )
    assert [p.field for p in caught.value.problems] == ["territoires"]
