"""The words that changed between two texts, each text with its own marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
LEAST_ALIKE = 0.3
"""Below this likeness two texts have only small words in common: each is marked whole."""

Passages = list[tuple[str, bool]]
"""A text by passages: each with whether the other text lacks it."""


def mots(avant: str, apres: str) -> tuple[Passages, Passages]:
    """Return two texts by passages; joined, the passages of each give it back."""
    before, after = _PIECES.findall(avant), _PIECES.findall(apres)
    compared = SequenceMatcher(None, before, after, autojunk=False)
    if compared.ratio() < LEAST_ALIKE:
        return _whole(avant), _whole(apres)
    left: Passages = []
    right: Passages = []
    for kind, i, j, k, m in compared.get_opcodes():
        for told, text in ((left, "".join(before[i:j])), (right, "".join(after[k:m]))):
            if text:
                told.append((text, kind != "equal"))
    return _joined(left), _joined(right)


def _whole(text: str) -> Passages:
    return [(text, True)] if text else []


def _joined(passages: Passages) -> Passages:
    """Join marked passages that only blanks part: words read better than splinters."""
    found: Passages = []
    for rank, (text, marked) in enumerate(passages):
        between = 0 < rank < len(passages) - 1 and not text.strip()
        told = marked or (between and passages[rank - 1][1] and passages[rank + 1][1])
        if found and found[-1][1] == told:
            found[-1] = (found[-1][0] + text, told)
        else:
            found.append((text, told))
    return found
