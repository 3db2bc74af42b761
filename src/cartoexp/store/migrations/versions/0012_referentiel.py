"""What teams fill in with the framework, for a year after its last use."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXTS = ("sorte", "version", "experimentation", "parties")
DAYS = ("cree_le", "modifie_le", "ouvert_le", "efface_le")


def upgrade() -> None:
    """Create the table; nothing of it depends on the catalogue."""
    op.create_table(
        "dossier",
        sa.Column("empreinte", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("numero", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in DAYS),
        sa.Column("motif", sa.Text(), nullable=False),
    )
    op.create_index("ix_dossier_ouvert_le", "dossier", ["ouvert_le"])
    op.create_index("ix_dossier_efface_le", "dossier", ["efface_le"])


def downgrade() -> None:
    """Drop the table, and every assessment and grid with it."""
    op.drop_table("dossier")
