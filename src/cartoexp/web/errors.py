"""Errors to HTTP, in one table: a French page for people, RFC 9457 problems for programs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from dash import html
from flask import Response, json, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    TooManyRequests,
)

from cartoexp.domain.comptes import (
    AccesReserveError,
    CompteInconnuError,
    CompteRefuseError,
    ConnexionRefuseeError,
    FormulairePerimeError,
    LienPerduError,
    MotDePasseRefuseError,
    SessionRequiseError,
)
from cartoexp.domain.contributions import (
    BrouillonPerimeError,
    ConflitError,
    ContributionNotFoundError,
    ContributionRefuseeError,
    EnvoiDiffereError,
    EnvoiIllisibleError,
    EnvoiRetenuError,
    EnvoiTropLongError,
    EtapeError,
    PieceInattendueError,
)
from cartoexp.domain.couches import (
    CleRefuseeError,
    CoucheEffaceeError,
    CoucheNotFoundError,
    CoucheRefuseeError,
    CouchesEpuiseesError,
)
from cartoexp.domain.errors import (
    BusyError,
    CartoexpError,
    CatalogueReplacedError,
    ContradictionError,
    CorrespondanceError,
    DatabaseNotReadyError,
    DatabaseUnavailableError,
    DerogationNotFoundError,
    EnvoiEtrangerError,
    EnvoiPerduError,
    EnvoisEpuisesError,
    ExperimentNotFoundError,
    FichierRefuseError,
    FichierTropLourdError,
    InvalidParametersError,
    NotFoundError,
    NotWritableError,
    TerritoireNotFoundError,
    UnknownFormatError,
)
from cartoexp.domain.figees import (
    FigeeNotFoundError,
    FigeeRetireeError,
    FigeeTropGrandeError,
    GelEtrangerError,
    GelsEpuisesError,
)
from cartoexp.domain.filters import read_query
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.referentiel import (
    CroiseeError,
    DossierEffaceError,
    DossierNotFoundError,
)
from cartoexp.services.profils import NoProfileError
from cartoexp.web.garde import CONNEXION
from cartoexp.web.refus import set_aside
from cartoexp.web.shell import Page, Shell

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.html import Node


class UnreadableBodyError(BadRequest):
    """What was sent is not JSON."""


class MalformedRequestError(InvalidParametersError):
    """Refused parameters, where a standard or a size asks for 400."""


Writer = Callable[[HTTPStatus, Exception, str], "Response | None"]
"""Writes a failure and its sentence as a surface of its own does, or passes."""


STATUS: dict[type[CartoexpError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    TerritoireNotFoundError: HTTPStatus.NOT_FOUND,
    ExperimentNotFoundError: HTTPStatus.NOT_FOUND,
    DerogationNotFoundError: HTTPStatus.NOT_FOUND,
    UnknownFormatError: HTTPStatus.NOT_FOUND,
    FigeeNotFoundError: HTTPStatus.NOT_FOUND,
    FigeeRetireeError: HTTPStatus.GONE,
    FigeeTropGrandeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    GelsEpuisesError: HTTPStatus.TOO_MANY_REQUESTS,
    GelEtrangerError: HTTPStatus.FORBIDDEN,
    CleRefuseeError: HTTPStatus.FORBIDDEN,
    CoucheEffaceeError: HTTPStatus.GONE,
    CoucheNotFoundError: HTTPStatus.NOT_FOUND,
    CoucheRefuseeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    CouchesEpuiseesError: HTTPStatus.SERVICE_UNAVAILABLE,
    BrouillonPerimeError: HTTPStatus.GONE,
    ConflitError: HTTPStatus.CONFLICT,
    ContributionNotFoundError: HTTPStatus.NOT_FOUND,
    ContributionRefuseeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EtapeError: HTTPStatus.CONFLICT,
    CroiseeError: HTTPStatus.CONFLICT,
    DossierEffaceError: HTTPStatus.GONE,
    DossierNotFoundError: HTTPStatus.NOT_FOUND,
    EnvoiRetenuError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EnvoiDiffereError: HTTPStatus.TOO_MANY_REQUESTS,
    PieceInattendueError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    EnvoiIllisibleError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    EnvoiTropLongError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    EnvoiEtrangerError: HTTPStatus.FORBIDDEN,
    EnvoiPerduError: HTTPStatus.GONE,
    EnvoisEpuisesError: HTTPStatus.TOO_MANY_REQUESTS,
    FichierRefuseError: HTTPStatus.UNPROCESSABLE_ENTITY,
    FichierTropLourdError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    CorrespondanceError: HTTPStatus.UNPROCESSABLE_ENTITY,
    AccesReserveError: HTTPStatus.FORBIDDEN,
    CompteInconnuError: HTTPStatus.NOT_FOUND,
    CompteRefuseError: HTTPStatus.CONFLICT,
    ConnexionRefuseeError: HTTPStatus.FORBIDDEN,
    FormulairePerimeError: HTTPStatus.FORBIDDEN,
    LienPerduError: HTTPStatus.GONE,
    MotDePasseRefuseError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SessionRequiseError: HTTPStatus.FORBIDDEN,
    InvalidParametersError: HTTPStatus.UNPROCESSABLE_ENTITY,
    MalformedRequestError: HTTPStatus.BAD_REQUEST,
    ContradictionError: HTTPStatus.CONFLICT,
    NoProfileError: HTTPStatus.UNPROCESSABLE_ENTITY,
    DatabaseUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseNotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
    CatalogueReplacedError: HTTPStatus.SERVICE_UNAVAILABLE,
    NotWritableError: HTTPStatus.SERVICE_UNAVAILABLE,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
}
TITLES = {
    HTTPStatus.BAD_REQUEST: "Demande illisible",
    HTTPStatus.FORBIDDEN: "Envoi refusé",
    HTTPStatus.NOT_FOUND: "Page introuvable",
    HTTPStatus.GONE: "Vue retirée",
    HTTPStatus.METHOD_NOT_ALLOWED: "Méthode non admise",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Envoi trop volumineux",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Format non admis",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Adresse trop longue",
    HTTPStatus.CONFLICT: "Critères contradictoires",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Adresse mal formée",
    HTTPStatus.TOO_MANY_REQUESTS: "Trop de demandes",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Erreur du serveur",
    HTTPStatus.NOT_IMPLEMENTED: "Format non servi",
    HTTPStatus.SERVICE_UNAVAILABLE: "Service momentanément indisponible",
}
OWN_TITLES: dict[type[Exception], str] = {
    NoProfileError: "Comparaison impossible",
    BrouillonPerimeError: "Brouillon effacé",
    ConflitError: "Changé entre-temps",
    ContributionRefuseeError: "Proposition à corriger",
    EtapeError: "Action impossible",
    EnvoiDiffereError: "Envoi à refaire plus tard",
    EnvoiRetenuError: "Envoi à confirmer",
    EnvoiPerduError: "Fichier effacé",
    CoucheEffaceeError: "Carte effacée",
    AccesReserveError: "Accès réservé",
    CompteInconnuError: "Compte introuvable",
    CompteRefuseError: "Compte désactivé",
    DossierEffaceError: "Page effacée",
    LienPerduError: "Lien périmé",
    SessionRequiseError: "Session finie",
}
"""Titles of failures that a status names too broadly."""
DETAILS = {
    HTTPStatus.BAD_REQUEST: "Le serveur n’a pas compris cette demande. Vérifiez l’adresse.",
    HTTPStatus.NOT_FOUND: "Cette adresse ne mène à aucune page. Vérifiez-la ou cherchez ci-dessus.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Cette adresse se consulte, elle ne reçoit pas d’envoi.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Cet envoi est trop volumineux : découpez-le.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Cette adresse attend un envoi en « application/json ».",
    HTTPStatus.TOO_MANY_REQUESTS: (
        "Votre adresse a demandé trop de fois en une seconde. Attendez le délai que dit l’en-tête "
        "Retry-After, puis reprenez."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "L’erreur a été notée. Rechargez la page ; si elle revient, signalez-la."
    ),
    HTTPStatus.NOT_IMPLEMENTED: "Cette adresse ne répond qu’en JSON : « format=json ».",
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "La base de données ne répond pas. Réessayez dans une minute : rien n’est perdu."
    ),
}
TOLD = (
    *(NotFoundError, InvalidParametersError, NoProfileError),
    *(BusyError, CatalogueReplacedError),
    *(FigeeRetireeError, FigeeTropGrandeError),
    *(BrouillonPerimeError, ConflitError, ContributionRefuseeError, EtapeError),
    *(EnvoiRetenuError, EnvoiIllisibleError, EnvoiTropLongError),
    *(EnvoiEtrangerError, EnvoiPerduError, EnvoisEpuisesError),
    *(FichierRefuseError, CorrespondanceError),
    *(CleRefuseeError, CoucheEffaceeError, CoucheRefuseeError, CouchesEpuiseesError),
    *(AccesReserveError, CompteRefuseError, ConnexionRefuseeError, FormulairePerimeError),
    *(LienPerduError, MotDePasseRefuseError, SessionRequiseError),
    *(CroiseeError, DossierEffaceError),
)
"""Failures whose own words people read."""
RETRY_AFTER_S = 30
_SERVER = HTTPStatus.INTERNAL_SERVER_ERROR
_log = logging.getLogger("cartoexp.web")


def install(server: Flask, shell: Shell, writers: Mapping[str, Writer]) -> None:
    """Register one handler for every failure; ``writers`` are those of addresses by beginning."""

    @server.errorhandler(Exception)
    def handle(error: Exception) -> Response:
        status = noted(error)
        response = _written(status, error, shell, writers)
        tell(response, error)
        return response


def tell(response: Response, error: Exception) -> None:
    """Write the headers that tell of a failure."""
    if status_of(error) is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    if isinstance(error, EnvoisEpuisesError | EnvoiDiffereError):
        response.headers["Retry-After"] = str(error.attente_s)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    response.headers["Cache-Control"] = "no-store"


def _written(
    status: HTTPStatus, error: Exception, shell: Shell, writers: Mapping[str, Writer]
) -> Response:
    for beginning, write in writers.items():
        own = write(status, error, detail(status, error)) if _begins(beginning) else None
        if own is not None:
            return own
    if wants_json():
        return problem(status, error)
    return Response(shell.document(_page(status, error)), status, mimetype="text/html")


def wants_json() -> bool:
    """Tell whether a program asks: it gets problems as data."""
    asked = request.accept_mimetypes
    return request.path.startswith(("/api/", "/health", "/_dash", "/tuiles/", "/oembed")) or (
        request.method == "POST" and asked.best == "application/json"
    )


def _begins(beginning: str) -> bool:
    return request.path == beginning or request.path.startswith(f"{beginning}/")


def status_of(error: Exception) -> HTTPStatus:
    """Return the status that tells of a failure."""
    if isinstance(error, CartoexpError):
        return STATUS.get(type(error), _SERVER)
    if isinstance(error, HTTPException) and error.code in {s.value for s in HTTPStatus}:
        return HTTPStatus(error.code or _SERVER)
    return _SERVER


def noted(error: Exception) -> HTTPStatus:
    """Return the status that tells of a failure, once what nobody expected is in the log."""
    status = status_of(error)
    if status >= _SERVER and not isinstance(error, CartoexpError):
        _log.error("unexpected failure", exc_info=error)
    return status


def detail(status: HTTPStatus, error: Exception) -> str:
    """Return what to tell people of a failure."""
    if isinstance(error, TOLD):
        return typeset(str(error))
    if isinstance(error, NotWritableError):
        return "Ce fichier ne peut pas être préparé : le dossier qui le garderait est fermé."
    if isinstance(error, UnreadableBodyError):
        return typeset("Cet envoi n’est pas du JSON lisible, en UTF-8.")
    if isinstance(error, MethodNotAllowed) and "POST" in (error.valid_methods or ()):
        return typeset("Cette adresse attend un envoi (POST).")
    if status is HTTPStatus.NOT_FOUND and wants_json():
        return "Cette adresse ne mène à rien : la liste est sur /api/v1/documentation."
    return DETAILS.get(status, DETAILS[HTTPStatus.BAD_REQUEST])


def problem(status: HTTPStatus, error: Exception) -> Response:
    """Return an ``application/problem+json`` answer (RFC 9457), in French."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(status, error),
        "status": status.value,
        "detail": detail(status, error),
    }
    if isinstance(error, NotFoundError | NoProfileError):
        body["proches"] = [{"titre": s.titre, "chemin": s.chemin} for s in error.proches]
    if isinstance(error, InvalidParametersError):
        body["erreurs"] = [
            {
                "parametre": p.parametre,
                "message": typeset(p.message),
                "valeursAdmises": list(p.valeurs_admises),
            }
            for p in error.problems
        ]
    return Response(json.dumps(body), status, mimetype="application/problem+json")


