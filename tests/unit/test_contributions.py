"""What contributions are made of: states, differences, doubles, decisions applied again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.contributions import Acte, Changement, Decision, EtapeError, Etat, Role
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.differences import (
    ABSENT,
    AUTRE,
    DEJA,
    appliquer,
    choisis,
    differences,
)
from cartoexp.domain.contributions.doublons import adresse, doublons
from cartoexp.domain.contributions.etats import TRANSITIONS, permis, suivant
from cartoexp.domain.contributions.mots import mots
from cartoexp.domain.contributions.rejeu import rejouer
from cartoexp.domain.contributions.statistiques import compter
from cartoexp.domain.contributions.textes import criteres, motif, motifs
from cartoexp.domain.resolution import Resolver
from tests.factories import (
    make_derogation,
    make_evaluation,
    make_experiment,
    make_implantation,
    make_source,
    make_territoire,
)

PLACES = Resolver.build([make_territoire(), make_territoire(code="59350", nom="Lille")], [])
RECORD = Catalogue(
    (make_experiment(),),
    (make_implantation(),),
    (make_evaluation(),),
    (make_source(),),
    (make_derogation(),),
)
DOSSIER = dossiers.de_catalogue(RECORD)


def test_who_may_do_what() -> None:
    for acte, (states, after) in TRANSITIONS.items():
        for etat in Etat:
            for role in Role:
                if permis(acte, etat, role):
                    assert etat in states
                    assert suivant(acte, etat, role) is after
                else:
                    with pytest.raises(EtapeError):
                        suivant(acte, etat, role)
        assert not any(permis(acte, etat, Role.SITE) for etat in Etat)
    assert not permis(Acte.PUBLICATION, Etat.EN_RELECTURE, Role.CONTRIBUTEUR)
    assert not permis(Acte.PUBLICATION, Etat.RECUE, Role.MODERATEUR)
    assert not any(permis(a, e, r) for a in TRANSITIONS for e in Etat if e.finie for r in Role)


def test_a_dossier_says_what_the_catalogue_says() -> None:
    found, problems = dossiers.valider(DOSSIER, PLACES)
    assert (found, problems) == (RECORD, [])
    whole = replace(RECORD, experiments=(make_experiment(), make_experiment(id="autre")))
    assert dossiers.partie(whole, "essai") == RECORD
    child = replace(RECORD, experiments=(make_experiment(parent="autre"),))
    assert dossiers.valider(dossiers.de_catalogue(child), PLACES, ["autre"])[0] == child
    assert dossiers.valider(dossiers.de_catalogue(child), PLACES)[0] is None


def test_differences_lead_from_one_to_the_other() -> None:
    other = replace(
        RECORD,
        experiments=(make_experiment(titre="Autre", partenaires=None, sources=("s", "t")),),
        implantations=(make_implantation(id="essai-002", code="59350", nom="Lille", source="t"),),
        evaluations=(),
        derogations=(make_derogation(territoires=()), make_derogation(id="d-2", source_suite="t")),
        sources=(make_source(), make_source(id="t", titre="Deux")),
    )
    after = dossiers.de_catalogue(other)
    changes = differences(DOSSIER, after)
    assert appliquer(DOSSIER, changes) == (after, [])
    assert appliquer(after, differences(after, DOSSIER)) == (DOSSIER, [])
    again, left = appliquer(after, changes)
    assert again == after
    assert {told for _, told in left} == {DEJA}
    place = ("implantations", "essai-002", "")
    kept = choisis(changes, [place])
    assert [c.cle for c in kept] == [("sources", "t", ""), place], "with the source it cites"
    with pytest.raises(KeyError):
        choisis(changes, [("experiments", "essai", "resume")])


def decision(*changes: Changement) -> list[Decision]:
    return [Decision("essai", 1, list(enumerate(changes)))]


def test_decisions_are_applied_again_or_told() -> None:
    title = Changement("experiments", "essai", "titre", "Un essai d'ici", "Nouveau")
    found, left = rejouer(RECORD, decision(title), PLACES)
    assert (found.experiments[0].titre, left) == ("Nouveau", [])
    assert rejouer(found, decision(title), PLACES)[1][0].raison == DEJA
    moved = replace(RECORD, experiments=(make_experiment(titre="Ailleurs"),))
    same, left = rejouer(moved, decision(title), PLACES)
    assert (same, left[0].raison) == (moved, AUTRE)
    redacted = replace(title, avant="[expurgé]", expurge=True)
    assert rejouer(RECORD, decision(redacted), PLACES)[0] == found
    nothing = Catalogue((), (), (), ())
    assert rejouer(nothing, decision(title), PLACES)[1][0].raison == ABSENT
    created = [*differences({name: {} for name in DOSSIER}, DOSSIER)]
    assert rejouer(nothing, decision(*created), PLACES) == (RECORD, [])
    broken = Changement("implantations", "essai-001", "debut", "2020", "x")
    kept, left = rejouer(RECORD, decision(broken), PLACES)
    assert kept == RECORD
    assert left[0].raison.startswith("La décision ne s’applique plus à cette fiche")
    found, left = rejouer(RECORD, decision(broken, title), PLACES)
    assert found.experiments[0].titre == "Nouveau", "what can be without the rest is"
    assert [e.journal for e in left] == [0]
    other = replace(RECORD, experiments=(make_experiment(resume="Autre"),), evaluations=())
    kept, left = rejouer(other, decision(*created), PLACES)
    assert (kept, len(left)) == (other, len(created)), "the record of the catalogue comes first"


def test_a_record_is_taken_out_again_unless_the_catalogue_says_otherwise() -> None:
    nothing = Catalogue((), (), (), ())
    created = differences({name: {} for name in DOSSIER}, DOSSIER)
    removed = differences(DOSSIER, {name: {} for name in DOSSIER})
    both = [
        Decision("essai", 1, list(enumerate(created))),
        Decision("essai", 2, list(enumerate(removed, len(created)))),
    ]
    assert rejouer(nothing, both, PLACES) == (nothing, [])
    child = make_experiment(id="reprise", parent="essai")
    for other in (
        replace(RECORD, experiments=(make_experiment(resume="Autre"),)),
        replace(RECORD, experiments=(make_experiment(), child)),
        replace(RECORD, implantations=(*RECORD.implantations, make_implantation(id="essai-002"))),
    ):
        kept, left = rejouer(other, both[1:], PLACES)
        assert kept == other
        assert len(left) == len(removed)


def test_words_that_changed_are_marked() -> None:
    before, after = mots("Le bus part à 8 h du matin.", "Le bus part à 9 h 30 du matin.")
    assert "".join(text for text, _ in before) == "Le bus part à 8 h du matin."
    assert "".join(text for text, _ in after) == "Le bus part à 9 h 30 du matin."
    assert [text for text, marked in before if marked] == ["8"]
    assert [text.strip() for text, marked in after if marked] == ["9", "30"]
    assert mots("", "Neuf") == ([], [("Neuf", True)])
    assert mots("Un essai de bus", "Rien à voir du tout") == (
        [("Un essai de bus", True)],
        [("Rien à voir du tout", True)],
    )


def test_a_code_of_its_time_is_brought_to_today() -> None:
    row = dossiers.de_catalogue(replace(RECORD, implantations=(make_implantation(id="essai-002"),)))
    added = row["implantations"]["essai-002"] | {"code": "59999"}
    change = Changement("implantations", "essai-002", "", None, added)
    asked: list[tuple[str, str]] = []

    def recoder(identifier: str, _niveau: object, code: str) -> str:
        asked.append((identifier, code))
        return "59350"

    found, left = rejouer(RECORD, decision(change), PLACES, recoder)
    assert (asked, left) == ([("essai-002", "59999")], [])
    assert {i.code for i in found.implantations} == {"59178", "59350"}


def test_doubles_are_told() -> None:
    titles = {"essai": "Factures à terme pour tous", "autre": "Un jardin"}
    content = {
        "experiments": [{"titre": "Pour tous, factures à terme"}],
        "implantations": [{"niveau": "commune", "code": "59178"}],
        "sources": [{"url": "http://www.exemple.fr/article/"}],
    }
    places, addresses = [("essai", "commune", "59178")], [("essai", "https://exemple.fr/article")]
    assert {d.experimentation for d in doublons(content, titles, places, addresses)} == {"essai"}
    assert len(doublons(content, titles, places, addresses)) == 2
    assert len(doublons(content, titles, places, addresses, "essai")) == 2
    assert adresse("https://[x") == "https://[x"


def test_counts_and_words() -> None:
    rows = [
        (Etat.PUBLIEE, "2026-01-01T00:00:00+00:00", "2026-01-03T00:00:00+00:00"),
        (Etat.REFUSEE, "2026-01-01T00:00:00+00:00", "2026-01-05T00:00:00+00:00"),
        (Etat.RETIREE, "2026-01-01T00:00:00+00:00", "2026-02-05T00:00:00+00:00"),
        (Etat.RECUE, "2026-01-01T00:00:00+00:00", ""),
        (Etat.BROUILLON, "", ""),
    ]
    found = compter(rows)
    assert (found.recues, found.acceptees, found.delai_median_j, found.en_cours) == (4, 1, 3, 1)
    assert compter([]).delai_median_j is None
    assert motif("doublon") in motifs()
    assert motif("inconnu") is None
    assert all(text.titre and text.texte.endswith(".") for text in (*motifs(), *criteres()))
