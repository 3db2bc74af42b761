"""What a commune was, in French sentences: no more than the register proves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.histoire.periodes import Evenement
from cartoexp.domain.phrases.lieux import de_nom
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.typographie import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.domain.histoire.periodes import Borne, Periode
    from cartoexp.domain.histoire.registre import Datee, Registre

COMMUNE_NOUVELLE = "commune nouvelle"
_MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
SANS_CHANGEMENT = "Nos sources ne disent aucun changement de ce code."
INCONNU = "Nos sources ne disent pas ce que ce code désignait à cette date."


@dataclass(frozen=True, slots=True)
class Episode:
    """One event of a commune: its sentence, and the communes of before, to be linked to."""

    phrase: str
    periode: Periode


def quand(borne: Borne) -> str:
    """Return « le 1er janvier 2019 », or « entre le COG 2019 et le COG 2021 »."""
    if borne.apres is not None:
        return f"entre le COG {borne.apres.year} et le COG {borne.jour.year}"
    day = borne.jour
    return f"le {'1er' if day.day == 1 else day.day} {_MOIS[day.month - 1]} {day.year}"


def recit(registre: Registre, code: str) -> list[Episode]:
    """Return what happened to a current commune, the latest first."""
    return [
        Episode(phrase, periode)
        for periode in registre.lignee(code)
        if (phrase := _phrase(registre, periode))
    ]


def _phrase(registre: Registre, periode: Periode) -> str:
    if periode.debut is None or periode.evenement is None:
        return ""
    before = registre.avant(periode)
    others = [p for p in before if p.code != periode.code]
    gone = sorted({code for p in before for code in p.suites} - {periode.code})
    born = [p for code in gone for p in registre.periodes[code] if p.debut == periode.debut]
    fait = _Fait(periode, before, others, born, quand(periode.debut))
    return _TOLD[periode.evenement](fait)


@dataclass(frozen=True, slots=True)
class _Fait:
    """One event: what began, all that it came from, the other codes among it, what left it."""

    ici: Periode
    avant: Sequence[Periode]
    autres: Sequence[Periode]
    parties: Sequence[Periode]
    quand: str


def _merged(f: _Fait) -> str:
    same = [p for p in f.avant if p.code == f.ici.code]
    kept = bool(same) and same[0].nom == f.ici.nom and f.ici.raison != COMMUNE_NOUVELLE
    if kept and f.autres:
        return f"Agrandie {f.quand} du territoire {_of(f.autres)}."
    return f"Née {f.quand} de la fusion {_of(f.avant)}." if f.avant else f"Née {f.quand}."


def _parted(f: _Fait) -> str:
    if f.autres:
        return f"Redevenue une commune {f.quand} : faisait partie {_of(f.autres)}."
    if f.parties:
        return f"Séparée {f.quand} {_of(f.parties)}."
    return ""


def _renamed(f: _Fait) -> str:
    return f"A changé de nom {f.quand} : s’appelait {_nom(f.avant[0])}." if f.avant else ""


def _recoded(f: _Fait) -> str:
    return f"A changé de code {f.quand} : l’ancien était {f.avant[0].code}." if f.avant else ""


def _founded(f: _Fait) -> str:
    return f"Créée {f.quand}, issue {_of(f.autres)}." if f.autres else f"Créée {f.quand}."


_TOLD: Mapping[Evenement, Callable[[_Fait], str]] = {
    Evenement.FUSION: _merged,
    Evenement.SEPARATION: _parted,
    Evenement.NOM: _renamed,
    Evenement.CODE: _recoded,
    Evenement.CREATION: _founded,
    Evenement.AUTRE: lambda _: "",
}


def datee(found: Datee, noms: Mapping[str, str]) -> str:
    """Return what a code meant on a day and what it is now; ``noms`` are the current ones."""
    if not found.periodes:
        return INCONNU
    then = listed([f"{_nom(p)} ({p.code})" for p in found.periodes])
    day = found.jour
    when = f"{'1er' if day.day == 1 else day.day} {_MOIS[day.month - 1]} {day.year}"
    now = listed([f"{typeset(noms[code])} ({code})" for code in found.actuels if code in noms])
    told = f"Le {when}, {found.code} désignait {then}."
    if not found.certain:
        told = (
            f"Le {when}, {found.code} désignait l’un de ceux-ci : {then}. Les éditions du code "
            "officiel qui encadrent cette date ne permettent pas de dire lequel."
        )
    return f"{told} Aujourd’hui : {now}." if now else told


def _of(periodes: Sequence[Periode]) -> str:
    """Return « d’Arras, de Lens et du Mans »."""
    return listed([de_nom(p.nom) for p in periodes])


def _nom(periode: Periode) -> str:
    return typeset(periode.nom)
