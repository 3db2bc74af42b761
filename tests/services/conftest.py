"""The services on each kind of database, with what is shipped."""

import pytest

from cartoexp.services.registry import Services
from tests import loaded


@pytest.fixture(scope="session")
def services(database_url: str) -> Services:
    """Services over a loaded database of each kind; tests only read."""
    return loaded.services(database_url)
