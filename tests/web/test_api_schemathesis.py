"""Schemathesis on the description: whatever it invents, answers keep to the contract."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import response_schema_conformance
