"""WSGI entry point: ``gunicorn app:server``."""

import sys

from cartoexp.domain.errors import DataFileError
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app

try:
    app = create_app(Settings())
except DataFileError as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(2)
server = app.server

if __name__ == "__main__":
    app.run()
