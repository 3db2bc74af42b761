"""First schema: territories, mairies, catalogue."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SPATIAL = ("territoire", "implantation")
TABLES = (
    "meta",
    "territoire",
    "mairie",
    "source",
    "experimentation",
    "experimentation_source",
    "implantation",
    "evaluation",
)


def upgrade() -> None:
    """Create the tables, and the spatial indexes on PostGIS."""
    postgis = op.get_bind().dialect.name == "postgresql"
    if postgis:
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table("meta", _key("cle"), *_texts("valeur"))
    op.create_table(
        "territoire",
        _key("niveau"),
        _key("code"),
        *_texts("nom", "zone", "codes_postaux"),
        *_maybe("siren", "code_epci", "code_ept", "code_departement", "code_region"),
        sa.Column("population", sa.Integer()),
        *(sa.Column(n, sa.Double()) for n in ("superficie_km2", "centre_lon", "centre_lat")),
        _geometry("MULTIPOLYGON"),
    )
    op.create_table(
        "mairie",
        _key("code"),
        *_maybe("adresse", "code_postal", "commune", "telephone", "courriel", "site", "horaires"),
    )
    op.create_table("source", _key("id"), *_maybe("titre", "url", "date"), *_texts("type"))
    op.create_table(
        "experimentation",
        _key("id"),
        *_texts("titre", "resume", "themes", "base_legale"),
        *_maybe("dimension", "dimension_provenance", "base_legale_provenance", "reference_legale"),
        *_maybe("probleme", "probleme_provenance", "porteurs", "partenaires", "public_vise"),
        *_maybe("financement", "conditions_transfert", "conditions_transfert_provenance"),
        *_maybe("enseignements", "page_officielle_url", "notes_provenance", "description"),
        *_maybe("hypotheses", "criteres_succes", "echantillon", "norme_derogee", "verifie_le"),
        _link("parent", "experimentation.id", nullable=True),
    )
    op.create_table(
        "experimentation_source",
        _link("experimentation", "experimentation.id", primary_key=True),
        _link("source", "source.id", primary_key=True),
        sa.Column("rang", sa.Integer(), nullable=False),
    )
    op.create_table(
        "implantation",
        _key("id"),
        _link("experimentation", "experimentation.id", index=True),
        *_texts("niveau", "code", "nom", "statut", "rattachement"),
        sa.Column("millesime_cog", sa.Integer(), nullable=False),
        sa.Column("citee_essai", sa.Boolean(), nullable=False),
        *_maybe("statut_date", "titre_local", "resume_local", "reference_legale"),
        *_maybe("note", "perimetre", "vague"),
        sa.Column("debut", sa.Integer()),
        sa.Column("fin", sa.Integer()),
        _link("source", "source.id"),
        _geometry("POINT"),
        sa.ForeignKeyConstraint(["niveau", "code"], ["territoire.niveau", "territoire.code"]),
    )
    op.create_index("ix_implantation_niveau_code", "implantation", ["niveau", "code"])
    op.create_table(
        "evaluation",
        _key("id"),
        _link("experimentation", "experimentation.id", index=True),
        sa.Column("annee", sa.Integer()),
        *_texts("titre", "evaluateur", "type", "methode", "echelle_preuve_provenance"),
        sa.Column("echelle_preuve", sa.Integer(), nullable=False),
        *_texts("effet", "resultats", "suite", "lecture", "confiance"),
        _link("source", "source.id"),
    )
    if postgis:
        for table in SPATIAL:
            op.create_index(f"ix_{table}_geom", table, ["geom"], postgresql_using="gist")


def downgrade() -> None:
    """Drop the tables; the extension stays, others may use it."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _link(
    name: str,
    target: str,
    *,
    nullable: bool = False,
    primary_key: bool = False,
    index: bool = False,
) -> sa.Column[str]:
    return sa.Column(
        name,
        sa.Text(),
        sa.ForeignKey(target),
        nullable=nullable,
        primary_key=primary_key,
        index=index,
    )


def _geometry(kind: str) -> sa.Column[bytes]:
    spatial = Geometry(kind, srid=4326, spatial_index=False)
    return sa.Column("geom", sa.LargeBinary().with_variant(spatial, "postgresql"))
