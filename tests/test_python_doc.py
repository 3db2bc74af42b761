"""The Python of the documentation runs as it is written."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def run(name: str) -> int:
    """Run the blocks of a document one after the other; return how many there are."""
    text = (DOCS / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), known)  # noqa: S102  our own text
    return len(blocks)


def test_the_documented_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run("essaimage-python.md") == 4
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5 + 5 + 3
    assert all("plus proche que 9" in line for line in lines[:5])
    assert {line.split(" ", 1)[1] for line in lines[5:10]} == {"comparable"}


def test_the_documented_joining_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run("importer.md") == 3
    told = capsys.readouterr().out
    assert told.index("repare") < told.index("accepte") < told.index("ambigu")
    assert "Doué-en-Anjou" in told
