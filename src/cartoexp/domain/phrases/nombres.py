"""Numbers as French writes them, bound to what they count."""

from __future__ import annotations

from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN

PLURAL_FROM = 2
"""« 1,9 million », « 2 millions »: French is plural from two."""
LARGE = 1_000
"""From here on decimals are noise."""
COUNTED = frozenset({"habitants", "communes", "expérimentations", "implantations", "ans"})
"""Units that are nouns, written in the plural: they agree with their number."""
_SMALLEST = 0.01


def number(value: float | None, decimals: int = 0) -> str:
    """Return « 40 250 » or « −0,8 »; « — » when unknown."""
    if value is None:
        return MISSING
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN).replace(".", ",")
    sign = "−" if value < 0 and any(c in "123456789" for c in text) else ""
    return f"{sign}{text}"


def count(value: int, singular: str, plural: str | None = None) -> str:
    """Return « 1 implantation », « 0 implantation », « 2 implantations »."""
    word = singular if abs(value) < PLURAL_FROM else plural or f"{singular}s"
    return f"{number(value)}{NBSP}{word}"


def quantity(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """Return « 23,4 % », « 21 500 € », « 1er » when the unit is « rang »; « — » when unknown.

    Decimals are left out from a thousand on.
    """
    if value is None:
        return MISSING
    told = number(value, 0 if abs(value) >= LARGE else decimals)
    if not unit or unit == "rang":
        return told
    if abs(value) < PLURAL_FROM and unit in COUNTED:
        unit = unit.removesuffix("s")
    return f"{told}{THIN if unit.startswith('%') else NBSP}{unit}"


def ordinal(rank: int, *, feminine: bool) -> str:
    """Return « 1er », « 1re », « 3e »."""
    if rank == 1:
        return "1re" if feminine else "1er"
    return f"{number(rank)}e"


def cut_percent(part: float) -> str:
    """Return a share (0 to 1) as « 98 % », cut, never rounded up to 100."""
    return f"{number(int(part * 100))}{THIN}%"


def percent(part: float) -> str:
    """Return a share (0 to 1) as « 34 % », rounded; « moins de 1 % » when so small."""
    return f"{number(part * 100)}{THIN}%" if part >= _SMALLEST else f"moins de 1{THIN}%"


def share_of(some: int, among: int) -> str:
    """Return « 3 sur 4 » or « 909 sur 34 875 (2 %) »: no percentage of a small number."""
    told = f"{number(some)} sur {number(among)}"
    return f"{told} ({percent(some / among)})" if among >= LARGE // 10 and some else told
