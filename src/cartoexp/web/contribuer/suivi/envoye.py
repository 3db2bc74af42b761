"""What was sent, as its author wrote it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from cartoexp.domain.contributions.contenu import SIGNALEMENT
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web import texte_enrichi
from cartoexp.web.communs.signaler import partie
from cartoexp.web.components import block
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import LIENS

if TYPE_CHECKING:
    from cartoexp.web.contribuer.suivi.page import Vu
    from cartoexp.web.html import Element, Node


def bloc(vu: Vu) -> Element:
    """Return the block."""
    held = vu.suivi.contribution
    rows: list[tuple[str, Node]] = [("Nature", held.genre.label)]
    if vu.titre:
        title = typeset(vu.titre)
        rows.append(("Fiche", html.A(title, href=vu.fiche) if vu.fiche else title))
    if held.cible.champ:
        rows.append(("Partie", partie(held.cible.champ) or held.cible.champ))
    if held.cible.chiffre:
        rows.append(("Chiffre", held.cible.chiffre))
    for row in held.contenu.get(SIGNALEMENT, ()):
        rows += _signalement(row, about=bool(vu.fiche))
    pairs = [part for name, value in rows for part in (html.Dt(name), html.Dd(value))]
    return block("envoye", "Ce que vous avez envoyé", html.Dl(pairs, className="def def--pile"))


def _signalement(row: dict[str, str], *, about: bool) -> list[tuple[str, Node]]:
    told: list[tuple[str, Node]] = []
    page, source = row.get("page", ""), row.get("source", "")
    if page and not about:
        told.append(("Page", html.A(unquote(page), href=page)))
    if message := row.get("message"):
        told.append(("Message", texte_enrichi.blocs(message)))
    if source:
        told.append(("Source", html.A(source, href=source, rel=LIENS)))
    return told
