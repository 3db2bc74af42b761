"""Who reaches what: each route of the site × visitor, contributor, moderator, administrator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.contributions import Cible, Genre
from cartoexp.domain.contributions.contribution import est_jeton
from cartoexp.web.garde import CONNEXION, REQUIS, VERIFICATION
from tests import porte
from tests.contributions import nouvelle
from tests.web.conftest import ADMINISTRATEUR, MODERATEUR

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.conftest import Ouvert

KINDS = {"ouvert": None, "lien": None, "relecture": "moderateur", "pilotage": "administrateur"}
ARGS = {
    "code": "59178",
    "niveau": "commune",
    "identifier": "tzcld",
    "collection": "communes",
    "suffixe": "csv",
    "z": "6",
    "x": "32",
    "y": "21",
}
"""What stands in addresses; for the rest a name that nothing has."""
GUESSED = "A" * 32
SEEN = {"relecture": (False, True, True), "pilotage": (False, False, True)}
"""Whether a guarded page is reached: visitor or contributor, moderator, administrator."""
SESSIONS = ("", MODERATEUR, ADMINISTRATEUR)


def table() -> dict[tuple[str, str], str]:
    """What each method of each route is, by the table."""
    found: dict[tuple[str, str], str] = {}
    kind = ""
    for line in (Path(__file__).with_name("droits.txt")).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            method, rule = line.split()
            assert (method, rule) not in found, f"told twice: {line}"
            found[method, rule] = kind
    return found


TABLE = table()


def routes(kind: str) -> list[tuple[str, str]]:
    return [route for route, told in TABLE.items() if told == kind]


def address(rule: str, **args: str) -> str:
    return re.sub(
        r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda m: (args | ARGS).get(m[1], "rien"), rule
    )


def ask(client: FlaskClient, method: str, path: str, **data: str) -> TestResponse:
    return client.open(path, method=method, data=data if method == "POST" else None)


def turned_away(answer: TestResponse) -> bool:
    """Tell whether the guard of accounts let nothing through."""
    if answer.status_code == 303:
        return (answer.location or "").startswith(f"{CONNEXION}?suite=")
    return answer.status_code == 403 and any(
        told in answer.text for told in ("Accès réservé", "Session finie")
    )


def test_the_table_has_a_line_for_each_route(ouvert: Ouvert) -> None:
    found = {
        (method, rule.rule): vars(ouvert.server.view_functions[rule.endpoint]).get(REQUIS)
        for rule in ouvert.server.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert set(found) - set(TABLE) == set(), "give each new route a line in droits.txt"
    assert set(TABLE) - set(found) == set(), "no route answers this any more"
    wrong = {route: told for route, told in TABLE.items() if found[route] != KINDS[told]}
    assert wrong == {}


def test_what_is_open_is_open_to_all_alike(ouvert: Ouvert) -> None:
    clients = [ouvert.connecte(name) for name in SESSIONS]
    for method, rule in routes("ouvert"):
        path = address(rule)
        answers = [ask(client, method, path) for client in clients]
        assert not any(map(turned_away, answers)), rule
        if rule == CONNEXION:  # who is signed in needs no second sign-in
            continue
        assert len({a.status_code for a in answers}) == 1, rule
        assert answers[0].status_code < 500 or rule.startswith("/_dash"), rule  # Dash's own words


@pytest.mark.parametrize("kind", SEEN)
def test_what_accounts_reach(ouvert: Ouvert, kind: str) -> None:
    for method, rule in routes(kind):
        for name, seen in zip(SESSIONS, SEEN[kind], strict=True):
            client = ouvert.connecte(name)
            answer = ask(client, method, address(rule), **_own_form(client, name))
            assert turned_away(answer) != seen, (method, rule, name)
            assert answer.status_code < 500, (method, rule, name)


def _own_form(client: FlaskClient, name: str) -> dict[str, str]:
    if not name:
        return {}
    found = re.search(rf'name="{VERIFICATION}" value="(\w+)"', client.get("/moderation").text)
    assert found
    return {VERIFICATION: found[1]}


def test_a_link_that_is_guessed_opens_nothing_for_anybody(ouvert: Ouvert) -> None:
    assert est_jeton(GUESSED)
    form = porte.champs(ouvert.server)
    for method, rule in routes("lien"):
        for name in SESSIONS:
            path = address(rule, jeton=GUESSED)
            client = ouvert.connecte(name)
            answer = ask(client, method, path, **form)
            if answer.status_code == 303:  # to the page that says it is not there
                answer = client.get(answer.location or "")
            assert answer.status_code in {403, 404, 410}, (method, rule, name)


def test_a_contributor_is_served_by_their_link_whoever_they_are(ouvert: Ouvert) -> None:
    draft, _ = ouvert.bureau.contribuer.creer(
        Genre.NOUVELLE, Cible(), nouvelle(), ouvert.bureau.tick()
    )
    sent, _ = ouvert.bureau.envoyer(nouvelle("Un autre essai"))
    own = {"brouillon": draft, "suivi": sent}
    asked = [r for m, r in routes("lien") if m == "GET" and r.split("/")[2] in own]
    for rule in asked:
        for name in SESSIONS:
            path = address(rule, jeton=own[rule.split("/")[2]], etape="relire")
            answer = ouvert.connecte(name).get(path)
            assert answer.status_code == 200, (rule, name)
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["Referrer-Policy"] == "same-origin"
