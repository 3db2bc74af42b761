"""The table of derogations, which a load fills as it does those of the catalogue."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cartoexp.store.tables import Base


class DerogationRow(Base):
    """A derogation; ``territoires`` as « commune:59178 », joined by « | », may be empty."""

    __tablename__ = "derogation"

    id: Mapped[str] = mapped_column(primary_key=True)
    experimentation: Mapped[str] = mapped_column(ForeignKey("experimentation.id"), index=True)
    norme_texte: Mapped[str]
    norme_article: Mapped[str | None]
    norme_url: Mapped[str | None]
    autorite: Mapped[str | None]
    fondement: Mapped[str]
    territoires: Mapped[str]
    objet: Mapped[str]
    motifs: Mapped[str | None]
    demande_le: Mapped[str | None]
    decision: Mapped[str]
    decision_le: Mapped[str | None]
    acte: Mapped[str | None]
    acte_url: Mapped[str | None]
    debut: Mapped[str | None]
    expiration: Mapped[str | None]
    evaluation_due_le: Mapped[str | None]
    issue: Mapped[str]
    issue_le: Mapped[str | None]
    source: Mapped[str] = mapped_column(ForeignKey("source.id"))
    source_suite: Mapped[str | None] = mapped_column(ForeignKey("source.id"))
    provenance: Mapped[str]
    demande: Mapped[str | None]
    note: Mapped[str | None]
