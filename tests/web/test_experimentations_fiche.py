"""Fiche of an experiment: complete, dated, sourced; nothing judged looks like a fact."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.experiments import Experiment
from cartoexp.domain.lots import Provenance as Origine
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import (
    EchellePreuve,
    Effet,
    Provenance,
    Rattachement,
    Statut,
    TypeEvaluation,
)
from cartoexp.web.api.dossier import dossier
from cartoexp.web.pages.experimentations.fiche import layout
from cartoexp.web.pages.experimentations.fiche.model import Fiche, letter
from cartoexp.web.pages.experimentations.fiche.texts import dated
from cartoexp.web.pages.experimentations.fiche.verdict import verdict
from tests.factories import (
    make_evaluation,
    make_experiment,
    make_implantation,
    make_record,
    make_source,
)
from tests.web.parsing import Document, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from cartoexp.services.experiments import Record
    from cartoexp.services.registry import Services

TODAY = date(2026, 11, 24)
SLICES = 8


def show(record: Record) -> Document:
    document = Document.of(layout(Fiche(record, TODAY, {"59": "Nord"})).body)
    assert list(document.problems()) == []
    return document


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("slice_", range(SLICES))
def test_all_fiches_are_complete(client: FlaskClient, services: Services, slice_: int) -> None:
    for experiment in services.experiments.snapshot().experiments[slice_::SLICES]:
        record = services.experiments.get(experiment.id)
        response = client.get(f"/experimentations/{experiment.id}")
        document = Document(response.text)
        assert list(document.problems()) == [], experiment.id
        missing = [t for t in expected_texts(record) if folded(typeset(t)) not in document.text]
        assert missing == [], experiment.id
        paths = {territoire.chemin for _, territoire in record.implantations}
        assert paths <= set(document.links), experiment.id
        urls = {s.url for s in record.sources.values() if s.url}
        assert urls <= set(document.links), experiment.id


def expected_texts(record: Record) -> list[str]:
    x = record.experiment
    lessons = [x.enseignements.split(". ")[0]] if x.enseignements else []
    of_experiment = (
        x.titre, x.resume, x.probleme, x.porteurs, x.partenaires, x.public_vise, x.financement,
        x.reference_legale, x.conditions_transfert, x.notes_provenance, x.base_legale.label,
    )  # fmt: skip
    of_places = [
        t for i, _ in record.implantations for t in (i.note, i.titre_local, i.resume_local)
    ]
    of_evaluations = [
        t for e in record.evaluations for t in (e.titre, e.evaluateur, e.methode, e.resultats)
    ]
    return [t for t in (*of_experiment, *of_places, *of_evaluations, *lessons) if t]


def test_tzcld_is_told_in_its_first_lines(client: FlaskClient) -> None:
    document = Document(client.get("/experimentations/tzcld").text)
    essentials = text_of(document.one("dl", "essentiel"))
    assert "66 implantations recensées : 55 communes, 11 intercommunalités" in essentials
    assert "Début en 2016" in essentials
    assert "Effet favorable selon l’évaluation la plus solide" in essentials
    assert "niveau 4 sur 5" in essentials
    assert len(document.all("circle", "point")) == 55
    assert len(document.all("path", "aire")) == 11


def test_data_are_offered(client: FlaskClient) -> None:
    links = Document(client.get("/experimentations/tzcld").text).links
    assert client.get(next(h for h in links if h.startswith("/api/"))).json["id"] == "tzcld"  # type: ignore[index]


def test_unknown_experiment_offers_three_close_ones(client: FlaskClient) -> None:
    response = client.get("/experimentations/budget_participatifs")
    assert response.status_code == 404
    close = [h for h in Document(response.text).links if h.startswith("/experimentations/")]
    assert len(close) == 3
    assert "/experimentations/budget_participatif" in close


@pytest.mark.parametrize("identifier", ["a%00b", "%3Cscript%3E", "a" * 400, "é", "..%2f..%2fetc"])
def test_hostile_identifier_is_not_found_nor_reflected(
    client: FlaskClient, identifier: str
) -> None:
    response = client.get(f"/experimentations/{identifier}")
    assert response.status_code in {404, 422}
    assert "<script>" not in response.text.replace('<script src="/assets/', "")
    assert "aaaaaaaa" not in response.text


def test_parameters_are_refused_on_a_fiche(client: FlaskClient) -> None:
    assert client.get("/experimentations/tzcld?x=1").status_code == 422
    assert client.get("/experimentations/tzcld?utm_medium=courriel").status_code == 200


HOSTILE = '**gras** <script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=y>'


def test_texts_of_contributors_are_shown_and_run_nothing() -> None:
    names = [f.name for f in fields(Experiment) if f.type == "str | None" or f.name == "resume"]
    plain = {"parent", "page_officielle_url"}
    told = {n: f"{HOSTILE}\n\n- un\n- deux" for n in names if n not in plain}
    places = dict.fromkeys(("titre_local", "resume_local", "note", "perimetre", "vague"), HOSTILE)
    judged = {"titre": HOSTILE, "evaluateur": HOSTILE, "methode": HOSTILE, "resultats": HOSTILE}
    document = show(
        make_record(
            experiment=make_experiment(titre=HOSTILE, **told),
            implantations=[make_implantation(**places)],
            evaluations=[make_evaluation(**judged)],
            sources=[make_source(titre=HOSTILE, url="https://exemple.fr/a")],
        )
    )
    assert document.all("script") == document.all("img") == []
    assert not [h for h in document.links if h.startswith("javascript")]
    assert len(document.all("strong")) > len(told)
    assert "un" in [text_of(li) for li in document_block(document, "lecons").iter("li")]
    (link,) = {e.get("rel") for e in document.all("a", "source-url")}
    assert link == "nofollow ugc noopener"


def test_judgements_are_marked_and_facts_are_not() -> None:
    document = show(make_record())
    marked = [text_of(e) for e in document.all("span", "provenance")]
    assert marked == [
        "Droit commun / libre administration",
        "loi n° 2018-1021",
        "Efficace",
        "Un budget.",
    ]
    ground = text_of(document_block(document, "fondement"))
    assert "loi n° 2018-1021 (qualification proposée par Cartoexp)" in ground
    assert "Souligné de points : qualification proposée par Cartoexp" in ground


def test_what_sources_say_needs_no_note() -> None:
    told = dict.fromkeys(("base_legale_provenance", "dimension_provenance"), Provenance.SOURCE)
    block = document_block(show(make_record(make_experiment(**told))), "fondement")
    assert "Souligné de points" not in text_of(block)


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        (
            "loi n° 2020-1577 du 14 décembre 2020 ; décret du 1er juin 2021, art. 2",
            [("14 déc. 2020", "Loi n° 2020-1577"), ("1er juin 2021", "Décret")],
        ),
        (
            "décret publié au Journal officiel du 16 septembre 2014",
            [("16 sept. 2014", "Décret publié au Journal officiel")],
        ),
        ("décret du 31 février 2021", []),
        ("loi de finances pour 2018", []),
        ("proposition de loi rejetée le 31 janvier 2019", []),
        (None, []),
    ],
)
def test_texts_have_their_date(reference: str | None, told: list[tuple[str, str]]) -> None:
    assert [(day.label, title) for day, title in dated(reference)] == told


def test_texts_stand_in_the_chronology() -> None:
    experiment = make_experiment(reference_legale="loi n° 2016-231 du 29 février 2016")
    block = document_block(show(make_record(experiment)), "chronologie")
    assert "29 févr. 2016Loi n° 2016-231 : texte de référence" in text_of(block)


def test_transfer_conditions_are_advice_even_when_sourced() -> None:
    experiment = make_experiment(conditions_transfert_provenance=Provenance.SOURCE)
    text = text_of(document_block(show(make_record(experiment)), "lecons"))
    assert "À vérifier avant d’adapter" in text
    assert "sans valeur de règle" in text


def document_block(document: Document, identifier: str) -> Any:  # noqa: ANN401  not typed
    title = document.by_id(identifier)
    (found,) = [s for s in document.all("section", "bloc") if title in list(s.iter())]
    return found


def test_lessons_are_announced_in_bold() -> None:
    block = document_block(show(make_record()), "lecons")
    assert [text_of(e) for e in block.iter("strong")] == ["Ce qui marche :", "Ce qui freine :"]


@pytest.mark.parametrize(
    ("statut", "told"),
    [
        (Statut.ABANDONNEE, "Expérimentation abandonnée ou annulée."),
        (Statut.TERMINEE, "Expérimentation terminée, sans suite connue."),
    ],
)
def test_ended_experiments_say_so_at_the_top(statut: Statut, told: str) -> None:
    document = show(make_record(implantations=[make_implantation(statut=statut)]))
    assert told in text_of(document.one("div", "note--alerte"))


def test_running_experiment_has_no_such_notice() -> None:
    assert not show(make_record()).all("div", "note--alerte")


def test_differing_statuses_each_have_their_bar() -> None:
    held = [
        make_implantation(id="a", code="59178", nom="Douai"),
        make_implantation(id="b", code="62041", nom="Arras", statut=Statut.ABANDONNEE, fin=2022),
    ]
    document = show(make_record(implantations=held))
    assert "Selon les territoires : en cours : 1, abandonnée ou annulée : 1" in document.text
    assert [d.get("class").split()[-1] for d in document.all("div", "frise__barre")] == [
        "statut--en_cours",
        "statut--abandonnee",
    ]


def test_stale_status_is_told_in_the_past_everywhere() -> None:
    old = make_implantation(statut_date=PartialDate(2019))
    document = show(make_record(implantations=[old]))
    assert {text_of(e) for e in document.all("span", "statut")} == {"En cours en 2019"}
    assert "attesté en 2019, à revérifier" in document.text


def test_implantation_keeps_what_is_its_own() -> None:
    own = make_implantation(
        titre_local="Un nom d'ici",
        perimetre="le quartier nord",
        note="rattaché au siège du tribunal",
        rattachement=Rattachement.DEDUIT,
        debut=2019,
        fin=2021,
    )
    document = show(make_record(implantations=[own]))
    row = text_of(document.one("table", "implantations").find("tbody"))
    for told in ("Un nom d’ici", "le quartier nord", "rattaché au siège du tribunal", "2019–2021",
                 "Rattachement ou fait déduit", "Commune 59178, Nord", "[1]"):  # fmt: skip
        assert told in row
    assert "1 ne couvre qu’une partie du territoire" in document.text
    assert "1 rattachement déduit" in document.text


def test_many_implantations_are_folded() -> None:
    held = [make_implantation(id=f"x-{n}", code=f"59{n:03}", nom=f"Commune {n}") for n in range(13)]
    folded_table = show(make_record(implantations=held)).all("details")[-1]
    open_table = show(make_record(implantations=held[:12])).all("details")[-1]
    assert folded_table.get("open") is None
    assert open_table.get("open") is not None


def test_undated_implantations_are_counted_beside_the_columns() -> None:
    held = [
        make_implantation(id="a"),
        make_implantation(id="b", code="62041", nom="Arras", debut=None),
    ]
    text = show(make_record(implantations=held)).text
    assert "1 implantation sans année de début connue n’est pas dans les colonnes" in text


def test_no_year_at_all_is_said() -> None:
    document = show(make_record(implantations=[make_implantation(debut=None)]))
    assert "Aucune année de début n’est connue." in document.text
    assert not document.all("div", "colonnes")


def test_no_evaluation_is_a_normal_state() -> None:
    document = show(make_record())
    assert "Aucune évaluation enregistrée. Cela ne dit rien de l’effet." in document.text
    assert not document.all("a", "marque")


def test_evaluation_stands_in_its_cell() -> None:
    document = show(make_record(evaluations=[make_evaluation()]))
    rows = document.one("table", "grille").find("tbody").findall("tr")
    filled = [
        (r, c)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row.findall("td"))
        if text_of(cell)
    ]
    assert filled == [(2, 3)]  # 5, 4, then 3 · nuisible, nul, mitigé, then favorable
    assert "#evaluation-A" in document.links


def test_holders_own_figures_are_set_apart() -> None:
    own = make_evaluation(type=TypeEvaluation.INTERNE, echelle_preuve=EchellePreuve.DECLARATIF)
    other = make_evaluation(id="essai-eval-02", annee=2021)
    document = show(make_record(evaluations=[own, other]))
    assert [text_of(a) for a in document.all("a", "marque--interne")] == ["évaluation A"]
    article = text_of(document.by_id("evaluation-A"))
    assert "Ce sont les chiffres du porteur lui-même." in article
    assert "niveau 0 sur 5" in article
    assert "porteur lui-même" not in text_of(document.by_id("evaluation-B"))


def test_unknown_effect_is_a_sentence_below_the_grid() -> None:
    unknown = make_evaluation(effet=Effet.INCONNU, annee=None)
    document = show(make_record(evaluations=[unknown]))
    assert "Effet inconnu : évaluation A, qui ne permet pas de conclure." in document.text
    assert not document.all("td", "ici")
    assert "année inconnue" in text_of(document.by_id("evaluation-A"))


def test_source_without_a_date_says_so_and_what_it_carries() -> None:
    sources = [
        make_source(id="s", date=None),
        make_source(id="t", titre=None, url="https://exemple.fr/page"),
        make_source(id="u", url=None, titre="Un livre"),
    ]
    record = make_record(
        make_experiment(sources=("s", "t", "u")),
        evaluations=[make_evaluation(source="t")],
        sources=sources,
    )
    document = show(record)
    rows = [text_of(r) for r in document.one("table", "sources").find("tbody").findall("tr")]
    assert "date inconnue" in rows[0]
    assert rows[0].endswith("1 implantation")
    assert "exemple.fr/page" in rows[1]
    assert rows[1].endswith("évaluation A")
    assert rows[2].endswith("la présentation")


def test_notice_of_limits_is_shown() -> None:
    assert "Limites de cette fiche. Rien à signaler." in show(make_record()).text


def test_record_with_little_known_stays_honest() -> None:
    bare = make_experiment(
        dimension=None, dimension_provenance=None, reference_legale=None, probleme=None,
        partenaires=None, financement=None, conditions_transfert=None, enseignements=None,
        page_officielle_url=None, notes_provenance=None, base_legale_provenance=None,
    )  # fmt: skip
    document = show(make_record(bare))
    names = [text_of(e) for e in document.all("dt")]
    values = [text_of(e) for e in document.all("dd")]
    unknown = {n for n, v in zip(names, values, strict=True) if v == "—"}
    assert unknown == {"Textes", "Norme dérogée", "Dimension", "Partenaires", "Financement"}
    assert {text_of(e) for e in document.all("span", "provenance")} == {
        "Droit commun / libre administration"
    }
    assert "None" not in document.text


def test_verdict_lets_the_strongest_speak() -> None:
    weak = make_evaluation(echelle_preuve=EchellePreuve.SANS_COMPARAISON, effet=Effet.FAVORABLE)
    strong = make_evaluation(echelle_preuve=EchellePreuve.CAUSAL, effet=Effet.NUL)
    told = verdict([weak, strong])
    assert told.effet == "Effet nul selon l’évaluation la plus solide."
    assert "niveau 4 sur 5" in told.solidite
    assert "moins solides, concluent à un effet favorable" in told.solidite


def test_verdict_of_contrary_conclusions_takes_no_side() -> None:
    told = verdict([make_evaluation(effet=Effet.NUL), make_evaluation(effet=Effet.FAVORABLE)])
    assert (
        folded(told.effet)
        == "Conclusions partagées : effet nul ou favorable selon les plus solides."
    )


@pytest.mark.parametrize("level", [EchellePreuve.DECLARATIF, EchellePreuve.SANS_COMPARAISON])
def test_verdict_without_comparison_says_what_it_cannot_know(level: EchellePreuve) -> None:
    told = verdict([make_evaluation(echelle_preuve=level, type=TypeEvaluation.INTERNE)])
    assert told.effet.endswith(", sans comparaison.")
    assert "l’effet propre n’est pas établi" in told.solidite
    assert "Ce sont les chiffres du porteur lui-même." in told.solidite


def test_verdict_with_comparison_makes_no_such_reserve() -> None:
    told = verdict([make_evaluation()])
    assert "sans comparaison" not in told.effet
    assert "n’est pas établi" not in told.solidite


def test_verdict_without_a_known_effect() -> None:
    told = verdict([make_evaluation(effet=Effet.INCONNU)])
    assert told.effet == "Effet inconnu."
    assert folded(told.solidite) == "1 évaluation recensée, sans conclusion sur l’effet."


def test_levels_are_named_in_the_plural() -> None:
    held = [
        make_implantation(id="a", niveau=Niveau.DEPARTEMENT, code="59", nom="Nord"),
        make_implantation(id="b", niveau=Niveau.DEPARTEMENT, code="62", nom="Pas-de-Calais"),
        make_implantation(id="c"),
    ]
    text = show(make_record(implantations=held)).text
    assert "3 implantations recensées : 2 départements, 1 commune" in text


def test_letters_never_repeat() -> None:
    letters = [letter(rank) for rank in range(60)]
    assert letters[:2] == ["A", "B"]
    assert letters[26] == "A2"
    assert len(set(letters)) == 60


def test_what_was_imported_says_its_file_and_its_row() -> None:
    came = Origine("lot", "<liste>.csv", "2026-11-29T18:00:00+00:00", 12)
    record = replace(make_record(), imports={"essai-001": came})
    document = show(record)
    told = "import de <liste>.csv, ligne 12, 29 novembre 2026"
    assert told in text_of(document_block(document, "ou"))
    assert "pas été relu" in text_of(document_block(document, "sources"))
    assert dossier(record, TODAY)["implantations"][0]["importation"] == {
        "fichier": "<liste>.csv",
        "ligne": 12,
        "instant": "2026-11-29T18:00:00+00:00",
    }
    plain = make_record()
    assert "import de" not in show(plain).text
    assert dossier(plain, TODAY)["implantations"][0]["importation"] is None
