"""An indicator made of any file of communes: what is read, what is refused and why."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cartoexp.cli import app
from cartoexp.reference.ajouts import depot as depots
from cartoexp.reference.ajouts import fichier
from cartoexp.reference.ajouts.description import check_description
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.nombres import read_number
from cartoexp.reference.ajouts.terrain import Terrain
from tests.ajouts import TOML
from tests.loaded import REFERENCE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.reference.ajouts.ensemble import Ensemble

BASE = tomllib.loads(TOML)


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return Terrain.read(REFERENCE)


def made(
    tmp_path: Path, terrain: Terrain, text: str, *, leave: bool = False, **changed: object
) -> Ensemble:
    path = tmp_path / "essai.csv"
    path.write_text(f"code;nombre;sur\n{text}", encoding="utf-8")
    told: dict[str, Any] = {**BASE, **changed}
    told["colonnes"] = BASE["colonnes"] | told["colonnes"]
    described = check_description(told, "x.toml", ())
    return fichier.read(path, described, terrain, leave_unknown=leave)


def commune(found: Ensemble, code: str, niveau: str = "commune") -> float | None:
    for row in found.table.to_pylist():
        if (row["niveau"], row["code"]) == (niveau, code):
            return row["points_recharge"]  # type: ignore[no-any-return]
    raise AssertionError(code)


def refused(tmp_path: Path, terrain: Terrain, text: str, valeur: str = "nombre") -> str:
    with pytest.raises(AjoutRefuseError) as error:
        made(tmp_path, terrain, text, colonnes={"valeur": valeur})
    return "\n".join(error.value.lines())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345.6", 12345.6),
        ("12345,6", 12345.6),
        ("12 345,6", 12345.6),
        ("12\u202f345,6", 12345.6),
        ("12\u00a0345", 12345),
        (" -3 ", -3),
        ("1.5e3", 1500),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["1 2", "12.345,6", "12,345.6", "nan", "inf", "=1", "12 €", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any
        read_number(text)


def test_values_reach_their_communes_and_their_groups(tmp_path: Path, terrain: Terrain) -> None:
    text = "30003;12 345,5;\n30133;3;\n30276;0;\n1004;7;\n"
    found = made(tmp_path, terrain, text)
    assert commune(found, "30003") == 12345.5
    assert commune(found, "01004") == 7
    assert commune(found, "01005") is None
    assert commune(found, "243000650", "epci") == 12348.5
    assert commune(found, "01", "departement") is None  # a sum asks for all of them
    assert found.remarques == ["Codes réparés (zéro initial, espaces, SIREN)\u00a0: 1."]


@pytest.mark.parametrize(
    ("rule", "merged", "columns"),
    [
        ("somme", 6, {}),
        ("maximum", 4, {}),
        ("aucune", None, {}),
        ("moyenne_ponderee_population", None, {}),
        ("recalcul", 60, {"denominateur": "sur", "facteur": 100}),
    ],
)
def test_merged_communes_follow_the_rule(
    tmp_path: Path, terrain: Terrain, rule: str, merged: float | None, columns: dict[str, Any]
) -> None:
    text = "01033;4;5\n01091;2;5\n30003;1;2\n30133;2;2\n30276;nd;2\n"
    found = made(tmp_path, terrain, text, agregation=rule, colonnes=columns)
    value = commune(found, "01033")
    assert value == (None if merged is None else pytest.approx(merged))
    assert any("fusion" in remark for remark in found.remarques) == (merged is None)


def test_parts_that_agree_keep_their_value(tmp_path: Path, terrain: Terrain) -> None:
    text = "01033;4;\n01091;4;\n30003;1;\n30133;2;\n"
    found = made(tmp_path, terrain, text, agregation="moyenne_ponderee_population")
    assert commune(found, "01033") == 4


def test_files_are_refused_with_their_lines(tmp_path: Path, terrain: Terrain) -> None:
    told = refused(tmp_path, terrain, "30003;douze;\n30133;2;\n")
    assert "ligne 2\u00a0: «\u00a0douze\u00a0»" in told
    told = refused(tmp_path, terrain, "30003;1;\n30133;2;\n30003;3;\n")
    assert "ligne 4\u00a0: 30003, déjà ligne 2" in told
    told = refused(tmp_path, terrain, "30003;1;\n99999;2;\nAigues-Vives;3;\n")
    assert "codes qui ne mènent à aucune commune, 2" in told
    assert "ligne 3\u00a0: 99999" in told
    assert "toutes la même" in refused(tmp_path, terrain, "30003;1;\n30133;1;\n")
    told = refused(tmp_path, terrain, "30003;1;\n", valeur="absente")
    assert "Colonnes du fichier\u00a0: code, nombre, sur." in told


def test_unknown_codes_may_be_left(tmp_path: Path, terrain: Terrain) -> None:
    found = made(tmp_path, terrain, "30003;1;\n99999;2;\n30133;3;\n", leave=True)
    assert "laissés de côté\u00a0: 1 (ligne 3\u00a0: 99999)" in found.remarques[0]
    marked = {"manquants": ["NC"]}
    found = made(tmp_path, terrain, "30003;1;\n30276;NC;\n30133;3;\n", colonnes=marked)
    assert commune(found, "30276") is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"theme": "culture"}, "« theme »"),
        ({"theme": "environs"}, "« theme »"),
        ({"agregation": "moyenne"}, "« agregation »"),
        ({"transform": "ln"}, "« transform »"),
        ({"millesime": ""}, "« millesime » manque"),
        ({"licence": None}, "« licence »"),
        ({"id": "densite"}, "existe déjà"),
        ({"id": "Points"}, "« id »"),
        ({"libelle": "<b>"}, "sans balise"),
        ({"libelle": "x" * 81}, "80 caractères"),
        ({"unite": "rang"}, "réservé"),
        ({"decimales": 7}, "« decimales »"),
        ({"poids": 0.5}, "« poids »"),
        ({"couverture": 0.1}, "« couverture »"),
        ({"couleur": "bleu"}, "« couleur » est inconnu"),
        ({"agregation": "recalcul"}, "« denominateur »"),
        ({"colonnes": []}, "[colonnes]"),
        ({"colonnes": {"code": "c"}}, "« valeur » manque"),
        ({"colonnes": {"code": "c", "valeur": "v", "facteur": 0}}, "« facteur »"),
        ({"colonnes": {"code": "c", "valeur": "v", "manquants": "NC"}}, "« manquants »"),
    ],
)
def test_descriptions_are_refused_with_every_fault(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(AjoutRefuseError) as error:
        check_description({**BASE, **changed}, "x.toml", {"densite"})
    assert told in "\n".join(error.value.lines()).replace("\u00a0", " ")


def test_the_example_of_the_documentation_is_one() -> None:
    page = (ROOT / "docs" / "indicateurs-insee.md").read_text(encoding="utf-8")
    example = tomllib.loads(page.partition("```toml\n")[2].partition("```")[0])
    assert check_description(example, "x.toml", ()).definition.id == "points_recharge"


def test_the_command_adds_lists_makes_again_and_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depots, "thresholds", lambda *_: {})
    monkeypatch.setenv("CARTOEXP_INDICATEURS_DIR", str(tmp_path / "depot"))
    table, toml = tmp_path / "essai.csv", tmp_path / "x.toml"
    table.write_text("code;nombre\n30003;1\n30133;2\n")
    toml.write_text(TOML, encoding="utf-8")
    run = CliRunner()
    add = ["reference", "add", str(table), "--description", str(toml)]
    first = run.invoke(app, add)
    assert (first.exit_code, "Redémarrez" in first.stdout) == (0, True)
    again = run.invoke(app, add)
    assert (again.exit_code, "existe déjà" in again.stderr) == (2, True)
    listed = run.invoke(app, ["reference", "indicateurs"]).stdout
    assert "points_recharge" in listed
    assert "densite" in listed
    assert run.invoke(app, ["reference", "refaire"]).exit_code == 0
    assert run.invoke(app, ["reference", "retirer", "points_recharge"]).exit_code == 0
