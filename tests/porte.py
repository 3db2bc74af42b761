"""What the forms of contributions carry, for tests that send one without reading its page."""

from flask import Flask

from cartoexp.web.contribuer.porte import JETON, Porte


def champs(server: Flask) -> dict[str, str]:
    """Return the fields to add to a form, which is then let through at once."""
    porte: Porte = server.extensions["porte"]
    return {JETON: porte.jeton(relecture=True)}
