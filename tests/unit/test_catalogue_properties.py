"""Properties of the check: round trip, one fault found where it is, order that does not matter."""

from dataclasses import fields
from datetime import date
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cartoexp.domain.catalogue import TABLES, Catalogue, Gravite, write_catalogue
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.derogations import Derogation
from cartoexp.domain.experiments import Evaluation, Experiment, Implantation, Source
from cartoexp.domain.territoires import Lieu, Niveau
from cartoexp.domain.vocabulaires import (
    BaseLegale,
    Confiance,
    Decision,
    Dimension,
    EchellePreuve,
    Effet,
    Fondement,
    Lecture,
    Provenance,
    Rattachement,
    Statut,
    Suite,
    Theme,
    TypeEvaluation,
    TypeSource,
)
from tests.catalogue.samples import RESOLVER, VALID, check, check_texts, valid

PLACES = [(n, c, t.nom) for (n, c), t in RESOLVER.territoires.items()]
inner = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
edge = st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
texts = st.builds("{}{}{}".format, edge, inner, edge)
maybe = st.none() | texts
years = st.none() | st.integers(1900, 2100)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str)
dates = st.none() | st.builds(
    lambda d, n: PartialDate.parse(d[:n]), days, st.sampled_from([4, 7, 10])
)
ids = st.from_regex(r"[a-z0-9]{1,8}([_-][a-z0-9]{1,4}){0,2}", fullmatch=True)


@st.composite
def sources(draw: st.DrawFn, key: str) -> Source:
    titre = draw(maybe)
    url = draw(
        st.sampled_from([None, "https://example.org/é?a=1#b"]) if titre else st.just("http://a.fr")
    )
    kind = draw(st.sampled_from(TypeSource))
    return Source(id=key, titre=titre, url=url, date=draw(dates), type=kind)


@st.composite
def experiments(draw: st.DrawFn, key: str, known: list[str]) -> Experiment:
    free = {f.name: draw(maybe) for f in fields(Experiment) if f.type == "str | None"}
    marks = {
        name: draw(st.sampled_from(Provenance))
        for name in ("dimension", "base_legale", "probleme", "conditions_transfert")
    }
    return Experiment(
        **(
            free
            | {f"{name}_provenance": mark for name, mark in marks.items()}
            | {"page_officielle_url": None, "parent": None}
            | {"id": key, "titre": draw(texts), "resume": draw(texts)}
            | {"themes": tuple(draw(st.lists(st.sampled_from(Theme), min_size=1, unique=True)))}
            | {"dimension": draw(st.none() | st.sampled_from(Dimension))}
            | {"base_legale": draw(st.sampled_from(BaseLegale)), "verifie_le": draw(dates)}
            | {"sources": tuple(draw(st.lists(st.sampled_from(known), min_size=1, unique=True)))}
        )
    )


@st.composite
def implantations(draw: st.DrawFn, key: str, experiment: str, known: list[str]) -> Implantation:
    niveau, code, nom = draw(st.sampled_from(PLACES))
    debut, fin = draw(years), draw(years)
    if debut is not None and fin is not None and fin < debut:
        debut, fin = fin, debut
    return Implantation(
        id=key,
        experimentation=experiment,
        niveau=Niveau(niveau),
        code=code,
        nom=nom,
        millesime_cog=draw(st.integers(1999, 2100)),
        statut=draw(st.sampled_from(Statut)),
        statut_date=draw(dates),
        debut=debut,
        fin=fin,
        rattachement=draw(st.sampled_from(Rattachement)),
        citee_essai=draw(st.booleans()),
        source=draw(st.sampled_from(known)),
        titre_local=draw(maybe),
        resume_local=draw(maybe),
        reference_legale=draw(maybe),
        note=draw(maybe),
        perimetre=draw(maybe),
        vague=draw(maybe),
    )


@st.composite
def evaluations(draw: st.DrawFn, key: str, experiment: str, known: list[str]) -> Evaluation:
    effet = draw(st.sampled_from(Effet))
    read = st.sampled_from(Lecture) if effet is Effet.INCONNU else st.just(Lecture.TEXTE_LU)
    return Evaluation(
        id=key,
        experimentation=experiment,
        annee=draw(years),
        titre=draw(texts),
        evaluateur=draw(texts),
        type=draw(st.sampled_from(TypeEvaluation)),
        methode=draw(texts),
        echelle_preuve=draw(st.sampled_from(EchellePreuve)),
        echelle_preuve_provenance=draw(st.sampled_from(Provenance)),
        effet=effet,
        resultats=draw(texts),
        suite=draw(st.sampled_from(Suite)),
        source=draw(st.sampled_from(known)),
        lecture=draw(read),
        confiance=draw(st.sampled_from(Confiance)),
    )


