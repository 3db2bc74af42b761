"""Contributions, their journal, to which one can only add, and the versions of records."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DITS = (
    *("genre", "experimentation", "champ", "chiffre", "contenu", "etat", "jeton"),
    *("moderateur", "motif", "fiche", "courriel"),
    *("creee_le", "modifiee_le", "recue_le", "decidee_le"),
)
NOTES = ("instant", "compte", "role", "acte", "contribution", "experimentation")
CHANGES = ("partie", "enregistrement", "champ")
FIGES = ("id", *NOTES, *CHANGES, "version")
"""What nothing ever changes; a text is taken out of the other columns by a command."""


def upgrade() -> None:
    """Create the tables; they outlive every load, so nothing of them depends on the catalogue."""
    op.create_table(
        "contribution",
        sa.Column("id", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in DITS),
        sa.Column("envoi", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_contribution_jeton", "contribution", ["jeton"], unique=True)
    op.create_index("ix_contribution_etat", "contribution", ["etat"])
    op.create_table(
        "contribution_message",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contribution", sa.Text(), sa.ForeignKey("contribution.id"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("role", "instant", "texte")),
        sa.Column("envoi", sa.Text(), unique=True),
    )
    op.create_index(
        "ix_contribution_message_contribution", "contribution_message", ["contribution"]
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*NOTES, *CHANGES)),
        sa.Column("version", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in ("avant", "apres", "note", "expurge_le")),
    )
    op.create_index("ix_journal_experimentation", "journal", ["experimentation"])
    op.create_index("ix_journal_contribution", "journal", ["contribution"])
    op.create_table(
        "journal_ecart",
        sa.Column("journal", sa.Integer(), sa.ForeignKey("journal.id"), primary_key=True),
        sa.Column("raison", sa.Text(), nullable=False),
    )
    op.create_table(
        "fiche_version",
        sa.Column("experimentation", sa.Text(), primary_key=True),
        sa.Column("numero", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("instant", "acte", "contenu")),
    )
    _guard()


def _guard() -> None:
    """Let the journal be added to; only a text may be taken out of it, and that is dated."""
    if op.get_bind().dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIGES)
        op.execute(
            "CREATE TRIGGER journal_garde_suppression BEFORE DELETE ON journal "
            "BEGIN SELECT RAISE(ABORT, 'journal : ajout seul'); END"
        )
        op.execute(
            "CREATE TRIGGER journal_garde_modification BEFORE UPDATE ON journal "
            f"WHEN NEW.expurge_le IS NULL OR {changed} "
            "BEGIN SELECT RAISE(ABORT, 'journal : ajout seul'); END"
        )
        return
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIGES)
    op.execute(
        "CREATE FUNCTION journal_garde() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN "
        f"IF NOT (NEW.expurge_le IS NULL OR {changed}) THEN RETURN NEW; END IF; END IF; "
        "RAISE EXCEPTION 'journal : ajout seul'; END $$"
    )
    op.execute(
        "CREATE TRIGGER journal_garde BEFORE UPDATE OR DELETE ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_garde()"
    )
    op.execute(
        "CREATE TRIGGER journal_garde_vidage BEFORE TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_garde()"
    )


def downgrade() -> None:
    """Drop the tables, and every contribution with them."""
    for name in ("fiche_version", "journal_ecart", "journal", "contribution_message"):
        op.drop_table(name)
    op.drop_table("contribution")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION journal_garde()")
