"""Propose a record, amend one, add an evaluation or a source: steps, saved as a draft."""

from cartoexp.web.contribuer.fiche.routes import register

__all__ = ["register"]
