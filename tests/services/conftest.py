"""The services on each kind of database, with what is shipped."""

from collections.abc import Callable

import pytest

from cartoexp.services.registry import Services
from tests import loaded
from tests.conftest import DATABASES

_urls: dict[str, str] = {}


@pytest.fixture(scope="session", params=DATABASES)
def services(
    request: pytest.FixtureRequest, make_loaded_database: Callable[[str], str]
) -> Services:
    """Services over a loaded database of each kind; tests only read.

    pytest makes this anew each time the kind changes, which is twice a file: the databases last.
    """
    kind: str = request.param
    if kind not in _urls:
        _urls[kind] = make_loaded_database(kind)
    return loaded.services(_urls[kind])
