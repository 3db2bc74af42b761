"""What a proposal would make of the catalogue as it is now: problems, likely doubles, changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Problem
from cartoexp.domain.catalogue.problems import has_errors
from cartoexp.domain.contributions import Genre
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.contenu import SIGNALEMENT, verifier_signalement
from cartoexp.domain.contributions.derogations import demandes_connues, exiger_lieux
from cartoexp.domain.contributions.differences import differences
from cartoexp.domain.contributions.doublons import doublons
from cartoexp.domain.contributions.proposition import Cadre, Proposition, proposer, vide
from cartoexp.domain.contributions.reperes import Repere, de_contenu, de_dossier
from cartoexp.domain.contributions.vraisemblance import invraisemblances
from cartoexp.store import derogations, fiches
from cartoexp.store import experiments as queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions import Changement, Contribution, Doublon

ABSENTE = "cette fiche n’est plus au catalogue. Proposez-la comme nouvelle expérimentation."
VIDE = "la proposition est vide. Écrivez ce qui est à ajouter ou à changer."
DEJA_EXACTE = "cette fiche a déjà été confirmée aujourd’hui. Rien n’est à faire."
SANS_MESSAGE = "dites en quelques mots ce qui est faux."


@dataclass(frozen=True, slots=True)
class Examen:
    """What is said of a proposal: ``problems`` refuse it or warn, ``doublons`` only tell.

    ``reperes`` says where each problem is. ``empreinte`` is a hash of the record on which the
    changes are told.
    """

    problems: Sequence[Problem]
    reperes: Sequence[Repere] = ()
    doublons: Sequence[Doublon] = ()
    changements: Sequence[Changement] = ()
    empreinte: str = ""
    proposition: Proposition = field(default_factory=lambda: Proposition(vide(), vide()))

    @property
    def correct(self) -> bool:
        """Whether nothing refuses it."""
        return not has_errors(list(self.problems))


def examiner(
    session: Session,
    contribution: Contribution,
    territoires: Territoires,
    millesime: int,
    jour: str,
) -> Examen:
    """Judge a proposal as the import judges a file, against the catalogue as it is now."""
    nouvelle = contribution.genre is Genre.NOUVELLE
    name = "" if nouvelle else contribution.cible.experimentation
    part = fiches.lire(session, name)
    base = dossiers.de_catalogue(part)
    empreinte = dossiers.empreinte(base)
    problems = _manques(contribution, absente=not nouvelle and not part.experiments)
    if problems:
        places = [Repere()] * len(problems)
        return Examen(problems, places, empreinte=empreinte, proposition=Proposition(base, base))
    known = fiches.identifiants(session)
    cadre = Cadre(territoires, millesime, _sources(session, contribution), known)
    made = proposer(contribution, base, cadre, jour)
    problems = list(made.problems)
    places = [de_contenu(p) for p in problems]
    changes: list[Changement] = []
    if made.propose["experiments"]:
        found, told = dossiers.valider(made.propose, territoires, known - {made.experimentation})
        told = [*exiger_lieux(told, made.base)]
        told += [p for p in invraisemblances(made, jour) if p not in told]
        problems += told
        places += [de_dossier(p, made) for p in told]
        changes = differences(made.base, dossiers.de_catalogue(found) if found else made.propose)
    if not changes and not problems and contribution.genre is not Genre.SIGNALEMENT:
        still = contribution.genre is Genre.TOUJOURS_EXACT
        problems = [Problem("proposition", 0, "", "", DEJA_EXACTE if still else VIDE)]
        places = [Repere()]
    likely = _doublons(session, contribution, name)
    return Examen(problems, places, likely, changes, empreinte, made)


def _manques(contribution: Contribution, *, absente: bool) -> list[Problem]:
    """Return what is missing, or wrong in a report, for anything to be proposed."""
    row = next(iter(contribution.contenu.get(SIGNALEMENT, ())), {})
    problems = verifier_signalement(row)
    report = contribution.genre is Genre.SIGNALEMENT
    if report and not row.get("message"):
        problems.insert(0, Problem(SIGNALEMENT, 0, "message", "", SANS_MESSAGE))
    if absente and (contribution.cible.experimentation or not report):
        problems.append(Problem("proposition", 0, "", "", ABSENTE))
    return problems


def _sources(session: Session, contribution: Contribution) -> dict[str, dict[str, str]]:
    """Return every source when the proposal has one that may be among them already."""
    given = contribution.contenu.get("sources", ())
    if not any(row.get("url") and not row.get("id") for row in given):
        return {}
    return dossiers.lignes(queries.list_sources(session).values())


def _doublons(session: Session, contribution: Contribution, name: str) -> list[Doublon]:
    titles = {x.id: x.titre for x in queries.list_experiments(session)}
    placed = fiches.lire(session, name).implantations if name else ()
    places = [(i.experimentation, i.niveau.value, i.code) for i in placed]
    content = contribution.contenu
    found = doublons(content, titles, places, fiches.adresses(session), name)
    if "derogations" not in content:
        return found
    return found + demandes_connues(content, derogations.lister(session), titles)
