"""What is asked of a grid, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, request

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.referentiel import CroiseeError, Faute, referentiel
from cartoexp.domain.referentiel.dossier import Sorte
from cartoexp.domain.referentiel.grille import (
    LIEUX,
    MESURE,
    PARTIES,
    PROJET,
    TITRE,
    lire_mesure,
    lire_projet,
)
from cartoexp.domain.territoires import Niveau
from cartoexp.services.profils import NoProfileError
from cartoexp.services.temoins.saisie import ecrire
from cartoexp.web.communs.papier import sheet
from cartoexp.web.context import query
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import DOCUMENT, GRILLE, sous
from cartoexp.web.referentiel.grille import lieux, mesure, papier, projet, relire, saisie
from cartoexp.web.referentiel.grille.assembler import assembler
from cartoexp.web.referentiel.grille.temoins import ECARTER, REPRENDRE, TEMOINS
from cartoexp.web.referentiel.grille.vu import Vu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.services.referentiel import ReferentielService
    from cartoexp.services.temoins.saisie import Ligne
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer import Porte

SORTE = Sorte.GRILLE
FICHE = "fiche"
APRES = {PROJET: (MESURE,), MESURE: (LIEUX,)}
"""Where a part that is saved leads."""
UNREADABLE, CROSSED = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the pages to ``server``."""
    vues = Vues(web, porte)
    rule = f"{GRILLE}/<jeton>"
    for path, method, view in (
        (GRILLE, "GET", vues.debut),
        (GRILLE, "POST", vues.creer),
        (rule, "GET", vues.relire),
        (f"{rule}/{DOCUMENT}", "GET", vues.document),
        (f"{rule}/{TEMOINS}", "POST", vues.ecarter),
        (f"{rule}/<nom>", "GET", vues.partie),
        (f"{rule}/<nom>", "POST", vues.enregistrer),
    ):
        server.add_url_rule(path, f"grille_{view.__name__}", view, methods=[method])


