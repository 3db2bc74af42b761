"""Tables. On PostGIS geometries are spatial columns with indexes; on SQLite they are WKB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

SRID = 4326


class Spatial(TypeDecorator[bytes]):
    """A geometry (EPSG:4326): WKB bytes, a spatial column on PostGIS."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: str) -> None:
        """Keep the kind of geometry, such as « POINT »."""
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return GeoAlchemy2's type on PostgreSQL, which alone pays for its import."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(LargeBinary())
        from geoalchemy2 import Geometry  # noqa: PLC0415  a third of a second at start

        return dialect.type_descriptor(Geometry(self.kind, srid=SRID, spatial_index=False))


class Base(DeclarativeBase):
    """Declarative base; constraint names are stable, for migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text()}  # noqa: RUF012  SQLAlchemy's own protocol


class MetaRow(Base):
    """What is loaded: versions and dates, by name."""

    __tablename__ = "meta"

    cle: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[str]


class TerritoireRow(Base):
    """A current territory; lists are joined by « | ». The migrations index ``geom`` on PostGIS."""

    __tablename__ = "territoire"

    niveau: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str]
    zone: Mapped[str]
    population: Mapped[int | None]
    superficie_km2: Mapped[float | None]
    siren: Mapped[str | None]
    code_epci: Mapped[str | None]
    code_ept: Mapped[str | None]
    code_departement: Mapped[str | None]
    code_region: Mapped[str | None]
    codes_postaux: Mapped[str]
    centre_lon: Mapped[float | None]
    centre_lat: Mapped[float | None]
    geom: Mapped[bytes | None] = mapped_column(Spatial("MULTIPOLYGON"))


class MairieRow(Base):
    """Public contact of a mairie."""

    __tablename__ = "mairie"

    code: Mapped[str] = mapped_column(primary_key=True)
    adresse: Mapped[str | None]
    code_postal: Mapped[str | None]
    commune: Mapped[str | None]
    telephone: Mapped[str | None]
    courriel: Mapped[str | None]
    site: Mapped[str | None]
    horaires: Mapped[str | None]


class SourceRow(Base):
    """A public source."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(primary_key=True)
    titre: Mapped[str | None]
    url: Mapped[str | None]
    date: Mapped[str | None]
    type: Mapped[str]


class ExperimentRow(Base):
    """An experiment; ``themes`` are joined by « | »."""

    __tablename__ = "experimentation"

    id: Mapped[str] = mapped_column(primary_key=True)
    titre: Mapped[str]
    resume: Mapped[str]
    themes: Mapped[str]
    dimension: Mapped[str | None]
    dimension_provenance: Mapped[str | None]
    base_legale: Mapped[str]
    base_legale_provenance: Mapped[str | None]
    reference_legale: Mapped[str | None]
    probleme: Mapped[str | None]
    probleme_provenance: Mapped[str | None]
    porteurs: Mapped[str | None]
    partenaires: Mapped[str | None]
    public_vise: Mapped[str | None]
    financement: Mapped[str | None]
    conditions_transfert: Mapped[str | None]
    conditions_transfert_provenance: Mapped[str | None]
    enseignements: Mapped[str | None]
    page_officielle_url: Mapped[str | None]
    notes_provenance: Mapped[str | None]
    description: Mapped[str | None]
    hypotheses: Mapped[str | None]
    criteres_succes: Mapped[str | None]
    echantillon: Mapped[str | None]
    norme_derogee: Mapped[str | None]
    parent: Mapped[str | None] = mapped_column(ForeignKey("experimentation.id"))
    verifie_le: Mapped[str | None]


