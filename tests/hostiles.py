"""Text that would run if any page wrote it as it comes, in every cell that takes text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.contributions.contenu import RESERVES

if TYPE_CHECKING:
    from cartoexp.domain.contributions.contribution import Contenu

SIGN = "1337"
"""What each of these texts holds, to be found again."""
TEXTS = (
    f"<script>alert({SIGN})</script>",
    f'"><img src=x onerror=alert({SIGN})>',
    f"' onmouseover='alert({SIGN})",
    f"[lien](javascript:alert({SIGN}))",
    f"</textarea></title><svg/onload=alert({SIGN})>",
    f"{{{{{SIGN}*1}}}} ]]><script>alert({SIGN})</script>",
)
RUNNING = ("javascript:", "vbscript:", "data:text")
JUDGED = ("base_legale", "probleme", "conditions_transfert")
_GIVEN = {
    "experiments": {
        "themes": "energie",
        **dict.fromkeys((f"{n}_provenance" for n in JUDGED), "jugement"),
    },
    "implantations": {
        "niveau": "commune",
        "code": "59178",
        "nom": "Douai",
        "debut": "2025",
        "statut": "en_cours",
        "statut_date": "2026",
    },
    "evaluations": {"annee": "2026"},
    "sources": {"url": f"https://exemple.fr/?a='\"><script>alert({SIGN})</script>"},
}


def contenu() -> Contenu:
    """A whole new record, every text of which is hostile."""
    return {table: [_ligne(table)] for table in _GIVEN}


def _ligne(table: str) -> dict[str, str]:
    columns = next(t.columns for t in TABLES if t.name == table)
    free = [
        c.name
        for c in columns
        if set(c.schema.get("constraints", {})) == {"maxLength"}  # type: ignore[call-overload]
        and c.name not in RESERVES.get(table, ())
    ]
    texts = {name: f"{name} {TEXTS[i % len(TEXTS)]}" for i, name in enumerate(free)}
    return texts | _GIVEN[table]


class Vivants(HTMLParser):
    """What would run of these texts in a document, as a browser would part it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._script = tag == "script" and "json" not in (told.get("type") or "")
        for name, value in attrs:
            text = (value or "").strip().lower()
            leads = name in {"href", "src", "action", "formaction", "xlink:href", "srcdoc"}
            if name.startswith("on") or (leads and text.startswith(RUNNING)):
                self.found.append(f"<{tag} {name}={value}>")
        if told.get("src") == "x":
            self.found.append(f"<{tag} src=x>")

    def handle_data(self, data: str) -> None:
        if self._script and SIGN in data:
            self.found.append(data)
