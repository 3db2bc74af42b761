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

EXAMPLES = 15
"""Invented requests by endpoint and mode: the whole takes about twenty seconds."""

PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis reads the bytes of a WSGI answer as they are, compressed or not."""


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_keep_to_the_contract(server: Flask, mode: GenerationMode) -> None:
    contract = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", server)
    operations = [found.ok() for found in contract.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 15
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters):
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
            case.call_and_validate(headers=PLAIN)

        check()
