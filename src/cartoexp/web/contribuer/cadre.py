"""What the three steps have in common: the way through them, what is told of the file; pure."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.services.envois import DUREE_S
from cartoexp.web.components import aria, icon, note
from cartoexp.web.contribuer.adresses import PATH, TITRE, etape
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.shell import CONTRIBUER, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.envois import Envoi
    from cartoexp.web.html import Node

STEPS = ("Choisir le fichier", "Vérifier les colonnes", "Lire le résultat")
SCRIPTS = ("site.js", "importer.js")
_KIO = 1024


def page(
    rang: int,
    contenu: Sequence[Node],
    *,
    envoi: Envoi | None = None,
    maintenant: float = 0.0,
    status: int = 200,
    joint: bool = False,
) -> Page:
    """Return a step as a page; ``rang`` is from 0, ``joint`` when there is a result already."""
    main = html.Main(
        [
            html.H1(TITRE),
            _steps(rang, envoi, joint=joint),
            kept(envoi, maintenant) if envoi else None,
            *contenu,
        ],
        className="page importer",
        id="contenu",
    )
    return Page(
        f"{STEPS[rang]} · {TITRE}" if rang else TITRE,
        DESCRIPTION,
        main,
        CONTRIBUER,
        canonical="" if envoi else PATH,
        scripts=SCRIPTS,
        status=status,
        robots="noindex" if envoi or status != 200 else "",  # noqa: PLR2004  the page itself
    )


DESCRIPTION = (
    "Rattachez les lignes d’un fichier (CSV, Excel, ODS, Parquet, GeoJSON, GeoPackage) aux "
    "communes, intercommunalités, départements et régions, et sachez ce qui a été fait de chacune."
)


def _steps(rang: int, envoi: Envoi | None, *, joint: bool) -> Element:
    paths: list[str] = [""] * len(STEPS)
    if envoi is not None:
        paths = [PATH, etape(envoi.jeton), etape(envoi.jeton, "rapport") if joint else ""]
    items = []
    for step, (label, path) in enumerate(zip(STEPS, paths, strict=True)):
        told = html.A(label, href=path) if path and step != rang else label
        items.append(html.Li(told, **(aria(current="step") if step == rang else {})))
    return html.Nav(html.Ol(items, className="etapes"), **aria(label="Étapes"))


def kept(envoi: Envoi, maintenant: float) -> Element:
    """Return which file is worked on, for how long, and the way to erase it at once."""
    left = max(1, ceil((envoi.recu_le + DUREE_S - maintenant) / 60))
    told = (
        f"Gardé encore {count(left, 'minute')} sur le serveur, sous cette adresse que vous seul "
        "connaissez, puis effacé."
    )
    return html.Form(
        [
            html.P(
                [
                    html.Strong(envoi.nom),
                    f" ({weight(envoi.octets)}). {told}",
                ]
            ),
            html.Button(
                [icon("croix"), "Effacer maintenant"], className="bouton bouton--nu", type="submit"
            ),
        ],
        className="importer__fichier",
        method="post",
        action=etape(envoi.jeton, "effacer"),
    )


def weight(octets: int) -> str:
    """Return « 12 ko » or « 3,4 Mo »."""
    if octets < _KIO * _KIO:
        return f"{number(max(1, round(octets / _KIO)))}{NBSP}ko"
    return f"{number(octets / _KIO / _KIO, 1)}{NBSP}Mo"


def refused(message: str) -> Element:
    """Return why what was sent is refused."""
    return html.Div(note(html.P(message), "erreur", "alerte"), role="alert")


def remarks(texts: Sequence[str]) -> Node:
    """Return what was recognised or mended in reading."""
    if not texts:
        return None
    return note(html.Ul([html.Li(text) for text in texts], className="importer__remarques"))
