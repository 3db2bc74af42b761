"""Imports of files into the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = ("fichier", "sha256", "instant", "auteur", "correspondance", "comptes")


def upgrade() -> None:
    """Create the tables; they outlive every load, so nothing of them depends on the catalogue."""
    op.create_table(
        "lot",
        sa.Column("id", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("annule_le", sa.Text()),
    )
    op.create_table(
        "lot_enregistrement",
        sa.Column("lot", sa.Text(), sa.ForeignKey("lot.id"), primary_key=True),
        sa.Column("genre", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("ligne", sa.Integer(), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("donne", sa.Text(), nullable=False),
        sa.Column("ecarte", sa.Text()),
    )
    op.create_index("ix_lot_enregistrement_genre_id", "lot_enregistrement", ["genre", "id"])


def downgrade() -> None:
    """Drop the tables, and every import with them."""
    op.drop_table("lot_enregistrement")
    op.drop_table("lot")
