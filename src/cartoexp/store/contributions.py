"""Rows of contributions and of what is said about them; they outlive every load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from sqlalchemy import delete, func, insert, select, text, update

from cartoexp.domain.contributions import Cible, Contribution, Etat, Genre, Message, Role
from cartoexp.store.tables_contributions import ContributionMessageRow, ContributionRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select, Table
    from sqlalchemy.orm import Session

_C = cast("Table", ContributionRow.__table__)
_M = cast("Table", ContributionMessageRow.__table__)


class Criteres(TypedDict, total=False):
    """What is asked of contributions; ``recues``: those only that their authors have sent.

    ``libres``: those only that nobody reviews.
    """

    etats: Collection[Etat]
    genre: Genre | None
    experimentation: str
    moderateur: str
    recues: bool
    libres: bool


_PLAIN = (
    *("id", "version", "creee_le", "modifiee_le", "recue_le", "decidee_le"),
    *("motif", "moderateur", "courriel", "fiche"),
)


def inserer(session: Session, contribution: Contribution, jeton: str) -> None:
    """Insert a contribution; ``jeton`` is the hash of its link."""
    session.execute(insert(_C).values(**_row(contribution), jeton=jeton))


def lire(session: Session, identifiant: str) -> Contribution | None:
    """Return a contribution by its number."""
    row = session.execute(select(_C).where(_C.c.id == identifiant)).mappings().first()
    return None if row is None else _contribution(row)


def par_jeton(session: Session, jeton: str) -> tuple[Contribution, str, str] | None:
    """Return a contribution by the hash of its link, with the hashes of its link and sending."""
    row = session.execute(select(_C).where(_C.c.jeton == jeton)).mappings().first()
    return None if row is None else (_contribution(row), row["jeton"], row["envoi"] or "")


def remplacer(session: Session, contribution: Contribution, envoi: str | None = None) -> bool:
    """Replace a contribution by its next version; tell whether nobody did before.

    ``contribution`` has the version that was read.
    """
    values = _row(contribution) | {"version": contribution.version + 1}
    if envoi is not None:
        values["envoi"] = envoi
    same = (_C.c.id == contribution.id, _C.c.version == contribution.version)
    changed: Any = session.execute(update(_C).where(*same).values(**values))
    return bool(changed.rowcount)


def lister(
    session: Session, *, page: tuple[int, int] | None = None, **criteres: Unpack[Criteres]
) -> list[Contribution]:
    """Return contributions, those received first before the others; ``page`` is (offset, limit)."""
    query = _choisir(select(_C), criteres).order_by(_C.c.recue_le, _C.c.creee_le, _C.c.id)
    if page:
        query = query.offset(page[0]).limit(page[1])
    return [_contribution(row) for row in session.execute(query).mappings()]


def compter(session: Session, **criteres: Unpack[Criteres]) -> int:
    """Return how many contributions there are."""
    counted: int = session.execute(_choisir(select(func.count(_C.c.id)), criteres)).scalar_one()
    return counted


def compter_etats(session: Session) -> dict[Etat, int]:
    """Return how many contributions that were sent are in each state."""
    query = select(_C.c.etat, func.count()).where(_C.c.recue_le != "").group_by(_C.c.etat)
    return {Etat(etat): number for etat, number in session.execute(query)}


def _choisir(query: Select[Any], criteres: Criteres) -> Select[Any]:
    if criteres.get("recues"):
        query = query.where(_C.c.recue_le != "")
    if etats := criteres.get("etats"):
        query = query.where(_C.c.etat.in_([e.value for e in etats]))
    if genre := criteres.get("genre"):
        query = query.where(_C.c.genre == genre.value)
    if name := criteres.get("experimentation"):
        query = query.where((_C.c.experimentation == name) | (_C.c.fiche == name))
    if moderateur := criteres.get("moderateur"):
        query = query.where(_C.c.moderateur == moderateur)
    if criteres.get("libres"):
        query = query.where(_C.c.moderateur == "")
    return query


def decompte(session: Session) -> list[tuple[Etat, str, str]]:
    """Return (state, moment received, moment decided) of each contribution that was sent."""
    query = select(_C.c.etat, _C.c.recue_le, _C.c.decidee_le).where(_C.c.recue_le != "")
    return [(Etat(etat), received, decided) for etat, received, decided in session.execute(query)]


def occupes(session: Session) -> int:
    """Return how many drafts are kept."""
    query = select(func.count()).where(_C.c.etat == Etat.BROUILLON.value)
    return session.execute(query).scalar_one()


def effacer_courriels(session: Session, decidees_avant: str) -> int:
    """Erase the e-mail addresses of contributions decided before a moment; return how many."""
    _pour_de_bon(session)
    over = (_C.c.courriel != "", _C.c.decidee_le != "", _C.c.decidee_le < decidees_avant)
    changed: Any = session.execute(update(_C).where(*over).values(courriel=""))
    return int(changed.rowcount)


def effacer_brouillons(session: Session, modifies_avant: str) -> int:
    """Erase the drafts that were left before a moment; return how many."""
    _pour_de_bon(session)
    old = (_C.c.etat == Etat.BROUILLON.value, _C.c.modifiee_le < modifies_avant)
    changed: Any = session.execute(delete(_C).where(*old))
    return int(changed.rowcount)


def ajouter_message(
    session: Session, contribution: str, message: Message, envoi: str | None = None
) -> None:
    """Insert a question or an answer."""
    values = {"role": message.role.value, "instant": message.instant, "texte": message.texte}
    session.execute(insert(_M).values(contribution=contribution, envoi=envoi, **values))


def messages(session: Session, contribution: str) -> list[Message]:
    """Return what was said about a contribution, in its order."""
    query = select(_M.c.role, _M.c.instant, _M.c.texte).where(_M.c.contribution == contribution)
    rows = session.execute(query.order_by(_M.c.id))
    return [Message(Role(role), instant, texte) for role, instant, texte in rows]


def est_envoye(session: Session, envoi: str) -> bool:
    """Tell whether an answer was sent with this nonce (its hash)."""
    return session.execute(select(_M.c.id).where(_M.c.envoi == envoi)).first() is not None


def expurger(session: Session, ancien: str, nouveau: str) -> int:
    """Replace a text in contributions and messages; return how many rows held it."""
    _pour_de_bon(session)
    count = 0
    for c in lister(session):
        held = json.dumps([c.contenu, c.motif, c.courriel], ensure_ascii=False)
        changed = held.replace(_cite(ancien), _cite(nouveau))
        if held != changed:
            contenu, motif, courriel = json.loads(changed)
            values = {
                "contenu": json.dumps(contenu, ensure_ascii=False),
                "motif": motif,
                "courriel": "" if courriel != c.courriel else courriel,
                "version": c.version + 1,
            }
            session.execute(update(_C).where(_C.c.id == c.id).values(**values))
            count += 1
    for key, texte in session.execute(select(_M.c.id, _M.c.texte)).all():
        if ancien in texte:
            new = texte.replace(ancien, nouveau)
            session.execute(update(_M).where(_M.c.id == key).values(texte=new))
            count += 1
    return count


def _pour_de_bon(session: Session) -> None:
    """Let what is erased leave the file of SQLite, and not wait for something over it."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))


def _cite(texte: str) -> str:
    """Return a text as it stands within a JSON string."""
    return json.dumps(texte, ensure_ascii=False)[1:-1]


def _row(c: Contribution) -> dict[str, Any]:
    return {name: getattr(c, name) for name in _PLAIN} | {
        "genre": c.genre.value,
        "etat": c.etat.value,
        "experimentation": c.cible.experimentation,
        "champ": c.cible.champ,
        "chiffre": c.cible.chiffre,
        "contenu": json.dumps(c.contenu, ensure_ascii=False),
    }


def _contribution(row: Any) -> Contribution:  # noqa: ANN401  column values by name
    return Contribution(
        genre=Genre(row["genre"]),
        etat=Etat(row["etat"]),
        cible=Cible(row["experimentation"], row["champ"], row["chiffre"]),
        contenu=json.loads(row["contenu"]),
        **{name: row[name] for name in _PLAIN},
    )