class ImplantationRow(Base):
    """An experiment on a territory; ``geom`` is the territory's centre, for desktop GIS."""

    __tablename__ = "implantation"
    __table_args__ = (
        ForeignKeyConstraint(["niveau", "code"], ["territoire.niveau", "territoire.code"]),
        Index("ix_implantation_niveau_code", "niveau", "code"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    experimentation: Mapped[str] = mapped_column(ForeignKey("experimentation.id"), index=True)
    niveau: Mapped[str]
    code: Mapped[str]
    nom: Mapped[str]
    millesime_cog: Mapped[int]
    statut: Mapped[str]
    statut_date: Mapped[str | None]
    debut: Mapped[int | None]
    fin: Mapped[int | None]
    rattachement: Mapped[str]
    citee_essai: Mapped[bool]
    source: Mapped[str] = mapped_column(ForeignKey("source.id"))
    titre_local: Mapped[str | None]
    resume_local: Mapped[str | None]
    reference_legale: Mapped[str | None]
    note: Mapped[str | None]
    perimetre: Mapped[str | None]
    vague: Mapped[str | None]
    geom: Mapped[bytes | None] = mapped_column(Spatial("POINT"))


class EvaluationRow(Base):
    """An evaluation of an experiment."""

    __tablename__ = "evaluation"

    id: Mapped[str] = mapped_column(primary_key=True)
    experimentation: Mapped[str] = mapped_column(ForeignKey("experimentation.id"), index=True)
    annee: Mapped[int | None]
    titre: Mapped[str]
    evaluateur: Mapped[str]
    type: Mapped[str]
    methode: Mapped[str]
    echelle_preuve: Mapped[int]
    echelle_preuve_provenance: Mapped[str]
    effet: Mapped[str]
    resultats: Mapped[str]
    suite: Mapped[str]
    source: Mapped[str] = mapped_column(ForeignKey("source.id"))
    lecture: Mapped[str]
    confiance: Mapped[str]


class ExperimentSourceRow(Base):
    """Sources that carry the facts of an experiment's record, in the order of the record."""

    __tablename__ = "experimentation_source"

    experimentation: Mapped[str] = mapped_column(ForeignKey("experimentation.id"), primary_key=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.id"), primary_key=True)
    rang: Mapped[int]


class SuiviRow(Base):
    """When each experiment appeared here and last changed (ISO 8601, UTC); kept by every load.

    ``empreinte`` is a hash of its record, implantations, evaluations and sources.
    """

    __tablename__ = "suivi"

    experimentation: Mapped[str] = mapped_column(primary_key=True)
    empreinte: Mapped[str]
    ajoutee: Mapped[str]
    modifiee: Mapped[str]


class RecodageRow(Base):
    """What a change of vintage did to an implantation; kept by every load.

    ``code`` is empty while it waits for a person: its record is then in ``contenu`` (JSON) and not
    in the table of implantations. ``candidats`` is a list of [code, name] (JSON).
    """

    __tablename__ = "recodage"

    implantation: Mapped[str] = mapped_column(primary_key=True)
    millesime: Mapped[int] = mapped_column(primary_key=True)
    experimentation: Mapped[str] = mapped_column(index=True)
    niveau: Mapped[str]
    code_avant: Mapped[str]
    nom_avant: Mapped[str]
    millesime_avant: Mapped[int]
    etat: Mapped[str]
    code: Mapped[str | None]
    motif: Mapped[str]
    candidats: Mapped[str]
    instant: Mapped[str]
    contenu: Mapped[str]


class VueFigeeRow(Base):
    """A frozen view; contents are gzipped, empty once it is withdrawn; dates as « 2026-11-24 ».

    Kept by every load.
    """

    __tablename__ = "vue_figee"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    adresse: Mapped[str]
    titre: Mapped[str]
    phrase: Mapped[str]
    sources: Mapped[str]
    lien: Mapped[str]
    hauteur: Mapped[int]
    figee_le: Mapped[str] = mapped_column(index=True)
    retiree_le: Mapped[str | None]
    motif: Mapped[str | None]
    html: Mapped[bytes | None]
    svg: Mapped[bytes | None]
    csv: Mapped[bytes | None]
    json: Mapped[bytes | None]


class LotRow(Base):
    """An import into the catalogue; ``comptes`` is JSON, ``instant`` ISO 8601 (UTC).

    Kept by every load, which applies it again until it is undone.
    """

    __tablename__ = "lot"

    id: Mapped[str] = mapped_column(primary_key=True)
    fichier: Mapped[str]
    sha256: Mapped[str]
    instant: Mapped[str]
    auteur: Mapped[str]
    correspondance: Mapped[str]
    comptes: Mapped[str]
    annule_le: Mapped[str | None]


class LotEnregistrementRow(Base):
    """A record that an import brings (``contenu``: JSON) and what its row said (``donne``: JSON).

    ``ecarte`` tells why the catalogue as it is loaded does without it; empty when it is applied.
    """

    __tablename__ = "lot_enregistrement"
    __table_args__ = (Index("ix_lot_enregistrement_genre_id", "genre", "id"),)

    lot: Mapped[str] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    genre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    ligne: Mapped[int]
    contenu: Mapped[str]
    donne: Mapped[str]
    ecarte: Mapped[str | None]


class CoucheRow(Base):
    """A layer that a visitor brought; dates as « 2026-11-29 », ``contenu`` is gzipped JSON.

    ``empreinte`` and ``cle`` are hashes: neither its address nor what erases it is kept. Kept by
    every load until its time is over.
    """

    __tablename__ = "couche"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    cle: Mapped[str]
    titre: Mapped[str]
    origine: Mapped[str]
    colonne: Mapped[str]
    unite: Mapped[str]
    nature: Mapped[str]
    cumul: Mapped[str]
    dessin: Mapped[str]
    comptes: Mapped[str]
    millesime: Mapped[str]
    creee_le: Mapped[str]
    expire_le: Mapped[str] = mapped_column(index=True)
    contenu: Mapped[bytes]
    octets: Mapped[int]


class CoucheEffaceeRow(Base):
    """What is left of a layer: that the address with this hash had one, when and why it ended."""

    __tablename__ = "couche_effacee"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    effacee_le: Mapped[str] = mapped_column(index=True)
    motif: Mapped[str]


class CompteRow(Base):
    """Who moderates or administers; instants as « 2026-11-29T18:00:00+00:00 » (UTC).

    ``mot_de_passe`` is an Argon2id hash, ``None`` until it is set. ``version`` grows with what
    makes older sessions void. Kept by every load.
    """

    __tablename__ = "compte"

    id: Mapped[str] = mapped_column(primary_key=True)
    identifiant: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]
    role: Mapped[str]
    mot_de_passe: Mapped[str | None]
    version: Mapped[int]
    actif: Mapped[bool]
    cree_le: Mapped[str]
    echecs: Mapped[int]
    bloque_jusqu_a: Mapped[str | None]


class SessionCompteRow(Base):
    """Someone signed in, under the hash of a token; void when ``version`` is not the account's."""

    __tablename__ = "session_compte"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    compte: Mapped[str] = mapped_column(ForeignKey("compte.id"), index=True)
    cree_le: Mapped[str]
    vu_le: Mapped[str]
    expire_le: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]


class LienCompteRow(Base):
    """What lets a password be set once, under the hash of a token."""

    __tablename__ = "lien_compte"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    compte: Mapped[str] = mapped_column(ForeignKey("compte.id"), index=True)
    expire_le: Mapped[str] = mapped_column(index=True)
    utilise_le: Mapped[str | None]


class CleRow(Base):
    """A secret that every server over this database signs with. Kept by every load."""

    __tablename__ = "cle"

    nom: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[str]
