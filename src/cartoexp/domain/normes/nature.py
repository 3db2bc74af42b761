"""Kinds of norms."""

from __future__ import annotations

from cartoexp.domain.vocabulaires import Vocabulaire


class Nature(Vocabulaire):
    """What a norm is; the value begins its key."""

    CONSTITUTION = "constitution", "Constitution"
    CODE = "code", "code"
    LOI = "loi", "loi"
    ORDONNANCE = "ordonnance", "ordonnance"
    DECRET = "decret", "décret"
    ARRETE = "arrete", "arrêté"
    CIRCULAIRE = "circulaire", "circulaire"
    REGLEMENT = "reglement", "règlement"
    DIRECTIVE = "directive", "directive"
