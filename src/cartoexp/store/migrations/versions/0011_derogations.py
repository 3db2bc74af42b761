"""Derogations: what norm an experiment sets aside, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DITS = ("norme_texte", "fondement", "territoires", "objet", "decision", "issue", "provenance")
INCONNUS = (
    *("norme_article", "norme_url", "autorite", "motifs", "demande_le", "decision_le"),
    *("acte", "acte_url", "debut", "expiration", "evaluation_due_le", "issue_le"),
    *("demande", "note"),
)


def upgrade() -> None:
    """Create the table; a load fills it, as those of the catalogue."""
    op.create_table(
        "derogation",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column(
            "experimentation", sa.Text(), sa.ForeignKey("experimentation.id"), nullable=False
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in DITS),
        *(sa.Column(name, sa.Text()) for name in INCONNUS),
        sa.Column("source", sa.Text(), sa.ForeignKey("source.id"), nullable=False),
        sa.Column("source_suite", sa.Text(), sa.ForeignKey("source.id")),
    )
    op.create_index("ix_derogation_experimentation", "derogation", ["experimentation"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("derogation")
