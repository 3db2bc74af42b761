"""Addresses of embeds: read once, written back one way only, refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain import chemins
from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.filters import read_query
from cartoexp.domain.genres import Genre
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Statut, Theme
from cartoexp.domain.vues import Vue, parameters


def parse(genre: Genre, query: str = "", **target: object) -> Vue:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    asked: dict[str, list[str]] = {}
    for name, _, value in pairs:
        asked.setdefault(name, []).append(value)
    return Vue.parse(genre, asked, **target)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("genre", "query", "address"),
    [
        (Genre.CARTE, "", "/embed/carte"),
        (Genre.CARTE, "niveau=departement&couleur=nombre&apparence=auto", "/embed/carte"),
        (
            Genre.CARTE,
            "tableau=non&theme=emploi&niveau=epci&statut=en_cours",
            "/embed/carte?niveau=epci&theme=emploi&statut=en_cours&tableau=non",
        ),
        (Genre.CARTE, "theme=energie,emploi", "/embed/carte?theme=emploi,energie"),
        (Genre.PALMARES, "nombre=10", "/embed/palmares"),
        (Genre.PALMARES, "nombre=25&couleur=taux", "/embed/palmares?couleur=taux&nombre=25"),
        (Genre.CHIFFRE, "niveau=commune&mesure=implantations",
         "/embed/chiffre?mesure=implantations&niveau=commune"),
    ],
)  # fmt: skip
def test_an_address_is_written_one_way(genre: Genre, query: str, address: str) -> None:
    assert parse(genre, query).adresse() == address


def test_targets_stand_in_the_path() -> None:
    douai = parse(Genre.TERRITOIRE, niveau_cible=Niveau.COMMUNE, code="59178")
    assert douai.adresse("svg") == "/embed/territoire/commune/59178.svg"
    settings = "ou=region&poids=forme:1,demographie:2"
    near = parse(Genre.COMPARABLES, settings, niveau_cible=Niveau.EPCI, code="200044618")
    assert near.adresse() == "/embed/comparables/epci/200044618?poids=demographie:2&ou=region"
    next_ = parse(Genre.ESSAIMAGE, "deja=oui&niveau=epci", code="tzcld")
    assert next_.adresse("png", largeur="600") == (
        "/embed/essaimage/tzcld.png?niveau=epci&deja=oui&largeur=600"
    )


@given(
    st.sampled_from([Genre.CARTE, Genre.PALMARES]),
    st.sets(st.sampled_from(list(Theme)), max_size=3),
    st.sets(st.sampled_from(list(Statut)), max_size=2),
    st.sampled_from(["region", "departement", "epci", "commune"]),
    st.sampled_from(["auto", "clair", "sombre"]),
)
def test_what_is_written_is_read_back(
    genre: Genre, themes: set[Theme], statuts: set[Statut], niveau: str, look: str
) -> None:
    asked: dict[str, list[str]] = {
        "theme": [",".join(themes)],
        "statut": [s.value for s in statuts],
        "niveau": [niveau],
        "apparence": [look],
        "titre": ["non"],
    }
    vue = Vue.parse(genre, {k: v for k, v in asked.items() if v and v != [""]})
    again = Vue.parse(genre, read_query({k: [v] for k, v in vue.pairs()}))
    assert again == vue
    assert again.adresse() == vue.adresse()


@pytest.mark.parametrize(
    ("genre", "query", "parameter"),
    [
        (Genre.CARTE, "niveau=ept", "niveau"),
        (Genre.CARTE, "theme=magie", "theme"),
        (Genre.CARTE, "apparence=rose", "apparence"),
        (Genre.CARTE, "couleur=<script>", "couleur"),
        (Genre.CARTE, "nombre=5", "requête"),
        (Genre.PALMARES, "nombre=0", "nombre"),
        (Genre.PALMARES, "nombre=1000", "nombre"),
        (Genre.CHIFFRE, "mesure=poids", "mesure"),
        (Genre.TERRITOIRE, "region=11", "requête"),
        (Genre.COMPARABLES, "ou=lune", "ou"),
        (Genre.COMPARABLES, "poids=demographie:9", "poids"),
        (Genre.ESSAIMAGE, "deja=peut-etre", "deja"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_allowed(
    genre: Genre, query: str, parameter: str
) -> None:
    with pytest.raises(InvalidParametersError) as caught:
        parse(genre, query, niveau_cible=Niveau.COMMUNE, code="x")
    assert parameter in {p.parametre for p in caught.value.problems}
    assert all("script" not in p.message for p in caught.value.problems)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(InvalidParametersError) as caught:
        parse(Genre.CARTE, "niveau=ept&symboles=fleurs&apparence=rose")
    assert {p.parametre for p in caught.value.problems} == {"niveau", "symboles", "apparence"}


def test_each_kind_reads_how_it_is_shown() -> None:
    for genre in Genre:
        assert {"apparence", "titre", "legende", "tableau"} <= {*parameters(genre)}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/embed/carte", chemins.Chemin(Genre.CARTE)),
        ("/embed/carte.svg", chemins.Chemin(Genre.CARTE, format="svg")),
        ("/embed/essaimage/tzcld.json", chemins.Chemin(Genre.ESSAIMAGE, None, "tzcld", "json")),
        (
            "/embed/comparables/commune/59178",
            chemins.Chemin(Genre.COMPARABLES, Niveau.COMMUNE, "59178"),
        ),
        *(
            (path, None)
            for path in (
                "/embed/",
                "/carte",
                "/embed/carte/",
                "/embed/carte.gif",
                "/embed/carte/59",
                "/embed/territoire/59178",
                "/embed/territoire/canton/59178",
                "/embed/experimentation",
                "/embed/experimentation/a/b",
                "/embed/experimentation/../x",
                "/embed/experimentation/é",
            )
        ),
    ],
)
def test_paths(path: str, found: chemins.Chemin | None) -> None:
    assert chemins.lire(path) == found
