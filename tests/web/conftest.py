"""The whole application over the shipped catalogue, once a process."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cartoexp.services.registry import Services
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests import loaded


@pytest.fixture(scope="session")
def services(make_loaded_database: Callable[[str], str]) -> Services:
    """Services over a loaded SQLite database."""
    return loaded.services(make_loaded_database("sqlite"))


@pytest.fixture(scope="session")
def server(services: Services) -> Flask:
    """The Flask application."""
    app: Flask = create_app(Settings(), services).server
    return app


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return server.test_client()
