"""Workers of a page: Chromium slows a page's line, not its workers'; nor does it count their heap.

MapLibre fetches and holds its tiles there, so each worker is reached as it starts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import CDPSession

    from benchmarks.traffic import Traffic

Command = tuple[str, "Mapping[str, Any]"]


class Workers:
    """Workers reached through the line of their page; ``first`` is said to each as it starts."""

    def __init__(self, cdp: CDPSession, first: Sequence[Command], traffic: Traffic) -> None:
        """Wait for workers to come; note in ``traffic`` what they fetch."""
        self._cdp, self._first, self._traffic = cdp, first, traffic
        self._sessions: list[str] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._number = 0
        cdp.on("Target.attachedToTarget", self._attached)
        cdp.on("Target.receivedMessageFromTarget", self._received)
        # Without the pause a worker would fetch before its line is slowed.
        told = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
        cdp.send("Target.setAutoAttach", told)

    def ask(self, method: str) -> list[dict[str, Any]]:
        """Send a command to every worker, return their answers."""
        numbers = [self._send(session, method, {}) for session in self._sessions]
        for _ in range(100):
            if all(number in self._answers for number in numbers):
                break
            # Any command lets the answers that have arrived be handled.
            self._cdp.send("Runtime.evaluate", {"expression": "0"})
        return [self._answers.get(number, {}) for number in numbers]

    def _attached(self, event: dict[str, Any]) -> None:
        session = event["sessionId"]
        if event["targetInfo"]["type"] == "worker":
            self._sessions.append(session)
            for method, parameters in self._first:
                self._send(session, method, parameters)
        self._send(session, "Runtime.runIfWaitingForDebugger", {})

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message.get("result", {})
        else:
            self._traffic.note(event["sessionId"], message["method"], message["params"])

    def _send(self, session: str, method: str, parameters: Mapping[str, Any]) -> int:
        self._number += 1
        message = json.dumps({"id": self._number, "method": method, "params": parameters})
        self._cdp.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        return self._number
