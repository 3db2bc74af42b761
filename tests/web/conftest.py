"""The whole application over the shipped catalogue, once a process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cartoexp.domain.comptes import Role
from cartoexp.services.comptes import CompteService
from cartoexp.services.registry import Services
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from tests import loaded
from tests.comptes import PASSWORD, Horloge, pourvu, service
from tests.contributions import Bureau


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


@dataclass(frozen=True)
class Ouvert:
    """A site that contributions are sent to: what is written there is seen by its pages."""

    server: Flask
    bureau: Bureau
    comptes: CompteService

    def connecte(self, identifiant: str) -> FlaskClient:
        """A browser with an open session; nobody's when the name is empty."""
        client = self.server.test_client()
        if identifiant:
            preuve = {"identifiant": identifiant, "mot_de_passe": PASSWORD}
            client.set_cookie("moderation", self.comptes.connecter(preuve))
        return client


MODERATEUR, ADMINISTRATEUR = "relecture@exemple.fr", "pilotage@exemple.fr"


@pytest.fixture(scope="session")
def ouvert(make_loaded_database: Callable[[str], str]) -> Iterator[Ouvert]:
    """A site over a database of its own, with an account of each role."""
    url = make_loaded_database("sqlite")
    bureau, services = Bureau(url), Services.connect(url, loaded.REFERENCE)
    comptes = vars(services)["comptes"] = service(bureau.sessions, Horloge())
    pourvu(comptes, MODERATEUR)
    pourvu(comptes, ADMINISTRATEUR, Role.ADMINISTRATEUR)
    yield Ouvert(create_app(Settings(), services).server, bureau, comptes)
    bureau.close()
    services.close()
