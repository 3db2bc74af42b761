"""What the page shows, gathered from the services."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.lecture import THEMES
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.profils import PROFILED
from cartoexp.web.pages.essaimage.adresse import SIZE
from cartoexp.web.pages.essaimage.modele import Carte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.depart import Depart
    from cartoexp.services.essaimage import Essaimage
    from cartoexp.services.experiments import Record
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.essaimage.adresse import Adresse


@dataclass(frozen=True, slots=True)
class Choix:
    """What the form offers: experiments (id, title, implantations) by title, and places.

    ``niveaux`` counts the territories to start from; it is empty where nothing is known yet.
    """

    experimentations: Sequence[tuple[str, str, int]]
    regions: Sequence[Territoire]
    departements: Sequence[Territoire]
    niveaux: Mapping[Niveau, int] = field(default_factory=dict)
    themes: Sequence[str] = ()
    depart: Depart | None = None
    record: Record | None = None
    verifiables: bool = False
    """Whether conditions of the record tell the territories of the level apart."""


@dataclass(frozen=True, slots=True)
class Etat:
    """A ranking with all that is told of it; ``lieux`` names régions and départements."""

    adresse: Adresse
    choix: Choix
    depart: Depart
    essaimage: Essaimage
    today: date
    lieux: Mapping[tuple[Niveau, str], str]

    @property
    def niveau(self) -> Niveau:
        """Level that is ranked."""
        return self.depart.niveau

    @property
    def pages(self) -> int:
        """Number of the last page of candidates."""
        return max(1, -(-self.essaimage.effectif // SIZE))

    def situe(self, t: Territoire) -> str:
        """Return the département of a territory, or else its région, or nothing."""
        for niveau, code in (
            (Niveau.DEPARTEMENT, t.code_departement),
            (Niveau.REGION, t.code_region),
        ):
            if code and niveau is not t.niveau and (niveau, code) in self.lieux:
                return self.lieux[niveau, code]
        return ""


def offer(services: Services, adresse: Adresse) -> Choix:
    """Return what the form offers, whether the address is right or not."""
    snapshot = services.experiments.snapshot()
    counts = Counter(key.experimentation for key in snapshot.keys)
    ordered = sorted(range(len(snapshot.titles)), key=snapshot.titles.__getitem__)
    known = [snapshot.experiments[i] for i in ordered]
    found = [(x.id, x.titre, counts[x.id]) for x in known]
    territoires = services.territoires
    places = [
        [t for t in territoires.level(n) if t.zone is not Zone.COM]
        for n in (Niveau.REGION, Niveau.DEPARTEMENT)
    ]
    levels: dict[Niveau, int] = {}
    record = None
    if any(x.id == adresse.experimentation for x in known):
        record = services.experiments.get(adresse.experimentation)
        levels = services.departs.levels(record)
    elif adresse.codes:
        levels = dict.fromkeys(PROFILED, 0)
    return Choix(found, places[0], places[1], levels, _themes(services, adresse), record=record)


def _themes(services: Services, adresse: Adresse, niveau: Niveau | None = None) -> tuple[str, ...]:
    """Return the themes that a level has, in the order in which they are told."""
    asked = niveau or (adresse.niveau.niveau if adresse.niveau else Niveau.COMMUNE)
    known = services.profils.level(asked).profils.themes
    return (*(t for t in THEMES if t in known), *(t for t in known if t not in THEMES))


def leave(services: Services, adresse: Adresse) -> Depart:
    """Return where the search starts from.

    Raises:
        InvalidParametersError: for codes or a level that mean nothing.
        ExperimentNotFoundError: for an unknown experiment.
    """
    niveau = adresse.niveau.niveau if adresse.niveau else None
    if adresse.experimentation:
        return services.departs.of_experiment(adresse.experimentation, niveau)
    return services.departs.of_codes(adresse.codes, niveau or Niveau.COMMUNE)


def check_places(services: Services, adresse: Adresse) -> None:
    """Refuse a région or a département that does not exist.

    Raises:
        InvalidParametersError: when one is unknown.
    """
    asked = ((Niveau.REGION, adresse.region), (Niveau.DEPARTEMENT, adresse.departement))
    unknown = [n for n, code in asked if code and services.territoires.find(n, code) is None]
    if unknown:
        told = "Ce code ne désigne aucun territoire où chercher."
        raise InvalidParametersError([ParameterProblem(n.value, told) for n in unknown])


def gather(services: Services, adresse: Adresse, choix: Choix, today: date) -> Etat:
    """Return the ranking that an address asks for.

    Raises:
        InvalidParametersError: for what means nothing.
        ExperimentNotFoundError: for an unknown experiment.
    """
    check_places(services, adresse)
    depart = leave(services, adresse)
    start = (adresse.page - 1) * SIZE
    found = services.essaimage.rank(depart, adresse.options(), SIZE, start)
    choix = replace(
        choix,
        depart=depart,
        themes=_themes(services, adresse, depart.niveau),
        verifiables=bool(found.conditions.propres),
    )
    if start and start >= found.effectif:
        told = "Cette page est au-delà du classement."
        raise InvalidParametersError([ParameterProblem("page", told)])
    lieux = {t.cle: nom(t) for t in (*choix.regions, *choix.departements)}
    return Etat(adresse, choix, depart, found, today, lieux)


def describe(services: Services, adresse: Adresse) -> Carte:
    """Return the card of the model of an address.

    Raises:
        InvalidParametersError: for what means nothing.
        ExperimentNotFoundError: for an unknown experiment.
    """
    depart = leave(services, adresse)
    level = services.profils.level(depart.niveau)
    labels = services.profils.labels
    by_theme: dict[str, list[str]] = {}
    for trait in level.profils.traits:
        by_theme.setdefault(trait.theme, []).append(labels.get(trait.id, trait.id).lower())
    test = services.essaimage.test(depart)
    others = len(level.territoires) - len(depart.territoires)
    return Carte(adresse, depart, test, by_theme, others)
