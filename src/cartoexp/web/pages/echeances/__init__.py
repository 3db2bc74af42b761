"""Page « Échéances », with its calendar, its feed and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response as Answer
from flask import redirect

from cartoexp.domain.echeances import Choix
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs import atom
from cartoexp.web.communs import echeances as words
from cartoexp.web.communs.lieux import Lieux
from cartoexp.web.context import cached, query
from cartoexp.web.pages.echeances import adresse, calendrier, fichier, flux, modele, page
from cartoexp.web.pages.echeances.calendrier import Calendrier, Imprecises
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.services.echeances import Registre
    from cartoexp.web.context import Web

PATH = words.PATH
UNSURE, PAGE = "imprecises", "page"
TITLE = "Échéances"


def register(server: Flask, web: Web) -> None:
    """Attach the page and its other forms to ``server``."""
    territoires = web.services.territoires
    lieux = Lieux(territoires.level(Niveau.REGION), territoires.level(Niveau.DEPARTEMENT))

    @server.get(PATH)
    def echeances() -> Response:
        asked = query()
        demande = adresse.read(asked)
        if adresse.sent_by_form(asked):
            return redirect(demande.href)
        registre = web.services.echeances.registre(demande.choix, web.today())
        told = calendrier.description(_calendar(web, demande.choix, registre))
        calendar = told, web.shell.origin()
        found = modele.read(web.services, demande, registre, lieux, calendar)
        return web.answer(page.layout(found))

    @server.get(f"{PATH}.ics")
    def calendar() -> Response:
        reader = Reader(query())
        how = reader.choice(UNSURE, Imprecises, Imprecises.TACHES)
        reader.raise_problems()
        choix = Choix.parse(reader.query, also=(UNSURE,))
        registre = web.services.echeances.registre(choix, web.today())
        from cartoexp.web.pages.echeances import ics  # noqa: PLC0415  icalendar: 3 MiB

        made = ics.write(_calendar(web, choix, registre, how))
        response = Answer(made, content_type=ics.MEDIA)
        response.headers["Content-Disposition"] = 'inline; filename="echeances-cartoexp.ics"'
        return _open(response)

    @server.get(f"{PATH}.atom")
    def feed() -> Response:
        reader = Reader(query())
        number = reader.integer(PAGE, 1, 1, adresse.LAST_PAGE)
        reader.raise_problems()
        choix = Choix.parse(reader.query, also=(PAGE,))
        written = atom.write(_feed(web, choix, number))
        return _open(Answer(written, content_type=f"{atom.MEDIA}; charset=utf-8"))

    offer(server, web, PATH, "echeances", lambda asked: fichier.table(web, asked.query))


def _open(response: Answer) -> Answer:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return cached(response, "no-cache")


def title(web: Web, choix: Choix) -> str:
    """Return the title of what is followed."""
    return ", ".join([TITLE, *words.told(web.services, choix)])


def _calendar(
    web: Web, choix: Choix, registre: Registre, how: Imprecises = Imprecises.TACHES
) -> Calendrier:
    service = web.services.echeances
    return Calendrier(
        titre=title(web, choix),
        nom=choix.query(),
        origine=web.shell.origin(),
        adresse=words.address(choix),
        jour=registre.jour,
        echeances=registre.toutes,
        modifiee=service.modifiee,
        derniere=service.derniere(),
        imprecises=how,
    )


def _feed(web: Web, choix: Choix, number: int) -> atom.Flux:
    """Return a page of the feed, the last changed first.

    Raises:
        InvalidParametersError: for a page after the last one.
    """
    service = web.services.echeances
    registre = service.registre(choix, web.today())
    dated = [(service.modifiee(e), e) for e in registre.toutes]
    dated.sort(key=lambda pair: (-pair[0].timestamp(), pair[1].cle))
    last = atom.last_page(len(dated))
    if number > last:
        told = f"«{NBSP}page{NBSP}» va de 1 à {last} pour ce flux."
        raise InvalidParametersError([ParameterProblem(PAGE, told)])
    first = (number - 1) * atom.SIZE
    pages = {n for n in (1, number - 1, number, number + 1, last) if n >= 1}
    more = {n: {PAGE: str(n)} if n > 1 else {} for n in pages}
    return atom.Flux(
        titre=title(web, choix),
        sens=flux.MEANING,
        auteur=web.publisher.editeur or "Cartoexp",
        origine=web.shell.origin(),
        adresses={n: words.address(choix, f"{PATH}.atom", **m) for n, m in more.items()},
        liste=words.address(choix),
        nom=f"echeances/{choix.query()}",
        modifie=dated[0][0] if dated else service.derniere(),
        entrees=[flux.entry(e, t, registre.jour) for t, e in dated[first : first + atom.SIZE]],
        page=number,
        derniere=last,
    )
