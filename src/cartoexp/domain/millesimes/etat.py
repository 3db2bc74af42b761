"""The Code officiel géographique as it stood in one vintage, light: codes, names, memberships."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, order=True)
class Nomme:
    """A territory by its code, and its name in one vintage."""

    code: str
    nom: str

    def __str__(self) -> str:
        """Return « Doué-en-Anjou (49125) »."""
        return f"{self.nom} ({self.code})"


@dataclass(frozen=True, slots=True)
class Groupement:
    """An EPCI or an EPT, and its kind (« CC », « CA »…) when the source says it."""

    code: str
    nom: str
    type: str | None = None

    @property
    def nomme(self) -> Nomme:
        """Its code and its name."""
        return Nomme(self.code, self.nom)


@dataclass(frozen=True, slots=True, repr=False)
class Millesime:
    """One vintage of the code.

    ``communes`` and ``regroupes`` (départements, régions) give names by code; ``epci`` and ``ept``
    are groupings by SIREN; ``epci_de`` gives the EPCI of each commune that has one; ``passages``
    leads each former code to a commune of this vintage.
    """

    libelle: str
    annee: int
    communes: Mapping[str, str]
    epci: Mapping[str, Groupement] = field(default_factory=dict)
    ept: Mapping[str, Groupement] = field(default_factory=dict)
    epci_de: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    regroupes: Mapping[Niveau, Mapping[str, str]] = field(default_factory=dict)

    def commune(self, code: str) -> Nomme:
        """Return a commune of this vintage by its code."""
        return Nomme(code, self.communes[code])

    def nom(self, niveau: Niveau, code: str) -> str | None:
        """Return the name of a territory of this vintage, or ``None`` when it has none such."""
        if niveau is Niveau.COMMUNE:
            return self.communes.get(code)
        if niveau in {Niveau.EPCI, Niveau.EPT}:
            group = (self.epci if niveau is Niveau.EPCI else self.ept).get(code)
            return group.nom if group else None
        return self.regroupes.get(niveau, {}).get(code)


def passages_vers(
    communes: Mapping[str, str], suites: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Follow former codes, step by step, to communes of the vintage.

    Args:
        communes: names by code.
        suites: the next code of each former one, itself a former code perhaps.

    Returns:
        The commune of each former code that leads to one, and the codes that lead nowhere.
    """
    found: dict[str, str] = {}
    nowhere = []
    for code in suites:
        if code in communes:
            continue
        seen = [code]
        while seen[-1] not in communes:
            following = suites.get(seen[-1])
            if following is None or following in seen:
                nowhere.append(code)
                break
            seen.append(following)
        else:
            found[code] = seen[-1]
    return found, nowhere
