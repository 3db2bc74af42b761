"""Imports into a loaded catalogue, on both databases: written, seen, undone, applied again."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.constats import Issue
from cartoexp.domain.errors import DatabaseNotReadyError, NotFoundError
from cartoexp.domain.filters import Filters
from cartoexp.domain.imports import Choix, PlanIncompletError
from cartoexp.domain.resolution import Resolver
from cartoexp.services import loading, registry
from cartoexp.services.imports import etat
from cartoexp.services.imports.lots import LotAnnuleError, LotUtiliseError
from cartoexp.services.registry import Services
from cartoexp.services.suivi import news
from tests.conftest import DATABASES
from tests.factories import make_implantation
from tests.imports import GIVEN, Essai, make_catalogue, prepare, write_files
from tests.loaded import REFERENCE, reference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = [
    ("Code", "Commune", "Note"),
    ("68224", "Mulhouse", "Une note"),
    ("1001", "L'Abergement-Clémenciat", ""),
    ("59178", "Douai", "déjà là"),
    ("68224", "Mulhouse", "encore"),
    ("", "Saint-Denis", ""),
    ("99999", "Nulle part", ""),
]
OUTCOMES = {
    Issue.ACCEPTE: 1,
    Issue.REPARE: 1,
    Issue.DEJA_PRESENT: 2,
    Issue.AMBIGU: 1,
    Issue.REFUSE: 1,
}
NEW = {
    "statut": "en_cours",
    "source_url": "https://exemple.fr/liste",
    "resume": "Ce que l’on essaie.",
    "themes": "Énergie",
    "base_legale": "inconnue",
}
_made: dict[str, Essai] = {}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference is always the same: a load need not read it again."""
    for module in (loading, registry, etat):
        monkeypatch.setattr(module, "read_reference", lambda _: reference())
    monkeypatch.setattr(loading, "Resolver", RESOLVER)


class _Resolver:
    """Builds the resolver once."""

    build = staticmethod(cache(Resolver.build))


RESOLVER = _Resolver()


