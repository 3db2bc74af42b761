"""French typography in what people read: no plain space where a no-break one belongs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "cartoexp"
FAULT = re.compile(r"« | »|(?<=[\w»’)]) [:;?!](?=[ \n]|$)|\d %")
# Written in files and compared: not typeset.
DATA = {"reference/document.py", "web/pages/territoires/rassembler.py"}


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_break_spaces() -> None:
    faults = [
        f"{path.relative_to(SOURCES)}:{line}: {text[:60]!r}"
        for path in sorted(SOURCES.rglob("*.py"))
        if str(path.relative_to(SOURCES)) not in DATA
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if FAULT.search(text)
    ]
    assert faults == []


def test_modules_stay_small() -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES.rglob("*.py")}
    assert max(sizes.values()) <= 400
    assert sorted(sizes.values())[len(sizes) // 2] <= 100
