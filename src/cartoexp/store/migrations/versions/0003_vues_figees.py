"""Frozen views."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = ("adresse", "titre", "phrase", "sources", "lien", "figee_le")
CONTENTS = ("html", "svg", "csv", "json")


def upgrade() -> None:
    """Create the table; nothing of it depends on the others."""
    op.create_table(
        "vue_figee",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("retiree_le", sa.Text()),
        sa.Column("motif", sa.Text()),
        *(sa.Column(name, sa.LargeBinary()) for name in CONTENTS),
    )
    op.create_index("ix_vue_figee_figee_le", "vue_figee", ["figee_le"])


def downgrade() -> None:
    """Drop the table, and every frozen view with it."""
    op.drop_table("vue_figee")
