"""The words by which levels, kinds and régions are told (``mots.toml``)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

MOTS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("mots.toml").read_text("utf-8"))
