"""The territory of a row: what a text may mean is listed, and its author chooses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.niveaux import nature
from cartoexp.domain.phrases.typographie import small
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.web.contribuer.fiche.atelier import CITES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

CHERCHE, CHOIX, POUR = "lieu", "choix", "pour"
"""Fields of a form: what is sought, what is chosen among what was found, for which text."""
OFFERTS = 12
LONGEST = 200
_UN = re.compile(r"(region|departement|epci|ept|commune):([0-9A-Za-z]{1,14})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offre:
    """A territory that a text may mean, and what is told of it."""

    territoire: Territoire
    precision: str

    @property
    def valeur(self) -> str:
        """What a form sends to choose it."""
        return f"{self.territoire.niveau}:{self.territoire.code}"


@dataclass(frozen=True, slots=True)
class Recherche:
    """What a text may mean; ``proches`` when mere likenesses, ``autres`` when there are more."""

    offres: Sequence[Offre] = ()
    proches: bool = False
    autres: bool = False


@dataclass(frozen=True, slots=True)
class Lieux:
    """Territories by name or code."""

    territoires: TerritoireService

    def retenir(self, row: Ligne) -> Ligne:
        """Return a row once its territory is read: chosen, told by its code, or still to choose."""
        cells = {n: c for n, c in row.items() if n not in {CHERCHE, CHOIX, POUR}}
        text = row.get(CHERCHE, "").strip()
        chosen = row.get(CHOIX, "") if row.get(POUR, "") == text else ""
        if not text and not chosen:
            return cells
        named = self._nomme(chosen) or self._nomme(text)
        found = [named] if named else self._par_code(text)
        if len(found) == 1:
            t = found[0]
            return cells | {"niveau": t.niveau.value, "code": t.code, "nom": t.nom}
        return {n: c for n, c in cells.items() if n not in {"niveau", "code"}} | {"nom": text}

    def citer(self, row: Ligne) -> Ligne:
        """Return a row that names its territory in one cell, once that is read."""
        asked = {n: c for n, c in row.items() if n in {CHERCHE, CHOIX, POUR, "niveau", "code"}}
        if not asked:
            return row
        found = self.retenir(asked)
        told = [found[name] for name in ("niveau", "code") if found.get(name)]
        rest = {n: c for n, c in row.items() if n not in asked}
        return rest | {CITES: ":".join(told) or found.get("nom", "")}

    def chercher(self, text: str) -> Recherche:
        """Return what a text may mean."""
        asked = text.strip()[:LONGEST]
        if not asked:
            return Recherche()
        found = self.territoires.search(asked, OFFERTS + 1)
        offers = [self.offre(t) for t in found[:OFFERTS]]
        known = {o.territoire.cle for o in offers}
        for passage in self.territoires.search_former(asked, OFFERTS):
            t = self.territoires.find(Niveau.COMMUNE, passage.code)
            if t and t.cle not in known and len(offers) < OFFERTS:
                known.add(t.cle)
                was = f"dont fait partie {passage.nom_ancien}"
                offers.append(Offre(t, f"{self.offre(t).precision}\u00a0; {was}"))
        if offers:
            offers.sort(key=lambda o: fold(o.territoire.nom) != fold(asked))
            return Recherche(offers, autres=len(found) > OFFERTS)
        close = self.territoires.closest(None, asked)
        return Recherche([self.offre(t) for t in close], proches=True)

    def offre(self, t: Territoire) -> Offre:
        """Return a territory with what tells it from its namesakes."""
        within = {
            Niveau.COMMUNE: (Niveau.DEPARTEMENT, t.code_departement),
            Niveau.EPCI: (Niveau.DEPARTEMENT, t.code_departement),
            Niveau.EPT: (Niveau.DEPARTEMENT, t.code_departement),
            Niveau.DEPARTEMENT: (Niveau.REGION, t.code_region),
        }
        niveau, code = within.get(t.niveau, (Niveau.REGION, None))
        held = self.territoires.find(niveau, code)
        told = [small(nature(t)), nom(held) if held and held.cle != t.cle else ""]
        return Offre(t, f"{', '.join(filter(None, told))} ({t.code})")

    def trouve(self, row: Mapping[str, str]) -> Offre | None:
        """Return the territory of a row, ``None`` when its code means none."""
        row = situer(row)
        if row.get("niveau") not in set(Niveau) or not row.get("code"):
            return None
        found = self.territoires.resolver.resolve(row["code"], Niveau(row["niveau"]))
        return self.offre(found.territoire) if found else None

    def _nomme(self, text: str) -> Territoire | None:
        match = _UN.fullmatch(text)
        return self.territoires.find(Niveau(match[1]), match[2]) if match else None

    def _par_code(self, text: str) -> list[Territoire]:
        """Return what a text means if it is a code; a name is always shown to be confirmed."""
        if not any(c.isdigit() for c in text) or len(text) > _CODE:
            return []
        found = self.territoires.search(text, OFFERTS)
        known = {t.code for t in found}
        return found if text.replace(" ", "").upper() in known else []


def situer(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return the level, code and name of the territory of a row, however it tells them."""
    if not row.get(CITES):
        return row
    match = _UN.fullmatch(row[CITES])
    return {"niveau": match[1], "code": match[2]} if match else {"nom": row[CITES]}


_CODE = 14
"""Characters of the longest code, spaces included."""
