"""The catalogue that ships: its counts, its form, and what it may not claim."""

from collections import Counter
from pathlib import Path

from cartoexp.domain.catalogue import Catalogue, write_catalogue
from cartoexp.domain.chiffres import count
from cartoexp.domain.statuts import derive_statut
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import (
    BaseLegale,
    Effet,
    Lecture,
    Provenance,
    Statut,
    Theme,
    TypeSource,
)


def test_counts_are_those_of_the_compilation(shipped: Catalogue) -> None:
    chiffres = count(shipped.experiments, shipped.implantations, shipped.evaluations)
    assert chiffres.experimentations == 179
    assert chiffres.implantations == 1_321
    assert chiffres.evaluations == 193
    assert chiffres.evaluees == 119
    assert chiffres.sans_debut == 135
    assert chiffres.sans_attestation == 58
    assert chiffres.deduites == 63


def test_levels(shipped: Catalogue) -> None:
    """The compilation counts 182 EPCI rows: one of them is an établissement public territorial."""
    assert Counter(i.niveau for i in shipped.implantations) == {
        Niveau.COMMUNE: 699,
        Niveau.DEPARTEMENT: 366,
        Niveau.EPCI: 181,
        Niveau.REGION: 74,
        Niveau.EPT: 1,
    }


def test_themes(shipped: Catalogue) -> None:
    chiffres = count(shipped.experiments, shipped.implantations, shipped.evaluations)
    found = {t: (n.experimentations, n.implantations) for t, n in chiffres.themes.items()}
    assert found == {
        Theme.ENERGIE: (36, 115),
        Theme.EMPLOI: (12, 205),
        Theme.BUDGET_PARTICIPATIF: (6, 130),
        Theme.NUMERIQUE: (23, 95),
        Theme.DEMOCRATIE: (17, 69),
        Theme.SANTE: (16, 97),
        Theme.MOBILITE: (14, 91),
        Theme.FISCALITE: (14, 122),
        Theme.SOLIDARITE: (13, 110),
        Theme.ALIMENTATION: (8, 26),
        Theme.ENVIRONNEMENT: (7, 66),
        Theme.LOGEMENT: (5, 79),
        Theme.EDUCATION: (4, 50),
        Theme.CENTRE_VILLE: (4, 66),
    }
    assert [t for t, n in chiffres.themes.items() if n.thin] == [Theme.ALIMENTATION]


def test_old_statuses_are_the_ones_announced(shipped: Catalogue) -> None:
    """The compilation announces 277: 232 attested before 2023 and 45 without any date."""
    dates = [i.statut_date for i in shipped.implantations if i.statut is Statut.EN_COURS]
    assert sum(d is not None and d.annee < 2023 for d in dates) == 232
    assert sum(d is None for d in dates) == 45


def test_secondary_sources(shipped: Catalogue) -> None:
    types = {s.id: s.type for s in shipped.sources}
    assert Counter(types[i.source] for i in shipped.implantations) == {
        TypeSource.PRESSE_SPECIALISEE: 782,
        TypeSource.OFFICIEL: 380,
        TypeSource.SECONDAIRE: 159,
    }


def test_files_are_exactly_what_the_catalogue_writes(shipped: Catalogue, folder: Path) -> None:
    """Same bytes: UTF-8, RFC 4180, rows in the order of their ids, nothing lost in reading."""
    for name, text in write_catalogue(shipped).items():
        assert (folder / f"{name}.csv").read_bytes() == text.encode(), name


def test_every_statement_says_whether_it_is_a_judgement(shipped: Catalogue) -> None:
    for e in shipped.experiments:
        assert e.dimension_provenance is Provenance.JUGEMENT
        if e.base_legale is not BaseLegale.INCONNUE or e.reference_legale:
            assert e.base_legale_provenance is Provenance.JUGEMENT
    assert all(v.echelle_preuve_provenance is Provenance.JUGEMENT for v in shipped.evaluations)


def test_what_was_not_read_has_no_effect(shipped: Catalogue) -> None:
    unread = [v for v in shipped.evaluations if v.lecture is Lecture.REFERENCE_SEULE]
    assert len(unread) == 13
    assert {v.effet for v in unread} == {Effet.INCONNU}


def test_a_local_text_is_kept_only_where_it_differs(shipped: Catalogue) -> None:
    experiments = {e.id: e for e in shipped.experiments}
    for i in shipped.implantations:
        e = experiments[i.experimentation]
        assert i.titre_local != e.titre
        assert i.resume_local != e.resume
        assert i.reference_legale is None or i.reference_legale != e.reference_legale


def test_thirty_experiments_have_several_statuses(shipped: Catalogue) -> None:
    derived = [
        derive_statut([i for i in shipped.implantations if i.experimentation == e.id])
        for e in shipped.experiments
    ]
    assert sum(d.statut is None for d in derived) == 30


def test_a_source_has_a_date_only_if_its_title_gives_it(shipped: Catalogue) -> None:
    for source in shipped.sources:
        if source.date:
            assert source.titre
            assert f"{source.date.annee})" in source.titre
            if source.date.mois:
                assert f"{source.date.mois:02d}/{source.date.annee})" in source.titre
