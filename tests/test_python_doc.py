"""The Python of the documentation runs as it is written."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs" / "essaimage-python.md"


def test_the_documented_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 4
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, DOC.name, "exec"), known)  # noqa: S102  our own text
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5 + 5 + 3
    assert all("plus proche que 9" in line for line in lines[:5])
    assert {line.split(" ", 1)[1] for line in lines[5:10]} == {"comparable"}
