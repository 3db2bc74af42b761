"""Table of what teams fill in with the framework."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from cartoexp.store.tables import Base


class DossierRow(Base):
    """An assessment or a grid; ``parties`` is JSON, days ISO 8601. Kept by every load.

    ``empreinte`` is the hash of its link, which is kept nowhere. Once it is erased, only the hash,
    the kind, the day and the reason are left (``efface_le``, ``motif``).
    """

    __tablename__ = "dossier"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    sorte: Mapped[str]
    version: Mapped[str]
    experimentation: Mapped[str]
    parties: Mapped[str]
    numero: Mapped[int]
    cree_le: Mapped[str]
    modifie_le: Mapped[str]
    ouvert_le: Mapped[str] = mapped_column(index=True)
    efface_le: Mapped[str] = mapped_column(index=True)
    motif: Mapped[str]