@dataclass(frozen=True, slots=True)
class Vues:
    """The pages of grids."""

    web: Web
    porte: Porte

    def debut(self) -> Response:
        """Ask for the project, which begins a grid."""
        fiche = (query().get(FICHE) or [""])[0]
        said = {TITRE.nom: self._titre(fiche)} if fiche else {}
        return self.web.answer(projet.commencer(self.porte.champs(), said, (), fiche))

    def creer(self) -> Response:
        """Begin a grid, and lead to what is measured."""
        self.porte.passer()
        fiche = request.form.get(FICHE, "")
        if fiche:
            self._titre(fiche)
        found, faults = lire_projet(request.form)
        if faults:
            guard = self.porte.champs(relecture=True)
            return self.web.answer(projet.commencer(guard, found, faults, fiche))
        version, parts = referentiel().version, {PROJET: found}
        jeton = self._service.creer(SORTE, version, parts, self.web.today(), fiche)
        return redirect(sous(GRILLE, jeton, MESURE), HTTPStatus.SEE_OTHER)

    def relire(self, jeton: str) -> Response:
        """Show the whole grid, what is missing, and the way to the document."""
        vu = self._vu(jeton)
        address = f"{cadre.origine(self.web)}{vu.chemin}"
        return self.web.answer(relire.layout(vu, assembler(self.web, vu.dossier), address))

    def document(self, jeton: str) -> Response:
        """Give the two pages."""
        vu = self._vu(jeton)
        told = papier.told(vu, assembler(self.web, vu.dossier))
        return sheet(self.web.services.feuilles.pdf("grille", told), "grille", self.web.today())

    def partie(self, jeton: str, nom: str) -> Response:
        """Show a part as it is kept."""
        vu = self._vu(jeton)
        _known(nom)
        return self._montrer(replace(vu, dit=self._gardee(vu.dossier, nom)), nom)

    def enregistrer(self, jeton: str, nom: str) -> Response:
        """Save a part, or show it as it was sent with what is wrong in it."""
        self.porte.passer()
        vu = self._vu(jeton)
        _known(nom)
        if nom == LIEUX:
            return self._placer(vu)
        found, faults = (lire_projet if nom == PROJET else lire_mesure)(request.form)
        if faults:
            shown = replace(vu, dit=found, fautes=faults, status=UNREADABLE)
            return self._montrer(shown, nom)
        return self._garder(vu, nom, found)

    def ecarter(self, jeton: str) -> Response:
        """Leave controls out, or take them back, and match again."""
        self.porte.passer()
        vu = self._vu(jeton)
        kept = dict(vu.dossier.partie(LIEUX).valeurs)
        out = [*kept.get(saisie.ECARTES, ()), *request.form.getlist(ECARTER)]
        back = set(request.form.getlist(REPRENDRE))
        known = {t.code for t in saisie.ecartes(self.web.services, {**kept, saisie.ECARTES: out})}
        kept[saisie.ECARTES] = [c for c in dict.fromkeys(out) if c in known and c not in back]
        return self._apparier(vu, kept, ())

    def _placer(self, vu: Vu) -> Response:
        """Read territories and rules, then match controls to them."""
        services = self.web.services
        said, read, faults = saisie.lire(services, request.form)
        tried = saisie.retenus(read)
        before = vu.dossier.partie(LIEUX).valeurs
        if faults:
            again = {**request.form.to_dict(), **said}
            shown = replace(vu, dit=again, fautes=faults, status=UNREADABLE)
            return self._montrer(shown, LIEUX, read)
        if before.get(lieux.NIVEAU) == said[lieux.NIVEAU]:
            said[saisie.ECARTES] = list(before.get(saisie.ECARTES, ()))
        said |= {lieux.TEXTE: ecrire(tried), saisie.CODES: [t.code for t in tried]}
        return self._apparier(vu, said, read)

    def _apparier(self, vu: Vu, said: dict[str, Any], read: Sequence[Ligne]) -> Response:
        services = self.web.services
        try:
            found = services.temoins.proposer(saisie.essais(services, said), saisie.reglages(said))
        except (InvalidParametersError, NoProfileError) as error:
            shown = replace(vu, dit=said, fautes=_dites(error), status=UNREADABLE)
            return self._montrer(shown, LIEUX, read)
        said |= {
            saisie.TEMOINS: {
                p.essai.code: [t.territoire.code for t in p.temoins]
                for p in found.paires
                if p.temoins
            },
            saisie.LE: self.web.today().isoformat(),
            "millesime": services.reference.millesime,
        }
        return self._garder(vu, LIEUX, said)

    def _garder(self, vu: Vu, nom: str, values: Mapping[str, Any]) -> Response:
        try:
            self._service.enregistrer(
                vu.jeton, SORTE, nom, values, numero=cadre.lu(request.form), jour=self.web.today()
            )
        except CroiseeError as error:
            again = replace(self._vu(vu.jeton), dit=values, croisee=str(error), status=CROSSED)
            return self._montrer(again, nom)
        after = APRES.get(nom)
        path = sous(GRILLE, vu.jeton, *(after or (LIEUX,)))
        return redirect(path if after else f"{path}#{TEMOINS}", HTTPStatus.SEE_OTHER)

    @property
    def _service(self) -> ReferentielService:
        return self.web.services.referentiel

    def _vu(self, jeton: str) -> Vu:
        held = self._service.lire(jeton, SORTE, self.web.today())
        names = {t.code: t.nom for t in self.web.services.territoires.level(Niveau.DEPARTEMENT)}
        return Vu(jeton, held, self.web.today(), departements=names)

    def _gardee(self, held: Dossier, nom: str) -> Mapping[str, Any]:
        values = held.partie(nom).valeurs
        if nom == LIEUX and not values and held.experimentation:
            return {lieux.REPRISE: held.experimentation}
        return values

    def _montrer(self, vu: Vu, nom: str, read: Sequence[Ligne] = ()) -> Response:
        guard = self.porte.champs(relecture=True)
        if nom != LIEUX:
            layout = projet.layout if nom == PROJET else mesure.layout
            return self.web.answer(layout(vu, guard))
        snapshot = self.web.services.experiments.snapshot()
        titles = sorted((x.titre, x.id) for x in snapshot.experiments)
        found = None if vu.fautes else assembler(self.web, vu.dossier).trouves
        page = lieux.layout(vu, guard, read, [(name, title) for title, name in titles], found)
        return self.web.answer(page)

    def _titre(self, fiche: str) -> str:
        """Return the title of an experiment of the catalogue.

        Raises:
            ExperimentNotFoundError: there is none of this name.
        """
        return self.web.services.experiments.get(fiche).experiment.titre[: TITRE.most]


def _known(nom: str) -> None:
    if nom not in {name for name, _ in PARTIES}:
        abort(404)


def _dites(error: InvalidParametersError | NoProfileError) -> list[Faute]:
    if isinstance(error, NoProfileError):
        return [Faute(lieux.TEXTE, str(error))]
    return [
        Faute(lieux.PAR_CHAMP if p.parametre == "par" else lieux.TEXTE, p.message)
        for p in error.problems
    ]
