"""Resemblance of territories in words: who, how near, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.lieux import avec_article, lieu
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.niveaux import NOMS, plural
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Niveau, Territoire

SMALL_NUMBERS = ("", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def written(n: int, *, feminine: bool) -> str:
    """Return « un », « une », « cinq » up to ten, figures beyond."""
    if n == 1 and not feminine:
        return "un"
    return SMALL_NUMBERS[n] if 0 < n < len(SMALL_NUMBERS) else number(n)


def rank(n: int, ends: tuple[int, int] | None) -> str:
    """Return « rang 3, entre 2 et 9 dans 90 % des tirages »."""
    told = f"rang{NBSP}{number(n)}"
    if ends is None:
        return told
    low, high = ends
    within = "le même" if low == high == n else f"entre {number(low)} et {number(high)}"
    return f"{told}, {within} dans 90{THIN}% des tirages"


def nearness(score: float, niveau: Niveau) -> str:
    """Return « plus proche que 99,9 % des paires de communes »; cut, never rounded up to 100."""
    part = number(int(score * 1_000) / 10, 1)
    return f"plus proche que {part}{THIN}% des paires de {plural(niveau)}"


def alike(found: Sequence[Territoire], niveau: Niveau) -> str:
    """Return « Cinq communes lui ressemblent : Lens, Libourne… »; empty for none."""
    if not found:
        return ""
    noun = NOMS[niveau]
    n = len(found)
    verb = "ressemblent" if n > 1 else "ressemble"
    names = listed([avec_article(t) for t in found])
    amount = written(n, feminine=noun.feminin) + ("" if n > 1 else f" seul{'e' * noun.feminin}")
    return f"{capital(amount)} {noun.of(n)} lui {verb}{NBSP}: {names}."


def told(
    here: Territoire, found: Sequence[Territoire], *, aucun_proche: bool = False, parmi: int = 0
) -> Dit:
    """Return the territories most like one as title, sentence and text alternative.

    Args:
        here: the one compared.
        found: the others, the nearest first.
        aucun_proche: even the nearest is far.
        parmi: how many were compared.
    """
    place, noun = lieu(here), NOMS[here.niveau]
    titre = f"{capital(noun.of(2))} qui ressemblent le plus {place.a}"
    if not found:
        return Dit.of("Tableau", titre, f"{capital(noun.none)} à comparer {place.a}.")
    first = "Les" if len(found) > 1 else "La" if noun.feminin else "Le"
    plural_s = "s" if len(found) > 1 else ""
    among = f", parmi {noun.counted(parmi)}" if parmi else ""
    who = listed([avec_article(t) for t in found])
    phrase = f"{first} plus proche{plural_s} {place.de} par le profil{among}{NBSP}: {who}."
    far = f"Aucun{'e' * noun.feminin} n’est vraiment proche." if aucun_proche else ""
    return Dit.of("Tableau", titre, sentences(phrase, far))
