"""Secrets that the servers over one database have in common."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; each secret is made when it is first asked for."""
    op.create_table(
        "cle",
        sa.Column("nom", sa.Text(), primary_key=True),
        sa.Column("valeur", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table: forms that are open then have to be sent a second time."""
    op.drop_table("cle")
