"""Settings, read from ``CARTOEXP_*`` variables; built once by ``app.py`` or the command line."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from cartoexp import ROOT

COMPARATEUR = "https://www.insee.fr/fr/statistiques/fichier/2521169/base_cc_comparateur_csv.zip"


class Settings(BaseSettings):
    """Application settings; every field is documented in ``docs/operations.md``."""

    model_config = SettingsConfigDict(env_prefix="CARTOEXP_", frozen=True)

    database_url: str = f"sqlite:///{ROOT / 'data' / 'cartoexp.sqlite'}"
    reference_dir: Path = ROOT / "data" / "communes"
    catalogue_dir: Path = ROOT / "data" / "experiments"
    depots_dir: Path = ROOT / "data" / "depots"
    indicateurs_dir: Path = ROOT / "data" / "indicateurs"
    comparateur_source: str = Field(default=COMPARATEUR, description="Address or path of a ZIP")
    comparateur_empreinte: str = Field(default="", pattern="^([0-9a-fA-F]{64})?$")
    assets_dir: Path = ROOT / "assets"
    base_url: str = Field(default="", description="Public address, such as https://exemple.fr")
    trusted_hosts: str = Field(default="", description="Comma-separated hosts; empty: any host")
    limite_par_seconde: int = Field(default=100, ge=0, le=1_000_000)
    gels_par_heure: int = Field(default=20, ge=0, le=10_000)
    gels_par_jour: int = Field(default=500, ge=0, le=1_000_000)
    envois_dir: Path | None = Field(default=None, description="Files that are sent, for an hour")
    envois_par_heure: int = Field(default=30, ge=0, le=10_000)
    contributions_par_heure: int = Field(default=120, ge=0, le=10_000)
    connexions_par_heure: int = Field(default=60, ge=0, le=10_000)
    limites_url: str = Field(
        default="",
        pattern=r"^((redis|rediss|redis\+unix)://\S+)?$",
        description="Redis server where several machines count together",
    )
    mandataires: int = Field(default=0, ge=0, le=10, description="Reverse proxies of our own")
    editeur: str = Field(default="", description="Publisher, for the mentions légales")
    directeur_publication: str = ""
    hebergeur: str = ""
    contact: str = Field(default="", description="Functional e-mail shown to the public")
