"""Everything a fiche shows, gathered before a word is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartoexp.web.pages.territoires.demande import Demande

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Niveau, Passage, Territoire
    from cartoexp.services.indicateurs import Valeur
    from cartoexp.services.plans import Plan
    from cartoexp.services.semblables import Semblables
    from cartoexp.services.voisinage import Voisinage


@dataclass(frozen=True, slots=True)
class Fiche:
    """A territory and what is known around it.

    ``au_dessus`` holds the territories that hold it, from the région down; ``departements`` are
    those over which an EPCI or an EPT spreads when they are several, the one it is attached to
    first; ``mairie`` is the
    contact of a commune; ``sources`` says where name, population and outline come from; ``plan``
    is ``None`` for a territory without an outline; ``semblables`` are the territories like this
    one, or why there is none; ``demande`` is how they were asked for; ``recit`` is
    what happened to a commune, the latest first.
    """

    territoire: Territoire
    voisinage: Voisinage
    au_dessus: Sequence[Territoire] = ()
    departements: Sequence[Territoire] = ()
    membres: Mapping[Niveau, Sequence[Territoire]] = field(default_factory=dict)
    valeurs: Sequence[Valeur] = ()
    mairie: Mapping[str, Any] | None = None
    anciens: Sequence[Passage] = ()
    recit: Sequence[str] = ()
    chef_lieu: Territoire | None = None
    sources: str = ""
    plan: Plan | None = None
    millesime: str = ""
    semblables: Semblables | str = ""
    demande: Demande = field(default_factory=Demande)
