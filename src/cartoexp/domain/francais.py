"""French articles before the names of territories, and numbers as French writes them."""

from __future__ import annotations

from cartoexp.domain.texte import fold

NBSP = "\u00a0"
THIN = "\u202f"
MISSING = "—"
_VOWELS = frozenset("aeiouy")


def de(nom: str) -> str:
    """Return « de Douai », « d’Aurseulles », « du Havre », « des Sables-d’Olonne ».

    An initial h keeps « de »: usage is divided and no list settles it.
    """
    if nom.startswith("Le "):
        return f"du {nom[3:]}"
    if nom.startswith("Les "):
        return f"des {nom[4:]}"
    return f"d’{nom}" if fold(nom)[:1] in _VOWELS else f"de {nom}"


def a(nom: str) -> str:
    """Return « à Douai », « au Havre », « aux Sables-d’Olonne »."""
    if nom.startswith("Le "):
        return f"au {nom[3:]}"
    if nom.startswith("Les "):
        return f"aux {nom[4:]}"
    return f"à {nom}"


def nombre(value: float | None, decimals: int = 0) -> str:
    """Return « 40 250 » or « −0,8 »; « — » when unknown."""
    if value is None:
        return MISSING
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN).replace(".", ",")
    sign = "−" if value < 0 and any(c in "123456789" for c in text) else ""
    return f"{sign}{text}"