@pytest.fixture(params=DATABASES)
def essai(
    request: pytest.FixtureRequest,
    make_database: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Essai:
    """A small catalogue of two experiments in a database of each kind, without any import."""
    kind: str = request.param
    if kind not in _made:
        folder = tmp_path_factory.mktemp("imports")
        files = write_files(make_catalogue("a", "b"), folder / "catalogue")
        _made[kind] = Essai(make_database(kind), files, folder)
        prepare(_made[kind].url, files)
        _made[kind].retenir()
    else:
        write_files(make_catalogue("a", "b"), _made[kind].catalogue)
        _made[kind].vider()
    return _made[kind]


def test_each_row_has_its_outcome_and_the_catalogue_what_it_brings(essai: Essai) -> None:
    bilan = essai.importer(essai.fichier(ROWS), auteur="chargée d’études")
    assert bilan.comptes == OUTCOMES
    assert bilan.lues == len(ROWS) - 1
    assert bilan.lot is not None
    assert essai.lire("SELECT id, code, note FROM implantation WHERE experimentation='a'") == [
        ("a-001", "59178", None),
        ("a-commune-68224", "68224", "Une note"),
        ("a-commune-01001", "01001", None),
    ]
    kept = essai.lire("SELECT ligne, donne FROM lot_enregistrement WHERE genre='implantation'")
    assert [line for line, _ in sorted(kept)] == [2, 3]
    assert '"code": "1001"' in dict(kept)[3], "the code as it was given"
    (held,) = essai.lister()
    assert held.lot.auteur == "chargée d’études"
    assert held.lot.sha256 == essai.lire("SELECT sha256 FROM lot")[0][0]
    assert held.implantations == {"": 2}


def test_readers_see_an_import_at_once_and_where_it_comes_from(essai: Essai) -> None:
    services = Services.connect(essai.url, REFERENCE)
    before = services.experiments.snapshot()
    essai.vieillir()
    lot = essai.importer(essai.fichier(ROWS)).lot
    assert lot is not None
    after = services.experiments.snapshot()
    assert len(after.keys) == len(before.keys) + 2
    record = services.experiments.get("a")
    told = record.imports["a-commune-68224"].phrase
    assert told == "import de liste.csv, ligne 2, 29\u00a0novembre 2026"
    assert "a-001" not in record.imports
    latest = news(services.experiments, Filters()).liste[0]
    assert (latest.experiment.id, latest.neuve) == ("a", False)
    essai.annuler(lot.id)
    assert len(services.experiments.snapshot().keys) == len(before.keys)
    services.close()


def test_the_same_file_changes_nothing_twice(essai: Essai) -> None:
    path = essai.fichier(ROWS)
    first = essai.importer(path)
    held = essai.contenu()
    again = essai.importer(path)
    assert again.deja == replace(first.lot, comptes=again.deja.comptes)  # type: ignore[type-var,union-attr]
    assert again.comptes == first.comptes
    assert "rien n’a été changé" in again.conclusion
    assert essai.contenu() == held
    assert len(essai.lister()) == 1
    other = essai.importer(path, {**GIVEN, "experimentation": "b"})
    assert other.lot is not None, "another mapping is another import"


def test_undone_then_done_again(essai: Essai) -> None:
    before = essai.contenu()
    path = essai.fichier(ROWS)
    lot = essai.importer(path).lot
    assert lot is not None
    essai.annuler(lot.id)
    after = essai.contenu()
    assert {**after, "suivi": 0} == {**before, "suivi": 0}
    with pytest.raises(LotAnnuleError):
        essai.annuler(lot.id)
    with pytest.raises(NotFoundError):
        essai.annuler("absent")
    again = essai.importer(path).lot
    assert again is not None
    assert again.id == f"{lot.id}-2"
    assert [tenu.lot.annule_le is None for tenu in essai.lister()] == [False, True]


def test_a_new_experiment_is_whole_or_not_at_all(essai: Essai) -> None:
    rows = [
        ("titre", "code"),
        ("Un nouvel essai", "68224"),
        ("un nouvel Essai", "01001"),
        ("Essai a", "01001"),
    ]
    path = essai.fichier(rows)
    columns = {"titre": "titre", "code": "code"}
    poor = {n: v for n, v in NEW.items() if n != "themes"}
    left = essai.importer(path, choix=Choix(columns, poor), essai=True)
    assert left.comptes[Issue.REFUSE] == 2
    bilan = essai.importer(path, choix=Choix(columns, NEW))
    assert bilan.laissees == 0
    assert essai.lire("SELECT id, titre, themes, base_legale FROM experimentation") == [
        ("a", "Essai a", "energie", "droit_commun"),
        ("b", "Essai b", "energie", "droit_commun"),
        ("un_nouvel_essai", "Un nouvel essai", "energie", "inconnue"),
    ]
    local = essai.lire(
        "SELECT titre_local FROM implantation WHERE experimentation='un_nouvel_essai' ORDER BY id"
    )
    assert local == [("un nouvel Essai",), (None,)]


def test_an_import_on_which_another_rests_is_not_undone(essai: Essai) -> None:
    columns = {"titre": "titre", "code": "code"}
    first = essai.importer(
        essai.fichier([("titre", "code"), ("Neuf", "68224")], "un.csv"), choix=Choix(columns, NEW)
    ).lot
    second = essai.importer(
        essai.fichier([("titre", "code"), ("Neuf", "01001")], "deux.csv"), choix=Choix(columns, NEW)
    ).lot
    assert first is not None
    assert second is not None
    before = essai.contenu()
    with pytest.raises(LotUtiliseError, match=second.id):
        essai.annuler(first.id)
    assert essai.contenu() == before
    essai.annuler(second.id)
    assert essai.lire("SELECT count(*) FROM source WHERE url='https://exemple.fr/liste'") == [(1,)]
    essai.annuler(first.id)
    assert essai.lire("SELECT count(*) FROM source WHERE url='https://exemple.fr/liste'") == [(0,)]
    assert essai.lire("SELECT count(*) FROM experimentation") == [(2,)]


def test_a_load_applies_imports_again_and_tells_those_that_no_longer_fit(essai: Essai) -> None:
    essai.importer(essai.fichier(ROWS))
    held = essai.contenu()
    assert not loading.load(essai.url, REFERENCE, essai.catalogue).changed

    more = make_catalogue("a", "b", "c")
    write_files(more, essai.catalogue)
    report = loading.load(essai.url, REFERENCE, essai.catalogue)
    assert report.changed
    assert report.counts["implantations"] == 5
    assert report.warnings == ()
    assert essai.contenu()["implantation"][:3] == held["implantation"][:3]
    moved = {row[0]: row[3] for row in essai.contenu()["suivi"]}
    assert moved["a"] == {row[0]: row[3] for row in held["suivi"]}["a"], "nothing of « a » changed"

    here = make_implantation(id="a-002", experimentation="a", code="68224", nom="Mulhouse")
    write_files(replace(more, implantations=(*more.implantations, here)), essai.catalogue)
    (told,) = loading.load(essai.url, REFERENCE, essai.catalogue).warnings
    assert "contient déjà" in told.message
    assert essai.lister()[0].implantations.keys() > {""}

    write_files(make_catalogue("b"), essai.catalogue)
    (told,) = loading.load(essai.url, REFERENCE, essai.catalogue).warnings
    assert "«\u00a0a\u00a0» n’est plus au catalogue" in told.message
    assert essai.lire("SELECT count(*) FROM implantation") == [(1,)]
    (raison,) = essai.lister()[0].ecartees
    assert raison.startswith("L’expérimentation")

    write_files(make_catalogue("a", "b"), essai.catalogue)
    assert loading.load(essai.url, REFERENCE, essai.catalogue).warnings == ()
    assert essai.contenu()["implantation"] == held["implantation"], "nothing was lost"


def test_strict_writes_nothing_when_a_row_is_left(essai: Essai) -> None:
    before = essai.contenu()
    bilan = essai.importer(essai.fichier(ROWS), strict=True)
    assert bilan.empeche
    assert "Rien n’a été écrit" in bilan.conclusion
    assert essai.contenu() == before
    good = essai.importer(essai.fichier(ROWS[:4], "bon.csv"), strict=True)
    assert good.lot is not None


def test_rows_left_are_corrected_and_sent_alone(essai: Essai) -> None:
    rows = [*ROWS, ("", "Saint-Denis", "-1,5"), ("", "Saint-Denis", "=1+1")]
    left = essai.folder / "restes.csv"
    essai.importer(essai.fichier(rows), restes=left)
    with left.open(encoding="utf-8", newline="") as file:
        header, *kept = list(csv.reader(file))
    assert header == ["Code", "Commune", "Note", "cartoexp_ligne", "cartoexp_motif"]
    assert [row[3] for row in kept] == ["6", "7", "8", "9"]
    assert "Saint-Denis (commune 97411)" in kept[0][4], "what to choose from"
    assert [row[2] for row in kept] == ["", "", "-1,5", "'=1+1"], (
        "numbers stay, formulas do not run"
    )
    kept[0][0], kept[2][0] = "01002", "01004"
    again = essai.folder / "corrigees.csv"
    with again.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    bilan = essai.importer(again)
    assert bilan.comptes[Issue.REFUSE] + bilan.comptes[Issue.AMBIGU] == 4
    kept[0][1], kept[2][1] = "", ""
    with again.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    bilan = essai.importer(again)
    assert bilan.comptes[Issue.ACCEPTE] == 2
    assert essai.lire("SELECT note FROM implantation WHERE code='01004'") == [("-1,5",)]


def test_a_plan_that_makes_no_whole_record_reads_nothing(essai: Essai) -> None:
    path = essai.fichier(ROWS)
    with pytest.raises(PlanIncompletError) as raised:
        essai.importer(path, {})
    told = " ".join(raised.value.lines())
    assert "--experimentation" in told
    assert "--source-titre" in told
    assert "--statut" in told
    with pytest.raises(PlanIncompletError, match="d’aucune expérimentation"):
        essai.importer(path, {**GIVEN, "experimentation": "z"})
    with pytest.raises(PlanIncompletError, match="en_cours"):
        essai.importer(path, {**GIVEN, "statut": "peut-être"})


def test_without_a_database_a_trial_reads_the_files_and_an_import_says_so(tmp_path: Path) -> None:
    files = write_files(make_catalogue("a", "b"), tmp_path / "catalogue")
    absent = tmp_path / "absente.sqlite"
    essai = Essai(f"sqlite:///{absent}", files, tmp_path)
    path = essai.fichier(ROWS)
    bilan = essai.importer(path, essai=True)
    assert bilan.comptes == OUTCOMES
    assert "rien n’a été écrit" in bilan.conclusion
    with pytest.raises(DatabaseNotReadyError, match="cartoexp load"):
        essai.importer(path)
    assert not absent.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["catalogue", "liste.csv"]
