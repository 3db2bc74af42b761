"""What changes of vintage did to implantations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXTS = ("experimentation", "niveau", "code_avant", "nom_avant", "etat", "motif", "candidats")


def upgrade() -> None:
    """Create the table; it outlives every load, so nothing of it depends on the catalogue."""
    op.create_table(
        "recodage",
        sa.Column("implantation", sa.Text(), primary_key=True),
        sa.Column("millesime", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("millesime_avant", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("instant", "contenu")),
    )
    op.create_index("ix_recodage_experimentation", "recodage", ["experimentation"])


def downgrade() -> None:
    """Drop the table, and what waits for a person with it."""
    op.drop_table("recodage")
