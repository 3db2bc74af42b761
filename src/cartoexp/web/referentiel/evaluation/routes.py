"""What is asked of an assessment, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, request

from cartoexp.domain.errors import ExperimentNotFoundError
from cartoexp.domain.referentiel import CroiseeError, referentiel
from cartoexp.domain.referentiel.dossier import Sorte
from cartoexp.domain.referentiel.evaluation import IDENTITE, TITRE, lire_etape, lire_identite
from cartoexp.web.context import query
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import EVALUATION, sous
from cartoexp.web.referentiel.evaluation import bilan, debut, etape

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.domain.referentiel import Faute, Referentiel
    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.services.referentiel import ReferentielService
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer import Porte
    from cartoexp.web.referentiel.evaluation.etape import Vu

SORTE = Sorte.EVALUATION
FICHE = "fiche"


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the pages to ``server``."""
    vues = Vues(web, porte)
    rule = f"{EVALUATION}/<jeton>"
    for path, method, view in (
        (EVALUATION, "GET", vues.debut),
        (EVALUATION, "POST", vues.creer),
        (rule, "GET", vues.bilan),
        (f"{rule}/<nom>", "GET", vues.etape),
        (f"{rule}/<nom>", "POST", vues.enregistrer),
    ):
        server.add_url_rule(path, f"evaluation_{view.__name__}", view, methods=[method])


@dataclass(frozen=True, slots=True)
class Vues:
    """The pages of assessments."""

    web: Web
    porte: Porte

    def debut(self) -> Response:
        """Ask what is assessed."""
        fiche = (query().get(FICHE) or [""])[0]
        said = {TITRE.nom: self._titre(fiche)} if fiche else {}
        page = debut.layout(referentiel(), self.porte.champs(), said, (), fiche)
        return self.web.answer(page)

    def creer(self) -> Response:
        """Begin, and lead to the first step."""
        self.porte.passer()
        r, fiche = referentiel(), request.form.get(FICHE, "")
        if fiche:
            self._titre(fiche)
        found, faults = lire_identite(r, request.form)
        if faults:
            said = {**request.form.to_dict(), **found}
            guard = self.porte.champs(relecture=True)
            return self.web.answer(debut.layout(r, guard, said, faults, fiche))
        parts = {IDENTITE: found}
        jeton = self._service.creer(SORTE, r.version, parts, self.web.today(), fiche)
        return redirect(sous(EVALUATION, jeton, r.etapes[0].id), HTTPStatus.SEE_OTHER)

    def bilan(self, jeton: str) -> Response:
        """Tell what it amounts to."""
        held = self._lire(jeton)
        address = f"{cadre.origine(self.web)}{sous(EVALUATION, jeton)}"
        vu = bilan.Vu(referentiel(), jeton, held, address, self._fiche(held))
        return self.web.answer(bilan.layout(vu))

    def etape(self, jeton: str, nom: str) -> Response:
        """Show a part as it is kept."""
        held = self._lire(jeton)
        _known(nom)
        vu = etape.Vu(referentiel(), jeton, held, held.partie(nom).valeurs)
        return self._montrer(vu, nom)

    def enregistrer(self, jeton: str, nom: str) -> Response:
        """Save a part, or show it as it was sent with what is wrong in it."""
        self.porte.passer()
        held, r = self._lire(jeton), referentiel()
        names = _known(nom)
        found, faults = _lue(r, nom)
        if faults:
            said = {**request.form.to_dict(), **found}
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return self._montrer(etape.Vu(r, jeton, held, said, faults, "", status), nom)
        try:
            self._service.enregistrer(
                jeton, SORTE, nom, found, numero=cadre.lu(request.form), jour=self.web.today()
            )
        except CroiseeError as error:
            vu = etape.Vu(r, jeton, self._lire(jeton), found, (), str(error))
            return self._montrer(replace(vu, status=HTTPStatus.CONFLICT), nom)
        rest = names[names.index(nom) + 1 :]
        after = rest[:1] if etape.SUITE in request.form else []
        return redirect(sous(EVALUATION, jeton, *after), HTTPStatus.SEE_OTHER)

    @property
    def _service(self) -> ReferentielService:
        return self.web.services.referentiel

    def _lire(self, jeton: str) -> Dossier:
        return self._service.lire(jeton, SORTE, self.web.today())

    def _montrer(self, vu: Vu, nom: str) -> Response:
        layout = etape.identite if nom == IDENTITE else etape.layout
        return self.web.answer(layout(vu, nom, self.porte.champs(relecture=True)))

    def _titre(self, fiche: str) -> str:
        """Return the title of an experiment of the catalogue.

        Raises:
            ExperimentNotFoundError: there is none of this name.
        """
        return self.web.services.experiments.get(fiche).experiment.titre[: TITRE.most]

    def _fiche(self, held: Dossier) -> str:
        if not held.experimentation:
            return ""
        try:
            return self._titre(held.experimentation)
        except ExperimentNotFoundError:
            return ""  # it left the catalogue: what the team wrote stays


def _known(nom: str) -> list[str]:
    """Return the parts, among which this one has to be."""
    names = [IDENTITE, *(e.id for e in referentiel().etapes)]
    if nom not in names:
        abort(404)
    return names


def _lue(r: Referentiel, nom: str) -> tuple[dict[str, str], list[Faute]]:
    if nom == IDENTITE:
        return lire_identite(r, request.form)
    return lire_etape(r, nom, request.form)
