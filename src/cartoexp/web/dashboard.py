"""The Dash application: the same document shell, a first painting, then Dash takes over."""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, Any

from dash import Dash
from flask import abort, request

from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask, Response

    from cartoexp.web.shell import Shell

CATCH_ALL = "/<path:path>"
UNUSED = ("/deps/polyfill@", "/dcc/", "/dash_table/")
"""Parts of Dash that our page has no use for: a third of its weight."""
_TAG = re.compile(r"<script[^>]*></script>")
AHEAD = (
    *(("fetch", "/_dash-layout"), ("fetch", "/_dash-dependencies")),
    ("script", "/_dash-component-suites/dash_leaflet/async-GeoJSON.js"),
)
"""What Dash asks for once it runs, one journey after the other: fetched with its scripts."""
IMMUTABLE = "public, max-age=31536000, immutable"


class Dashboard(Dash):
    """Dash on our server, without its catch-all page and without anything from elsewhere."""

    def __init__(self, server: Flask, shell: Shell, assets: Path) -> None:
        """Create the application; ``first_page`` is set by the page that it shows."""
        super().__init__(
            "cartoexp",
            server=server,  # type: ignore[arg-type]  # Dash takes a Flask, its annotation does not
            assets_folder=str(assets.resolve()),
            include_assets_files=False,
            update_title="",
            compress=False,
            enable_mcp=False,
            add_log_handler=False,
        )
        self.shell = shell
        self.first_page: Callable[[], Page] = lambda: Page("", "", None)

        @server.before_request
        def refuse_unknown_paths() -> None:
            if request.url_rule is not None and request.url_rule.rule == CATCH_ALL:
                abort(404)

        @server.after_request
        def keep_assets(response: Response) -> Response:
            if request.path.startswith("/assets/") and request.args.get("v"):
                response.headers["Cache-Control"] = IMMUTABLE
            return response

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # noqa: ANN401  Dash calls it by keywords
        """Return the document of the first page, which names Dash's scripts for ours to load."""
        needed = [tag for tag in _TAG.findall(parts["scripts"]) if not _is_unused(tag)]
        held = f"{''.join(needed)}{parts['renderer']}{_AHEAD}"
        kept = f'<template id="dash-scripts">{held}</template>'
        entry = f"{parts['app_entry']}{parts['config']}{kept}"
        return self.shell.document(self.first_page(), entry, footer=False)


def _ahead(kind: str, address: str) -> str:
    origin = ' crossorigin="anonymous"' if kind == "fetch" else ""
    return f'<link rel="preload" as="{kind}" href="{address}" fetchpriority="low"{origin}>'


_AHEAD = "".join(starmap(_ahead, AHEAD))


def _is_unused(tag: str) -> bool:
    return any(part in tag for part in UNUSED)
