"""Tables of contributions, of the journal and of the versions of records."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cartoexp.store.tables import Base


class ContributionRow(Base):
    """What somebody proposes; ``contenu`` is JSON, moments ISO 8601 (UTC), empty before they come.

    ``jeton`` and ``envoi`` are hashes: neither a contributor's link nor the nonce of a form is
    kept. Kept by every load.
    """

    __tablename__ = "contribution"

    id: Mapped[str] = mapped_column(primary_key=True)
    genre: Mapped[str]
    experimentation: Mapped[str]
    champ: Mapped[str]
    chiffre: Mapped[str]
    contenu: Mapped[str]
    etat: Mapped[str] = mapped_column(index=True)
    jeton: Mapped[str] = mapped_column(index=True, unique=True)
    moderateur: Mapped[str]
    motif: Mapped[str]
    fiche: Mapped[str]
    courriel: Mapped[str]
    creee_le: Mapped[str]
    modifiee_le: Mapped[str]
    recue_le: Mapped[str]
    decidee_le: Mapped[str]
    envoi: Mapped[str | None]
    version: Mapped[int]


class ContributionMessageRow(Base):
    """A question about a contribution, or its answer; ``envoi`` is the hash of its nonce."""

    __tablename__ = "contribution_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    role: Mapped[str]
    instant: Mapped[str]
    texte: Mapped[str]
    envoi: Mapped[str | None] = mapped_column(unique=True)


class JournalRow(Base):
    """One act, or one change of a decision (``avant``, ``apres``: JSON). One can only add to it.

    The migrations guard it by triggers: a text may be taken out of ``avant``, ``apres`` and
    ``note`` (``expurge_le`` is then set), and nothing else. Kept by every load, which applies its
    changes again.
    """

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True)
    instant: Mapped[str]
    compte: Mapped[str]
    role: Mapped[str]
    acte: Mapped[str]
    contribution: Mapped[str] = mapped_column(index=True)
    experimentation: Mapped[str] = mapped_column(index=True)
    partie: Mapped[str]
    enregistrement: Mapped[str]
    champ: Mapped[str]
    version: Mapped[int | None]
    avant: Mapped[str | None]
    apres: Mapped[str | None]
    note: Mapped[str | None]
    expurge_le: Mapped[str | None]


class JournalEcartRow(Base):
    """Why the catalogue as it is loaded does without a change of the journal."""

    __tablename__ = "journal_ecart"

    journal: Mapped[int] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    raison: Mapped[str]


class FicheVersionRow(Base):
    """A record as it was after an act: all its rows (``contenu``: JSON). Kept by every load."""

    __tablename__ = "fiche_version"

    experimentation: Mapped[str] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    instant: Mapped[str]
    acte: Mapped[str]
    contenu: Mapped[str]
