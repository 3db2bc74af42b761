"""Schemathesis on the description: whatever it invents, the answers keep to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

if TYPE_CHECKING:
    from flask import Flask
    from schemathesis import Case

EXAMPLES = 5
"""Invented requests by endpoint and mode: each description takes about twenty seconds."""
DESCRIPTIONS = ["/api/v1/openapi.json", "/ogc/api?f=json"]
BEYOND_SCHEMAS = "400"
"""Refuses what no schema can tell: all communes as GeoJSON, the sides of a box, a 31 February."""

PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis reads the bytes of a WSGI answer as they are, compressed or not."""


CODES = ["59178", "62498", "02691", "80021", "75101", "2A004"]


def _make_real(body: dict[str, Any]) -> None:
    """Put codes that exist in place of invented ones: a schema cannot list the communes."""
    if "territoires" in body:
        body["niveau"] = "commune"
        body["territoires"] = CODES[: 1 + len(body["territoires"]) % len(CODES)]
    options = body.get("options", {})
    for name in ("regions", "departements"):
        if options.get(name):
            options[name] = ["32", "11"] if name == "regions" else ["59", "75"]


@pytest.mark.parametrize("description", DESCRIPTIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_keep_to_the_contract(
    server: Flask, mode: GenerationMode, description: str
) -> None:
    contract = schemathesis.openapi.from_wsgi(description, server)
    contract.config.checks.positive_data_acceptance.expected_statuses += [BEYOND_SCHEMAS]
    operations = [found.ok() for found in contract.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 15
    for operation in operations:
        sent = operation.query or operation.path_parameters or operation.body
        if mode is GenerationMode.NEGATIVE and not sent:
            continue

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Case[Any]) -> None:
            if mode is GenerationMode.POSITIVE and isinstance(case.body, dict):
                _make_real(case.body)
            case.call_and_validate(headers=PLAIN)

        check()
