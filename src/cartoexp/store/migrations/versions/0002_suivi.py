"""When each experiment appeared and last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the next load fills it."""
    op.create_table(
        "suivi",
        sa.Column("experimentation", sa.Text(), primary_key=True),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("empreinte", "ajoutee", "modifiee")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("suivi")
