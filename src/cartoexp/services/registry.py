"""Services handed to the web layer and the command line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from cartoexp.domain.rattachement import Rattacheur
from cartoexp.services import health
from cartoexp.services.classement import ClassementService
from cartoexp.services.cles import CleService
from cartoexp.services.colorations import ColorationService
from cartoexp.services.comparables import ComparableService
from cartoexp.services.comptes import CompteService
from cartoexp.services.contre_exemples import ArretService
from cartoexp.services.contributions.contribuer import ContributionService
from cartoexp.services.contributions.moderer import ModerationService
from cartoexp.services.couches import CoucheService
from cartoexp.services.croquis import CroquisService
from cartoexp.services.depart import DepartService
from cartoexp.services.derogations import DerogationService
from cartoexp.services.dessins.pixels import PixelService
from cartoexp.services.dessins.service import DessinService
from cartoexp.services.echeances import EcheanceService
from cartoexp.services.entites import EntiteService
from cartoexp.services.essaimage import EssaimageService
from cartoexp.services.experiments import ExperimentService
from cartoexp.services.feuilles import FeuilleService
from cartoexp.services.figees import FigeeService
from cartoexp.services.geometries import GeometryService
from cartoexp.services.grille import GrilleService
from cartoexp.services.indicateurs import IndicateurService
from cartoexp.services.outlines import Outlines
from cartoexp.services.plans import PlanService
from cartoexp.services.profils import ProfilService
from cartoexp.services.referentiel import ReferentielService
from cartoexp.services.ressemblance import RessemblanceService
from cartoexp.services.semblables import SemblableService
from cartoexp.services.snapshot import SnapshotHolder
from cartoexp.services.temoins import TemoinService
from cartoexp.services.territoires import TerritoireService
from cartoexp.services.vecteurs import VecteurService
from cartoexp.store.ajouts import Ajouts, read_ajouts
from cartoexp.store.engine import build_engine, build_sessions
from cartoexp.store.reference import collector_paused, read_noms, read_reference

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from cartoexp.domain.resolution import Resolver
    from cartoexp.services.health import Health
    from cartoexp.store.reference import Reference


@dataclass(frozen=True, repr=False)
class Services:
    """Everything a page, an endpoint or a command may call."""

    engine: Engine
    reference: Reference
    reference_dir: Path
    territoires: TerritoireService
    experiments: ExperimentService
    ajouts: Ajouts = field(default_factory=Ajouts)

    @classmethod
    def connect(
        cls, database_url: str, reference_dir: Path, indicateurs_dir: Path | None = None
    ) -> Self:
        """Build the services over one database and one built reference.

        The database is not asked anything yet: the application starts without it. The indicators
        of ``indicateurs_dir`` are read beside those of the reference.

        Raises:
            DataFileError: when the reference is missing or broken, or an indicator added is.
        """
        reference = read_reference(reference_dir)
        ajouts = read_ajouts(indicateurs_dir, reference.version)
        engine = build_engine(database_url)
        sessions = build_sessions(engine)
        territoires = TerritoireService(reference, Outlines(reference, reference_dir), sessions)
        holder = SnapshotHolder(sessions, territoires)
        experiments = ExperimentService(sessions, territoires, holder)
        return cls(engine, reference, reference_dir, territoires, experiments, ajouts)

    def warm(self) -> None:
        """Build what every worker reads, before they are forked; the database is left alone."""
        with collector_paused(), ThreadPoolExecutor(1) as beside:
            self.territoires.warm()
            drawn = beside.submit(self.dessins.warm)  # shapes leave Python free for the rest
            self.indicateurs.warm()
            self.grille.warm()
            self.colorations.warm()
            self.profils.warm()
            self.comparables.warm()
            drawn.result()
            self.essaimage.memoire.share()
            self.entites.warm()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @cached_property
    def grille(self) -> GrilleService:
        """Communes as one array of ids."""
        return GrilleService(self.reference_dir, self.territoires)

    @cached_property
    def vecteurs(self) -> VecteurService:
        """Outlines of communes by tile."""
        return VecteurService(self.territoires.outlines, self.grille)

    @cached_property
    def plans(self) -> PlanService:
        """Small maps around a territory."""
        return PlanService(self.territoires, self.reference_dir)

    @cached_property
    def croquis(self) -> CroquisService:
        """Small fixed maps."""
        return CroquisService(self.reference_dir)

    @cached_property
    def dessins(self) -> DessinService:
        """Static maps."""
        return DessinService(self.territoires, self.reference_dir)

    @cached_property
    def pixels(self) -> PixelService:
        """Communes of France as one picture."""
        return PixelService(self.grille)

    @cached_property
    def entites(self) -> EntiteService:
        """Collections of features."""
        return EntiteService(self.territoires, self.experiments, self.derogations)

    @cached_property
    def feuilles(self) -> FeuilleService:
        """A4 sheets as PDF."""
        return FeuilleService()

    def health(self) -> Health:
        """Return what is loaded in the database.

        Raises:
            DatabaseUnavailableError: when the database does not answer.
            DatabaseNotReadyError: when nothing is loaded.
        """
        return health.check(self.experiments.sessions)

    @cached_property
    def geometries(self) -> GeometryService:
        """Exact geometries, one territory at a time."""
        return GeometryService(self.territoires.outlines, self.reference_dir)

    @cached_property
    def rattacheur(self) -> Rattacheur:
        """What joins the rows of a file to territories; built when a first file comes."""
        reference, outlines = self.reference, self.territoires.outlines
        with collector_paused():
            return Rattacheur.build(
                reference.territoires,
                reference.passages,
                outlines.locate,
                read_noms(self.reference_dir),
            )

    @cached_property
    def indicateurs(self) -> IndicateurService:
        """Indicators of territories."""
        return IndicateurService(self.reference_dir, self.ajouts)

    @cached_property
    def echeances(self) -> EcheanceService:
        """What ends, and what came of it."""
        return EcheanceService(self.experiments.sessions, self.experiments)

    @cached_property
    def figees(self) -> FigeeService:
        """Views frozen for good."""
        return FigeeService(self.experiments.sessions)

    @cached_property
    def derogations(self) -> DerogationService:
        """The registry of derogations."""
        return DerogationService(self.experiments)

    @cached_property
    def contributions(self) -> ContributionService:
        """What people propose."""
        return ContributionService(self.experiments.sessions, *self._places)

    @cached_property
    def moderation(self) -> ModerationService:
        """What is decided on it."""
        return ModerationService(self.experiments.sessions, *self._places)

    @property
    def _places(self) -> tuple[Resolver, int]:
        return self.territoires.resolver, int(self.reference.millesime)

    @cached_property
    def couches(self) -> CoucheService:
        """Layers that visitors bring."""
        return CoucheService(self.experiments.sessions)

    @cached_property
    def cles(self) -> CleService:
        """Secrets that every server over the database signs with."""
        return CleService(self.experiments.sessions)

    @cached_property
    def comptes(self) -> CompteService:
        """Accounts of who moderates and administers."""
        return CompteService(self.experiments.sessions)

    @cached_property
    def colorations(self) -> ColorationService:
        """Values and classes of the map."""
        return ColorationService(
            self.territoires,
            self.experiments,
            self.indicateurs,
            ClassementService(self.reference_dir, self.ajouts),
            RessemblanceService(self.territoires, self.comparables, self.essaimage, self.departs),
        )

    @cached_property
    def profils(self) -> ProfilService:
        """Standardised indicators by level."""
        return ProfilService(self.indicateurs, self.territoires, self.reference_dir, self.ajouts)

    @cached_property
    def comparables(self) -> ComparableService:
        """Territories that are like another one."""
        return ComparableService(self.profils)

    @cached_property
    def departs(self) -> DepartService:
        """Where an experiment runs."""
        return DepartService(self.territoires, self.experiments)

    @cached_property
    def essaimage(self) -> EssaimageService:
        """Where an experiment could go next."""
        return EssaimageService(self.profils, self.comparables)

    @cached_property
    def semblables(self) -> SemblableService:
        """What territories like another one bring."""
        return SemblableService(
            self.comparables,
            self.experiments,
            self.territoires,
            self.indicateurs,
            ArretService(self.experiments),
        )

    @cached_property
    def referentiel(self) -> ReferentielService:
        """What teams fill in with the framework."""
        return ReferentielService(self.experiments.sessions)

    @cached_property
    def temoins(self) -> TemoinService:
        """Comparison territories of those that are about to try."""
        return TemoinService(self.comparables, self.experiments, self.indicateurs)
