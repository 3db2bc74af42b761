"""Ids of the page's components."""

from enum import StrEnum


class Ids(StrEnum):
    """Component ids, prefixed by the page."""

    URL = "carte-url"
    FILTRES = "filtres"
    BARRE = "carte-barre"
    LEGENDE = "legende"
    LISTE = "liste"
    PANNEAUX = "carte-panneaux"
    ANNONCE = "carte-annonce"
    CARTE = "carte"
    POINTS = "carte-points"
