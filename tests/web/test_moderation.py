"""Signing in, without JavaScript: the cookie, the table of who may what, forms that are refused."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.comptes import Role
from cartoexp.services.comptes import opened
from cartoexp.settings import Settings
from cartoexp.web.factory import create_app
from cartoexp.web.garde import REQUIS
from cartoexp.web.moderation.adresses import suite
from tests.comptes import OTHER, PASSWORD, Horloge, pourvu, service
from tests.web.parsing import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from cartoexp.services.comptes import CompteService
    from cartoexp.services.registry import Services

MODERATEUR, ADMINISTRATEUR = "relecture@exemple.fr", "pilotage@exemple.fr"
HOME, IN, OUT = "/moderation", "/moderation/connexion", "/moderation/deconnexion"
MINE, EVERYWHERE = "/moderation/compte", "/moderation/compte/sessions"
ALL, LINK = "/moderation/comptes", "/moderation/comptes/lien"
QUEUE, RECORDS = "/moderation/contributions", "/moderation/fiches"
PUBLIC = {IN, "/moderation/mot-de-passe/<jeton>"}


@pytest.fixture(scope="module")
def horloge() -> Horloge:
    return Horloge()


@pytest.fixture(scope="module")
def comptes(make_database: Callable[[str], str], horloge: Horloge) -> Iterator[CompteService]:
    with opened(make_database("sqlite")) as found:
        made = service(found.sessions, horloge)
        pourvu(made, MODERATEUR)
        pourvu(made, ADMINISTRATEUR, Role.ADMINISTRATEUR)
        yield made


@pytest.fixture(scope="module")
def own(services: Services, comptes: CompteService) -> Flask:
    ours = replace(services)
    vars(ours)["comptes"] = comptes
    app: Flask = create_app(Settings(connexions_par_heure=3), ours).server
    return app


@pytest.fixture
def visitor(own: Flask) -> FlaskClient:
    return own.test_client()


def enter(
    client: FlaskClient, name: str = MODERATEUR, password: str = PASSWORD, **more: str
) -> TestResponse:
    return client.post(IN, data={"identifiant": name, "mot_de_passe": password, **more})


def token(client: FlaskClient) -> str:
    """What the forms of this session say."""
    page = client.get(HOME).text
    found = re.search(r'name="verification" value="([0-9a-f]{64})"', page)
    assert found, page
    return found[1]


def signed(own: Flask, name: str) -> FlaskClient:
    client = own.test_client()
    assert enter(client, name).status_code == 303
    return client


def test_the_way_in_and_out(visitor: FlaskClient) -> None:
    led = visitor.get(f"{MINE}?fait=rien")
    assert (led.status_code, led.location) == (
        303,
        f"{IN}?suite=%2Fmoderation%2Fcompte%3Ffait%3Drien",
    )
    page = visitor.get(led.location)
    assert "Set-Cookie" not in page.headers
    assert list(Document(page.text).problems()) == []
    answer = enter(visitor, suite="/moderation/compte?fait=rien")
    assert answer.location == "/moderation/compte?fait=rien"
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"moderation=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", cookie)
    mine = Document(visitor.get(MINE).text)
    assert list(mine.problems()) == []
    assert MODERATEUR in mine.text
    assert visitor.get(IN).location == HOME
    jeton = cookie.partition("=")[2].partition(";")[0]
    left = visitor.post(OUT, data={"verification": token(visitor)})
    assert left.location == f"{IN}?fait=deconnexion"
    assert visitor.get_cookie("moderation") is None
    visitor.set_cookie("moderation", jeton)
    assert visitor.get(HOME).status_code == 303, "the session itself has ended"


def test_a_cookie_that_is_none_of_ours(visitor: FlaskClient) -> None:
    for cookie in (b"moderation=\xff\xed\xa0\x80", b"moderation=", b"moderation=" + b"x" * 4_000):
        answer = visitor.get(HOME, headers={"Cookie": cookie.decode("latin-1")})
        assert answer.status_code == 303
    assert visitor.get("/moderation/mot-de-passe/%ff%ed%a0%80").status_code == 410


def test_by_https_the_cookie_is_bound_to_the_host(own: Flask) -> None:
    client = own.test_client()
    form = {"identifiant": MODERATEUR, "mot_de_passe": PASSWORD}
    answer = client.post(IN, data=form, base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(
        r"__Host-moderation=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", cookie
    )
    assert client.get(HOME, base_url="https://localhost").status_code == 200


def test_nothing_of_it_is_kept_or_indexed(own: Flask) -> None:
    client = signed(own, ADMINISTRATEUR)
    for path in (IN, HOME, MINE, ALL, "/moderation/mot-de-passe/x", "/moderation/rien"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Robots-Tag"] == "noindex", path
        assert headers["Referrer-Policy"] == "same-origin", path
    assert "X-Robots-Tag" not in client.get("/methode").headers
    assert "Disallow: /moderation" in client.get("/robots.txt").text


TABLE = [
    # method, path, visitor, moderator, administrator
    ("GET", IN, 200, 303, 303),
    ("POST", IN, 403, 403, 403),  # without a right password
    ("GET", "/moderation/mot-de-passe/<jeton>", 410, 410, 410),
    ("POST", "/moderation/mot-de-passe/<jeton>", 410, 410, 410),
    ("GET", HOME, 303, 200, 200),
    ("GET", MINE, 303, 200, 200),
    ("POST", MINE, 403, 422, 422),  # without a new password
    ("GET", ALL, 303, 403, 200),
    ("POST", LINK, 403, 403, 404),  # for no account
    ("POST", EVERYWHERE, 403, 303, 303),
    ("POST", OUT, 403, 303, 303),
    ("GET", QUEUE, 303, 200, 200),
    ("GET", f"{QUEUE}/<identifiant>", 303, 404, 404),
    ("POST", f"{QUEUE}/<identifiant>", 403, 404, 404),
    ("GET", RECORDS, 303, 200, 200),
    ("GET", f"{RECORDS}/<experimentation>", 303, 404, 404),
    ("GET", f"{RECORDS}/<experimentation>/<numero>", 303, 404, 404),
    ("POST", f"{RECORDS}/<experimentation>/<numero>", 403, 404, 404),
]


def test_who_may_what(own: Flask) -> None:
    for rank, name in enumerate(("", MODERATEUR, ADMINISTRATEUR)):
        for method, path, *expected in TABLE:
            client = signed(own, name) if name else own.test_client()
            data = {"verification": token(client)} if name else {}
            answer = client.open(path, method=method, data=data if method == "POST" else None)
            assert answer.status_code == expected[rank], (method, path, name)


def test_the_table_is_whole(own: Flask) -> None:
    """A route that is added here has to be guarded and to be in the table."""
    told = {(method, path) for method, path, *_ in TABLE}
    rules = [r for r in own.url_map.iter_rules() if r.rule.startswith(HOME)]
    for rule in rules:
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert (method, rule.rule) in told
        required = vars(own.view_functions[rule.endpoint]).get(REQUIS)
        assert (required is None) == (rule.rule in PUBLIC), rule


def test_forms_that_are_refused(own: Flask) -> None:
    client, other = signed(own, MODERATEUR), signed(own, MODERATEUR)
    form = {"actuel": PASSWORD, "nouveau": OTHER, "encore": OTHER}
    for given in ({}, {"verification": ""}, {"verification": "é"}, {"verification": token(other)}):
        answer = client.post(MINE, data={**form, **given})
        assert answer.status_code == 403
        assert "rien n’a été enregistré" in Document(answer.text).text
    right = {**form, "verification": token(client)}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}):
        assert client.post(MINE, data=right, headers=headers).status_code == 403
        assert own.test_client().post(IN, data={}, headers=headers).status_code == 403
    assert client.post(MINE, data={**right, "actuel": "x" * 20_000}).status_code == 413
    answer = client.post(MINE, data={**right, "actuel": "faux"})
    assert answer.status_code == 422
    assert Document(answer.text).one("div", "note--erreur") is not None


def test_a_cookie_of_before_a_password_change(own: Flask, comptes: CompteService) -> None:
    client, elsewhere = signed(own, MODERATEUR), signed(own, MODERATEUR)
    form = {"nouveau": OTHER, "encore": OTHER, "verification": token(client)}
    answer = client.post(MINE, data={**form, "actuel": PASSWORD})
    assert answer.status_code == 303
    assert "mot de passe est changé" in client.get(answer.location).text
    assert elsewhere.get(MINE).status_code == 303
    # The same form again: its session is over.
    assert client.post(MINE, data={**form, "actuel": OTHER}).status_code == 403
    assert elsewhere.post(MINE, data=form).status_code == 403
    comptes.suivre_lien(comptes.lien(MODERATEUR)[1], PASSWORD, PASSWORD)


def test_a_link_is_handed_over_and_followed(own: Flask, visitor: FlaskClient) -> None:
    admin = signed(own, ADMINISTRATEUR)
    listed = Document(admin.get(ALL).text)
    assert list(listed.problems()) == []
    assert MODERATEUR in listed.text
    asked = {"identifiant": MODERATEUR, "verification": token(admin)}
    link = Document(admin.post(LINK, data=asked).text).by_id("lien").text
    path = link.removeprefix("http://localhost")
    assert re.fullmatch(r"/moderation/mot-de-passe/[\w-]{43}", path)
    page = Document(visitor.get(path).text)
    assert list(page.problems()) == []
    assert page.by_id("identifiant").get("value") == MODERATEUR
    weak = visitor.post(path, data={"nouveau": "trop court", "encore": "trop court"})
    assert weak.status_code == 422
    assert "trop court" not in Document(weak.text).by_id("nouveau").attrib.values()
    done = visitor.post(path, data={"nouveau": PASSWORD, "encore": PASSWORD})
    assert done.location == f"{IN}?fait=mot-de-passe"
    assert "Set-Cookie" not in done.headers
    assert "enregistré" in visitor.get(done.location).text
    assert visitor.post(path, data={"nouveau": OTHER, "encore": OTHER}).status_code == 410
    assert "Lien périmé" in visitor.get(path).text


def test_a_refusal_loses_nothing_and_executes_nothing(visitor: FlaskClient) -> None:
    answer = enter(visitor, '"><script>alert(1)</script>', suite="//ailleurs.example")
    page = Document(answer.text)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert page.by_id("identifiant").get("value") == '"><script>alert(1)</script>'
    assert page.by_id("mot_de_passe").get("value") is None
    assert not [e for e in page.all("script") if "alert" in (e.text or "")]


@pytest.mark.parametrize(
    "asked",
    [
        *("https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example", "/", ""),
        *("/moderation.ailleurs.example", "/moderation@ailleurs.example", "/moderation/../api"),
        *("/moderation\r\nSet-Cookie: a=b", "/moderation/connexion", "/moderation/deconnexion"),
        *("javascript:alert(1)", "/moderationx", "/moderation/é"),
    ],
)
def test_a_sign_in_leads_to_our_own_pages_only(asked: str) -> None:
    assert suite(asked) == HOME
    assert suite("/moderation/file/12?theme=eau") == "/moderation/file/12?theme=eau"


def test_an_address_tries_at_a_rate(own: Flask) -> None:
    client = own.test_client()
    away = {"REMOTE_ADDR": "203.0.113.9"}
    statuses = [client.post(IN, data={}, environ_base=away).status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]
    assert "Retry-After" in client.post(IN, data={}, environ_base=away).headers


def test_logs_name_nobody(
    own: Flask, comptes: CompteService, horloge: Horloge, caplog: pytest.LogCaptureFixture
) -> None:
    pourvu(comptes, "nom.prenom@exemple.fr")
    with caplog.at_level(logging.DEBUG):
        for _ in range(5):
            enter(own.test_client(), "nom.prenom@exemple.fr", "faux")
    assert "waits after 5 failures" in caplog.text
    assert "prenom" not in caplog.text
    assert enter(own.test_client(), "nom.prenom@exemple.fr").status_code == 403
    horloge.avance(minutes=1)
    assert enter(own.test_client(), "nom.prenom@exemple.fr").status_code == 303


def test_visitors_get_no_cookie(visitor: FlaskClient) -> None:
    for path in ("/", "/methode", IN, HOME):
        assert "Set-Cookie" not in visitor.get(path).headers
    text = Document(visitor.get("/mentions-legales").text).text
    assert "aucun cookie" in text
    assert "se connecte pour relire" in text
