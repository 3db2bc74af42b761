"""Layers that visitors bring, for thirty days."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXTS = ("cle", "titre", "origine", "colonne", "unite", "nature", "cumul", "dessin", "comptes")


def upgrade() -> None:
    """Create the tables; they outlive every load, so nothing of them depends on the catalogue."""
    op.create_table(
        "couche",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("millesime", "creee_le", "expire_le")
        ),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
    )
    op.create_index("ix_couche_expire_le", "couche", ["expire_le"])
    op.create_table(
        "couche_effacee",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        sa.Column("effacee_le", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
    )
    op.create_index("ix_couche_effacee_effacee_le", "couche_effacee", ["effacee_le"])


def downgrade() -> None:
    """Drop the tables, and every layer with them."""
    op.drop_table("couche_effacee")
    op.drop_table("couche")
