"""The framework, the assessment and the grid as a team fills them in, without JavaScript."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.phrases.typographie import small
from cartoexp.domain.referentiel import referentiel
from cartoexp.domain.referentiel.dossier import Sorte
from cartoexp.domain.referentiel.grille import COLONNES, DE_LA_MESURE, DU_PROJET, INDICATEURS
from cartoexp.domain.territoires import Niveau
from tests import porte
from tests.web.parsing import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.registry import Services

R = referentiel()
EVALUATION, GRILLE = "/referentiel/evaluation", "/referentiel/grille"
LONG = (
    "Depuis 2019, les personnes de plus de soixante-quinze ans renoncent aux soins, faute de car. "
)


class Equipe:
    """A team around a table: one browser, one form at a time."""

    def __init__(self, server: Flask) -> None:
        self.client: FlaskClient = server.test_client()
        self.server = server

    def lire(self, path: str) -> Document:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        document = Document(answer.text)
        assert list(document.problems()) == []
        return document

    def envoyer(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, data=porte.champs(self.server) | form)

    def suivre(self, path: str, **form: str) -> str:
        """Send a form that is right; return where it leads."""
        answer = self.envoyer(path, **form)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def numero(self, path: str) -> str:
        text = self.client.get(path).text
        return str(re.findall(r'name="numero" value="(\d+)"', text)[-1])


@pytest.fixture
def equipe(server: Flask) -> Equipe:
    return Equipe(server)


@pytest.fixture
def evaluation(equipe: Equipe) -> str:
    """The path of an assessment that is begun."""
    step = equipe.suivre(EVALUATION, titre="Un essai", moment="pendant", qui="maire")
    return step.removesuffix("/anticiper")


@pytest.fixture
def grille(equipe: Equipe) -> str:
    """The path of a grid that is begun."""
    step = equipe.suivre(GRILLE, titre="Un essai", probleme="Un problème")
    return step.removesuffix("/mesure")


def test_the_framework_is_read_whole(equipe: Equipe) -> None:
    page = equipe.lire("/referentiel")
    for q in R.questions:
        for told in (q.question, *q.niveaux, *q.agir, small(q.preuve)):
            assert " ".join(told.split()) in page.text
    for r in R.ressources.values():
        assert " ".join(r.dit.split()) in page.text
        assert set(r.lu) <= set(page.links)


def test_the_framework_is_given_as_a_file(equipe: Equipe) -> None:
    assert "/referentiel.toml" in equipe.lire("/referentiel").links
    answer = equipe.client.get("/referentiel.toml")
    assert tomllib.loads(answer.text)["version"] == R.version
    assert f"referentiel-{R.version}.toml" in answer.headers["Content-Disposition"]


def test_forms_that_are_held_back_lose_nothing(equipe: Equipe, grille: str) -> None:
    for path in (EVALUATION, GRILLE, f"{grille}/projet", f"{grille}/temoins"):
        held = equipe.client.post(path, data={"titre": "Un titre <i>"})
        assert held.status_code == 422
        assert "Un titre &lt;i&gt;" in held.text
        elsewhere = {"Origin": "https://ailleurs.example"}
        data = porte.champs(equipe.server) | {"titre": "x"}
        assert equipe.client.post(path, data=data, headers=elsewhere).status_code == 403


def test_an_assessment_from_start_to_end(equipe: Equipe, evaluation: str) -> None:
    first = f"{evaluation}/anticiper"
    after = equipe.suivre(
        first, numero="0", besoin="1", risques="4", droit="so", suite="1",
        **{"preuve-besoin": "Note du 3 mars <b>"},
    )  # fmt: skip
    assert after == f"{evaluation}/innover"
    assert equipe.suivre(f"{evaluation}/evaluer", numero="0", effets="0") == evaluation
    page = equipe.lire(evaluation)
    actions = page.all("ol", "referentiel__actions")[0]
    assert R.par_id["besoin"].agir[1] in " ".join("".join(actions.itertext()).split())
    assert R.par_id["effets"].agir[0] not in " ".join("".join(actions.itertext()).split())
    assert "Note du 3 mars <b>" in page.text
    assert "sans objet" in page.text
    rows = [" ".join("".join(r.itertext()).split()) for r in page.all("tr")]
    assert any(r.startswith("Anticiper") and "2,5" in r and "2 sur 3" in r for r in rows)
    order = [e.get("id") for e in page.root.iter() if e.get("id") in {"faire", "barres"}]
    assert order == ["faire", "barres"]
    shown = equipe.lire(first)
    assert shown.by_id("besoin-1").get("checked") is not None
    assert shown.by_id("droit-so").get("checked") is not None


def test_the_moment_changes_what_comes_first(equipe: Equipe, evaluation: str) -> None:
    equipe.suivre(f"{evaluation}/evaluer", numero="0", effets="0")
    identity = f"{evaluation}/identite"
    equipe.suivre(identity, numero="1", titre="Un essai", moment="bilan")
    page = equipe.lire(evaluation)
    told = "".join(page.all("ol", "referentiel__actions")[0].itertext())
    assert R.par_id["effets"].agir[0] in " ".join(told.split())


def test_what_is_wrong_is_told_and_nothing_is_lost(equipe: Equipe, evaluation: str) -> None:
    answer = equipe.envoyer(EVALUATION, titre="x" * 121, qui="maire <b>")
    assert answer.status_code == 422
    page = Document(answer.text)
    assert "121 caractères, 120 au plus" in page.text
    assert "Dites où en est l’expérimentation." in page.text
    assert page.by_id("titre").get("value") == "x" * 121
    assert page.by_id("qui").get("value") == "maire <b>"
    assert {"#titre", "#moment"} <= set(page.links)
    step = f"{evaluation}/innover"
    again = equipe.envoyer(step, numero="0", hypothese="2", **{"preuve-exclus": "y" * 241})
    assert again.status_code == 422
    kept = Document(again.text)
    assert kept.by_id("hypothese-2").get("checked") is not None
    assert "y" * 241 in kept.by_id("preuve-exclus").text
    assert "Aucune réponse encore." in equipe.lire(evaluation).text


def test_two_people_on_one_page(equipe: Equipe, evaluation: str) -> None:
    step = f"{evaluation}/innover"
    equipe.suivre(step, numero="0", hypothese="1")
    crossed = equipe.envoyer(step, numero="0", hypothese="3")
    assert crossed.status_code == 409
    page = Document(crossed.text)
    assert page.by_id("hypothese-3").get("checked") is not None
    assert "Rien n’est perdu" in page.text
    equipe.suivre(step, numero=equipe.numero(step), hypothese="3")
    assert equipe.lire(step).by_id("hypothese-3").get("checked") is not None


def test_an_older_version_says_so(equipe: Equipe, services: Services) -> None:
    today = datetime.now(tz=UTC).date()
    parts = {
        "identite": {"titre": "Vieil essai", "moment": "bilan"},
        "anticiper": {"besoin": "2", "ancienne": "4"},
    }
    jeton = services.referentiel.creer(Sorte.EVALUATION, "0.9", parts, today, "disparue")
    page = equipe.lire(f"{EVALUATION}/{jeton}")
    assert "a été commencée avec la version 0.9" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 sur 24" in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_it_may_be_about_an_experiment_of_the_catalogue(equipe: Equipe) -> None:
    page = equipe.lire(f"{EVALUATION}?fiche=tzcld")
    assert page.by_id("titre").get("value").startswith("Territoires zéro chômeur")
    step = equipe.suivre(EVALUATION, titre="TZCLD ici", moment="avant", fiche="tzcld")
    assert "/experimentations/tzcld" in equipe.lire(step.removesuffix("/anticiper")).links
    for path in (EVALUATION, GRILLE):
        assert equipe.client.get(f"{path}?fiche=nulle").status_code == 404


def test_links_open_nothing_else(equipe: Equipe, evaluation: str, grille: str) -> None:
    for path in (evaluation, f"{grille}/lieux", f"{grille}/grille.pdf"):
        answer = equipe.client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    for path in (
        grille.replace("grille", "evaluation"),
        f"{EVALUATION}/{'A' * 32}",
        f"{evaluation}/nulle",
        f"{grille}/nulle",
    ):
        assert equipe.client.get(path).status_code == 404
    equipe.suivre(f"{grille}/supprimer")
    gone = equipe.client.get(grille)
    assert gone.status_code == 410
    assert "supprimée" in gone.text
    assert equipe.client.get(f"{grille}/grille.pdf").status_code == 410


def place(equipe: Equipe, grille: str, **form: str) -> TestResponse:
    path = f"{grille}/lieux"
    given = {"niveau": "commune", "texte": "Douai", "proches": "1", "numero": equipe.numero(path)}
    return equipe.envoyer(path, **(given | form))


def named(page: Document, name: str) -> list[str]:
    return [e.get("value") for e in page.all("input") if e.get("name") == name]


def test_controls_are_proposed_and_left_out(equipe: Equipe, grille: str) -> None:
    assert place(equipe, grille, texte="Douai\nLens", reprise="tzcld").status_code == 303
    page = equipe.lire(f"{grille}/lieux")
    codes = named(page, "ecarter")
    assert codes
    assert "Douai (59178, Nord)" in page.text
    assert "écart moyen passe de" in page.text
    equipe.suivre(f"{grille}/temoins", numero=equipe.numero(f"{grille}/lieux"), ecarter=codes[0])
    after = equipe.lire(f"{grille}/lieux")
    assert codes[0] not in [
        e.get("value") for e in after.all("input") if e.get("name") == "ecarter"
    ]
    assert codes[0] in [e.get("value") for e in after.all("input") if e.get("name") == "reprendre"]
    equipe.suivre(f"{grille}/temoins", numero=equipe.numero(f"{grille}/lieux"), reprendre=codes[0])
    back = equipe.lire(f"{grille}/lieux")
    assert codes[0] in named(back, "ecarter")


def test_a_name_that_several_have_is_never_chosen(equipe: Equipe, grille: str) -> None:
    answer = place(equipe, grille, texte="Saint-Denis\nDouai", par="3", distance="30")
    assert answer.status_code == 422
    page = Document(answer.text)
    boxes = [e for e in page.all("input") if e.get("name") == "choix-0"]
    assert "93066" in {e.get("value") for e in boxes}
    assert all(e.get("checked") is None for e in boxes)
    assert page.by_id("distance").find("option[@selected]").get("value") == "30"
    chosen = {"texte": "Saint-Denis\nDouai", "choix-0": "93066"}
    assert place(equipe, grille, **chosen).status_code == 303
    assert "Saint-Denis (93066)" in equipe.lire(f"{grille}/lieux").by_id("texte").text


def test_no_control_left_says_why_and_loses_nothing(equipe: Equipe, grille: str) -> None:
    asked = {"portee": "departement", "distance": "100", "texte": "Douai"}
    assert place(equipe, grille, **asked).status_code == 303
    page = equipe.lire(f"{grille}/lieux")
    assert "Aucun territoire ne peut servir de témoin avec ces règles." in page.text
    assert "chercher dans toute la France" in page.text
    assert page.by_id("texte").text.strip() == "Douai (59178)"
    assert page.by_id("portee").find("option[@selected]").get("value") == "departement"
    assert equipe.client.get(f"{grille}/grille.pdf").status_code == 200


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"texte": " \n"}, "Écrivez au moins un territoire"),
        ({"texte": "59999"}, "Aucun territoire ne porte ce code"),
        ({"texte": "Zzzzzz"}, "Aucun territoire ne porte exactement ce nom"),
        ({"texte": "97502"}, "n’a pas de contour"),
        ({"reprise": "nulle"}, "Choisissez une expérimentation de la liste"),
        (
            {"niveau": "departement", "texte": "59;62;80;02;60;08;51;55", "par": "5"},
            "36 témoins au plus",
        ),
    ],
)
def test_territories_that_cannot_be_compared(
    equipe: Equipe, grille: str, form: dict[str, str], told: str
) -> None:
    answer = place(equipe, grille, **form)
    assert answer.status_code == 422
    page = Document(answer.text)
    assert told in page.text
    assert page.by_id("niveau").find("option[@selected]").get("value") == (
        form.get("niveau", "commune")
    )


def fill(most: int, lines: int = 1) -> str:
    return "\n".join((LONG * 10)[: most // lines - 1] for _ in range(lines))


def longest(*, lines: bool) -> tuple[dict[str, str], dict[str, str]]:
    """The longest texts that are admitted: of one piece, or cut in as many lines as may be."""
    project = {c.nom: fill(c.most, c.paragraphes if lines else 1) for c in DU_PROJET}
    measure = {c.nom: fill(c.most, c.paragraphes if lines else 1) for c in DE_LA_MESURE}
    measure |= {f"{c.nom}-{i + 1}": fill(c.most) for i in range(INDICATEURS) for c in COLONNES}
    return project, measure | {"debut": "2027-03-15", "mois": "36"}


def pages(content: bytes, folder: Path) -> int:
    path = folder / "grille.pdf"
    path.write_bytes(content)
    told = subprocess.run(  # noqa: S603  poppler's own command
        [shutil.which("pdfinfo") or "pdfinfo", path], capture_output=True, text=True, check=True
    ).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])  # type: ignore[index]


def lu(content: bytes, pdftotext: Path, tmp_path: Path) -> tuple[int, str]:
    """The pages of a document, and its text without a space or a hyphen."""
    path = tmp_path / "grille.pdf"
    number = pages(content, tmp_path)
    read = subprocess.run(  # noqa: S603  poppler's own command
        [pdftotext, "-raw", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return number, re.sub(r"[\s\N{SOFT HYPHEN}-]", "", read)


def nues(texts: Iterable[str]) -> list[str]:
    return [re.sub(r"[\s-]", "", text) for text in texts if len(text) > 10]


def test_the_longest_texts_hold_on_two_pages(
    equipe: Equipe, services: Services, pdftotext: Path, tmp_path: Path
) -> None:
    project, measure = longest(lines=True)
    grille = equipe.suivre(GRILLE, **project).removesuffix("/mesure")
    equipe.suivre(f"{grille}/mesure", numero="0", **measure)
    known = services.profils.level(Niveau.COMMUNE).territoires
    names = sorted(known, key=lambda t: (-len(t.nom), t.code))[:12]
    text = "\n".join(f"{t.nom} ({t.code})" for t in names)
    assert place(equipe, grille, texte=text, par="3", reprise="tzcld").status_code == 303
    number, flat = lu(equipe.client.get(f"{grille}/grille.pdf").data, pdftotext, tmp_path)
    assert number == 2
    assert [t for t in nues((*project.values(), *measure.values())) if t not in flat] == []


def test_what_does_not_hold_flows_and_is_never_cut(
    equipe: Equipe, pdftotext: Path, tmp_path: Path
) -> None:
    project = {c.nom: ("WWWWWWWW MMMMMMMM " * 40)[: c.most].strip() for c in DU_PROJET}
    measure = {c.nom: ("MMMMMMMM WWWWWWWW " * 40)[: c.most].strip() for c in DE_LA_MESURE}
    grille = equipe.suivre(GRILLE, **project).removesuffix("/mesure")
    rows = longest(lines=False)[1]
    equipe.suivre(f"{grille}/mesure", numero="0", **(rows | measure))
    number, flat = lu(equipe.client.get(f"{grille}/grille.pdf").data, pdftotext, tmp_path)
    assert number >= 2
    assert [t for t in nues((*project.values(), *measure.values())) if t not in flat] == []


def test_a_grid_says_what_is_missing(equipe: Equipe, grille: str) -> None:
    page = equipe.lire(grille)
    assert "L’hypothèse." in page.text
    assert "Au moins un indicateur." in page.text
    year = str((datetime.now(tz=UTC) - timedelta(days=800)).year)
    equipe.suivre(f"{grille}/mesure", numero="0", debut=year, mois="12", **{"nom-1": "Taux"})
    told = equipe.lire(grille).text
    assert "Le début est passé" in told
    assert "La cible de" in told
    wrong = equipe.envoyer(f"{grille}/mesure", numero="1", mois="0", **{"cible-2": "9"})
    assert wrong.status_code == 422
    shown = Document(wrong.text)
    assert shown.by_id("mois").get("value") == "0"
    assert shown.by_id("cible-2").get("value") == "9"
