"""What installs, documents and describes the project says the truth about it."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cartoexp.settings import Settings

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
OPERATIONS = (ROOT / "docs/operations.md").read_text("utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pins = {line.split("==")[0]: line for line in text.splitlines() if "==" in line}
    assert pins
    return pins


def _names(requirements: list[Any]) -> set[str]:
    plain = [item for item in requirements if isinstance(item, str)]
    return {re.split(r"[\[<>=!~; ]", item)[0].lower() for item in plain}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_by_hash_and_names_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text("utf-8")
    for name, line in _pins(lock.name).items():
        assert "--hash=sha256:" in line, name


def test_the_locks_hold_what_the_project_asks_for(project: dict[str, Any]) -> None:
    groups = project["dependency-groups"]
    run, build, dev = (_pins(lock.name) for lock in sorted(LOCKS, key=_order))
    assert _names(project["project"]["dependencies"]) <= set(run)
    assert _names(groups["build"]) <= set(build)
    assert _names(groups["dev"]) | set(run) | set(build) <= set(dev)
    assert not {"pytest", "mypy", "ruff", "playwright", "uv"} & set(run)
    same = {name for name in run if run[name] != dev[name]}
    assert not same, "the tests would run on other versions than the public gets"


def _order(lock: Path) -> int:
    return ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"].index(
        lock.name
    )


def test_every_setting_is_documented_and_no_other() -> None:
    table = OPERATIONS.split("## Réglages")[1].split("Le serveur (gunicorn")[0]
    told = set(re.findall(r"^\| `CARTOEXP_([A-Z_]+)`", table, re.MULTILINE))
    assert told == {name.upper() for name in Settings.model_fields}


def test_every_make_target_is_described_and_documented() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert targets == set(phony[1].split())
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - make is what the project is started with
    assert set(re.findall(r"^  make ([a-z-]+) +\S", done.stdout, re.MULTILINE)) == targets
    assert set(re.findall(r"^\| `make ([a-z-]+)`", OPERATIONS, re.MULTILINE)) == targets - {"help"}


@pytest.mark.parametrize("script", sorted(ROOT.glob("scripts/*.sh")), ids=lambda path: path.name)
def test_a_script_parses_and_can_be_run(script: Path) -> None:
    shell = "bash" if script.read_text("utf-8").startswith("#!/bin/bash") else "sh"
    subprocess.run([shell, "-n", script], check=True)  # noqa: S603 - our own scripts
    assert script.stat().st_mode & 0o111


def test_the_image_copies_what_exists_and_lets_it_through() -> None:
    allowed = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copies = [line.split()[1:-1] for line in lines if re.match(r"COPY (?!--from)", line)]
    sources = {source for words in copies for source in words}
    assert len(sources) > 5
    for source in sources:
        assert (ROOT / source).exists(), source
        assert f"!{source}" in allowed, source


def test_no_file_holds_the_password_of_the_database() -> None:
    example = (ROOT / "deploy/.env.example").read_text("utf-8")
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.MULTILINE)
    assert "/deploy/.env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
