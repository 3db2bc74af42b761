"""The registry of derogations: rows with their places, requests, norms ranked; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.normes import SEPARATEUR, Norme
from cartoexp.domain.vocabulaires import Decision, Vocabulaire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Source
    from cartoexp.domain.territoires import Lieu, Territoire
    from cartoexp.domain.vocabulaires import Suite


class Etat(Vocabulaire):
    """Where a derogation stands on a day."""

    EN_VIGUEUR = "en_vigueur", "En vigueur"
    EXPIREE = "expiree", "Expirée"
    SANS_TERME = "sans_terme", "Accordée, terme inconnu"
    ATTENDUE = "attendue", "Décision attendue"
    ECARTEE = "ecartee", "Refusée ou retirée"
    INCONNU = "inconnu", "Inconnu"


_ETATS = {
    Decision.EN_ATTENTE: Etat.ATTENDUE,
    Decision.REFUSEE: Etat.ECARTEE,
    Decision.RETIREE: Etat.ECARTEE,
    Decision.INCONNUE: Etat.INCONNU,
}


def etat(derogation: Derogation, today: date) -> Etat:
    """Return where a derogation stands: over only when it is for sure."""
    if derogation.decision is not Decision.ACCORDEE:
        return _ETATS[derogation.decision]
    if derogation.expiration is None:
        return Etat.SANS_TERME
    return Etat.EXPIREE if derogation.est_expiree(today) else Etat.EN_VIGUEUR


@dataclass(frozen=True)
class Inscription:
    """A derogation in the registry: its experiment, its territories, its sources.

    ``inconnus`` are territories that it names and that are no more.
    """

    derogation: Derogation
    titre: str
    territoires: Sequence[Territoire]
    sources: Mapping[str, Source]
    inconnus: Sequence[Lieu] = ()

    @cached_property
    def norme(self) -> Norme:
        """The norm."""
        return self.derogation.norme

    @property
    def chemin(self) -> str:
        """Path of its page."""
        return f"/derogations/{self.derogation.id}"


@dataclass(frozen=True)
class Demande:
    """One request: the same norm and the same object, whoever supports it.

    ``inscriptions`` are in the order of their ids.
    """

    inscriptions: Sequence[Inscription]

    @property
    def premiere(self) -> Inscription:
        """The row that gives its words."""
        return self.inscriptions[0]

    @property
    def norme(self) -> Norme:
        """The norm."""
        return self.premiere.norme

    @property
    def objet(self) -> str:
        """What is asked."""
        return self.premiere.derogation.objet

    @cached_property
    def id(self) -> str:
        """Name in an address."""
        told = "\0".join(self.premiere.derogation.cle_demande)
        return sha256(told.encode("utf-8", "replace")).hexdigest()[:10]

    @cached_property
    def soutiens(self) -> tuple[Territoire, ...]:
        """Territories that support it, each once."""
        return tuple({t.cle: t for i in self.inscriptions for t in i.territoires}.values())

    @cached_property
    def decisions(self) -> Counter[Decision]:
        """Territories by what was decided for them."""
        found: Counter[Decision] = Counter()
        for i in self.inscriptions:
            found[i.derogation.decision] += max(1, len(i.territoires))
        return found


@dataclass(frozen=True)
class Rang:
    """A text in the ranking, or one of its articles: what was asked of it, and what came of it."""

    cle: str
    norme: Norme
    demandes: Sequence[Demande]
    articles: Mapping[str, str] = field(default_factory=dict)
    """Key and label of each article of the text that was set aside."""

    @property
    def chemin(self) -> str:
        """Path of its page."""
        return f"/derogations/normes/{self.cle}"

    @cached_property
    def inscriptions(self) -> tuple[Inscription, ...]:
        """Rows of all its requests."""
        return tuple(i for d in self.demandes for i in d.inscriptions)

    @cached_property
    def territoires(self) -> tuple[Territoire, ...]:
        """Territories of all its requests, each once."""
        return tuple({t.cle: t for d in self.demandes for t in d.soutiens}.values())

    @cached_property
    def decisions(self) -> Counter[Decision]:
        """Rows by decision."""
        return Counter(i.derogation.decision for i in self.inscriptions)

    @cached_property
    def issues(self) -> Counter[Suite]:
        """Rows by outcome."""
        return Counter(i.derogation.issue for i in self.inscriptions)


def demandes(inscriptions: Iterable[Inscription]) -> list[Demande]:
    """Group rows by request, those with the most supporters first, unknown norms last."""
    groups: dict[tuple[str, str], list[Inscription]] = {}
    for inscription in inscriptions:
        groups.setdefault(inscription.derogation.cle_demande, []).append(inscription)
    found = [Demande(tuple(sorted(rows, key=_id))) for rows in groups.values()]
    return sorted(
        found,
        key=lambda d: (d.norme.inconnue, -len(d.soutiens), d.norme.cle, d.premiere.derogation.id),
    )


def classer(inscriptions: Iterable[Inscription]) -> list[Rang]:
    """Rank texts: the most requests first, then the most territories; the unknown norm last."""
    found = _filer(inscriptions, lambda norme: (norme.cle_texte,))
    return sorted(
        found.values(),
        key=lambda r: (r.norme.inconnue, -len(r.demandes), -len(r.territoires), r.cle),
    )


def ranger(inscriptions: Iterable[Inscription]) -> dict[str, Rang]:
    """File rows under the key of their text and of each of its articles."""
    return _filer(inscriptions, lambda norme: norme.cles)


def _filer(
    inscriptions: Iterable[Inscription], keys: Callable[[Norme], Iterable[str]]
) -> dict[str, Rang]:
    rows: dict[str, list[Inscription]] = {}
    for inscription in inscriptions:
        for key in keys(inscription.norme):
            rows.setdefault(key, []).append(inscription)
    return {key: _rang(key, found) for key, found in rows.items()}


def _rang(key: str, rows: Sequence[Inscription]) -> Rang:
    articles = {
        f"{norme.cle_texte}{SEPARATEUR}{article.cle}": article
        for norme in (row.norme for row in rows)
        for article in norme.articles
    }
    told = max((row.norme for row in rows), key=lambda n: len(n.libelle_texte))
    alone = articles.get(key)
    label = {k: a.libelle for k, a in sorted(articles.items(), key=lambda pair: pair[1])}
    own = replace(told, articles=(alone,) if alone else (), reste="")
    return Rang(key, own, demandes(rows), {} if alone else label)


def _id(inscription: Inscription) -> str:
    return inscription.derogation.id