def title_of(status: HTTPStatus, error: Exception) -> str:
    """Return the few words that name a failure."""
    for kind, title in OWN_TITLES.items():
        if isinstance(error, kind):
            return title
    if status is HTTPStatus.UNPROCESSABLE_ENTITY and request.method == "POST":
        return "Envoi mal formé"
    return TITLES.get(status, TITLES[HTTPStatus.BAD_REQUEST])


def _page(status: HTTPStatus, error: Exception) -> Page:
    title = title_of(status, error)
    more: list[Node] = []
    offered: Node = None
    if isinstance(error, InvalidParametersError):
        more.append(html.Ul([html.Li(_told(p)) for p in error.problems], className="liste-simple"))
        asked = read_query(request.args.to_dict(flat=False))
        offered = set_aside(request.path, asked, error.problems)
        more.append(offered)
    else:
        more.append(html.P(detail(status, error), className="chapo"))
    if isinstance(error, NotFoundError | NoProfileError) and error.proches:
        links = [html.Li(html.A(s.titre, href=s.chemin)) for s in error.proches]
        more.append(html.H2("Les plus proches"))
        more.append(html.Ul(links, className="liste-simple"))
    out = _ways_out(status, strong=offered is None)
    if isinstance(error, SessionRequiseError):
        out = [html.A("Se connecter", className="bouton bouton--fort", href=CONNEXION)]
    more.append(html.P(out, className="actions"))
    body = html.Main(
        [html.P(f"Erreur {status.value}", className="sur-titre"), html.H1(title), *more],
        className="page page--texte",
        id="contenu",
    )
    return Page(title, title, body, status=status.value, robots="noindex")


def _ways_out(status: HTTPStatus, *, strong: bool) -> list[Node]:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:  # no other page would do better: this one, again
        return [html.A("Réessayer", className="bouton bouton--fort", href="")]
    return [
        html.A("Revenir à la carte", className=f"bouton{' bouton--fort' * strong}", href="/"),
        html.A("Chercher un territoire", className="bouton", href="/territoires"),
    ]


def _told(p: Any) -> Node:  # noqa: ANN401  a ParameterProblem
    if not p.valeurs_admises:
        return typeset(p.message)
    allowed = ", ".join(p.valeurs_admises)
    return [
        typeset(p.message),
        html.Br(),
        html.Span(f"Valeurs admises : {allowed}.", className="discret"),
    ]