@st.composite
def derogations(draw: st.DrawFn, key: str, experiment: str, known: list[str]) -> Derogation:
    some = st.lists(st.integers(1900, 2100), min_size=3, max_size=3)
    when = [PartialDate(y) if y % 3 else None for y in sorted(draw(some))]
    first, second, third = when
    decision = draw(st.sampled_from(Decision))
    return Derogation(
        id=key,
        experimentation=experiment,
        norme_texte=draw(st.sampled_from(["code du travail", "inconnue", "loi n° 2016-231"])),
        norme_article=None,
        norme_url=None,
        autorite=draw(maybe),
        fondement=draw(st.sampled_from(Fondement)),
        territoires=tuple(
            draw(st.lists(st.sampled_from([Lieu(n, c) for n, c, _ in PLACES]), unique=True))
        ),
        objet=draw(texts),
        motifs=draw(maybe),
        demande_le=first,
        decision=decision,
        decision_le=None if decision is Decision.EN_ATTENTE else second,
        acte=draw(maybe),
        acte_url=None,
        debut=second,
        expiration=third,
        evaluation_due_le=third,
        issue=draw(st.sampled_from(Suite)),
        issue_le=draw(dates),
        source=draw(st.sampled_from(known)),
        source_suite=draw(st.none() | st.sampled_from(known)),
        provenance=draw(st.sampled_from(Provenance)),
        demande=draw(st.none() | ids),
        note=draw(maybe),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    known = sorted(draw(st.lists(ids, min_size=1, max_size=3, unique=True)))
    keys = sorted(draw(st.lists(ids, min_size=1, max_size=3, unique=True)))
    return Catalogue(
        tuple(draw(experiments(k, known)) for k in keys),
        tuple(sorted((draw(implantations(f"{k}-1", k, known)) for k in keys), key=lambda i: i.id)),
        tuple(sorted((draw(evaluations(f"{k}-2", k, known)) for k in keys), key=lambda v: v.id)),
        tuple(draw(sources(k)) for k in known),
        tuple(sorted((draw(derogations(f"{k}-3", k, known)) for k in keys), key=lambda d: d.id)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogues())
def test_what_is_written_is_read_back(catalogue: Catalogue) -> None:
    assert check_texts(write_catalogue(catalogue)) == (catalogue, [])


NOT_ADMITTED = {
    "vocabulary": "Zzz",
    "date": "2020-13",
    "number": "20,5",
    "address": "javascript:alert(1)",
    "text": "a\x00b",
}
CELLS = [
    (name, index, column)
    for name, rows in VALID.items()
    for index, row in enumerate(rows)
    for column in row
]


@settings(deadline=None)
@given(st.sampled_from(CELLS), st.sampled_from(list(NOT_ADMITTED)))
def test_a_spoilt_cell_is_found_where_it_is(cell: tuple[str, int, str], kind: str) -> None:
    """Free text admits all but a control character.

    An id may look like a date: it is then another record, which is not what is tested here.
    """
    name, index, column = cell
    assume(column != "id" or kind != "date")
    table = next(t for t in TABLES if t.name == name)
    free = {c.name for c in table.columns if "maxLength" in str(c.schema) and c.name != "code"}
    rows = valid()
    rows[name][index][column] = NOT_ADMITTED[kind]
    catalogue, problems = check(rows)
    found = {(p.file, p.line, p.field) for p in problems if p.gravite is Gravite.ERREUR}
    admitted = column in free and kind != "text"
    assert ((table.file, index + 2, column) in found) is not admitted
    assert admitted or catalogue is None


@settings(deadline=None)
@given(st.sampled_from(CELLS))
def test_an_empty_cell_is_refused_where_it_is_required(cell: tuple[str, int, str]) -> None:
    name, index, column = cell
    table = next(t for t in TABLES if t.name == name)
    required = {c.name for c in table.columns if c.required}
    rows = valid()
    rows[name][index][column] = ""
    _, problems = check(rows)
    found = {(p.file, p.line, p.field) for p in problems if "obligatoire" in p.message}
    assert found == ({(table.file, index + 2, column)} if column in required else set())


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(random: Random) -> None:
    rows = valid()
    for name, table in rows.items():
        random.shuffle(table)
        columns = list(table[0])
        random.shuffle(columns)
        rows[name] = [{c: row[c] for c in columns} for row in table]
    assert check(rows) == check(valid())
