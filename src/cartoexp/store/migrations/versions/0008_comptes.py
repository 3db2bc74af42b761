"""Accounts of who moderates, their sessions, and the links that set a password."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _account() -> sa.Column[str]:
    return sa.Column("compte", sa.Text(), sa.ForeignKey("compte.id"), nullable=False)


def upgrade() -> None:
    """Create the tables; they outlive every load, so nothing of them depends on the catalogue."""
    op.create_table(
        "compte",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("identifiant", sa.Text(), nullable=False, unique=True),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("mot_de_passe", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actif", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.Text(), nullable=False),
        sa.Column("echecs", sa.Integer(), nullable=False),
        sa.Column("bloque_jusqu_a", sa.Text()),
    )
    op.create_table(
        "session_compte",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        _account(),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("cree_le", "vu_le", "expire_le")),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "lien_compte",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        _account(),
        sa.Column("expire_le", sa.Text(), nullable=False),
        sa.Column("utilise_le", sa.Text()),
    )
    for table in ("session_compte", "lien_compte"):
        for column in ("compte", "expire_le"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop the tables, and every account with them."""
    op.drop_table("lien_compte")
    op.drop_table("session_compte")
    op.drop_table("compte")
