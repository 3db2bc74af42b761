"""What a page and its workers fetch, read from the events of the browser itself.

Playwright waits for the headers of a request to tell its size, and for ever when they do not come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import CDPSession

PAGE = ""
"""Stands for the page where workers have the name of their session."""
SCRIPTS = (".js", ".mjs")
SENT, ANSWERED = "Network.requestWillBeSent", "Network.responseReceivedExtraInfo"
FINISHED = "Network.loadingFinished"


@dataclass(slots=True)
class Answer:
    """An answer: its address, the kind of resource, its bytes on the wire, headers included."""

    adresse: str
    genre: str
    octets: int = 0


@dataclass
class Traffic:
    """What a page and its workers asked for, and what came."""

    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def listen(self, cdp: CDPSession) -> None:
        """Note what the page itself fetches; its workers are told by :meth:`note`."""
        for method in (SENT, ANSWERED, FINISHED):
            cdp.on(method, lambda event, method=method: self.note(PAGE, method, event))

    def note(self, session: str, method: str, event: Mapping[str, Any]) -> None:
        """Note an event of the domain « Network »."""
        key = (session, event.get("requestId", ""))
        if method == SENT and event["request"]["url"].startswith("http"):
            address = event["request"]["url"]
            script = urlsplit(address).path.endswith(SCRIPTS)
            kind = "script" if script else event.get("type", "").lower()
            self._answers[key] = Answer(address, kind)
        elif method == ANSWERED and key in self._answers:
            # Of the file of a worker nothing more is told: its own header gives its size.
            told = {name.lower(): value for name, value in event["headers"].items()}
            self._answers[key].octets = int(told.get("content-length", 0))
        elif method == FINISHED and key in self._answers:
            self._answers[key].octets = int(event["encodedDataLength"])

    def addresses(self) -> list[str]:
        """Return the addresses that were answered."""
        return [answer.adresse for answer in self._answers.values() if answer.octets]

    def octets(self, genre: str | None = None, containing: Sequence[str] = ("",)) -> int:
        """Return the bytes of answers on the wire, headers included.

        Only those of one kind of resource, or whose address contains one of some words.
        """
        wanted = [a for a in self._answers.values() if genre in (None, a.genre)]
        return sum(a.octets for a in wanted if any(word in a.adresse for word in containing))
