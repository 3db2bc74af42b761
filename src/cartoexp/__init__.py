"""Cartoexp : carte des expérimentations territoriales."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""Folder of the project: data, assets and configuration stand in it."""
