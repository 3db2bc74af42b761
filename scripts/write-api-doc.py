"""Write docs/api.md from the endpoints: python scripts/write-api-doc.py."""

from __future__ import annotations

from pathlib import Path

from cartoexp.services.registry import Services
from cartoexp.web import api
from cartoexp.web.api import documentation
from cartoexp.web.context import Web
from cartoexp.web.shell import Shell

ROOT = Path(__file__).parents[1]
BASE = "http://127.0.0.1:8000"

services = Services.connect("sqlite://", ROOT / "data" / "communes")
web = Web(services, Shell({}, "", ""), ROOT / "data" / "experiments")
text = documentation.text(api.endpoints(web), BASE, services.reference.millesime)
(ROOT / "docs" / "api.md").write_text(text, encoding="utf-8")
